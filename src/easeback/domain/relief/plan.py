"""Today's relief plan: what to do now, in the next hours, what to leave, when to get help."""

from dataclasses import dataclass

from easeback.domain.exercise import Demand, Exercise
from easeback.domain.relief.flare import Flare
from easeback.domain.relief.remedy import Direction, Section
from easeback.domain.vocabulary import Urgency


@dataclass(frozen=True, slots=True)
class Barred:
    """Something that is not for this person today, and the gates that say why."""

    id: str
    gates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Ids only; every one of them has words, a why, and its sources in the knowledge.

    `first`: the one movement to start with; `then`: the guide's other ones, for "if that felt
    good"; `barred`: the guide's movements that are gated, with the gates. `cautions`: gates that
    forbid only a part and are shown beside heat, cold or movement. `no_heat`, `no_cold` and
    `no_exercise`: the gates that forbid the whole. `notes`: triage rules that fired without
    raising the urgency; none where something else raised it, for they would calm wrongly.
    `heat_minutes`: how long a warm pad may stay on; None where there is to be no heat.
    `forbidden`: demands that are not for this person now, by a gate or because it is too soon.
    """

    urgency: Urgency
    flare: Flare
    direction: Direction
    position: str | None
    first: str | None
    then: tuple[str, ...]
    barred: tuple[Barred, ...]
    treatments: tuple[str, ...]
    no_heat: tuple[str, ...]
    no_cold: tuple[str, ...]
    no_exercise: tuple[str, ...]
    heat_cautions: tuple[str, ...]
    movement_cautions: tuple[str, ...]
    easing: tuple[str, ...]
    notes: tuple[str, ...]
    advice: dict[Section, tuple[str, ...]]
    heat_minutes: int | None
    forbidden: frozenset[Demand]

    def allows(self, exercise: Exercise) -> bool:
        """Whether an exercise asks for nothing that is forbidden now."""
        return not exercise.needs & self.forbidden
