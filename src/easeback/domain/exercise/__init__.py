"""Exercises, the demands they make on a body, and the gates that forbid demands."""

from easeback.domain.exercise.dose import Dose, Span
from easeback.domain.exercise.exercise import (
    Breath,
    Exercise,
    ExerciseKind,
    Phase,
    Posture,
    Side,
    Stage,
)
from easeback.domain.exercise.gate import Demand, Gate, Gates

__all__ = [
    "Breath",
    "Demand",
    "Dose",
    "Exercise",
    "ExerciseKind",
    "Gate",
    "Gates",
    "Phase",
    "Posture",
    "Side",
    "Span",
    "Stage",
]
