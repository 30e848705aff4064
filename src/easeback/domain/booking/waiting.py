"""Who waits for an earlier visit: which times suit them, and who is asked first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from easeback.domain.booking.hours import Mode
from easeback.domain.booking.protection import Severity
from easeback.domain.vocabulary import moment

NOON = 12
DAY = 86_400
FIRST_HOUR, LAST_HOUR = 8, 20
"""Between these, by the clock of who waits, something may be offered. A house choice."""


class Part(StrEnum):
    """The part of the day that suits."""

    ANY = "any"
    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, slots=True)
class Suits:
    """From which day to which, both included, and at which part of the day, by a zone's clock."""

    part: Part
    first_on: date
    last_on: date
    zone: str

    def holds(self, start: int) -> bool:
        """Whether a visit may begin then. A morning ends at noon."""
        local = moment(start).astimezone(ZoneInfo(self.zone))
        fits = {
            Part.ANY: True,
            Part.MORNING: local.hour < NOON,
            Part.AFTERNOON: local.hour >= NOON,
        }
        return fits[self.part] and self.first_on <= local.date() <= self.last_on


@dataclass(frozen=True, slots=True)
class Match:
    """A free start that suits somebody who waits. UTC seconds; `detour`: minutes more on the road.

    `waiter` tells people apart, and decides between two who are alike in all else.
    """

    waiter: str
    severity: Severity
    since: int
    therapist: str
    mode: Mode
    start: int
    detour: int = 0


def may_be_asked(at: int, zone: str) -> bool:
    """Whether somebody who lives by this zone's clock is likely to be awake and to look: from eight
    in the morning to eight in the evening. `at`: UTC seconds."""
    return FIRST_HOUR <= moment(at).astimezone(ZoneInfo(zone)).hour < LAST_HOUR


def ranked(matches: Iterable[Match], *, at: int) -> list[Match]:
    """Whom to ask first: who is worse, then who has waited more days, then the shorter detour.

    Waiting counts in whole days: an hour more is no reason to drive across the town. Within a day
    the detour decides, then who came first. The order in which they are given changes nothing.
    """
    return sorted(
        matches,
        key=lambda m: (
            -m.severity,
            -((at - m.since) // DAY),
            m.detour,
            m.since,
            m.waiter,
            m.start,
            m.therapist,
            m.mode,
        ),
    )
