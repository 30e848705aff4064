"""One line of a program: an exercise, its dose, and the rule by which the dose changes."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from easeback.domain.exercise import Exercise, Side, Span
from easeback.domain.routine import Speed


class Measure(StrEnum):
    """What of a dose can rise and fall. The values are the names of the fields of `Amount`."""

    REPS = "reps"
    SETS = "sets"
    HOLD = "hold"
    MINUTES = "minutes"
    A_DAY = "a_day"


class Weekday(StrEnum):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @classmethod
    def of(cls, on: date) -> "Weekday":
        return tuple(cls)[on.weekday()]


EVERY_DAY = frozenset(Weekday)


@dataclass(frozen=True, slots=True)
class Amount:
    """A dose in plain numbers, where the library has spans. What does not apply is None.

    `reps`: repeats in a set, on each side that is asked. `hold`: seconds. `minutes`: how long a
    position, a walk or slow breathing lasts. `a_day`: how many times on one of its days.
    """

    reps: int | None = None
    sets: int = 1
    hold: int | None = None
    minutes: int | None = None
    a_day: int = 1

    def of(self, measure: Measure) -> int | None:
        value: int | None = getattr(self, measure.value)
        return value

    def with_measure(self, measure: Measure, value: int) -> "Amount":
        return replace(self, **{measure.value: value})


@dataclass(frozen=True, slots=True)
class Next:
    """The exercise that follows at the top of the bounds.

    Without a dose it is proposed to the therapist and nothing more. With a dose, which only the
    therapist can give, it takes its place by itself.
    """

    exercise: str
    dose: Amount | None = None

    @property
    def begins_by_itself(self) -> bool:
        return self.dose is not None


@dataclass(frozen=True, slots=True)
class Progress:
    """After so many green days running, `by` more of one measure, inside the bounds.

    `bounds` are the least and the most of that measure, the therapist's own; all else of the dose
    never changes. A most that is the dose itself keeps the dose, and leads back to it only.
    """

    measure: Measure
    bounds: Span
    by: int
    green_days: int
    next: Next | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise of a program. `id` names it within its program and never changes.

    `side`: one side only; None: both, and all there is of an exercise without sides. `cues` and
    `stops` are in the therapist's own words, beside those of the library. `overrides`: a gate that
    is closed, by its id, and why the exercise is asked nonetheless.
    """

    id: str
    exercise: str
    dose: Amount
    progress: Progress
    days: frozenset[Weekday] = EVERY_DAY
    side: Side | None = None
    speed: Speed = Speed.NORMAL
    cues: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    overrides: tuple[tuple[str, str], ...] = ()


def side_of(item: Item, exercise: Exercise) -> Side | None:
    """The one side of an item, when it has come to this exercise; None where that has no sides."""
    return item.side if exercise.sided else None


def usual_measure(exercise: Exercise) -> Measure:
    """What of an exercise rises first: repeats, or minutes where it lasts."""
    return Measure.REPS if exercise.moves else Measure.MINUTES
