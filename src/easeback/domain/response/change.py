"""Which exercise takes the place of one that does not suit."""

from collections.abc import Mapping

from easeback.domain.exercise import Demand, Exercise
from easeback.domain.response.response import Action

_ROUNDS = frozenset({Demand.ROUNDING, Demand.END_BEND})
LEG_PAIN = _ROUNDS | {Demand.TWIST}
"""What new pain down the leg forbids, unless bending is what eases this back (gate m-8)."""
_DIRECTIONS = _ROUNDS | {Demand.ARCHING, Demand.TWIST}
_AGAINST_ROUNDING = ("cow-half", "prone-rest", "short-walk", "side-lying", "slow-breathing")
_AGAINST_ARCHING = ("knee-to-chest", "cat-half", "rest-90-90", "side-lying", "slow-breathing")
_NEUTRAL = ("short-walk", "side-lying", "slow-breathing")


def instead(
    action: Action,
    exercise: Exercise,
    library: Mapping[str, Exercise],
    forbidden: frozenset[Demand],
) -> str | None:
    """The exercise that an action leads to; None where it leads to none.

    Never one that demands what is forbidden to this person, and never the one that did not suit.
    """
    match action:
        case Action.EASIER:
            wanted: tuple[str, ...] = (exercise.easier,) if exercise.easier else ()
        case Action.OTHER_WAY:
            wanted = _other_way(exercise)
        case _:
            return None
    fit = (library[id] for id in wanted if id in library and id != exercise.id)
    return next((each.id for each in fit if not each.needs & forbidden), None)


def goes_on(
    action: Action, stopped: Exercise, other: Exercise, leg_pain: frozenset[Demand] = LEG_PAIN
) -> bool:
    """Whether another exercise of the same routine may still follow after an action.

    A safety check ends it all. What was too much is left out. A direction that sends pain down
    the leg ends with what shares it, and with what pain in a leg forbids this person.
    """
    match action:
        case Action.RECHECK:
            return False
        case Action.EASIER:
            return other.id != stopped.id
        case Action.OTHER_WAY:
            ended = _DIRECTIONS & stopped.needs | leg_pain
            return other.id != stopped.id and not ended & other.needs
        case _:
            return True


def _other_way(exercise: Exercise) -> tuple[str, ...]:
    rounds, arches = bool(exercise.needs & _ROUNDS), Demand.ARCHING in exercise.needs
    if rounds and not arches:
        return _AGAINST_ROUNDING
    if arches and not rounds:
        return _AGAINST_ARCHING
    return _NEUTRAL
