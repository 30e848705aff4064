"""Which gates forbid an item, and which of them a therapist has not given a reason for."""

from collections.abc import Iterable, Mapping

from easeback.domain.exercise import Exercise, Gate
from easeback.domain.program.item import Item


def closed_for(
    item: Item, library: Mapping[str, Exercise], closed: Iterable[Gate]
) -> tuple[Gate, ...]:
    """Those of a person's closed gates that forbid the item's exercise, in their order.

    Raises KeyError for an unknown exercise: nobody knows what that demands.
    """
    needs = library[item.exercise].needs
    return tuple(gate for gate in closed if gate.forbids & needs)


def unexplained(
    item: Item, library: Mapping[str, Exercise], closed: Iterable[Gate]
) -> tuple[Gate, ...]:
    """The gates that forbid the item and have no reason beside them; with any, it may not be asked.

    To be asked again whenever the person's answers change: a reason is good for its own gate only.
    Raises KeyError for an unknown exercise.
    """
    reasons = {gate for gate, reason in item.overrides if reason.strip()}
    return tuple(gate for gate in closed_for(item, library, closed) if gate.id not in reasons)
