"""How a movement felt, and what follows from it."""

from easeback.domain.response.change import LEG_PAIN, goes_on, instead
from easeback.domain.response.light import (
    EARLY_DAYS,
    Light,
    Reaction,
    Settling,
    amber_is_open,
    light,
)
from easeback.domain.response.pain import REST_ONLY, PainChange, pain_change
from easeback.domain.response.response import (
    UNCHANGED_SESSIONS,
    Action,
    Asked,
    Felt,
    Report,
    respond,
)

__all__ = [
    "EARLY_DAYS",
    "LEG_PAIN",
    "REST_ONLY",
    "UNCHANGED_SESSIONS",
    "Action",
    "Asked",
    "Felt",
    "Light",
    "PainChange",
    "Reaction",
    "Report",
    "Settling",
    "amber_is_open",
    "goes_on",
    "instead",
    "light",
    "pain_change",
    "respond",
]
