"""How pain goes over days and weeks, and which of its changes matter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from easeback.domain.diary.entry import Entry, once
from easeback.domain.outcome import matters

WEEK = 7
LONG = 14
"""A diary over so many days is looked at week by week, a shorter one day by day: a single day says
little once there are weeks."""
FEWEST_DAYS = 3
"""With fewer days written down, a week says nothing. House choices, both."""


class Tendency(StrEnum):
    """Where pain went from one period to another."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "no-change"
    TOO_LITTLE = "too-little-data"


@dataclass(frozen=True, slots=True)
class Day:
    """The typical pain of a day, by the clock of whoever wrote it down, its lowest and highest."""

    on: date
    pain: float
    entries: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Period:
    """`first_on` to `last_on`, both in it; its typical pain is the median of its days."""

    first_on: date
    last_on: date
    pain: float
    days: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change that matters: of `after` against `before`, which need not stand next to it."""

    before: Period
    after: Period

    @property
    def tendency(self) -> Tendency:
        return Tendency.BETTER if self.after.pain < self.before.pain else Tendency.WORSE


@dataclass(frozen=True, slots=True)
class Trend:
    """`tendency` is that of the last period against the first."""

    days: tuple[Day, ...]
    periods: tuple[Period, ...]
    changes: tuple[Change, ...]
    tendency: Tendency


def trend_of(entries: Iterable[Entry]) -> Trend:
    """The order of the entries changes nothing. Steps that add up to a change are one."""
    days = _days(entries)
    periods = _periods(days)
    changes: list[Change] = []
    for period in periods[1:]:
        before = changes[-1].after if changes else periods[0]
        if matters(before.pain, period.pain):
            changes.append(Change(before, period))
    return Trend(days, periods, tuple(changes), tendency_of(periods))


def tendency_of(periods: Sequence[Period]) -> Tendency:
    """That of the last of some periods against the first."""
    if len(periods) < 2:
        return Tendency.TOO_LITTLE
    first, last = periods[0], periods[-1]
    if not matters(first.pain, last.pain):
        return Tendency.SAME
    return Change(first, last).tendency


def _days(entries: Iterable[Entry]) -> tuple[Day, ...]:
    pains: dict[date, list[float]] = {}
    for entry in once(entries):
        pains.setdefault(entry.at.date(), []).append(entry.pain)
    return tuple(
        Day(on, float(median(pains[on])), len(pains[on]), min(pains[on]), max(pains[on]))
        for on in sorted(pains)
    )


def _periods(days: Sequence[Day]) -> tuple[Period, ...]:
    if not days:
        return ()
    first, last = days[0].on, days[-1].on
    length, fewest = (WEEK, FEWEST_DAYS) if (last - first).days >= LONG else (1, 1)
    held: dict[int, list[Day]] = {}
    for day in days:
        held.setdefault((day.on - first).days // length, []).append(day)
    return tuple(
        Period(
            first + timedelta(days=number * length),
            first + timedelta(days=number * length + length - 1),
            float(median(day.pain for day in within)),
            len(within),
        )
        for number, within in sorted(held.items())
        if len(within) >= fewest
    )
