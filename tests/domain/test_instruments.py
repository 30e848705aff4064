"""Instruments are scored from what was told, and a change is one only where it matters."""

from typing import Any

import pytest

from easeback.domain.outcome import Instrument, is_better, is_change, is_low, scores

PAIN, ACTIVITIES = Instrument.PAIN, Instrument.ACTIVITIES
MOOD, CHANGE = Instrument.MOOD, Instrument.GLOBAL_CHANGE


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ({}, {}),
        ({"pain-now": 0}, {PAIN: 0}),
        ({"pain-before": 6, "pain-after": 4}, {PAIN: 6}),
        ({"activities": [{"able-now": 2}, {"able-now": 5}]}, {ACTIVITIES: 3.5}),
        ({"activities": [{"able-now": 2}, {"activity": "Lift"}]}, {ACTIVITIES: 2}),
        ({"activities": [{"activity": "Lift"}]}, {}),
        ({"little-interest": "several-days", "feeling-down": "nearly-every-day"}, {MOOD: 4}),
        ({"little-interest": "several-days"}, {}),
        ({"little-interest": "not-at-all", "feeling-down": "not-at-all"}, {MOOD: 0}),
        ({"global-change": "much-better"}, {CHANGE: 7}),
        ({"global-change": "much-worse"}, {CHANGE: 1}),
    ],
)
def test_it_scores_what_was_told(content: dict[str, Any], found: dict[Instrument, float]) -> None:
    assert {score.instrument: score.value for score in scores(content)} == found


@pytest.mark.parametrize(
    ("instrument", "before", "after", "matters", "better"),
    [
        (PAIN, 7, 5, True, True),
        (PAIN, 4, 3, False, False),
        (PAIN, 3, 6, True, False),
        (ACTIVITIES, 3, 5.3, True, True),
        (ACTIVITIES, 3, 5.2, False, False),
        (ACTIVITIES, 6, 3, True, False),
        (MOOD, 4, 2, True, True),
        (MOOD, 6, 3, False, False),
        (MOOD, 1, 3, True, False),
        (CHANGE, 4, 6, True, True),
        (CHANGE, 4, 5, False, False),
        (CHANGE, 4, 3, False, False),
        (CHANGE, 4, 2, True, False),
    ],
)
def test_a_change_is_one_where_it_matters(
    instrument: Instrument,
    before: float,
    after: float,
    *,
    matters: bool,
    better: bool,
) -> None:
    assert is_change(instrument, before, after) is matters
    if matters:
        assert is_better(instrument, before, after) is better


@pytest.mark.parametrize(
    ("content", "low"),
    [
        ({}, False),
        ({"little-interest": "several-days", "feeling-down": "several-days"}, False),
        ({"little-interest": "several-days", "feeling-down": "more-than-half"}, True),
        ({"feeling-down": "more-than-half"}, False),
        ({"feeling-down": "nearly-every-day"}, True),
    ],
)
def test_low_mood_is_seen_although_a_question_was_left_out(
    content: dict[str, Any], *, low: bool
) -> None:
    assert is_low(content) is low
