"""How a movement felt, and what follows from it."""

from easeback.domain.response.change import instead
from easeback.domain.response.light import (
    EARLY_DAYS,
    Light,
    Reaction,
    Settling,
    amber_is_open,
    light,
)
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
    "UNCHANGED_SESSIONS",
    "Action",
    "Asked",
    "Felt",
    "Light",
    "Reaction",
    "Report",
    "Settling",
    "amber_is_open",
    "instead",
    "light",
    "respond",
]
