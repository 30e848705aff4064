"""What is not shown, so that nobody is found in a practice's numbers: small groups, and whatever
would give a small group away by subtraction.

A year is the sum of its quarters, a quarter is the sum of its groups, and nothing else is shown. So
whoever subtracts can find one thing only: what the hidden parts of a shown whole come to together.
That is kept to LEAST people or more, in at least two parts that hold somebody. A quarter may be
grouped in two ways, which can be laid over each other: `side_by_side` looks at that.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import combinations, permutations

from easeback.domain.indicator.line import Person

LEAST = 5
"""People, below which nothing is said of a group. A house choice."""
PRIME = 2**31 - 1
"""Sums of so few groups are the same by whole numbers and by remainders of this one."""
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


def of_groups(
    groups: Sequence[People], whole: Hidden | None, gone: Container[int] = ()
) -> tuple[Hidden | None, ...]:
    """Of the groups that a quarter falls into: which to hide. `whole`: whether it is hidden itself;
    then all of its groups are. `gone`: the places of those that have to be hidden anyway.

    Beside the small ones the next smallest go, until they are hidden well; of two that are as small
    the first.
    """
    found: list[Hidden | None] = [
        Hidden.FEW if is_few(people) else Hidden.BESIDE if whole or place in gone else None
        for place, people in enumerate(groups)
    ]
    for place in sorted(range(len(groups)), key=lambda place: len(groups[place])):
        if is_hidden_well(each for each, why in zip(groups, found, strict=True) if why):
            break
        found[place] = found[place] or Hidden.BESIDE
    return tuple(found)


def side_by_side(
    ways: Sequence[Sequence[People]], crossings: Mapping[tuple[int, ...], People]
) -> tuple[tuple[Hidden | None, ...], ...]:
    """The same of several ways to group one quarter, which is shown.

    `crossings`: who is in which group of each way; one with nobody in it is left out, for a reader
    may know of it (a therapist who sees nobody urgent). Where what is shown of one way, laid over
    that of another, would give a small crossing, group, or difference of two groups away, the
    smallest group that touches it goes as well.
    """
    gone: list[set[int]] = [set() for _ in ways]
    secrets = tuple(_secrets(ways, crossings))
    while True:
        hidden = [of_groups(way, None, lost) for way, lost in zip(ways, gone, strict=True)]
        shown = {
            (way, place): frozenset(cell for cell in crossings if cell[way] == place)
            for way, whys in enumerate(hidden)
            for place, why in enumerate(whys)
            if why is None
        }
        left = _Sums((frozenset(crossings), *shown.values()), crossings)
        secret = next((each for each in secrets if left.give(each)), None)
        if secret is None or not shown:
            return tuple(hidden)
        touching = [at for at, cells in shown.items() if cells & secret] or list(shown)
        way, place = min(touching, key=lambda at: (len(ways[at[0]][at[1]]), at))
        gone[way].add(place)


Cells = frozenset[tuple[int, ...]]


def _secrets(
    ways: Sequence[Sequence[People]], crossings: Mapping[tuple[int, ...], People]
) -> Iterator[Cells]:
    """What must not come out of the sums: small groups, crossings, pairs of these, differences."""
    groups = {
        (way, place): frozenset(cell for cell in crossings if cell[way] == place)
        for way, held in enumerate(ways)
        for place in range(len(held))
    }
    singles = [frozenset({cell}) for cell, people in crossings.items() if is_few(people)]
    pairs = [one | other for one, other in combinations(singles, 2)]
    apart = [one - other for one, other in permutations(groups.values(), 2)]
    for cells in dict.fromkeys((*singles, *groups.values(), *apart, *pairs)):
        if cells and is_few(frozenset().union(*(crossings[cell] for cell in cells))):
            yield cells


class _Sums:
    """Everything that can be had by adding and subtracting some sums of crossings, with any
    weights: their span, as rows of which each leads with a crossing of its own."""

    def __init__(self, sums: Iterable[Cells], crossings: Iterable[tuple[int, ...]]) -> None:
        self._order = sorted(crossings)
        self._rows: dict[int, list[int]] = {}
        for each in sums:
            row = self._reduced(each)
            lead = next((place for place, value in enumerate(row) if value), None)
            if lead is not None:
                inverse = pow(row[lead], -1, PRIME)
                self._rows[lead] = [value * inverse % PRIME for value in row]

    def give(self, cells: Cells) -> bool:
        return not any(self._reduced(cells))

    def _reduced(self, cells: Cells) -> list[int]:
        row = [int(cell in cells) for cell in self._order]
        for place in range(len(row)):
            if row[place] and place in self._rows:
                times = row[place]
                pairs = zip(row, self._rows[place], strict=True)
                row = [(one - times * other) % PRIME for one, other in pairs]
        return row
