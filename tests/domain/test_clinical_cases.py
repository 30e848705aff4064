"""Every clinical case comes out as written, and every rule, gate and action is reached by one."""

import pytest

from easeback.domain.relief import Section
from easeback.knowledge import knowledge
from tests.clinical_cases import Case, cases, mismatches

ROOMS = ("triage", "relief")
ALL = [case for room in ROOMS for case in cases(room)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_case_comes_out_as_its_author_expects(case: Case) -> None:
    known = knowledge()
    answers = case.whole(known)
    assessment = known.triage.assess(answers)
    plan = known.planner.plan(assessment, answers)
    assert mismatches(case.expect, assessment, plan) == []


def test_no_case_is_signed_before_a_clinician_signed_it() -> None:
    assert {case.signed for case in ALL} == {"pending"}


def test_every_rule_is_expected_by_a_case() -> None:
    expected = {rule for case in ALL for rule in case.expect.get("rules", [])}
    assert sorted(set(knowledge().rules) - expected) == []


def test_every_action_is_expected_by_a_case() -> None:
    rules = knowledge().rules
    beside = {rule.action for rule in rules.values() if rule.beside}
    expected = {case.expect.get("action") for case in ALL}
    assert sorted(set(knowledge().actions) - expected - beside) == []


def test_every_gate_is_expected_by_a_case() -> None:
    expected = {gate for case in ALL for gate in (case.expect.get("plan") or {}).get("gates", [])}
    assert sorted({gate.id for gate in knowledge().gates} - expected) == []


def test_every_piece_of_advice_reaches_somebody() -> None:
    known = knowledge()
    given = set()
    for case in ALL:
        answers = case.whole(known)
        plan = known.planner.plan(known.triage.assess(answers), answers)
        if plan is not None:
            given |= {id for section in Section for id in plan.advice[section]}
    assert sorted(set(known.shelf.entries["advice"]) - given) == []
