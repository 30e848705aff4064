"""A condition as the list of ways in which it can hold.

Each way (a `Term`) is a set of literals, as the bits of one integer; the condition holds when
all literals of one way do. This is the fast form; `truth.py` is the slow and obvious one, and a
property test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from easeback.domain.condition.bank import Bank
from easeback.domain.condition.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    Atomic,
    Below,
    Condition,
    CountOf,
    Is,
    Not,
    atoms_of,
)
from easeback.domain.condition.question import Kind

Term = int
"""A set of literals; all of them must hold."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One atom and the two bits of its literals."""

    atomic: Atomic
    index: int

    @property
    def question(self) -> str:
        return self.atomic.question

    @property
    def yes(self) -> int:
        return 1 << (2 * self.index)

    @property
    def no(self) -> int:
        return 2 << (2 * self.index)

    @property
    def both(self) -> int:
        return self.yes | self.no


def ways_to_hold(
    condition: Condition, atoms: Mapping[Atomic, Atom], bank: Bank
) -> tuple[Term, ...]:
    """Each smallest set of literals that makes the condition hold, none impossible."""
    used = {atomic: atoms[atomic] for atomic, _ in atoms_of(condition)}
    return tuple(_smallest(_Ways(used, bank).of(condition, wanted=True)))


class _Ways:
    def __init__(self, atoms: Mapping[Atomic, Atom], bank: Bank) -> None:
        self._atoms = atoms
        self._bank = bank
        self._clashes = self._exclusive_pairs()

    def of(self, condition: Condition, *, wanted: bool) -> set[Term]:
        match condition:
            case Not(part):
                return self.of(part, wanted=not wanted)
            case CountOf(minimum, parts):
                return self._count(minimum, parts, wanted=wanted)
            case AllOf(parts):
                return self._join(parts, every=wanted, wanted=wanted)
            case AnyOf(parts):
                return self._join(parts, every=not wanted, wanted=wanted)
            case _:
                atom = self._atoms[condition]
                return {atom.yes if wanted else atom.no}

    def _join(self, parts: tuple[Condition, ...], *, every: bool, wanted: bool) -> set[Term]:
        choices = [self.of(part, wanted=wanted) for part in parts]
        if not every:
            return set().union(*choices)
        terms = {0}
        for choice in choices:
            terms = {a | b for a in terms for b in choice if self._can_be(a | b)}
            terms = set(_smallest(terms))
        return terms

    def _count(self, minimum: int, parts: tuple[Condition, ...], *, wanted: bool) -> set[Term]:
        # Not (at least m of n) is: at least n - m + 1 of them do not hold.
        needed = minimum if wanted else len(parts) - minimum + 1
        found: set[Term] = set()
        for chosen in combinations(parts, needed):
            found |= self._join(chosen, every=True, wanted=wanted)
        return found

    def _can_be(self, term: Term) -> bool:
        return not any(term & clash == clash for clash in self._clashes)

    def _exclusive_pairs(self) -> list[Term]:
        """Pairs of literals that no answer can make true together."""
        clashes = [atom.both for atom in self._atoms.values()]
        for a, b in combinations(self._atoms.values(), 2):
            if a.question == b.question and self._exclude(a.atomic, b.atomic):
                clashes.append(a.yes | b.yes)
        return clashes

    def _exclude(self, a: Atomic, b: Atomic) -> bool:
        if isinstance(a, Is) and isinstance(b, Is):
            question = self._bank[a.question]
            alone = {a.option, b.option} & question.alone
            return question.kind is Kind.ONE or bool(alone)
        bounds = {type(part): part for part in (a, b)}
        low, high = bounds.get(AtLeast), bounds.get(Below)
        if isinstance(low, AtLeast) and isinstance(high, Below):
            return low.number >= high.number
        return False


def _smallest(terms: set[Term]) -> list[Term]:
    """The terms of which no other is a part."""
    kept: list[Term] = []
    for term in sorted(terms, key=lambda t: (t.bit_count(), t)):
        if not any(term & smaller == smaller for smaller in kept):
            kept.append(term)
    return kept
