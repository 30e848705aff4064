"""A script is whole, keeps its times, and never holds what is gated for the person."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings

from easeback.domain.condition import Answer
from easeback.domain.exercise import Gates
from easeback.domain.routine import (
    LONGEST,
    OPENING_REST,
    SHORTEST,
    Compiler,
    Portion,
    Script,
    Speed,
    StepKind,
    UnfitPortion,
    first_routine,
    portion,
)
from easeback.domain.vocabulary import LANGUAGES, Language
from easeback.knowledge import knowledge
from tests.people import some_answers

KNOWN = knowledge()
CLOSED = Gates(KNOWN.literals, KNOWN.gates)
EVERY = tuple(KNOWN.exercises)


def compiler(speed: Speed = Speed.NORMAL, language: Language = Language.ENGLISH) -> Compiler:
    return Compiler(KNOWN.speech(language).length, speed)


def script_of(id: str, speed: Speed = Speed.NORMAL) -> Script:
    return compiler(speed).compile([portion(KNOWN.exercises[id])])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("speed", Speed)
def test_all_steps_follow_each_other_without_gap_or_overlap(
    speed: Speed, language: Language
) -> None:
    script = compiler(speed, language).compile([portion(KNOWN.exercises[id]) for id in EVERY])
    assert script.steps[0].at == 0
    assert all(one.end == other.at for one, other in pairwise(script.steps))
    assert script.length == sum(step.length for step in script.steps)
    assert script.exercises == EVERY


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", EVERY)
def test_every_phrase_ends_before_the_next_step(id: str, language: Language) -> None:
    speech = KNOWN.speech(language)
    for step in compiler(Speed.QUICK, language).compile([portion(KNOWN.exercises[id])]).steps:
        assert sum(speech.length(key) for key in step.cues) <= step.length


@pytest.mark.parametrize("id", EVERY)
def test_as_many_repeats_on_each_side_as_the_dose_says(id: str) -> None:
    exercise, steps = KNOWN.exercises[id], script_of(id).steps
    sides = ("left", "right") if exercise.sided else (None,)
    for side in sides if exercise.moves else ():
        done = {step.number for step in steps if step.number and side in {None, step.side}}
        assert done == set(range(1, (portion(exercise).reps or 0) + 1))


@pytest.mark.parametrize("id", [id for id in EVERY if not KNOWN.exercises[id].moves])
def test_a_position_or_a_walk_lasts_no_longer_than_its_dose(id: str) -> None:
    seconds = portion(KNOWN.exercises[id]).seconds or 0
    kinds = {StepKind.BREATHE_IN, StepKind.BREATHE_OUT, StepKind.MOVE}
    lasted = sum(step.length for step in script_of(id).steps if step.kind in kinds)
    assert 0.8 * seconds <= lasted / 1000 <= seconds


def test_a_hold_of_five_seconds_lasts_five_seconds() -> None:
    held = [s for s in script_of("knee-to-chest").steps if s.kind in {"hold", "count"}]
    assert sum(step.length for step in held) == 4 * 5000


def test_nobody_is_told_to_rest_once_more_before_they_have() -> None:
    library = KNOWN.exercises
    rest, moves = library["rest-90-90"], library["cat-cow"]
    resting = Portion(rest, seconds=60)
    again = "cues.back-to-rest.text"
    said = [
        [cue for step in steps for cue in step.cues]
        for steps in compiler().parts([resting, portion(moves), resting])
    ]
    assert [again in each for each in said] == [False, False, True]
    assert said[2][0] == again


def test_slower_is_longer() -> None:
    lengths = [
        script_of("cat-cow", speed).length for speed in (Speed.QUICK, Speed.NORMAL, Speed.SLOW)
    ]
    assert lengths == sorted(set(lengths))


@settings(max_examples=150, deadline=None)
@given(some_answers(KNOWN.bank))
def test_a_first_routine_fits_the_person_and_three_to_six_minutes(
    answers: dict[str, Answer],
) -> None:
    assessment = KNOWN.triage.assess(answers)
    plan = KNOWN.planner.plan(assessment, answers)
    if plan is None:
        return
    library = KNOWN.exercises
    calm = library["slow-breathing"]
    rest = library[plan.position] if plan.position else calm
    wanted = [library[id] for id in (plan.first, *plan.then) if id] or [calm]
    portions = first_routine(compiler(), rest, wanted)
    script = compiler().compile(portions)
    assert SHORTEST <= script.length <= LONGEST
    assert (portions[0].exercise, portions[0].seconds) == (rest, OPENING_REST)
    forbidden = {d for gate in CLOSED.closed(assessment.facts) for d in gate.forbids}
    for id in script.exercises:
        assert not library[id].needs & forbidden


@pytest.mark.parametrize(
    ("id", "parts"),
    [
        ("cat-cow", {"seconds": 60}),
        ("cat-cow", {"reps": 0}),
        ("cat-cow", {"reps": 31}),
        ("cat-cow", {"reps": 5, "hold": 5}),
        ("knee-to-chest", {"reps": 2}),
        ("short-walk", {"reps": 2}),
        ("short-walk", {"seconds": 1801}),
    ],
)
def test_an_unfit_portion_is_refused(id: str, parts: dict[str, Any]) -> None:
    with pytest.raises(UnfitPortion):
        Portion(KNOWN.exercises[id], **parts)
