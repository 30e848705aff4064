"""One side of an exercise: only that one is done, and it is said before anybody gets into place."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from easeback.domain.exercise import Side
from easeback.domain.routine import (
    Compiler,
    Portion,
    Step,
    StepKind,
    UnfitPortion,
    cue,
    half,
    in_place_of,
    portion,
)
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge

KNOWN = knowledge()
COMPILER = Compiler(KNOWN.speech(Language.ENGLISH).length)
SIDED = tuple(id for id, each in KNOWN.exercises.items() if each.sided)
TURNING = tuple(id for id in SIDED if KNOWN.exercises[id].turns)
OF_BOTH = {cue("left-first"), cue("now-right"), cue("other-side")}
each_side = pytest.mark.parametrize("side", Side)


def of(id: str, side: Side | None = None) -> Portion:
    return replace(portion(KNOWN.exercises[id]), side=side)


def said(steps: list[Step]) -> list[str]:
    return [each for step in steps for each in step.cues]


@each_side
@pytest.mark.parametrize("id", SIDED)
def test_all_of_it_is_on_that_side(id: str, side: Side) -> None:
    steps = COMPILER.part(of(id, side))
    assert {step.side for step in steps} == {side}
    assert not OF_BOTH & set(said(steps))


@each_side
@pytest.mark.parametrize("id", SIDED)
def test_as_many_repeats_as_on_that_side_of_both(id: str, side: Side) -> None:
    def moves(steps: list[Step]) -> list[object]:
        done = [step for step in steps if step.number and step.side is side]
        return list(dict.fromkeys((step.number, step.of, step.breath, step.shown) for step in done))

    assert moves(COMPILER.part(of(id, side))) == moves(COMPILER.part(of(id)))


@each_side
@pytest.mark.parametrize("id", SIDED)
def test_which_side_is_said_before_how_to_get_into_place(id: str, side: Side) -> None:
    words = said(COMPILER.part(of(id, side)))
    assert words.count(cue(f"{side}-only")) == 1
    assert words.index(cue(f"{side}-only")) < words.index(f"exercises.{id}.start")


@pytest.mark.parametrize(
    ("id", "down"),
    [("side-plank", lambda side: side), ("open-book", lambda side: side.other)],
)
@each_side
def test_who_has_to_lie_on_a_side_hears_on_which(
    id: str, down: Callable[[Side], Side], side: Side
) -> None:
    """A plank holds with the side that is down; an open book turns with the arm on top."""
    words = said(COMPILER.part(of(id, side)))
    assert words[1:4] == [
        cue(f"{side}-only"),
        cue(f"lie-{down(side)}"),
        f"exercises.{id}.start",
    ]
    assert not {cue("lie-left"), cue("lie-right")} & set(said(COMPILER.part(of(id))))


def test_each_exercise_for_which_people_turn_is_told_above() -> None:
    assert set(TURNING) == {"side-plank", "open-book"}


def test_two_sets_are_both_on_that_side() -> None:
    steps = COMPILER.part(replace(of("bird-dog", Side.RIGHT), sets=2))
    assert len([step for step in steps if step.kind is StepKind.REST and step.number is None]) == 2
    assert {step.side for step in steps} == {Side.RIGHT}


@pytest.mark.parametrize("id", SIDED)
def test_the_other_side_after_it_is_a_change_with_time_for_it(id: str) -> None:
    _, then = COMPILER.parts([of(id, Side.LEFT), of(id, Side.RIGHT)])
    first = then[0]
    assert (first.kind, first.side) == (StepKind.SWITCH_SIDE, Side.RIGHT)
    turning = (cue("other-side"),) if id in TURNING else ()
    assert first.cues == (*turning, cue("right-only"))
    tempo = COMPILER.tempo
    needed = tempo.turn if turning else tempo.change
    assert first.length >= needed + sum(COMPILER.lengths(each) for each in first.cues)


@pytest.mark.parametrize("id", SIDED)
def test_after_both_sides_one_stands_on_the_right(id: str) -> None:
    _, right = COMPILER.parts([of(id), of(id, Side.RIGHT)])
    _, left = COMPILER.parts([of(id), of(id, Side.LEFT)])
    assert (right[0].kind, left[0].kind) == (StepKind.SAY, StepKind.SWITCH_SIDE)


@each_side
def test_half_of_it_keeps_the_side(side: Side) -> None:
    whole = replace(of("bird-dog", side), reps=5, sets=2)
    halved = half(whole)
    assert halved is not None
    assert (halved.side, halved.reps, halved.sets, halved.hold) == (side, 2, 1, whole.hold)
    steps = COMPILER.part(halved, whole)
    assert said(steps)[0] == cue(f"{side}-only")
    assert {step.side for step in steps} == {side}


def test_nothing_is_half_of_a_walk() -> None:
    assert half(of("short-walk")) is None


@each_side
def test_an_exercise_without_sides_has_none_also_in_the_place_of_one_that_has(side: Side) -> None:
    with pytest.raises(UnfitPortion):
        Portion(KNOWN.exercises["cat-cow"], reps=5, side=side)
    assert in_place_of(of("bird-dog", side), KNOWN.exercises["cat-cow"]).side is None
    assert in_place_of(of("bird-dog", side), KNOWN.exercises["knee-to-chest"]).side is side
