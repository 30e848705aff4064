"""How much of an exercise one routine holds."""

from dataclasses import dataclass, replace

from easeback.domain.exercise import Dose, Exercise, Side, Span
from easeback.domain.routine.tempo import Speed

MOST_REPS, MOST_SETS, LONGEST_HOLD, MOST_MINUTES = 30, 3, 60, 30
"""No routine and no program asks for more of one exercise. A hold is in seconds."""


class UnfitPortion(ValueError):
    """A portion that the exercise can't have: of the wrong kind, or beyond all bounds."""


@dataclass(frozen=True, slots=True)
class Portion:
    """An exercise and its share in a routine: repeats with seconds to hold, or seconds in all.

    `side`: one side only; None: both, and all there is of an exercise without sides. `speed`: how
    fast it goes for who has chosen nothing.
    """

    exercise: Exercise
    reps: int | None = None
    hold: int | None = None
    seconds: int | None = None
    sets: int = 1
    side: Side | None = None
    speed: Speed = Speed.NORMAL

    def __post_init__(self) -> None:
        moves = self.exercise.moves
        if moves and (self.reps is None or self.seconds is not None):
            raise UnfitPortion(f"{self.exercise.id} is done by repeats: give reps")
        if not moves and (self.seconds is None or self.reps is not None or self.sets != 1):
            raise UnfitPortion(f"{self.exercise.id} lasts: give seconds")
        if (self.hold is not None) is not self.exercise.holds:
            raise UnfitPortion(
                f"{self.exercise.id} {'needs' if self.exercise.holds else 'has no'} hold"
            )
        if self.side is not None and not self.exercise.sided:
            raise UnfitPortion(f"{self.exercise.id} has no sides")
        for name, value, most in (
            ("reps", self.reps, MOST_REPS),
            ("sets", self.sets, MOST_SETS),
            ("hold", self.hold, LONGEST_HOLD),
            ("seconds", self.seconds, 60 * MOST_MINUTES),
        ):
            if value is not None and not 1 <= value <= most:
                raise UnfitPortion(f"{name} must be from 1 to {most}")

    @property
    def sides(self) -> tuple[Side | None, ...]:
        """Those that it is done on, one after the other; (None,) of an exercise without sides."""
        if self.side is None and self.exercise.sided:
            return Side.LEFT, Side.RIGHT
        return (self.side,)


def portion(exercise: Exercise, dose: Dose | None = None, *, most: bool = False) -> Portion:
    """The least of a dose, or the most; without a dose, of the exercise's smallest one."""
    dose = dose or exercise.dose

    def pick(span: Span | None) -> int | None:
        return None if span is None else span[1 if most else 0]

    minutes = pick(dose.minutes)
    seconds = None if minutes is None else 60 * minutes
    return Portion(exercise, pick(dose.reps), pick(dose.hold), seconds, dose.sets)


def in_place_of(stopped: Portion, exercise: Exercise) -> Portion:
    """The smallest dose of another exercise, on the same side where it has sides, as fast."""
    side = stopped.side if exercise.sided else None
    return replace(portion(exercise), side=side, speed=stopped.speed)


def half(whole: Portion) -> Portion | None:
    """Half of the repeats, in one set, on the same side; a position or a walk has none."""
    if whole.reps is None:
        return None
    return replace(whole, reps=max(1, whole.reps // 2), sets=1)
