"""Conditions in three-valued logic, the slow and obvious way: the yardstick for `terms.py`."""

from collections.abc import Callable
from enum import IntEnum

from easeback.domain.condition.condition import (
    AllOf,
    AnyOf,
    Atomic,
    Condition,
    CountOf,
    Not,
)


class Truth(IntEnum):
    """No, not known, yes: `and` is the least, `or` the greatest."""

    NO = 0
    UNKNOWN = 1
    YES = 2


def truth_of(condition: Condition, atom: Callable[[Atomic], Truth]) -> Truth:
    """Whether the condition holds, given the truth of each atom (Kleene's strong logic)."""
    match condition:
        case Not(part):
            return Truth(Truth.YES - truth_of(part, atom))
        case AllOf(parts):
            return min((truth_of(part, atom) for part in parts), default=Truth.YES)
        case AnyOf(parts):
            return max((truth_of(part, atom) for part in parts), default=Truth.NO)
        case CountOf(minimum, parts):
            truths = [truth_of(part, atom) for part in parts]
            if truths.count(Truth.YES) >= minimum:
                return Truth.YES
            possible = len(truths) - truths.count(Truth.NO)
            return Truth.UNKNOWN if possible >= minimum else Truth.NO
        case _:
            return atom(condition)
