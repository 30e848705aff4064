"""What comes back to the therapist, by cases, and the pains that cannot be."""

from itertools import permutations
from typing import Any

import pytest

from easeback.domain.program import (
    Adherence,
    BadPain,
    ItemAccount,
    PainVerdict,
    Told,
    account,
)
from easeback.knowledge.reading import read_yaml
from tests.clinical_cases import CASES
from tests.domain.program.writing import LIBRARY, day, history, item, program

SHEET = read_yaml(CASES / "program" / "accounts.yaml", "accounts.yaml")
ALL: list[dict[str, Any]] = SHEET["cases"]


def values(found: ItemAccount) -> dict[str, Any]:
    share = found.adherence.share
    return {
        "exercise": found.exercise,
        "asked": found.adherence.asked,
        "done": found.adherence.done,
        "share": None if share is None else round(100 * share),
        "told": found.pain.told,
        "before": found.pain.before,
        "after": found.pain.after,
        "change": found.pain.change,
        "verdict": found.pain.verdict,
    }


@pytest.mark.parametrize("case", ALL, ids=lambda case: case["id"])
def test_a_case_comes_out_as_its_author_expects(case: dict[str, Any]) -> None:
    first, last = case["span"]
    written = item(SHEET["items"][case["item"]])
    found = account(program(written), history(case), span=(day(first), day(last)), library=LIBRARY)
    got = [values(each) for each in found.items]
    assert len(got) == len(case["expect"])
    for one, expect in zip(got, case["expect"], strict=True):
        assert {name: one[name] for name in expect} == expect


def test_every_verdict_is_expected_by_a_case() -> None:
    lines = [line for case in ALL for line in case["expect"]]
    assert {line.get("verdict") for line in lines} >= set(PainVerdict)


def test_the_whole_program_adds_up_its_items() -> None:
    one, other = (item(SHEET["items"]["legs"], id) for id in ("one", "other"))
    told = history({"told": {1: "green", 2: "green"}}, "one")
    found = account(program(one, other), told, span=(day(1), day(3)), library=LIBRARY)
    assert found.whole == Adherence(asked=6, done=2)


def test_too_little_says_how_much_is_missing() -> None:
    written = item(SHEET["items"]["legs"])
    said = history({"told": {1: {"before": 4, "after": 3}}})
    (found,) = account(program(written), said, span=(day(1), day(1)), library=LIBRARY).items
    assert (found.adherence.missing, found.pain.missing) == (2, 4)


@pytest.mark.parametrize("pain", [-1, 11])
def test_a_pain_beyond_ten_is_refused(pain: int) -> None:
    for before, during, after in permutations((pain, None, None)):
        with pytest.raises(BadPain):
            Told("one", day(1), before=before, during=during, after=after)


def test_no_case_is_signed_before_a_clinician_signed_it() -> None:
    assert SHEET["signed"] == "pending"
