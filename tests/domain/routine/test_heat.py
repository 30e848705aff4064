"""The heat timer speaks at the minutes that it should."""

import pytest

from easeback.domain.routine import SKIN_CHECK, Compiler, heat_script
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge

COMPILER = Compiler(knowledge().speech(Language.ENGLISH).length)
MINUTE = 60_000


@pytest.mark.parametrize("minutes", [10, 15, 20])
def test_the_skin_is_looked_at_after_five_minutes_and_the_heat_taken_off_in_time(
    minutes: int,
) -> None:
    on, _ = heat_script(COMPILER, minutes)
    at = {step.cues: step.at for step in on.steps if step.cues}
    assert at[("cues.heat-skin.text",)] == SKIN_CHECK * MINUTE
    assert at[("cues.heat-off.text",)] == minutes * MINUTE


def test_the_break_is_as_long_as_the_heat_was_on() -> None:
    _, off = heat_script(COMPILER, 15)
    assert off.steps[-1].at == 15 * MINUTE
    assert off.steps[-1].sound


@pytest.mark.parametrize("minutes", [0, SKIN_CHECK])
def test_a_time_without_a_look_at_the_skin_is_refused(minutes: int) -> None:
    with pytest.raises(ValueError, match="no room for a look at the skin"):
        heat_script(COMPILER, minutes)
