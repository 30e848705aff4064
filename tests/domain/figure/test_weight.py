"""A moving figure stays light enough for a slow phone, whoever is drawn."""

import brotli
import pytest

from easeback.domain.figure import DARK, LOOKS, animate
from easeback.domain.routine import is_drawn, timeline
from easeback.knowledge import knowledge

DRAWN = {one.id: one for one in knowledge().exercises.values() if is_drawn(one)}
MOST = 15 * 1024


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("exercise", DRAWN)
def test_every_moving_figure_compresses_below_fifteen_kilobytes(exercise: str, look: str) -> None:
    motion = timeline(DRAWN[exercise])
    svg = animate(
        motion.figure,
        motion.stretches,
        look=LOOKS[look],
        palette=DARK,
        title="An exercise, moving",
        description="How it begins, in a sentence or two.",
    )
    assert len(brotli.compress(svg.encode())) <= MOST
