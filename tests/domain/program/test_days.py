"""What an exercise asks on a day, by cases that a therapist can read."""

from typing import Any

import pytest

from easeback.domain.exercise import Demand
from easeback.domain.program import ItemToday, Measure, Why, today
from easeback.knowledge.reading import read_yaml
from tests.clinical_cases import CASES
from tests.domain.program.writing import LIBRARY, day, history, item, program

SHEET = read_yaml(CASES / "program" / "days.yaml", "days.yaml")
ALL: list[dict[str, Any]] = SHEET["cases"]
SAID = {"yes": True, "no": False}


def came_out(case: dict[str, Any]) -> tuple[ItemToday, Measure]:
    written = item(SHEET["items"][case["item"]])
    (found,) = today(
        program(
            written,
            relief_days=case.get("relief_days", 3),
            resume_percent=case.get("resume_percent", 50),
        ),
        history(case),
        on=day(case["on"]),
        library=LIBRARY,
        forbidden=frozenset(map(Demand, case.get("forbidden", []))),
    )
    return found, written.progress.measure


@pytest.mark.parametrize("case", ALL, ids=lambda case: case["id"])
def test_a_case_comes_out_as_its_author_expects(case: dict[str, Any]) -> None:
    found, measure = came_out(case)
    got = {
        "why": found.why,
        "since": (found.since - day(1)).days + 1,
        "dose": found.dose and found.dose.of(measure),
        "next_reps": found.dose and found.dose.reps,
        "exercise": found.exercise,
        "proposed": found.proposed,
        "asked": found.asked,
    }
    expect = {name: SAID.get(value, value) for name, value in case["expect"].items()}
    assert {name: got[name] for name in expect} == expect


def test_every_reason_is_expected_by_a_case() -> None:
    assert {case["expect"]["why"] for case in ALL} == set(Why)


def test_every_case_and_every_item_is_named_once_and_used() -> None:
    assert len({case["id"] for case in ALL}) == len(ALL)
    assert {case["item"] for case in ALL} == set(SHEET["items"])


def test_no_case_is_signed_before_a_clinician_signed_it() -> None:
    assert SHEET["signed"] == "pending"


def test_a_program_asks_nothing_before_its_day() -> None:
    written = item(SHEET["items"]["legs"])
    with pytest.raises(ValueError, match="begins on 2027-03-01"):
        today(program(written), history({}), on=day(0), library=LIBRARY)


def test_what_is_told_of_one_item_changes_no_other() -> None:
    one, other = (item(SHEET["items"]["legs"], id) for id in ("one", "other"))
    red = history({"told": {1: "red"}}, "one")
    stopped, kept = today(program(one, other), red, on=day(2), library=LIBRARY)
    assert (stopped.why, kept.why) == (Why.STOPPED, Why.KEPT)
