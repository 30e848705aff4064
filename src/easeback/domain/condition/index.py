"""Finds the terms that hold without trying each: few answers are out of the ordinary."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from easeback.domain.condition.terms import Term


class Index:
    """Terms filed under one literal each, the rarest "does hold" literal they want.

    A term can only hold where the literal it is filed under does, so a person whom little fits
    costs little. Terms without such a literal are tried always.
    """

    def __init__(self, terms: Sequence[Term], no: int) -> None:
        uses = Counter(bit for term in terms for bit in bits(term & ~no))
        self._filed: dict[int, list[tuple[Term, int]]] = {}
        self._always: list[tuple[Term, int]] = []
        for place, term in enumerate(terms):
            if term & ~no:
                rarest = min(bits(term & ~no), key=lambda bit: (uses[bit], bit))
                self._filed.setdefault(rarest, []).append((term, place))
            else:
                self._always.append((term, place))
        self._keys = sum(self._filed)
        self._terms, self._no = terms, no

    @cached_property
    def _wanting(self) -> dict[int, list[int]]:
        wanting: dict[int, list[int]] = {}
        for place, term in enumerate(self._terms):
            for bit in bits(term & ~self._no):
                wanting.setdefault(bit, []).append(place)
        return wanting

    @cached_property
    def _wanted(self) -> int:
        return sum(self._wanting)

    def held(self, literals: int) -> list[int]:
        """The places of the terms of which every literal is among these, in order."""
        found = [place for term, place in self._always if literals & term == term]
        for bit in bits(literals & self._keys):
            found += [place for term, place in self._filed[bit] if literals & term == term]
        found.sort()
        return found

    def touched(self, literals: int) -> list[int]:
        """The places of the terms that want at least one of these to hold, in order."""
        found: set[int] = set()
        for bit in bits(literals & self._wanted):
            found.update(self._wanting[bit])
        return sorted(found)


def bits(mask: int) -> Iterable[int]:
    """Each bit that is set, on its own, the lowest first."""
    while mask:
        low = mask & -mask
        yield low
        mask ^= low
