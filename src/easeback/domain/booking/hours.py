"""When a therapist works: wall-clock hours of a zone, turned into stretches of UTC time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from easeback.domain.vocabulary import Span, moment

DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  Wall times are told apart from moments on purpose.


class Mode(StrEnum):
    """How a visit takes place."""

    CLINIC = "clinic"
    TELEHEALTH = "telehealth"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Shift:
    """Wall-clock hours that begin on some day; an end at or before the start is the next day's."""

    start: time
    end: time
    modes: frozenset[Mode]


@dataclass(frozen=True, slots=True)
class WeeklyRule:
    """A shift that begins on every such weekday (Monday is 0), from the first to the last day."""

    weekday: int
    shift: Shift
    first_on: date | None = None
    last_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return (
            day.weekday() == self.weekday
            and (self.first_on is None or self.first_on <= day)
            and (self.last_on is None or day <= self.last_on)
        )


@dataclass(frozen=True, slots=True)
class Override:
    """What begins on one day in place of the weekly rules; no shift: a day off."""

    on: date
    shifts: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """All the hours of one therapist. Two overrides of one day add up."""

    zone: str
    rules: tuple[WeeklyRule, ...]
    overrides: tuple[Override, ...] = ()

    def spans(self, mode: Mode | None, within: Span) -> Iterator[Span]:
        """The shifts of a mode that touch `within`, each whole, ordered by the day they begin on.

        None: of any mode.

        Where the clock is moved, a wall time means what RFC 5545 (3.3.5) says it means: one that
        comes twice is the first of the two, and one that is skipped is read with the offset before
        the gap (02:30 becomes 03:30). A shift is the time that really passes between its ends, so
        a night may be an hour longer or shorter. A shift that vanishes in a gap is left out.
        """
        zone = ZoneInfo(self.zone)
        day = moment(within.start).astimezone(zone).date() - DAY
        last = moment(within.end).astimezone(zone).date()
        while day <= last:
            for shift in self._begun_on(day):
                if mode is None or mode in shift.modes:
                    span = _real(day, shift, zone)
                    if span.start < span.end and span.overlaps(within):
                        yield span
            day += DAY

    def runs(self, mode: Mode | None, within: Span) -> Iterator[Span]:
        """The shifts of `spans` by time, with those that leave no break between them as one."""
        run: Span | None = None
        for span in sorted(self.spans(mode, within)):
            if run is None or span.start > run.end:
                if run is not None:
                    yield run
                run = span
            else:
                run = Span(run.start, max(run.end, span.end))
        if run is not None:
            yield run

    def _begun_on(self, day: date) -> Iterator[Shift]:
        overrides = [override for override in self.overrides if override.on == day]
        if overrides:
            for override in overrides:
                yield from override.shifts
            return
        for rule in self.rules:
            if rule.holds_on(day):
                yield rule.shift


def utc_of(day: date, wall: time, zone: ZoneInfo) -> int:
    """A wall time of a zone as UTC seconds since 1970; see `Hours.spans` for skipped ones."""
    naive = datetime.combine(day, wall)
    offset = naive.replace(tzinfo=zone).utcoffset()
    assert offset is not None  # noqa: S101  A ZoneInfo always knows its offset.
    return int((naive - _EPOCH - offset).total_seconds())


def _real(day: date, shift: Shift, zone: ZoneInfo) -> Span:
    ends_on = day if shift.end > shift.start else day + DAY
    return Span(utc_of(day, shift.start, zone), utc_of(ends_on, shift.end, zone))
