"""An exercise, a position, a walk or a way to breathe; its words live with the knowledge."""

from dataclasses import dataclass
from enum import StrEnum

from easeback.domain.exercise.gate import Demand
from easeback.domain.vocabulary import Sources


class ExerciseKind(StrEnum):
    MOVEMENT = "movement"
    POSITION = "position"
    WALK = "walk"
    BREATHING = "breathing"


_OF_KIND = {
    ExerciseKind.MOVEMENT: frozenset({Demand.EXERCISE}),
    ExerciseKind.WALK: frozenset({Demand.WALK}),
    ExerciseKind.POSITION: frozenset[Demand](),
    ExerciseKind.BREATHING: frozenset[Demand](),
}


@dataclass(frozen=True, slots=True)
class Exercise:
    """What it asks of a body, and the name of its drawing, if it has one."""

    id: str
    ref: str
    kind: ExerciseKind
    demands: frozenset[Demand]
    sources: Sources
    figure: str | None = None

    @property
    def needs(self) -> frozenset[Demand]:
        """Its own demands and those of its kind."""
        return self.demands | _OF_KIND[self.kind]
