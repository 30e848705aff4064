"""What a diary tells: flares, how pain goes, and what helps this person."""

from easeback.domain.diary.effects import LEAST_USES, Effect, Verdict, effects_of
from easeback.domain.diary.entry import LONGEST_AFTER, BadEntry, Entry
from easeback.domain.diary.flares import By, Flare, flares_of
from easeback.domain.diary.insight import Insight, insight_of
from easeback.domain.diary.readings import LATEST, SOONEST, Uses
from easeback.domain.diary.trend import (
    WEEK,
    Change,
    Day,
    Period,
    Tendency,
    Trend,
    tendency_of,
    trend_of,
)

__all__ = [
    "LATEST",
    "LEAST_USES",
    "LONGEST_AFTER",
    "SOONEST",
    "WEEK",
    "BadEntry",
    "By",
    "Change",
    "Day",
    "Effect",
    "Entry",
    "Flare",
    "Insight",
    "Period",
    "Tendency",
    "Trend",
    "Uses",
    "Verdict",
    "effects_of",
    "flares_of",
    "insight_of",
    "tendency_of",
    "trend_of",
]
