"""Every light and every report comes out as the rules say (rules.md M-1, evidence.md 4.3)."""

import pytest

from easeback.domain.response import (
    LEG_PAIN,
    REST_ONLY,
    Action,
    Light,
    PainChange,
    Reaction,
    Report,
    Settling,
    amber_is_open,
    goes_on,
    instead,
    light,
    pain_change,
    respond,
)
from easeback.knowledge import knowledge

KNOWN = knowledge()
REPORTS = {report.id: report for report in KNOWN.reports}


@pytest.mark.parametrize(
    ("reaction", "expected"),
    [
        (Reaction(4, 4), Light.GREEN),
        (Reaction(4, 5), Light.GREEN),
        (Reaction(7, 8), Light.GREEN),
        (Reaction(6, 2), Light.GREEN),
        (Reaction(4, 5, settling=Settling.SOON), Light.GREEN),
        (Reaction(4, 6), Light.AMBER),
        (Reaction(4, 5, settling=Settling.BY_MORNING), Light.AMBER),
        (Reaction(4, 4, breathes_easily=False), Light.AMBER),
        (Reaction(4, 7), Light.RED),
        (Reaction(4, 4, sharp=True), Light.RED),
        (Reaction(4, 4, spreads=True), Light.RED),
        (Reaction(4, 4, tingles=True), Light.RED),
        (Reaction(4, 5, settling=Settling.NOT_YET), Light.RED),
    ],
)
def test_the_light_of_a_reaction(reaction: Reaction, expected: Light) -> None:
    assert light(reaction) is expected


@pytest.mark.parametrize(
    ("day", "improving", "open_"),
    [(0, True, False), (2, True, False), (3, True, True), (3, False, False), (None, True, False)],
)
def test_amber_opens_on_day_three_while_improving(
    *, day: int | None, improving: bool, open_: bool
) -> None:
    assert amber_is_open(day, improving=improving) is open_


@pytest.mark.parametrize(
    ("id", "early", "later"),
    [
        ("better", Action.KEEP, Action.KEEP),
        ("drawing-back", Action.KEEP, Action.KEEP),
        ("same", Action.KEEP, Action.KEEP),
        ("worse", Action.EASIER, Action.SMALLER),
        ("further-down", Action.OTHER_WAY, Action.OTHER_WAY),
        ("little-more", Action.SMALLER, Action.SMALLER),
        ("clearly-more", Action.EASIER, Action.SMALLER),
        ("sharp", Action.RECHECK, Action.RECHECK),
        ("spreads", Action.OTHER_WAY, Action.OTHER_WAY),
        ("wrists", Action.EASIER, Action.EASIER),
    ],
)
def test_what_follows_from_a_report(id: str, early: Action, later: Action) -> None:
    assert respond(REPORTS[id], amber_open=False) is early
    assert respond(REPORTS[id], amber_open=True) is later


@pytest.mark.parametrize("report", [r for r in KNOWN.reports if r.sets], ids=lambda r: r.id)
def test_a_danger_sign_always_leads_to_the_safety_check(report: Report) -> None:
    assert respond(report, amber_open=True) is Action.RECHECK


def test_no_change_in_three_sessions_is_for_comfort_only() -> None:
    same = REPORTS["same"]
    found = [respond(same, amber_open=False, unchanged=before) for before in (0, 1, 2)]
    assert found == [Action.KEEP, Action.KEEP, Action.COMFORT]


def test_the_other_way_turns_from_bending_to_arching_and_back() -> None:
    library = KNOWN.exercises
    found = [
        instead(Action.OTHER_WAY, library[id], library, frozenset())
        for id in ("knee-to-chest", "cow-half", "cat-cow")
    ]
    assert found == ["cow-half", "knee-to-chest", "short-walk"]


def test_nothing_forbidden_takes_the_place_of_what_hurt() -> None:
    library = KNOWN.exercises
    for exercise in library.values():
        for action in Action:
            forbidden = library["cow-half"].needs | library["short-walk"].needs
            id = instead(action, exercise, library, forbidden)
            assert id is None or not library[id].needs & forbidden


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (5, 5, PainChange.SAME),
        (5, 4, PainChange.SAME),
        (1, 2, PainChange.SAME),
        (2, 1, PainChange.SAME),
        (5, 3, PainChange.LESS),
        (3, 5, PainChange.MORE),
        (0, 2, PainChange.MORE),
        (2, 5, PainChange.MUCH_MORE),
        (0, 10, PainChange.MUCH_MORE),
        (10, 0, PainChange.LESS),
    ],
)
def test_a_point_up_or_down_is_no_change(before: int, after: int, expected: PainChange) -> None:
    assert pain_change(before, after) is expected


@pytest.mark.parametrize(
    ("action", "stopped", "other", "goes"),
    [
        (Action.RECHECK, "cat-cow", "slow-breathing", False),
        (Action.OTHER_WAY, "knee-to-chest", "cat-half", False),
        (Action.OTHER_WAY, "knee-to-chest", "cat-cow", False),
        (Action.OTHER_WAY, "knee-to-chest", "slow-breathing", True),
        (Action.OTHER_WAY, "press-up", "cow-half", False),
        (Action.OTHER_WAY, "press-up", "knee-to-chest", False),
        (Action.OTHER_WAY, "prone-rest", "cat-half", False),
        (Action.EASIER, "side-lying", "side-lying", False),
        (Action.OTHER_WAY, "short-walk", "short-walk", False),
        (Action.OTHER_WAY, "short-walk", "slow-breathing", True),
        (Action.EASIER, "cat-cow", "knee-to-chest", True),
        (Action.SMALLER, "cat-cow", "knee-to-chest", True),
    ],
)
def test_what_may_still_follow(action: Action, stopped: str, other: str, *, goes: bool) -> None:
    assert goes_on(action, KNOWN.exercises[stopped], KNOWN.exercises[other]) is goes


def test_bending_may_follow_where_it_is_what_eases() -> None:
    stopped, other = KNOWN.exercises["press-up"], KNOWN.exercises["knee-to-chest"]
    assert goes_on(Action.OTHER_WAY, stopped, other, frozenset())


def test_pain_in_a_leg_forbids_here_what_it_forbids_in_a_plan() -> None:
    assert {gate.id: gate.forbids for gate in KNOWN.gates}["m-8"] == LEG_PAIN


@pytest.mark.parametrize("pain", [REST_ONLY - 1, REST_ONLY])
def test_only_rest_begins_where_the_gate_closes(pain: int) -> None:
    told = KNOWN.bank.completed(KNOWN.bank.read({"age": 40, "pain-now": pain}))
    plan = KNOWN.planner.plan(KNOWN.triage.assess(told), told)
    assert plan is not None
    assert ("m-1" in plan.no_exercise) is (pain >= REST_ONLY)
