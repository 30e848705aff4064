"""The first routine of a person in a flare: rest and breathe, then move a little."""

from collections.abc import Sequence

from easeback.domain.exercise import Exercise
from easeback.domain.routine.compiler import SECOND, Compiler
from easeback.domain.routine.portion import Portion, portion

OPENING_REST = 60
"""Seconds of slow breathing in the position of relief at the start."""
SHORTEST, LONGEST = 3 * 60 * SECOND, 6 * 60 * SECOND
"""Milliseconds that a first routine lasts."""
_RETURN = (30, 120)
"""Seconds of rest at the end, the least that is worth it and the most."""


def first_routine(
    compiler: Compiler, rest: Exercise, movements: Sequence[Exercise]
) -> tuple[Portion, ...]:
    """Rest first, then the movements in their order as far as they fit, in the smallest dose.

    `rest` is the position of relief, or slow breathing. A routine that would be too short ends
    the way it began. What is given must have passed the person's gates.
    """

    def length(*portions: Portion) -> int:
        return compiler.compile(portions).length

    portions = [Portion(rest, seconds=OPENING_REST)]
    for movement in movements:
        share = portion(movement, movement.flare)
        if length(*portions, share) <= LONGEST:
            portions.append(share)
    while (missing := SHORTEST - length(*portions)) > 0:
        seconds = min(max(-(-missing // SECOND), _RETURN[0]), _RETURN[1])
        portions.append(Portion(rest, seconds=seconds))
    return tuple(portions)
