"""Contact sheets: every exercise in its moments, by day and by night, to be looked at."""

from collections.abc import Callable
from functools import partial

from easeback.domain.exercise import Exercise
from easeback.domain.figure import CAST, DARK, LIGHT, LOOKS, contact_sheet
from easeback.domain.routine import timeline
from easeback.knowledge import Knowledge, knowledge


def contact_sheets() -> dict[str, Callable[[Knowledge], str]]:
    """File name -> what writes it."""
    return {
        f"figures/{exercise.id}.svg": partial(_sheet, exercise)
        for exercise in knowledge().exercises.values()
    }


def _sheet(exercise: Exercise, known: Knowledge) -> str:
    line, words = timeline(exercise), known.english
    return contact_sheet(
        line.figure,
        line.stretches,
        look=LOOKS[CAST[line.figure]],
        palettes=(LIGHT, DARK),
        title=words[f"exercises.{exercise.id}.title"],
        description=words[f"exercises.{exercise.id}.start"],
    )
