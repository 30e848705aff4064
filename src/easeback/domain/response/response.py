"""What follows from how a movement felt: go on, smaller, easier, the other way, or get help."""

from dataclasses import dataclass
from enum import StrEnum

from easeback.domain.response.light import Light
from easeback.domain.vocabulary import Sources

UNCHANGED_SESSIONS = 3
"""After so many sessions without a change, a movement is for comfort only (evidence.md 4.3)."""


class Action(StrEnum):
    KEEP = "keep"
    COMFORT = "comfort"
    """It may go on for comfort, but it is not what helps."""
    SMALLER = "smaller"
    """Half the range and half the repeats."""
    EASIER = "easier"
    """Not this one today; its easier version, where there is one."""
    OTHER_WAY = "other-way"
    """Stop this direction; the opposite or a neutral one, and a therapist within 3 days."""
    RECHECK = "recheck"
    """Stop, and answer the safety check again."""


class Asked(StrEnum):
    """When a report is offered."""

    AFTER = "after"
    """By the question after a set."""
    HURTS = "hurts"
    """When the person stops because it hurts."""
    HURTS_ELSE = "hurts-else"
    """On the second page of that, for what is rarer."""


class Felt(StrEnum):
    """The meaning of a report in the response test."""

    CENTRALIZING = "centralizing"
    BETTER = "better"
    NEUTRAL = "neutral"
    PERIPHERALIZING = "peripheralizing"


@dataclass(frozen=True, slots=True)
class Report:
    """One thing that a person can say of a movement.

    It has a light, a meaning in the response test, or both; `local` hurts where the body is
    carried, not in the back. `sets` are answers of the safety check that it already gives.
    """

    id: str
    ref: str
    asked: Asked
    sources: Sources
    light: Light | None = None
    felt: Felt | None = None
    local: bool = False
    sets: tuple[tuple[str, str], ...] = ()


def respond(report: Report, *, amber_open: bool, unchanged: int = 0) -> Action:
    """What to do now. `unchanged`: earlier sessions of this movement without a change.

    A red light goes before all else, and asks for the safety check; of the red ones, a pain that
    only moves further down ends the direction first.
    """
    if report.sets or (report.light is Light.RED and report.felt is None):
        return Action.RECHECK
    if report.felt is Felt.PERIPHERALIZING:
        return Action.OTHER_WAY
    if report.local or (report.light is Light.AMBER and not amber_open):
        return Action.EASIER
    if report.light is not None:
        return Action.SMALLER
    worn_out = report.felt is Felt.NEUTRAL and unchanged + 1 >= UNCHANGED_SESSIONS
    return Action.COMFORT if worn_out else Action.KEEP
