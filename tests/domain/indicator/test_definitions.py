"""What each indicator counts, by cases that a therapist can read."""

from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.indicator import (
    SOURCES,
    Indicator,
    Spell,
    Tally,
    cases_of,
    joined,
    placing_in,
    quarters_of,
    working_days,
)
from easeback.knowledge import knowledge
from easeback.knowledge.reading import read_yaml
from tests.clinical_cases import CASES
from tests.domain.indicator.writing import ANN, YEAR, line

SHEET = read_yaml(CASES / "indicator" / "lines.yaml", "lines.yaml")
ALL: list[dict[str, Any]] = SHEET["cases"]
days = st.integers(0, 60).map(lambda number: date(2027, 1, 1) + timedelta(days=number))


def found(case: dict[str, Any]) -> dict[Any, Any]:
    """As the author writes it."""
    said: dict[Any, Any] = {}
    indicator, placing = Indicator(case["indicator"]), placing_in(quarters_of(YEAR))
    placed = list(cases_of(indicator, [line(case)], placing))
    for quarter in (*dict.fromkeys(period.quarter for period, _ in placed), "year"):
        tally = Tally.of(each for where, each in placed if quarter in {where.quarter, "year"})
        if placed:
            said[quarter] = f"{tally.reached} of {tally.counted}"
        if tally.median is not None:
            said["days"] = tally.median
    return said


@pytest.mark.parametrize("case", ALL, ids=lambda case: case["id"])
def test_a_case_counts_as_its_author_expects(case: dict[str, Any]) -> None:
    got = found(case)
    if case["indicator"] == "days-to-first-visit":
        got = {key: value if key == "days" else "1 of 1" for key, value in got.items()}
    assert got == case["expect"]


def test_every_indicator_has_a_case_that_counts_and_rests_on_something() -> None:
    counted = {case["indicator"] for case in ALL if case["expect"]}
    assert counted == set(Indicator)
    assert set(SOURCES) == set(Indicator)
    for sources in SOURCES.values():
        assert sources.house or sources.evidence
        assert set(sources.evidence) <= set(knowledge().sources)


def test_no_case_is_signed_before_a_clinician_signed_it() -> None:
    assert SHEET["signed"] == "pending"


@given(days, days)
def test_working_days_are_counted_one_by_one(one: date, other: date) -> None:
    first, last = sorted((one, other))
    between = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    assert working_days(first, last) == sum(day.weekday() < 5 for day in between)


spells = st.builds(
    lambda began, lasts, over: Spell(
        began,
        began + timedelta(days=lasts),
        None if over is None else began + timedelta(days=lasts + over),
        ANN,
    ),
    days,
    st.integers(0, 20),
    st.none() | st.integers(0, 5),
)


@given(st.lists(spells, max_size=6), st.randoms(use_true_random=False))
def test_flares_that_were_joined_share_no_day_and_keep_every_day(
    told: list[Spell], chance: Any
) -> None:
    found = list(joined(told))
    shuffled = told[:]
    chance.shuffle(shuffled)
    assert list(joined(shuffled)) == found
    for one, other in pairwise(found):
        assert max(one.last_on, one.over_on or one.last_on) < other.began_on
    for spell in told:
        assert any(one.began_on <= spell.began_on and one.last_on >= spell.last_on for one in found)
    for one in found:
        assert one.over_on is None or one.over_on >= one.last_on


@given(st.lists(st.integers(0, 90), min_size=1, max_size=30))
def test_the_median_is_that_of_all_waits(waits: list[int]) -> None:
    lines = [
        line(
            {
                "booked": date(2027, 3, 31) - timedelta(days=wait),
                "visits": [{"on": date(2027, 3, 31)}],
            },
            person,
        )
        for person, wait in enumerate(waits)
    ]
    cases = [case for _, case in cases_of(Indicator.DAYS, lines, placing_in(quarters_of(YEAR)))]
    assert Tally.of(cases).median == median(waits)
