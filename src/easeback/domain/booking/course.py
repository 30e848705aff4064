"""A run of visits with one therapist: is there room for all of it, and when would they be?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import accumulate, cycle, islice, pairwise
from zoneinfo import ZoneInfo

from easeback.domain.booking.hours import utc_of
from easeback.domain.booking.mask import Mask, Window, each
from easeback.domain.booking.roster import Service
from easeback.domain.vocabulary import Span, moment

APART = 2
"""Days from one visit of a course to the next, at least: a whole day lies between them."""


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """The first visit and those after it: how many in all, how many days apart, give or take."""

    visits: int
    every_days: int
    slack_days: int
    follow_up: Service

    @property
    def days(self) -> int:
        """From the first visit to the end of the last."""
        return (self.visits - 1) * self.every_days + self.slack_days + 1


def room_by_day(
    starts: Mask, days: Sequence[tuple[date, Mask]], plan: CoursePlan
) -> dict[date, int]:
    """For each day, as the day of the first visit, how much choice a course has.

    That is the number of starts that it can choose from at its tightest point; 0 where some visit
    would find none. The visits are in order, and a whole day lies between two of them where they
    are planned so far apart: no start serves twice. `starts` are the follow-up's, `days` those of
    the practice's zone, in a row. What would lie beyond the last day does not count.
    """
    per_day = [(starts & cells).bit_count() for _, cells in days]
    return {day: _tightest(first, per_day, plan) for first, (day, _) in enumerate(days)}


def _tightest(first: int, per_day: Sequence[int], plan: CoursePlan) -> int:
    """The choice for the visit of a course that has the least; by the number of its first day."""
    apart = min(APART, plan.every_days)
    within, reached = [], first
    for n in range(1, plan.visits):
        due = first + n * plan.every_days
        if due + plan.slack_days >= len(per_day):
            break
        early = max(reached + apart, due - plan.slack_days)
        days = range(early, due + plan.slack_days + 1)
        reached = next((day for day in days if per_day[day]), -1)
        if reached < 0:
            return 0
        within.append(range(reached, due + plan.slack_days + 1))
    tightest, before = None, len(per_day) + apart
    for days in reversed(within):
        choice = [day for day in days if day <= before - apart and per_day[day]]
        before = choice[-1]
        found = sum(per_day[day] for day in choice)
        tightest = found if tightest is None else min(tightest, found)
    return 1 if tightest is None else tightest


def nearest(starts: Mask, window: Window, due: int, within: Span) -> int | None:
    """The free start within a stretch that is closest to `due`, of two the earlier; None: none."""
    free = starts & window.between(within.start, within.end)
    return min((window.at(cell) for cell in each(free)), key=lambda at: abs(at - due), default=None)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """So many visits after one that is promised, so many days apart, give or take.

    `steps` are the days from each to the next, over and over: (7,) is once a week, (3, 4) twice.
    None of them is less than APART.
    """

    visits: int
    steps: tuple[int, ...]
    slack_days: int

    def __post_init__(self) -> None:
        if not self.steps or min(self.steps) < APART:
            raise ValueError(f"steps of {self.steps} days leave no day between two visits")

    def due(self, first: date) -> list[date]:
        """The days on which the visits should be."""
        after = accumulate(islice(cycle(self.steps), self.visits))
        return [first + timedelta(days=days) for days in after]


@dataclass(frozen=True, slots=True)
class Proposal:
    """When one visit of a course could begin.

    `due`: the same time as the first. `start`: what is proposed; None where nothing near is free.
    `others`: free starts near it, at most one of each other day, the nearest first.
    """

    due: int
    start: int | None
    others: tuple[int, ...] = ()

    @property
    def is_same_time(self) -> bool:
        return self.start == self.due


@dataclass(frozen=True, slots=True)
class Free:
    """The free starts of the visits that follow, and the clock by which days and times count.

    `step`: minutes of the grid of these starts. A first visit that does not lie on it is followed
    by the last time before that does: all visits after the first are still at one time.
    """

    starts: Mask
    window: Window
    zone: str
    step: int

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def wall(self, at: int) -> time:
        local = moment(at).astimezone(self.clock)
        minutes = (local.hour * 60 + local.minute) // self.step * self.step
        return time(minutes // 60, minutes % 60)

    def day(self, at: int) -> date:
        return moment(at).astimezone(self.clock).date()

    def at(self, day: date, wall: time) -> int:
        return utc_of(day, wall, self.clock)

    def nearest(self, due: int, first: int, last: int) -> int | None:
        """The free start from `first` to `last`, both included, that is the closest to `due`."""
        return nearest(self.starts, self.window, due, Span(first, last))

    def has(self, start: int) -> bool:
        return self.nearest(start, start, start) is not None


def propose(first: int, rhythm: Rhythm, free: Free, *, most: int = 4) -> tuple[Proposal, ...]:
    """When the visits after one that begins at `first` could begin, in order.

    Each is at its wall-clock time where that is free. The others take the nearest free start within
    the slack that leaves a whole day to the visit before and to the next one at its own time.
    """
    wall = free.wall(first)
    due = [free.at(day, wall) for day in rhythm.due(free.day(first))]
    found = [Proposal(at, at if free.has(at) else None) for at in due]
    for place, one in enumerate(found):
        if one.start is None:
            span = _between(first, found, place, free)
            slack = timedelta(days=rhythm.slack_days)
            near = [free.at(free.day(one.due) + days, wall) for days in (-slack, slack)]
            start = free.nearest(one.due, max(span.start, near[0]), min(span.end, near[1]))
            found[place] = replace(one, start=start)
    return tuple(
        replace(one, others=_others(one, _between(first, found, place, free), free, most=most))
        for place, one in enumerate(found)
    )


def best_of(proposed: Iterable[Sequence[Proposal]]) -> Sequence[Proposal]:
    """Of several rhythms the one with the most visits that can be, then with the most at the same
    time; of two, the one that came first."""
    return max(
        proposed,
        key=lambda visits: (
            sum(one.start is not None for one in visits),
            sum(one.is_same_time for one in visits),
        ),
    )


def too_close(starts: Sequence[int], zone: str) -> list[int]:
    """Which of these starts, in the order of a course, are not a whole day after the one before."""
    clock = ZoneInfo(zone)
    days = [moment(start).astimezone(clock).date() for start in starts]
    pairs = enumerate(pairwise(days), start=1)
    return [starts[n] for n, (before, day) in pairs if day - before < timedelta(days=APART)]


def _between(first: int, found: Sequence[Proposal], place: int, free: Free) -> Span:
    """The moments that leave a whole day to the visits before and after; both ends included.

    A visit for which nothing is found leaves its day free: it may still be given another time.
    """
    before = found[place - 1] if place else Proposal(first, first)
    earliest = free.day(_or_due(before)) + timedelta(days=APART)
    if place + 1 < len(found):
        latest = free.day(_or_due(found[place + 1])) - timedelta(days=APART)
    else:
        latest = free.day(found[place].due) + timedelta(days=7)
    after = free.at(latest + timedelta(days=1), time()) - 1
    return Span(free.at(earliest, time()), after)


def _or_due(one: Proposal) -> int:
    return one.due if one.start is None else one.start


def _others(one: Proposal, span: Span, free: Free, *, most: int) -> tuple[int, ...]:
    wall, due, found = free.wall(one.due), free.day(one.due), []
    day, last = free.day(span.start), free.day(span.end)
    while day <= last:
        midnight = free.at(day, time()), free.at(day + timedelta(days=1), time()) - 1
        start = free.nearest(free.at(day, wall), *midnight)
        if start is not None and start != one.start:
            found.append((abs((day - due).days), day, start))
        day += timedelta(days=1)
    return tuple(start for _, _, start in sorted(found)[:most])
