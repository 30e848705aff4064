"""Exercises, the demands they make on a body, and the gates that forbid demands."""

from easeback.domain.exercise.exercise import Exercise, ExerciseKind
from easeback.domain.exercise.gate import Demand, Gate, Gates

__all__ = ["Demand", "Exercise", "ExerciseKind", "Gate", "Gates"]
