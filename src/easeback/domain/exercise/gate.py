"""Which demands are not safe for a person: heat, cold, rounding, kneeling and the like."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from easeback.domain.condition import Condition, Facts, Index, Literals
from easeback.domain.vocabulary import Sources


class Demand(StrEnum):
    """What a treatment or an exercise asks of a body."""

    HEAT = "heat"
    LONG_HEAT = "long-heat"
    BATH = "bath"
    COLD = "cold"
    EXERCISE = "exercise"
    WALK = "walk"
    ROUNDING = "rounding"
    END_BEND = "end-bend"
    TWIST = "twist"
    ARCHING = "arching"
    KNEELING = "kneeling"
    HANDS_WEIGHT = "hands-weight"
    FLOOR = "floor"
    LYING_BACK = "lying-back"
    LYING_FRONT = "lying-front"
    HIP_BEND = "hip-bend"
    CURLING = "curling"
    BALANCE = "balance"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Gate:
    """When the condition holds or may hold, these demands are forbidden.

    A gate that forbids nothing is a caution, shown with what it is about. `most_minutes`: what it
    is about may last so long at most.
    """

    id: str
    ref: str
    about: str
    when: Condition
    forbids: frozenset[Demand]
    sources: Sources
    most_minutes: int | None = None


class Gates:
    """All gates, ready to be asked about one person."""

    def __init__(self, literals: Literals, gates: Iterable[Gate]) -> None:
        self._ways = [(term, gate) for gate in gates for term in literals.ways(gate.when)]
        self._index = Index(self.terms, literals.no)

    @property
    def terms(self) -> tuple[int, ...]:
        """Every way in which some gate closes."""
        return tuple(term for term, _ in self._ways)

    def closed(self, facts: Facts) -> tuple[Gate, ...]:
        """The gates that hold for this person, in their order.

        What was not asked may well be the case, so an unasked gate is closed.
        """
        closed = (self._ways[place][1] for place in self._index.held(facts.guarded))
        return tuple({gate.id: gate for gate in closed}.values())
