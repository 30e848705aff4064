"""How fast a routine goes: the length of a breath and of the pauses around the exercises.

Breath in about 3 seconds, out 4 to 5 (evidence.md section 5, a house choice); slow breathing in
3 to 4, out 5 to 6 (E08). Holds, minutes and the voice never go faster or slower.
"""

from dataclasses import dataclass
from enum import StrEnum


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


def _tempo(factor: float) -> Tempo:
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


TEMPOS = {Speed.SLOW: _tempo(1.25), Speed.NORMAL: _tempo(1.0), Speed.QUICK: _tempo(0.8)}
