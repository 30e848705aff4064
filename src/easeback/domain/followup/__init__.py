"""Staying with somebody in a flare: when they are asked again, and what their answers call for."""

from easeback.domain.followup.escalation import (
    Answered,
    Compared,
    Escalation,
    Sign,
    called_for,
    has_recovered,
    signs_of,
)
from easeback.domain.followup.schedule import (
    MUCH_PAIN,
    QUIET_FROM,
    QUIET_UNTIL,
    CheckIn,
    Step,
    awake,
    check_ins,
)

__all__ = [
    "MUCH_PAIN",
    "QUIET_FROM",
    "QUIET_UNTIL",
    "Answered",
    "CheckIn",
    "Compared",
    "Escalation",
    "Sign",
    "Step",
    "awake",
    "called_for",
    "check_ins",
    "has_recovered",
    "signs_of",
]
