"""A moving figure stays light enough for a slow phone, whoever is drawn."""

import brotli
import pytest

from easeback.domain.figure import CAST, DARK, LOOKS, animate
from easeback.domain.routine import timeline
from easeback.knowledge import knowledge

EXERCISES = knowledge().exercises
MOST = 15 * 1024


HEAVY = ("cat-cow", "seated-cat-cow", "sit-to-stand", "side-plank")
"""Close enough to the limit that it matters who is drawn."""
EVERY = [(id, CAST[each.figure]) for id, each in EXERCISES.items()]
EVERY += [(id, look) for id in HEAVY for look in LOOKS if (id, look) not in EVERY]


@pytest.mark.parametrize(("exercise", "look"), EVERY)
def test_every_moving_figure_compresses_below_fifteen_kilobytes(exercise: str, look: str) -> None:
    motion = timeline(EXERCISES[exercise])
    svg = animate(
        motion.figure,
        motion.stretches,
        look=LOOKS[look],
        palette=DARK,
        title="An exercise, moving",
        description="How it begins, in a sentence or two.",
    )
    assert len(brotli.compress(svg.encode())) <= MOST
