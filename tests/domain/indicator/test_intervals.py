"""Intervals are as wide as they should be: by known values, and by what must always hold."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.indicator import poisson, wilson


@pytest.mark.parametrize(
    ("reached", "counted", "low", "high"),
    [(0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)],
)
def test_known_shares(reached: int, counted: int, low: float, high: float) -> None:
    assert wilson(reached, counted) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (3, 0.6187, 8.7673), (10, 4.7954, 18.3904)],
)
def test_known_rates(events: int, low: float, high: float) -> None:
    assert poisson(events) == pytest.approx((low, high), abs=1e-4)


counts = st.integers(1, 500).flatmap(lambda most: st.tuples(st.integers(0, most), st.just(most)))


@given(counts)
def test_an_interval_holds_its_share_and_nothing_beyond_0_and_1(count: tuple[int, int]) -> None:
    low, high = wilson(*count)
    assert 0 <= low <= count[0] / count[1] <= high <= 1
    assert low < high


@given(counts)
def test_what_was_not_reached_has_the_same_interval_seen_from_the_other_end(
    count: tuple[int, int],
) -> None:
    reached, counted = count
    low, high = wilson(reached, counted)
    other_low, other_high = wilson(counted - reached, counted)
    assert (low, high) == pytest.approx((1 - other_high, 1 - other_low))


@given(counts, st.integers(2, 20))
def test_with_more_people_it_is_narrower(count: tuple[int, int], times: int) -> None:
    low, high = wilson(*count)
    low_of_many, high_of_many = wilson(count[0] * times, count[1] * times)
    assert high_of_many - low_of_many < high - low


@given(st.integers(0, 300))
def test_a_rate_lies_where_each_tail_is_a_fortieth(events: int) -> None:
    low, high = poisson(events)
    assert low <= events < high
    at_most = sum(
        math.exp(n * math.log(high) - high - math.lgamma(n + 1)) for n in range(events + 1)
    )
    assert at_most == pytest.approx(0.025, abs=1e-6)
