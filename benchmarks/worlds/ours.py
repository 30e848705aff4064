"""Easeback's own algorithm as a policy: a world's values turned into those of `domain.booking`."""

from collections.abc import Iterable, Iterator
from datetime import time
from functools import cache

from benchmarks.worlds.home_visits import HomeWorld
from benchmarks.worlds.reading import stated
from benchmarks.worlds.urgency import UrgencyWorld
from benchmarks.worlds.values import (
    DAY,
    Calendar,
    Offer,
    Place,
    Request,
    State,
    Therapist,
    Visit,
    known,
    within,
)
from easeback.domain import booking
from easeback.domain.booking import Mode, Severity
from easeback.domain.vocabulary import Span

Modes = frozenset[Mode]
HOME: Modes = frozenset({Mode.HOME})
CLINIC: Modes = frozenset({Mode.CLINIC})
CHUNK = 5
KEPT: tuple[booking.Release, ...] = (
    booking.Release(Severity.SEVERE, 0, 4, 60),
    booking.Release(Severity.SEVERE, 1, 8, 60),
)
"""What a day keeps for the severe, six therapists together; tuned on the tuning seeds only."""


class SteeredHomeVisits:
    """Only starts that can be reached, and of those the few that cost the least."""

    name = "Easeback"

    def __init__(self, world: HomeWorld) -> None:
        said = stated("home_visits")["travel"]
        self._travel = _Remembered(
            booking.StraightLine(said["kmh"], said["winding"], said["extra_minutes"])
        )
        self._shown, self._grid = world.shown, world.grid

    def offers(self, state: State, request: Request) -> Iterator[Offer]:
        calendar = state.calendar
        roster = booking.Roster(
            calendar.zone,
            tuple(
                roster_entry(one, within(state.diaries[one.id], request.days), calendar, HOME)
                for one in state.therapists
            ),
        )
        service = booking.Service("home", request.length, HOME, step=self._grid)
        wish = booking.Wish(
            service,
            Span(_utc(calendar, request.days.start * DAY), _utc(calendar, request.days.stop * DAY)),
            HOME,
            asked_at=_utc(calendar, state.now),
            place=_place(known(request.place)),
        )
        slots = booking.open_slots(roster, wish, self._travel)
        for one in booking.suggest(slots, roster, wish, self._travel, most=self._shown):
            yield Offer(one.open.therapist, _minute(calendar, one.open.start))


class ProtectedCapacity:
    """A clinic that keeps some of each day for the severe; the same offers without `releases`.

    Starts come in the order of time; of therapists who are free at the same moment, the one with
    the fewest visits comes first, as in the baseline.
    """

    def __init__(self, world: UrgencyWorld, releases: tuple[booking.Release, ...] = KEPT) -> None:
        self._grid, self._notice, self._releases = world.grid, world.notice, releases
        self.name = "Easeback" if releases else "Easeback, nothing kept"

    def offers(self, state: State, request: Request) -> Iterator[Offer]:
        """Looks at a few days at a time, since most people are served by the first ones."""
        for first in range(request.days.start, request.days.stop, CHUNK):
            days = range(first, min(first + CHUNK, request.days.stop))
            yield from self._on(days, state, request)

    def _on(self, days: range, state: State, request: Request) -> Iterator[Offer]:
        calendar = state.calendar
        emptiest = sorted(state.therapists, key=lambda one: len(state.diaries[one.id]))
        roster = booking.Roster(
            calendar.zone,
            tuple(
                roster_entry(one, within(state.diaries[one.id], days), calendar, CLINIC)
                for one in emptiest
            ),
            releases=self._releases,
        )
        length, step, notice = request.length, self._grid, self._notice
        service = booking.Service("visit", length, CLINIC, step=step, notice=notice)
        wish = booking.Wish(
            service,
            Span(_utc(calendar, days.start * DAY), _utc(calendar, days.stop * DAY)),
            CLINIC,
            asked_at=_utc(calendar, state.now),
            severity=SEVERITIES.get(request.severity, Severity.ROUTINE),
            therapist=request.therapist,
        )
        for start in booking.open_slots(roster, wish, _NOWHERE):
            yield Offer(start.therapist, _minute(calendar, start.start))


SEVERITIES = {severity.label: severity for severity in Severity}
_NOWHERE = booking.StraightLine()


class _Remembered:
    """Travel times that are worked out once: how fast they are is not what is measured here."""

    def __init__(self, travel: booking.Travel) -> None:
        self.minutes = cache(travel.minutes)


def roster_entry(
    therapist: Therapist, visits: Iterable[Visit], calendar: Calendar, modes: Modes
) -> booking.Therapist:
    """One therapist with the visits that matter to a request."""
    return booking.Therapist(
        therapist.id,
        _hours(therapist, modes),
        tuple(_busy(visit, calendar) for visit in visits),
        base=_place(therapist.home) if therapist.home else None,
    )


@cache
def _busy(visit: Visit, calendar: Calendar) -> booking.Busy:
    place = _place(visit.place) if visit.place else None
    return booking.Busy(_utc(calendar, visit.starts), _utc(calendar, visit.ends), place)


@cache
def _hours(therapist: Therapist, modes: Modes) -> booking.Hours:
    shifts = [
        booking.WeeklyRule(weekday, booking.Shift(_wall(span.starts), _wall(span.ends), modes))
        for weekday, spans in enumerate(therapist.week)
        for span in spans
    ]
    return booking.Hours(therapist.zone, tuple(shifts))


def _wall(minute: int) -> time:
    return time(minute // 60, minute % 60)


def _place(place: Place) -> booking.Place:
    return booking.Place(place.latitude, place.longitude)


@cache
def _utc(calendar: Calendar, minute: int) -> int:
    return int(calendar.moment(minute).timestamp())


def _minute(calendar: Calendar, second: int) -> int:
    """No world has a change of clocks: seconds count the same everywhere in it."""
    return (second - _utc(calendar, 0)) // 60
