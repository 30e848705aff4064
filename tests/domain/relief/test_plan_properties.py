"""What must hold of every plan, whoever it is for."""

from hypothesis import given

from easeback.domain.condition import Answer
from easeback.domain.exercise import Demand
from easeback.domain.relief import Plan, Section
from easeback.domain.vocabulary import Urgency
from easeback.knowledge import knowledge
from easeback.knowledge.building import Builder
from tests.people import some_answers, whole_answers

KNOWN = knowledge()
REMEDIES = Builder(KNOWN.shelf).remedies()
EXERCISES = {exercise.id: exercise for exercise in REMEDIES.exercises}
TREATMENTS = {treatment.id: treatment for treatment in REMEDIES.treatments}
OPIOID_PATCHES = ({"fentanyl"}, {"buprenorphine"}, {"unknown"}, {"removed"})


def _plan(answers: dict[str, Answer]) -> Plan | None:
    return KNOWN.planner.plan(KNOWN.triage.assess(answers), answers)


def _forbidden(answers: dict[str, Answer]) -> set[Demand]:
    """What the gates forbid, worked out from the gates' conditions the slow way."""
    facts = KNOWN.literals.facts(answers)
    closed = [
        gate
        for gate in KNOWN.gates
        if any(facts.guarded & way == way for way in KNOWN.literals.ways(gate.when))
    ]
    return {demand for gate in closed for demand in gate.forbids}


def _holds_nothing_forbidden(answers: dict[str, Answer]) -> None:
    plan = _plan(answers)
    if plan is None:
        return
    forbidden = _forbidden(answers)
    offered = [id for id in (plan.position, plan.first, *plan.then) if id is not None]
    assert [id for id in offered if EXERCISES[id].needs & forbidden] == []
    assert [id for id in plan.treatments if TREATMENTS[id].demands & forbidden] == []


@given(whole_answers(KNOWN.bank))
def test_a_plan_never_holds_anything_gated_for_this_person(answers: dict[str, Answer]) -> None:
    _holds_nothing_forbidden(answers)


@given(some_answers(KNOWN.bank))
def test_what_was_not_asked_never_opens_a_gate(answers: dict[str, Answer]) -> None:
    _holds_nothing_forbidden(answers)


@given(whole_answers(KNOWN.bank))
def test_an_emergency_has_no_plan_and_every_plan_says_when_to_get_help(
    answers: dict[str, Answer],
) -> None:
    urgency = KNOWN.triage.assess(answers).urgency
    plan = _plan(answers)
    assert (plan is None) is (urgency is Urgency.EMERGENCY)
    if plan is not None:
        assert plan.advice[Section.GET_HELP]
        assert plan.advice[Section.NOW]


@given(whole_answers(KNOWN.bank))
def test_same_day_has_no_exercise_and_within_days_only_a_walk(answers: dict[str, Answer]) -> None:
    plan = _plan(answers)
    if plan is None or plan.urgency is Urgency.SELF_CARE:
        return
    assert plan.then == ()
    assert plan.first in ({None} if plan.urgency is Urgency.SAME_DAY else {None, "short-walk"})


@given(whole_answers(KNOWN.bank))
def test_under_18_there_is_no_exercise(answers: dict[str, Answer]) -> None:
    plan = _plan({**answers, "age": 15})
    if plan is not None:
        kinds = {EXERCISES[id].kind.value for id in (plan.first, *plan.then) if id}
        assert "movement" not in kinds


@given(whole_answers(KNOWN.bank))
def test_an_opioid_or_unknown_patch_never_shows_heat(answers: dict[str, Answer]) -> None:
    for kinds in OPIOID_PATCHES:
        plan = _plan({**answers, "patch": frozenset(kinds)})
        if plan is not None:
            assert [id for id in plan.treatments if Demand.HEAT in TREATMENTS[id].demands] == []
            assert "h-1" in plan.no_heat


@given(whole_answers(KNOWN.bank))
def test_thin_bones_or_steroids_never_show_rounding_or_knee_to_chest(
    answers: dict[str, Answer],
) -> None:
    bends = {Demand.ROUNDING, Demand.END_BEND}
    for risk in ({"thin-bones": frozenset({"told"})}, {"steroids": "now"}, {"age": 80}):
        plan = _plan({**answers, **risk})
        if plan is not None:
            offered = [id for id in (plan.position, plan.first, *plan.then) if id]
            assert [id for id in offered if EXERCISES[id].demands & bends] == []


@given(whole_answers(KNOWN.bank))
def test_every_item_of_a_plan_has_words(answers: dict[str, Answer]) -> None:
    plan = _plan(answers)
    if plan is None:
        return
    for ids in plan.advice.values():
        assert all(KNOWN.english[f"advice.{id}.text"] for id in ids)
        assert all(KNOWN.english[f"advice.{id}.why"] for id in ids)
    for barred in plan.barred:
        assert all(KNOWN.english[f"gates.{gate}.text"] for gate in barred.gates)


@given(whole_answers(KNOWN.bank))
def test_a_movement_of_the_guide_is_offered_or_named_with_its_reason(
    answers: dict[str, Answer],
) -> None:
    plan = _plan(answers)
    if plan is None or plan.urgency is not Urgency.SELF_CARE:
        return
    parts = {"cat-half": "cat-cow", "cow-half": "cat-cow", "seated-cat-cow": "cat-cow"}
    shown = {plan.first, *plan.then}
    # A half of it, first or later, is the movement too.
    offered = shown | {parts.get(movement or "") for movement in shown}
    barred = {barred.id for barred in plan.barred}
    for movement in ("cat-cow", "knee-to-chest"):
        assert movement in offered | barred
