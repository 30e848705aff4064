"""What a player plays: steps one after the other, each with what to say and what to show."""

from dataclasses import dataclass, replace
from enum import StrEnum

from easeback.domain.exercise import Breath, Side


class StepKind(StrEnum):
    SAY = "say"
    SHOW = "show"
    MOVE = "move"
    BREATHE_IN = "breathe-in"
    BREATHE_OUT = "breathe-out"
    HOLD = "hold"
    COUNT = "count"
    SWITCH_SIDE = "switch-side"
    REST = "rest"
    ASK = "ask"


class Sound(StrEnum):
    """What is heard beside the voice."""

    READY = "ready"
    END = "end"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the figure's clock does during a step: from `start` to `end`, in milliseconds.

    Where `every` is given, it runs round from 0 to `every`, over and over.
    """

    start: int
    end: int
    every: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of a script. `at` and `length` are in milliseconds from the script's beginning.

    `cues` are keys of words, spoken one after the other from the step's beginning; they never
    last longer than the step. `number` and `of` count repeats.
    """

    kind: StepKind
    length: int
    cues: tuple[str, ...] = ()
    exercise: str | None = None
    side: Side | None = None
    breath: Breath | None = None
    shown: Shown | None = None
    number: int | None = None
    of: int | None = None
    sound: Sound | None = None
    at: int = 0

    @property
    def end(self) -> int:
        return self.at + self.length


@dataclass(frozen=True, slots=True)
class Script:
    """Steps without a gap or an overlap, the first at 0."""

    steps: tuple[Step, ...]

    @property
    def length(self) -> int:
        """Milliseconds from the beginning to the end."""
        return self.steps[-1].end if self.steps else 0

    @property
    def exercises(self) -> tuple[str, ...]:
        """The exercises in the order of their first step."""
        return tuple(dict.fromkeys(step.exercise for step in self.steps if step.exercise))


def scripted(steps: list[Step]) -> Script:
    """The steps put one after the other."""
    at, placed = 0, []
    for step in steps:
        placed.append(replace(step, at=at))
        at += step.length
    return Script(tuple(placed))
