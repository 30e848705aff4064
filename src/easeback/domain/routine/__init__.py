"""Routines: exercises in portions, compiled to a script that a player plays."""

from easeback.domain.routine.compiler import ASKING, Compiler, Lengths, cue
from easeback.domain.routine.first import LONGEST, OPENING_REST, SHORTEST, first_routine
from easeback.domain.routine.heat import SKIN_CHECK, heat_script
from easeback.domain.routine.portion import (
    LONGEST_HOLD,
    MOST_MINUTES,
    MOST_REPS,
    MOST_SETS,
    Portion,
    UnfitPortion,
    half,
    in_place_of,
    portion,
)
from easeback.domain.routine.script import Script, Shown, Sound, Step, StepKind
from easeback.domain.routine.tempo import Speed
from easeback.domain.routine.timeline import Timeline, poses_of, rest_pose, timeline

__all__ = [
    "ASKING",
    "LONGEST",
    "LONGEST_HOLD",
    "MOST_MINUTES",
    "MOST_REPS",
    "MOST_SETS",
    "OPENING_REST",
    "SHORTEST",
    "SKIN_CHECK",
    "Compiler",
    "Lengths",
    "Portion",
    "Script",
    "Shown",
    "Sound",
    "Speed",
    "Step",
    "StepKind",
    "Timeline",
    "UnfitPortion",
    "cue",
    "first_routine",
    "half",
    "heat_script",
    "in_place_of",
    "portion",
    "poses_of",
    "rest_pose",
    "timeline",
]
