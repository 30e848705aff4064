"""An exercise, a position, a walk or a way to breathe; its words live with the knowledge."""

from dataclasses import dataclass
from enum import StrEnum

from easeback.domain.exercise.dose import Dose
from easeback.domain.exercise.gate import Demand
from easeback.domain.vocabulary import Sources


class ExerciseKind(StrEnum):
    MOVEMENT = "movement"
    POSITION = "position"
    WALK = "walk"
    BREATHING = "breathing"


class Stage(StrEnum):
    """From when on an exercise may be done."""

    FLARE = "flare"
    """Days 0 to 3."""
    BUILDING = "building"
    """From day 3, while green."""
    GUIDED = "guided"
    """When a physical therapist has chosen it."""


class Posture(StrEnum):
    """How the body is carried at the start."""

    ON_HANDS = "hands-and-knees"
    ON_BACK = "on-back"
    ON_FRONT = "on-front"
    ON_SIDE = "on-side"
    SITTING = "sitting"
    STANDING = "standing"

    @property
    def upright(self) -> bool:
        return self in {Posture.SITTING, Posture.STANDING}


class Breath(StrEnum):
    """What the breath does during a phase; `EASY` goes on as it likes."""

    IN = "in"
    OUT = "out"
    EASY = "easy"


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of one repeat: the pose it comes to, or holds, and the breath that carries it."""

    pose: str
    breath: Breath
    hold: bool = False
    side: Side | None = None


_OF_KIND = {
    ExerciseKind.MOVEMENT: frozenset({Demand.EXERCISE}),
    ExerciseKind.WALK: frozenset({Demand.WALK}),
    ExerciseKind.POSITION: frozenset[Demand](),
    ExerciseKind.BREATHING: frozenset[Demand](),
}


@dataclass(frozen=True, slots=True)
class Exercise:
    """What it asks of a body, how a repeat goes, and how much of it.

    `phases` make one repeat, drawn by the poses of `figure`. `sided`: all repeats of one side,
    then all of the other; with `turns` the person turns over for it, and with `on_top` the upper
    side is the one that works (None: nobody said). `begins`: the pose in which it begins, where
    that is not the resting one of its figure. `flare` and `building` are
    the doses of days 0 to 3 and from then on; an exercise that does not open in a flare has no
    dose for it. `easier` and `harder` are ids.
    """

    id: str
    ref: str
    kind: ExerciseKind
    posture: Posture
    demands: frozenset[Demand]
    sources: Sources
    figure: str
    phases: tuple[Phase, ...]
    stage: Stage = Stage.FLARE
    flare: Dose | None = None
    building: Dose | None = None
    sided: bool = False
    turns: bool = False
    on_top: bool | None = False
    begins: str = ""
    easier: str | None = None
    harder: str | None = None

    @property
    def needs(self) -> frozenset[Demand]:
        """Its own demands and those of its kind."""
        return self.demands | _OF_KIND[self.kind]

    @property
    def moves(self) -> bool:
        """It is done by repeats; otherwise it lasts for minutes."""
        return self.kind is ExerciseKind.MOVEMENT

    @property
    def holds(self) -> bool:
        """A phase lasts for seconds of its own, not for a breath."""
        return any(phase.hold and phase.breath is Breath.EASY for phase in self.phases)

    def lying_on(self, side: Side) -> Side | None:
        """The side that is down while this one works; None where nobody turns, or knows."""
        if not self.turns or self.on_top is None:
            return None
        return side.other if self.on_top else side

    @property
    def dose(self) -> Dose:
        """The smallest dose that there is. Raises LookupError without one."""
        dose = self.flare or self.building
        if dose is None:
            raise LookupError(f"{self.id} has no dose")
        return dose
