"""When somebody is asked again how their back is (evidence 1.2, a house choice shaped by s04).

Pain falls fast for two weeks and levels off after four, and most flares are over within a day: so
the questions come close together at first. Nobody is asked at night by their own clock.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

MUCH_PAIN = 7
"""From this pain on, and in a first flare, the first question comes within hours."""
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
LATEST_REPEAT = timedelta(days=1)
APART = timedelta(hours=7)
"""Between two mails to one person."""
LAST = timedelta(days=7)
"""The last question may be answered for so long."""


class Step(StrEnum):
    """The questions in their order, by how long after the beginning they come."""

    HOURS = "hours"
    DAY_1 = "day-1"
    DAY_3 = "day-3"
    DAY_7 = "day-7"
    DAY_14 = "day-14"
    DAY_28 = "day-28"

    @property
    def days(self) -> int:
        return 0 if self is Step.HOURS else int(self.value.removeprefix("day-"))

    @property
    def after(self) -> timedelta:
        return timedelta(hours=3) if self is Step.HOURS else timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Somebody is asked at `due_at`, once more at `repeat_at` if they have not answered, and may
    answer until `ends_at`, when the next question comes. Aware moments.

    `repeat_at` is None where the next question comes soon anyway.
    """

    step: Step
    due_at: datetime
    repeat_at: datetime | None
    ends_at: datetime


def check_ins(began_at: datetime, *, zone: str, pain: int, is_first: bool) -> tuple[CheckIn, ...]:
    """All questions after a flare that began, or was told of, at this moment. `zone` is IANA."""
    soon = pain >= MUCH_PAIN or is_first
    steps = [step for step in Step if soon or step is not Step.HOURS]
    due = [awake(began_at + step.after, zone) for step in steps]
    # Whoever begins in the evening has the question of the first hours in the morning.
    ends = [*(later for _, later in pairwise(due)), due[-1] + LAST]
    return tuple(
        CheckIn(step, at, _repeat(at, end, zone), end)
        for step, at, end in zip(steps, due, ends, strict=True)
    )


def awake(at: datetime, zone: str) -> datetime:
    """The same moment, or, at night by this zone's clock, the next morning."""
    local = at.astimezone(ZoneInfo(zone))
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return at
    day = local.date() + timedelta(days=local.time() >= QUIET_FROM)
    return datetime.combine(day, QUIET_UNTIL, ZoneInfo(zone)).astimezone(at.tzinfo)


def _repeat(due_at: datetime, ends_at: datetime, zone: str) -> datetime | None:
    """Halfway to the next question, a day later at most, and not close before the next."""
    halfway = min((ends_at - due_at) / 2, LATEST_REPEAT)
    again = awake(due_at + halfway, zone)
    return again if ends_at - again >= APART <= again - due_at else None
