"""What is measured of how somebody is, and when a change of it matters to them."""

from easeback.domain.outcome.instruments import (
    MOOD,
    MOOD_FLAG,
    Instrument,
    Score,
    could_be_better,
    has_adverse_event,
    is_better,
    is_change,
    is_low,
    needs_a_first,
    scores,
)
from easeback.domain.outcome.pain import LEAST_POINTS, LEAST_SHARE, matters
from easeback.domain.outcome.questionnaire import Questionnaire, Scoring

__all__ = [
    "LEAST_POINTS",
    "LEAST_SHARE",
    "MOOD",
    "MOOD_FLAG",
    "Instrument",
    "Questionnaire",
    "Score",
    "Scoring",
    "could_be_better",
    "has_adverse_event",
    "is_better",
    "is_change",
    "is_low",
    "matters",
    "needs_a_first",
    "scores",
]
