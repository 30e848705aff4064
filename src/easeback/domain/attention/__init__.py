"""Which of a therapist's people need something of them today, and why."""

from easeback.domain.attention.attention import (
    HEARD_WITHIN,
    QUIET_FOR,
    REVIEW_AFTER,
    SILENT_AFTER,
    UNREAD_AFTER,
    Call,
    calls,
)
from easeback.domain.attention.reason import Need, Reason
from easeback.domain.attention.situation import PainTold, Seen, Situation

__all__ = [
    "HEARD_WITHIN",
    "QUIET_FOR",
    "REVIEW_AFTER",
    "SILENT_AFTER",
    "UNREAD_AFTER",
    "Call",
    "Need",
    "PainTold",
    "Reason",
    "Seen",
    "Situation",
    "calls",
]
