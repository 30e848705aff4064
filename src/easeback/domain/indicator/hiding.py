"""What is not shown, so that nobody is found in a practice's numbers: small groups, and whatever
would give a small group away by subtraction.

A year is the sum of its quarters, a quarter is the sum of its groups, and nothing else is shown. So
whoever subtracts can find one thing only: what the hidden parts of a shown whole come to together.
That is kept to LEAST people or more, in at least two parts that hold somebody.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from easeback.domain.indicator.line import Person

LEAST = 5
"""People, below which nothing is said of a group. A house choice."""
People = frozenset[Person]


class Hidden(StrEnum):
    FEW = "few"
    """There are fewer than LEAST people in it."""
    BESIDE = "beside"
    """It would give another away that is hidden."""


def is_few(people: People) -> bool:
    return len(people) < LEAST


def is_hidden_well(parts: Iterable[People]) -> bool:
    """Whether these parts of a whole that is shown may be hidden, and no other: none of them is
    found, and what they come to together is no small group."""
    hold = [part for part in parts if part]
    return not hold or (len(hold) > 1 and not is_few(frozenset().union(*hold)))


def in_turn(quarters: Sequence[People]) -> tuple[Hidden | None, ...]:
    """Of the quarters of a year, in their order: which to hide.

    One that is small is hidden together with those after it, until they are hidden well. What is
    decided of a quarter never depends on a later one: it was shown before that was over.
    """
    found: list[Hidden | None] = []
    gone: list[People] = []
    for people in quarters:
        why = Hidden.FEW if is_few(people) else None
        if why is None and not is_hidden_well(gone):
            why = Hidden.BESIDE
        if why is not None:
            gone.append(people)
        found.append(why)
    return tuple(found)


def of_year(quarters: Sequence[People], hidden: Sequence[Hidden | None]) -> Hidden | None:
    """Whether to hide the sum of quarters, some of which are hidden: the year gives way to them."""
    if is_few(frozenset().union(*quarters)):
        return Hidden.FEW
    gone = [people for people, why in zip(quarters, hidden, strict=True) if why]
    return None if is_hidden_well(gone) else Hidden.BESIDE


def of_groups(groups: Sequence[People], whole: Hidden | None) -> tuple[Hidden | None, ...]:
    """Of the groups that a quarter falls into: which to hide. `whole`: whether it is hidden itself;
    then all of its groups are.

    Beside the small ones the next smallest go, until they are hidden well; of two that are as small
    the first.
    """
    found = [Hidden.FEW if is_few(people) else whole and Hidden.BESIDE for people in groups]
    order = sorted(range(len(groups)), key=lambda place: len(groups[place]))
    for place in order:
        if is_hidden_well(each for each, why in zip(groups, found, strict=True) if why):
            break
        found[place] = found[place] or Hidden.BESIDE
    return tuple(found)
