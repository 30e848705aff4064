"""A page without a connection knows a red light by the same rule as we do."""

from datetime import date
from itertools import product

import pytest

from easeback.domain.program import Told, red_from
from easeback.domain.response import Light

PAIN = range(11)


@pytest.mark.parametrize(("before", "after"), [*product(PAIN, PAIN)])
def test_pain_afterwards_is_red_from_there_on_and_never_below(before: int, after: int) -> None:
    light = Told("bridge", date(2026, 12, 7), before=before, after=after).counted_light
    least = red_from(before)
    assert (light is Light.RED) == (least is not None and after >= least)
