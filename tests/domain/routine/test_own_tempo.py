"""The therapist's tempo is played where nothing was chosen; a choice moves from there."""

from dataclasses import replace
from itertools import product

import pytest

from easeback.domain.routine import Compiler, Portion, Speed, Step, StepKind, half, portion
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge

KNOWN = knowledge()
LENGTHS = KNOWN.speech(Language.ENGLISH).length
BOTH = tuple(product(Speed, Speed))
MOVING = ("cat-cow", "bird-dog", "open-book", "slow-breathing")


def share(id: str, asked: Speed) -> Portion:
    return replace(portion(KNOWN.exercises[id]), speed=asked)


def steps(id: str, asked: Speed = Speed.NORMAL, chosen: Speed = Speed.NORMAL) -> list[Step]:
    return Compiler(LENGTHS, chosen).part(share(id, asked))


def breaths(id: str, asked: Speed, chosen: Speed = Speed.NORMAL) -> list[int]:
    """Milliseconds of each breath in that carries a movement and waits for no word."""
    found = steps(id, asked, chosen)
    return [step.length for step in found if step.kind is StepKind.BREATHE_IN]


@pytest.mark.parametrize("id", MOVING)
@pytest.mark.parametrize("speed", Speed)
def test_who_has_chosen_nothing_gets_what_the_therapist_asks(id: str, speed: Speed) -> None:
    """Which is as fast as when the person had chosen it, and the therapist nothing."""
    assert steps(id, asked=speed) == steps(id, chosen=speed)


@pytest.mark.parametrize("asked", Speed)
def test_slower_is_slower_than_whatever_is_asked(asked: Speed) -> None:
    slow, usual = (sum(breaths("cat-cow", asked, chosen)) for chosen in (Speed.SLOW, Speed.NORMAL))
    assert slow > usual


def test_quicker_moves_up_from_what_is_asked_but_never_beyond_quick() -> None:
    quick = breaths("cat-cow", Speed.QUICK)
    assert breaths("cat-cow", Speed.SLOW, Speed.QUICK) == breaths("cat-cow", Speed.NORMAL)
    assert breaths("cat-cow", Speed.NORMAL, Speed.QUICK) == quick
    assert breaths("cat-cow", Speed.QUICK, Speed.QUICK) == quick
    for asked, chosen in BOTH:
        pairs = zip(breaths("cat-cow", asked, chosen), quick, strict=True)
        assert all(one >= least for one, least in pairs)


def test_each_part_has_its_own_and_nothing_between_them_has() -> None:
    slow, normal = (share("cat-cow", speed) for speed in (Speed.SLOW, Speed.NORMAL))
    first, second = Compiler(LENGTHS).parts([slow, replace(normal, reps=3)])
    assert sum(step.length for step in first) > sum(step.length for step in second)
    compiler = Compiler(LENGTHS)
    assert compiler.compile([slow]).steps[:2] == compiler.compile([normal]).steps[:2]


@pytest.mark.parametrize("id", [id for id, each in KNOWN.exercises.items() if each.holds])
@pytest.mark.parametrize(("asked", "chosen"), BOTH)
def test_a_hold_is_as_long_at_every_speed(id: str, asked: Speed, chosen: Speed) -> None:
    def held(found: list[Step]) -> int:
        kinds = {StepKind.HOLD, StepKind.COUNT}
        return sum(step.length for step in found if step.kind in kinds)

    assert held(steps(id, asked, chosen)) == held(steps(id))


@pytest.mark.parametrize("id", [id for id, each in KNOWN.exercises.items() if not each.moves])
@pytest.mark.parametrize(("asked", "chosen"), BOTH)
def test_minutes_are_minutes_at_every_speed(id: str, asked: Speed, chosen: Speed) -> None:
    """A walk to the second; slow breaths end within the last one that fits."""
    kinds = {StepKind.BREATHE_IN, StepKind.BREATHE_OUT, StepKind.MOVE, StepKind.HOLD}
    lasted = sum(step.length for step in steps(id, asked, chosen) if step.kind in kinds)
    seconds = portion(KNOWN.exercises[id]).seconds or 0
    assert 0.75 * seconds <= lasted / 1000 <= seconds


@pytest.mark.parametrize("speed", Speed)
def test_half_of_it_is_as_fast(speed: Speed) -> None:
    halved = half(share("cat-cow", speed))
    assert halved is not None
    assert halved.speed is speed
