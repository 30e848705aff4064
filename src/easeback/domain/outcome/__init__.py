"""What is measured of how somebody is, and when a change of it matters to them."""

from easeback.domain.outcome.instruments import (
    MOOD,
    MOOD_FLAG,
    Instrument,
    Score,
    is_better,
    is_change,
    is_low,
    scores,
)
from easeback.domain.outcome.pain import LEAST_POINTS, LEAST_SHARE, matters

__all__ = [
    "LEAST_POINTS",
    "LEAST_SHARE",
    "MOOD",
    "MOOD_FLAG",
    "Instrument",
    "Score",
    "is_better",
    "is_change",
    "is_low",
    "matters",
    "scores",
]
