"""The 8-minute rule: all timed minutes decide how many units there are, and then which code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.billing import units


@pytest.mark.parametrize(
    ("minutes", "found"),
    [(0, 0), (7, 0), (8, 1), (22, 1), (23, 2), (37, 2), (38, 3), (52, 3), (53, 4), (68, 5)],
)
def test_one_code_has_a_unit_from_eight_minutes_on(minutes: int, found: int) -> None:
    assert sum(units({"97110": minutes}).values()) == found


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        ({"97110": 24, "97140": 23}, {"97110": 2, "97140": 1}),
        ({"97110": 20, "97140": 10}, {"97110": 1, "97140": 1}),
        ({"97110": 33, "97140": 7}, {"97110": 2, "97140": 1}),
        ({"97110": 7, "97140": 7}, {"97110": 1}),
        ({"97110": 18, "97140": 13, "97112": 10, "97530": 8}, {"97110": 1, "97140": 1, "97112": 1}),
        ({"97110": 5, "97140": 2}, {}),
        ({}, {}),
    ],
)
def test_several_codes_share_the_units_of_all_their_minutes(
    minutes: dict[str, int], found: dict[str, int]
) -> None:
    assert units(minutes) == found


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 240)))
def test_no_minute_counts_twice(minutes: dict[str, int]) -> None:
    found, total = units(minutes), sum(minutes.values())
    assert set(found) <= set(minutes)
    assert sum(found.values()) == (total + 7) // 15
    assert all(count <= minutes[code] // 15 + 1 for code, count in found.items())
    assert all(minutes[code] > 0 for code in found)
