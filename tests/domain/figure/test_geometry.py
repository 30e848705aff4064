"""Where a function crosses zero, found for anything that only ever rises or falls."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.figure.geometry import solve

Curve = Callable[[float], float]
CURVES: tuple[Curve, ...] = (
    lambda x: x,
    lambda x: x**3,
    math.atan,
    lambda x: math.expm1(min(x, 50)),
)
places = st.floats(-90, 90)


@pytest.mark.parametrize("curve", CURVES)
@given(places, st.floats(0.01, 50), st.sampled_from([1, -1]))
def test_a_crossing_is_found_where_it_is(
    curve: Curve, place: float, steep: float, way: int
) -> None:
    found = solve(lambda x: way * curve(steep * (x - place)), -100, 100)
    assert abs(curve(steep * (found - place))) < 1e-6


@given(places)
def test_a_jump_across_zero_is_found_as_well(place: float) -> None:
    found = solve(lambda x: -1.0 if x < place else 3.0, -100, 100)
    assert math.isclose(found, place, abs_tol=1e-6)


@given(st.floats(101, 1000))
def test_without_a_crossing_it_is_the_end_that_comes_closest(place: float) -> None:
    assert solve(lambda x: x - place, -100, 100) == 100
    assert solve(lambda x: x + place, -100, 100) == -100
