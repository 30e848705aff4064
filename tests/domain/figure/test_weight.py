"""A moving figure stays light enough for a slow phone, whoever is drawn."""

import brotli
import pytest

from easeback.domain.figure import DARK, LOOKS, animate
from easeback.domain.routine import timeline
from easeback.knowledge import knowledge

EXERCISES = knowledge().exercises
MOST = 15 * 1024


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("exercise", EXERCISES)
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
