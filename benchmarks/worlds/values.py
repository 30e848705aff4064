"""What a world shows to whoever makes offers: frozen values, and the one call that is simulated.

Moments are whole minutes of wall time since midnight of the world's first day, a Monday. No world
has a change of clocks.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

DAY = 1440
HALF = 720


@dataclass(frozen=True, slots=True)
class Place:
    """A point in degrees; the same id is the same point."""

    id: str
    latitude: float
    longitude: float


def known(place: Place | None) -> Place:
    """The place of a home or a home visit, which always has one."""
    if place is None:
        raise ValueError("a home visit without a place")
    return place


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open: from its first minute to the one after its last."""

    starts: int
    ends: int

    @property
    def minutes(self) -> int:
        return self.ends - self.starts

    def holds(self, starts: int, ends: int) -> bool:
        return self.starts <= starts and ends <= self.ends


@dataclass(frozen=True, slots=True)
class Therapist:
    """`week`: for each weekday the hours, as minutes of that day."""

    id: str
    zone: str
    week: tuple[tuple[Span, ...], ...]
    home: Place | None = None

    def hours(self, day: int) -> tuple[Span, ...]:
        """The hours of one day of the world, as moments."""
        midnight = day * DAY
        return tuple(
            Span(midnight + span.starts, midnight + span.ends) for span in self.week[day % 7]
        )


@dataclass(frozen=True, slots=True)
class Request:
    """One visit that is asked for. `days` and `halves` are where it may start.

    `halves` are half-days of the week, from 0 (Monday before noon) to 13. `pick`, from 0 to 1, is
    which of the starts shown the person takes; without one the first that suits.
    """

    id: str
    asked_at: int
    length: int
    days: range
    place: Place | None = None
    halves: frozenset[int] = frozenset(range(14))
    severity: str = ""
    therapist: str | None = None
    pick: float | None = None

    def suits(self, starts: int) -> bool:
        day, minute = divmod(starts, DAY)
        return day in self.days and 2 * (day % 7) + (minute >= HALF) in self.halves


@dataclass(frozen=True, slots=True)
class Visit:
    request: str
    therapist: str
    starts: int
    ends: int
    place: Place | None = None

    @property
    def day(self) -> int:
        return self.starts // DAY


@dataclass(frozen=True, slots=True)
class Offer:
    therapist: str
    starts: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which day the world's minute 0 is, and where."""

    begins_on: date
    zone: str

    def moment(self, minute: int) -> datetime:
        """The aware moment of a minute of the world."""
        midnight = datetime(self.begins_on.year, self.begins_on.month, self.begins_on.day)  # noqa: DTZ001
        return (midnight + timedelta(minutes=minute)).replace(tzinfo=ZoneInfo(self.zone))

    def minute(self, moment: datetime) -> int:
        """The minute of the world of an aware moment; the way back."""
        wall = moment.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        midnight = datetime(self.begins_on.year, self.begins_on.month, self.begins_on.day)  # noqa: DTZ001
        return (wall - midnight) // timedelta(minutes=1)


def within(diary: tuple[Visit, ...], days: range) -> tuple[Visit, ...]:
    """The part of a diary that lies on some days in a row."""
    first = bisect_left(diary, days.start * DAY, key=_starts)
    return diary[first : bisect_left(diary, days.stop * DAY, key=_starts)]


def _starts(visit: Visit) -> int:
    return visit.starts


@dataclass(frozen=True, slots=True)
class State:
    """All that is known when a person asks.

    `diaries` holds each therapist's visits in order of their start. A diary that nothing was added
    to stays the same object, so what was made of it may be kept.
    """

    calendar: Calendar
    therapists: tuple[Therapist, ...]
    diaries: Mapping[str, tuple[Visit, ...]]
    now: int

    def at(self, now: int) -> "State":
        return replace(self, now=now)

    def with_visit(self, visit: Visit) -> "State":
        diary = self.diaries[visit.therapist]
        place = bisect_left(diary, visit.starts, key=_starts)
        longer = (*diary[:place], visit, *diary[place:])
        return replace(self, diaries={**self.diaries, visit.therapist: longer})


class Policy(Protocol):
    """Whoever makes offers. The best comes first; a person looks at no more than the world says."""

    @property
    def name(self) -> str: ...

    def offers(self, state: State, request: Request) -> Iterable[Offer]:
        """Starts for one visit, best first; lazily if that is cheaper."""
        ...
