"""What cannot be in a program, and which gates need a reason: by cases a therapist can read."""

from typing import Any

import pytest

from easeback.domain.program import (
    EVERY_DAY,
    Fault,
    Weekday,
    Wrong,
    closed_for,
    item_faults,
    program_faults,
    unexplained,
)
from easeback.knowledge import knowledge
from easeback.knowledge.reading import read_yaml
from tests.clinical_cases import CASES
from tests.domain.program.writing import LIBRARY, MONDAY, item

ITEMS = read_yaml(CASES / "program" / "items.yaml", "items.yaml")
GATES = read_yaml(CASES / "program" / "gates.yaml", "gates.yaml")
BY_ID = {gate.id: gate for gate in knowledge().gates}
OF_A_PROGRAM = {Wrong.TWICE, Wrong.WITHDRAWN}
OF_AN_OWN_EXERCISE = {Wrong.AGAINST_POSTURE, Wrong.BENDS_TOO_FAR, Wrong.OUTSIDE}


@pytest.mark.parametrize("case", ITEMS["cases"], ids=lambda case: case["id"])
def test_an_item_has_the_faults_that_its_author_expects(case: dict[str, Any]) -> None:
    written = item({**case, "id": case.get("id_of_item", "one")})
    found = item_faults(written, LIBRARY)
    assert {fault.field: fault.wrong for fault in found} == case["faults"]
    assert len(found) == len(case["faults"])


def test_every_fault_is_expected_by_a_case() -> None:
    expected = {wrong for case in ITEMS["cases"] for wrong in case["faults"].values()}
    assert expected | OF_A_PROGRAM | OF_AN_OWN_EXERCISE == set(Wrong)


@pytest.mark.parametrize("case", GATES["cases"], ids=lambda case: case["id"])
def test_a_gate_forbids_and_is_explained_as_its_author_expects(case: dict[str, Any]) -> None:
    written = item({**case, "reps": 5})
    closed = [BY_ID[id] for id in case["closed"]]
    assert [gate.id for gate in closed_for(written, LIBRARY, closed)] == case["forbids"]
    assert [gate.id for gate in unexplained(written, LIBRARY, closed)] == case["unexplained"]


def test_nobody_knows_which_gate_forbids_an_unknown_exercise() -> None:
    with pytest.raises(KeyError):
        unexplained(item({"exercise": "head-stand", "reps": 5}), LIBRARY, BY_ID.values())


def test_a_limit_is_said_with_its_fault() -> None:
    (fault,) = item_faults(item({"exercise": "cat-cow", "reps": 5, "a_day": 9}), LIBRARY)
    assert fault == Fault("dose.a_day", Wrong.OUT_OF_RANGE, (1, 8))


def test_the_faults_of_a_program_name_the_place_of_the_item() -> None:
    fine = item({"exercise": "cat-cow", "reps": 5})
    faulty = item({"exercise": "cat-cow", "reps": 99, "bounds": [1, 30]})
    found = program_faults((fine, faulty), relief_days=0, resume_percent=100, library=LIBRARY)
    assert [(fault.field, fault.wrong) for fault in found] == [
        ("relief_days", Wrong.OUT_OF_RANGE),
        ("resume_percent", Wrong.OUT_OF_RANGE),
        ("items.2.id", Wrong.TWICE),
        ("items.2.dose.reps", Wrong.OUT_OF_RANGE),
    ]


def test_an_empty_program_is_none() -> None:
    found = program_faults((), relief_days=3, resume_percent=50, library=LIBRARY)
    assert found == (Fault("items", Wrong.MISSING),)


def test_every_weekday_is_known() -> None:
    assert Weekday.of(MONDAY) is Weekday.MONDAY
    assert len(EVERY_DAY) == 7


def test_no_case_is_signed_before_a_clinician_signed_it() -> None:
    assert (ITEMS["signed"], GATES["signed"]) == ("pending", "pending")
