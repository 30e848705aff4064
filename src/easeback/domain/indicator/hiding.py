"""What is not shown, so that nobody is found in a practice's numbers: small groups, and whatever
would give a small group away by subtraction.

A year is the sum of its quarters, a quarter is the sum of its groups, and nothing else is shown. So
whoever subtracts can find one thing only: what the hidden parts of a shown whole come to together.
That is kept to LEAST people or more, in at least two parts that hold somebody. A quarter may be
grouped in two ways, which can be laid over each other: `side_by_side` looks at that.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain, combinations, product

from easeback.domain.indicator.line import Person

LEAST = 5
"""People, below which nothing is said of a group. A house choice."""
Crossing = tuple[int, ...]
"""A place in each way to group: the third therapist, urgent."""
PRIME, GENERATOR = 2**61 - 1, 37
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
    ways: Sequence[Sequence[People]], crossings: Mapping[Crossing, People]
) -> tuple[tuple[Hidden | None, ...], ...]:
    """The same of several ways to group one quarter, which is shown.

    `crossings`: who is in which group of each way; one with nobody in it is left out, for a reader
    may know of it (a therapist who sees nobody urgent). Where what is shown of one way, laid over
    that of another, would give fewer than LEAST people away, the smallest group that they touch
    goes as well.
    """
    gone: list[set[int]] = [set() for _ in ways]
    while True:
        hidden = [of_groups(way, None, lost) for way, lost in zip(ways, gone, strict=True)]
        shown = {
            (way, place): frozenset(cell for cell in crossings if cell[way] == place)
            for way, whys in enumerate(hidden)
            for place, why in enumerate(whys)
            if why is None
        }
        found = _given_away([frozenset(crossings), *shown.values()], crossings)
        if not found:
            return tuple(hidden)
        touched = [at for at, cells in shown.items() if cells & found] or list(shown)
        way, place = min(touched, key=lambda at: (len(ways[at[0]][at[1]]), at))
        gone[way].add(place)


def _given_away(
    sums: Sequence[frozenset[Crossing]], crossings: Mapping[Crossing, People]
) -> frozenset[Crossing]:
    """Fewer than LEAST people, as crossings, who come out of adding and subtracting these sums with
    any weights; nobody where there are none. Of people who are in many crossings at once, up to
    four of these are looked at together.
    """
    marks = _marks(sums, sorted(crossings))
    small = [cell for cell, people in crossings.items() if is_few(people)]
    halves: dict[int, list[tuple[Crossing, ...]]] = {}
    for cells in chain.from_iterable(combinations(small, size) for size in (0, 1, 2)):
        halves.setdefault(sum(marks[cell] for cell in cells) % PRIME, []).append(cells)
    for mark, held in halves.items():
        for cells, others in product(held, halves.get(-mark % PRIME, ())):
            found = frozenset((*cells, *others))
            if found and len(found) == len(cells) + len(others):
                people = frozenset[Person]().union(*(crossings[cell] for cell in found))
                if is_few(people):
                    return found
    return frozenset()


def _marks(
    sums: Iterable[frozenset[Crossing]], order: Sequence[Crossing]
) -> Mapping[Crossing, int]:
    """A number for each crossing, of which those of a sum, and of whatever follows from the sums,
    come to 0 as remainders of PRIME; those of anything else do not, but by a chance of 1 in PRIME,
    and then too much is hidden.
    """
    rows: dict[int, list[int]] = {}
    for each in sums:
        row = [int(cell in each) for cell in order]
        for lead, other in rows.items():
            row = [(one - row[lead] * two) % PRIME for one, two in zip(row, other, strict=True)]
        first = next((place for place, value in enumerate(row) if value), None)
        if first is not None:
            inverse = pow(row[first], -1, PRIME)
            rows[first] = [value * inverse % PRIME for value in row]
    marks = [
        0 if place in rows else pow(GENERATOR, place + 1, PRIME) for place in range(len(order))
    ]
    for lead, row in reversed(rows.items()):
        rest = sum(one * two for one, two in zip(row, marks, strict=True)) - marks[lead]
        marks[lead] = -rest % PRIME
    return dict(zip(order, marks, strict=True))
