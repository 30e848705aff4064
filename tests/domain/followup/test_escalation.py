"""What the answers to the follow-up call for: every rule by a case that a therapist can read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.followup import Answered, Compared, called_for, has_recovered, signs_of
from easeback.knowledge import knowledge

FILE = Path(__file__).parents[2] / "cases" / "followup" / "escalations.yaml"
SHEET = yaml.safe_load(FILE.read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = SHEET["cases"]
RULES = knowledge().escalations
NOW = datetime(2027, 3, 10, 9, tzinfo=UTC)


def answered(case: dict[str, Any]) -> Answered:
    return Answered(
        days=case["days"],
        compared=Compared(case["compared"]),
        pain=case["pain"],
        pain_then=case["then"],
        flares=case.get("flares", 1),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_case_comes_out_as_its_author_expects(case: dict[str, Any]) -> None:
    assert [rule.id for rule in called_for(RULES, answered(case))] == case["expect"]


def test_every_rule_is_expected_by_a_case() -> None:
    expected = {rule for case in CASES for rule in case["expect"]}
    assert expected == {rule.id for rule in RULES}


def test_no_case_is_signed_before_a_clinician_signed_it() -> None:
    assert SHEET["signed"] == "pending"


pains = st.integers(0, 10)
days = st.sampled_from([0, 1, 3, 7, 14, 28])


@given(days, st.sampled_from(list(Compared)), pains, pains, st.integers(1, 3))
def test_saying_worse_never_calls_for_less(
    day: int, compared: Compared, pain: int, then: int, flares: int
) -> None:
    said, worse = (Answered(day, each, pain, then, flares) for each in (compared, Compared.WORSE))
    assert signs_of(said) <= signs_of(worse)
    assert set(called_for(RULES, said)) <= set(called_for(RULES, worse))


@given(days, st.sampled_from(list(Compared)), pains, pains)
def test_more_pain_never_calls_for_less(day: int, compared: Compared, pain: int, then: int) -> None:
    if pain == 10:
        return
    less, more = (Answered(day, compared, each, then) for each in (pain, pain + 1))
    assert signs_of(less) <= signs_of(more)


def written(*told: tuple[float, float]) -> list[tuple[datetime, float]]:
    """Days ago, and pain."""
    return [(NOW - timedelta(days=ago), pain) for ago, pain in told]


@pytest.mark.parametrize(
    ("told", "recovered"),
    [
        ([(7, 1), (5, 0), (3, 1), (0.5, 0)], True),
        ([(7.5, 1), (0, 1)], True),
        ([(7, 1), (5, 2), (3, 1), (0.5, 0)], False),
        ([(5, 1), (3, 1), (0, 0)], False),
        ([(7, 1), (3, 0)], False),
        ([(9, 5), (7, 1), (0, 0)], True),
        ([], False),
    ],
)
def test_recovered_is_a_week_of_next_to_no_pain(
    told: list[tuple[float, float]], *, recovered: bool
) -> None:
    assert has_recovered(written(*told), at=NOW) is recovered
