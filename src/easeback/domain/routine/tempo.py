"""How fast a routine goes: the length of a breath and of the pauses around the exercises.

Breath in about 3 seconds, out 4 to 5 (evidence.md section 5, a house choice); slow breathing in
3 to 4, out 5 to 6 (E08). Holds, minutes and the voice never go faster or slower.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Speed(StrEnum):
    SLOW = "slow"
    NORMAL = "normal"
    QUICK = "quick"


@dataclass(frozen=True, slots=True)
class Tempo:
    """Milliseconds of each part."""

    breath_in: int
    breath_out: int
    slow_in: int
    slow_out: int
    settle: int
    """To get into a start position."""
    turn: int
    """To turn onto the other side."""
    change: int
    """To change legs or arms."""
    pause: int
    """After something was said."""


_FACTORS = {Speed.SLOW: 1.25, Speed.NORMAL: 1.0, Speed.QUICK: 0.8}


@cache
def tempo_of(asked: Speed, chosen: Speed) -> Tempo:
    """What a therapist asks of an exercise, changed by what the person has chosen.

    Slower is always slower than what is asked; nothing is ever quicker than quick.
    """
    factor = max(_FACTORS[Speed.QUICK], _FACTORS[asked] * _FACTORS[chosen])
    return Tempo(
        breath_in=round(3000 * factor),
        breath_out=round(4500 * factor),
        slow_in=round(3500 * factor),
        slow_out=round(5500 * factor),
        settle=round(9000 * factor),
        turn=round(10000 * factor),
        change=round(3000 * factor),
        pause=round(600 * factor),
    )
