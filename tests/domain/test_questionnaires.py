"""Questionnaires by their numbers alone; the figures of the cases are those of evidence 8."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.outcome import Questionnaire, Scoring
from easeback.domain.vocabulary import Sources

NONE = Sources((), house=False, unverified=True)
PERCENT = Questionnaire("p", 10, 5, Scoring.PERCENT, 8, 10, None, NONE)
SUM = Questionnaire("s", 24, 1, Scoring.SUM, 24, 5, 0.3, NONE)
MEAN = Questionnaire("m", 3, 10, Scoring.MEAN, 3, 3, 0.3, NONE)


def told(of: Questionnaire, *points: int) -> dict[str, str]:
    return {field: str(each) for field, each in zip(of.fields, points, strict=False)}


@pytest.mark.parametrize(
    ("of", "points", "score"),
    [
        (PERCENT, [2] * 10, 40.0),
        (PERCENT, [5] * 10, 100.0),
        # Of those that were answered: 9 of 10, and too few.
        (PERCENT, [2] * 9, 40.0),
        (PERCENT, [2] * 7, None),
        (SUM, [1] * 14 + [0] * 10, 14.0),
        (SUM, [1] * 23, None),
        (MEAN, [6, 7, 5], 6.0),
        (MEAN, [6, 7], None),
        (MEAN, [], None),
    ],
)
def test_a_score(of: Questionnaire, points: list[int], score: float | None) -> None:
    assert of.score(told(of, *points)) == score


@pytest.mark.parametrize(
    ("of", "before", "after", "matters"),
    [
        (SUM, 14, 8, True),
        (SUM, 24, 20, False),
        (SUM, 10, 7, True),
        (PERCENT, 41.3, 31.3, True),
        (PERCENT, 41.3, 32, False),
        (MEAN, 7, 5, False),
        (MEAN, 6, 4, True),
        (MEAN, 0, 1, False),
    ],
)
def test_a_change_that_matters(
    of: Questionnaire, before: float, after: float, *, matters: bool
) -> None:
    assert of.matters(before, after) is matters


@given(st.lists(st.integers(0, 5), min_size=8, max_size=10), st.integers(0, 9))
def test_one_more_point_is_never_a_lower_score(points: list[int], place: int) -> None:
    place %= len(points)
    more = [*points[:place], min(5, points[place] + 1), *points[place + 1 :]]
    before, after = PERCENT.score(told(PERCENT, *points)), PERCENT.score(told(PERCENT, *more))
    assert before is not None
    assert after is not None
    assert 0 <= before <= after <= 100
