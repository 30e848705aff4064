"""A run of visits with one therapist: is there room for all of it, and when would they be?"""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from easeback.domain.booking.hours import utc_of
from easeback.domain.booking.mask import CELLS_A_DAY, DAY, Mask, Window, each
from easeback.domain.booking.roster import Service
from easeback.domain.vocabulary import Span, moment


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """The first visit and those after it: how many in all, how many days apart, give or take."""

    visits: int
    every_days: int
    slack_days: int
    follow_up: Service

    def due(self, first: int) -> list[Span]:
        """Within which stretches of time the visits after the first should begin."""
        return [
            Span(due - self.slack_days * DAY, due + self.slack_days * DAY)
            for due in (first + n * self.every_days * DAY for n in range(1, self.visits))
        ]

    @property
    def days(self) -> int:
        """From the first visit to the end of the last."""
        return (self.visits - 1) * self.every_days + self.slack_days + 1


def room_by_day(starts: Mask, window: Window, plan: CoursePlan) -> list[int]:
    """For each UTC day of the window, as the day of the first visit, how much choice a course has.

    That is the number of starts that it can choose from at its tightest point; 0 where some visit
    would find none. `starts` are the follow-up's. What would lie beyond the window does not count.
    """
    days = window.cells // CELLS_A_DAY
    day_mask = (1 << CELLS_A_DAY) - 1
    per_day = [(starts >> day * CELLS_A_DAY & day_mask).bit_count() for day in range(days)]
    room = []
    for first in range(days):
        tightest = None
        for n in range(1, plan.visits):
            due = first + n * plan.every_days
            if due + plan.slack_days >= days:
                break
            found = sum(per_day[due - plan.slack_days : due + plan.slack_days + 1])
            tightest = found if tightest is None else min(tightest, found)
        room.append(tightest if tightest is not None else 1)
    return room


def same_time(first: int, plan: CoursePlan, zone: str) -> list[int]:
    """When the visits after the first begin, at its wall-clock time in the zone."""
    clock = ZoneInfo(zone)
    wall = moment(first).astimezone(clock)
    return [
        utc_of(wall.date() + timedelta(days=n * plan.every_days), wall.time(), clock)
        for n in range(1, plan.visits)
    ]


def nearest(starts: Mask, window: Window, due: int, within: Span) -> int | None:
    """The free start within a stretch that is closest to `due`, of two the earlier; None: none."""
    free = starts & window.between(within.start, within.end)
    return min((window.at(cell) for cell in each(free)), key=lambda at: abs(at - due), default=None)
