"""Working days are counted from Monday to Friday."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.vocabulary import working_day_after

MONDAY = date(2026, 12, 7)


@pytest.mark.parametrize(
    ("from_monday", "number", "then"),
    [(0, 1, 1), (0, 2, 2), (3, 2, 7), (4, 1, 7), (4, 2, 8), (5, 1, 7), (6, 2, 8), (0, 10, 14)],
)
def test_a_weekend_is_passed_over(from_monday: int, number: int, then: int) -> None:
    start = MONDAY + timedelta(days=from_monday)
    assert working_day_after(start, number) == MONDAY + timedelta(days=then)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 10))
def test_it_is_a_working_day_with_so_many_up_to_it(day: date, number: int) -> None:
    found = working_day_after(day, number)
    between = [day + timedelta(days=n) for n in range(1, (found - day).days + 1)]
    assert sum(each.weekday() < 5 for each in between) == number
    assert found.weekday() < 5
