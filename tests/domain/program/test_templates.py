"""What the templates ask, rise to and forbid, by cases that a therapist can read."""

from typing import Any

import pytest

from easeback.domain.exercise import Demand
from easeback.domain.program import History, Told, today, unexplained
from easeback.domain.response import Light
from easeback.knowledge import knowledge
from easeback.knowledge.reading import read_yaml
from tests.clinical_cases import CASES
from tests.domain.program.writing import LIBRARY, day

KNOWN = knowledge()
SHEET = read_yaml(CASES / "program" / "templates.yaml", "templates.yaml")
ALL: list[dict[str, Any]] = SHEET["cases"]
GATED = [case for case in ALL if "closed" in case]
GREEN = [case for case in ALL if "greens" in case]
BY_ID = {gate.id: gate for gate in KNOWN.gates}


@pytest.mark.parametrize("case", GATED, ids=lambda case: case["id"])
def test_gates_forbid_what_the_author_expects(case: dict[str, Any]) -> None:
    closed = [BY_ID[id] for id in case["closed"]]
    items = KNOWN.templates[case["template"]].items
    assert [item.id for item in items if unexplained(item, LIBRARY, closed)] == case["forbids"]


@pytest.mark.parametrize("case", GREEN, ids=lambda case: case["id"])
def test_green_days_raise_what_the_author_expects(case: dict[str, Any]) -> None:
    program = KNOWN.templates[case["template"]].publish(day(1))
    numbers = range(1, case["greens"] + 1)
    told = (Told(item.id, day(n), light=Light.GREEN) for item in program.items for n in numbers)
    found = today(program, History(tuple(told)), on=day(case["greens"] + 1), library=LIBRARY)
    measures = {item.id: item.progress.measure for item in program.items}
    doses = {each.item: each.dose and each.dose.of(measures[each.item]) for each in found}
    assert doses == case["then"]
    proposed = {each.item: each.proposed for each in found if each.proposed}
    assert proposed == case.get("proposed", proposed)


def test_every_template_is_reached_by_a_case_of_each_sort() -> None:
    for cases in (GATED, GREEN):
        assert {case["template"] for case in cases} == set(KNOWN.templates)


def test_what_is_for_unsteady_feet_needs_no_floor_and_bends_no_back() -> None:
    hard = {
        Demand.FLOOR,
        Demand.KNEELING,
        Demand.HANDS_WEIGHT,
        Demand.ROUNDING,
        Demand.END_BEND,
        Demand.CURLING,
        Demand.TWIST,
        Demand.ARCHING,
        Demand.BALANCE,
        Demand.LYING_FRONT,
    }
    items = KNOWN.templates["steady-on-the-feet"].items
    onward = [item.progress.next.exercise for item in items if item.progress.next]
    for exercise in (*(item.exercise for item in items), *onward):
        assert not LIBRARY[exercise].needs & hard


def test_no_case_is_signed_before_a_clinician_signed_it() -> None:
    assert SHEET["signed"] == "pending"
