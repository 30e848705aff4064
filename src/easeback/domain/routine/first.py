"""The first routine of a person in a flare: rest and breathe, then move a little."""

from collections.abc import Sequence

from easeback.domain.exercise import Exercise
from easeback.domain.routine.compiler import SECOND, Compiler
from easeback.domain.routine.portion import Portion, portion
from easeback.domain.routine.script import Script, Step, scripted

OPENING_REST = 60
"""Seconds of slow breathing in the position of relief at the start."""
SHORTEST, LONGEST = 3 * 60 * SECOND, 6 * 60 * SECOND
"""Milliseconds that a first routine lasts."""
_RETURN = (30, 120)
"""Seconds of rest at the end, the least that is worth it and the most."""


def first_routine(
    compiler: Compiler, rest: Exercise, movements: Sequence[Exercise]
) -> tuple[Script, tuple[Portion, ...]]:
    """Rest first, then the movements in their order as far as they fit, in the smallest dose.

    `rest` is the position of relief, or slow breathing. A routine that would be too short ends
    the way it began. What is given must have passed the person's gates.
    """
    portions = [Portion(rest, seconds=OPENING_REST)]
    steps = [*compiler.opening(), *compiler.part(portions[0])]
    for movement in movements:
        share = _share(movement)
        part = compiler.part(share, portions[-1])
        if _length([*steps, *part, *compiler.closing(share)]) <= LONGEST:
            portions.append(share)
            steps += part
    missing = SHORTEST - _length([*steps, *compiler.closing(portions[-1])])
    while missing > 0:
        seconds = min(max(-(-missing // SECOND), _RETURN[0]), _RETURN[1])
        portions.append(Portion(rest, seconds=seconds))
        steps += [compiler.said("back-to-rest"), *compiler.part(portions[-1], portions[-2])]
        missing = SHORTEST - _length([*steps, *compiler.closing(portions[-1])])
    return scripted([*steps, *compiler.closing(portions[-1])]), tuple(portions)


def _share(exercise: Exercise) -> Portion:
    return portion(exercise, exercise.flare)


def _length(steps: Sequence[Step]) -> int:
    return sum(step.length for step in steps)
