"""The traffic light: how much pain a movement may bring (rules.md M-1, a house choice)."""

from dataclasses import dataclass
from enum import StrEnum

AMBER_RISE, RED_RISE = 2, 3
"""Points of pain above the resting level."""
EARLY_DAYS = 3
"""Up to this day of a flare only green counts as good (evidence.md 4.2)."""


class Light(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Settling(StrEnum):
    """When the pain was back where it began."""

    SOON = "within-30-minutes"
    BY_MORNING = "by-next-morning"
    NOT_YET = "still-worse-next-morning"


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a movement did. Pain is 0 to 10 at rest before and at its most during; None: not asked.

    `settling` is None while it is too early to know.
    """

    before: int | None = None
    during: int | None = None
    sharp: bool = False
    spreads: bool = False
    tingles: bool = False
    breathes_easily: bool = True
    settling: Settling | None = None

    @property
    def rise(self) -> int:
        """Points above the resting level; 0 where one of the two was not asked."""
        if self.before is None or self.during is None:
            return 0
        return max(0, self.during - self.before)


def light(reaction: Reaction) -> Light:
    """Red is any one red sign; green needs all to be well. How high the pain was does not count."""
    if reaction.sharp or reaction.spreads or reaction.tingles:
        return Light.RED
    if reaction.rise >= RED_RISE or reaction.settling is Settling.NOT_YET:
        return Light.RED
    held = reaction.settling is Settling.BY_MORNING or not reaction.breathes_easily
    return Light.AMBER if held or reaction.rise >= AMBER_RISE else Light.GREEN


def amber_is_open(day: int | None, *, improving: bool) -> bool:
    """From day 3 on, while the flare is improving, amber is bearable; an unknown day is early."""
    return day is not None and day >= EARLY_DAYS and improving
