"""Is this a flare-up? Assessment and answers to today's relief plan."""

from easeback.domain.relief.flare import INPUTS, Flare, FlareKind, recognize
from easeback.domain.relief.plan import Barred, Plan
from easeback.domain.relief.planner import AGGRAVATES, Planner, UnknownExercise
from easeback.domain.relief.remedy import (
    FOR_EVERYBODY,
    Activity,
    Advice,
    Choice,
    Direction,
    Remedies,
    Section,
    Treatment,
)

__all__ = [
    "AGGRAVATES",
    "FOR_EVERYBODY",
    "INPUTS",
    "Activity",
    "Advice",
    "Barred",
    "Choice",
    "Direction",
    "Flare",
    "FlareKind",
    "Plan",
    "Planner",
    "Remedies",
    "Section",
    "Treatment",
    "UnknownExercise",
    "recognize",
]
