"""An exercise of the practice's own: silence never opens a gate, and what cannot be is named."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.exercise import Demand, ExerciseKind, Posture, Side, Stage
from easeback.domain.figure import Posed
from easeback.domain.program import (
    OWN,
    Amount,
    Drawn,
    Fault,
    Filed,
    OwnExercise,
    Wrong,
    demands_of,
    exercise_of,
    is_own,
    own_faults,
    spoken_lines,
)
from easeback.domain.program.own import IMPLIED
from easeback.domain.routine import portion, timeline
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge
from tests.domain.program.owning import WORDS, own, said

answers = st.dictionaries(st.sampled_from(Demand), st.booleans())
postures = st.sampled_from(Posture)


def faults(given: OwnExercise) -> dict[str, Wrong]:
    return {fault.field: fault.wrong for fault in own_faults(given)}


def test_a_whole_one_has_no_fault() -> None:
    assert own_faults(own()) == ()
    assert own_faults(own(moves=False, dose=Amount(minutes=5), picture=Filed("a.jpg"))) == ()


@given(answers=answers, posture=postures, demand=st.sampled_from(Demand))
def test_what_nobody_said_no_to_is_asked(
    answers: dict[Demand, bool], posture: Posture, demand: Demand
) -> None:
    silent = {each: value for each, value in answers.items() if each is not demand}
    found = demands_of(replace(own(), said=silent, posture=posture))
    assert demand in found
    assert f"said.{demand}" in faults(replace(own(), said=silent, posture=posture))


@given(answers=answers, posture=postures, demand=st.sampled_from(Demand))
def test_one_more_yes_never_asks_less(
    answers: dict[Demand, bool], posture: Posture, demand: Demand
) -> None:
    before = demands_of(replace(own(), said=answers, posture=posture))
    assert before <= demands_of(replace(own(), said={**answers, demand: True}, posture=posture))


@pytest.mark.parametrize("posture", IMPLIED)
def test_a_posture_asks_what_it_asks_whatever_is_said(posture: Posture) -> None:
    given = replace(own(), posture=posture, said=said())
    assert demands_of(given) >= IMPLIED[posture]
    against = {f"said.{demand}": Wrong.AGAINST_POSTURE for demand in IMPLIED[posture]}
    assert faults(given) == against


def test_the_librarys_exercises_ask_what_their_postures_ask() -> None:
    for each in knowledge().exercises.values():
        assert each.demands >= IMPLIED.get(each.posture, frozenset()), each.id


def test_no_exercise_of_the_library_is_taken_for_an_own_one() -> None:
    assert not any(map(is_own, knowledge().exercises))


def test_repeats_are_effort_and_minutes_are_not_by_themselves() -> None:
    moves = exercise_of(f"{OWN}1", own())
    assert (moves.kind, moves.stage) == (ExerciseKind.MOVEMENT, Stage.GUIDED)
    assert Demand.EXERCISE in moves.needs
    lasts = exercise_of(f"{OWN}1", own(moves=False, dose=Amount(minutes=5)))
    assert Demand.EXERCISE not in lasts.needs
    assert (lasts.moves, portion(lasts).seconds) == (False, 300)


def test_a_hold_belongs_to_the_dose_it_was_given() -> None:
    assert not exercise_of("own-1", own()).holds
    held = exercise_of("own-1", own(dose=Amount(reps=5, hold=10)))
    assert (held.holds, portion(held).hold) == (True, 10)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"words": {}}, {"words.en.name": Wrong.MISSING}),
        ({"words": {Language.ENGLISH: replace(WORDS, name=" ")}}, {"words.en.name": Wrong.MISSING}),
        (
            {"words": {Language.ENGLISH: WORDS, Language.SPANISH: replace(WORDS, moves=())}},
            {"words.es.moves": Wrong.MISSING},
        ),
        (
            {"words": {Language.ENGLISH: replace(WORDS, stops=("x" * 301,))}},
            {"words.en.stops": Wrong.TOO_LONG},
        ),
        (
            {"words": {Language.ENGLISH: replace(WORDS, shows="")}},
            {"words.en.shows": Wrong.MISSING},
        ),
        ({"dose": Amount(reps=99)}, {"dose.reps": Wrong.OUT_OF_RANGE}),
        ({"dose": Amount(reps=5, minutes=5)}, {"dose.minutes": Wrong.NOT_HERE}),
        ({"picture": None}, {"picture": Wrong.MISSING}),
        (
            {"picture": Drawn("head-stand", Posed("up"), Posed("up"))},
            {"picture.start": Wrong.MISSING, "picture.end": Wrong.MISSING},
        ),
        (
            {"picture": Drawn("cat-cow", Posed("cat"), Posed("cow", (("lean", 99),)))},
            {"picture.end.lean": Wrong.OUT_OF_RANGE},
        ),
    ],
)
def test_what_cannot_be_is_named_by_its_field(
    changes: dict[str, Any], expected: dict[str, Wrong]
) -> None:
    assert faults(own(**changes)) == expected


def test_a_limit_is_said_with_its_fault() -> None:
    assert own_faults(own(dose=Amount(reps=31))) == (
        Fault("dose.reps", Wrong.OUT_OF_RANGE, (1, 30)),
    )


@pytest.mark.parametrize(
    ("lines", "hold", "spoken"),
    [
        (("Up.", "Down."), None, ("Up.", "Down.")),
        (("Up.", "Down."), 5, ("Up.", "", "Down.")),
        (("Up.", "Stay.", "Down."), 5, ("Up.", "Stay.", "Down.")),
        (("Up.", "Stay.", "Down."), None, None),
        (("Up and down.",), None, None),
        (("Up.", "Stay.", "More.", "Down."), 5, None),
    ],
)
def test_it_is_led_where_each_part_of_a_repeat_has_its_line(
    lines: tuple[str, ...], hold: int | None, spoken: tuple[str, ...] | None
) -> None:
    given = own(dose=Amount(reps=8, hold=hold))
    assert spoken_lines(given, replace(WORDS, moves=lines)) == spoken
    assert spoken is None or len(spoken) == len(exercise_of(OWN, given).phases)


def test_what_is_not_drawn_or_lasts_for_minutes_is_not_led() -> None:
    assert spoken_lines(own(picture=Filed("a.jpg")), WORDS) is None
    assert spoken_lines(own(moves=False, dose=Amount(minutes=5)), WORDS) is None


def test_a_drawn_one_goes_from_its_start_to_its_end_and_back() -> None:
    line = timeline(exercise_of(OWN, own(dose=Amount(reps=8, hold=5))))
    assert [(each.start, each.end) for each in line.stretches] == [
        ("start", "end"),
        ("end", "end"),
        ("end", "start"),
    ]


@pytest.mark.parametrize("posture", Posture)
@pytest.mark.parametrize("sided", [True, False])
def test_who_lies_on_a_side_turns_for_the_other(posture: Posture, *, sided: bool) -> None:
    """On which side they lie for the left one, nobody was asked."""
    found = exercise_of(OWN, own(posture=posture, sided=sided))
    assert found.turns is (sided and posture is Posture.ON_SIDE)
    assert found.lying_on(Side.LEFT) is None
