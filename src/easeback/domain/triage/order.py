"""Which literals still matter: prepared once, so that each step of an inquiry is quick."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from easeback.domain.condition import Facts, Index, Literals, Term, bits
from easeback.domain.triage.page import Page
from easeback.domain.vocabulary import Urgency

PLANNED = Urgency.WITHIN_DAYS
"""Up to this urgency a person gets a plan, so what decides the plan is asked too."""
Aim = tuple[Term, Urgency]
"""Literals that, all together, change something for whoever is below this urgency."""
Aims = int
"""A set of aims: one bit for each place in the order's list."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on a page: its literals, and the aims that want one of them.

    `leads_to`: the literals of the follow-ups that wait for its answer.
    """

    id: str
    both: Term
    aims: Aims
    leads_to: Term


@dataclass(frozen=True, slots=True)
class Row:
    """A page and its questions, with the aims of all of them together.

    `always`: one of its questions is asked of whoever may get a plan.
    """

    page: Page
    questions: tuple[Asked, ...]
    aims: Aims
    always: bool


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to find out: the level so far, and the aims that may still be reached.

    `worthwhile` are those that would change something at this level. `ruled_out` are the literals
    that cannot come to hold any more. `known` are settled.
    """

    level: Urgency
    aims: Aims
    worthwhile: Aims
    known: Term
    ruled_out: Term
    terms: Sequence[Term] = field(repr=False)

    def wants(self, asked: Asked) -> bool:
        """Whether a worthwhile aim hangs on the question, and nothing has settled it yet."""
        return bool(self.worthwhile & asked.aims) and not self.known & asked.both

    def is_ripe(self, asked: Asked, later: Term) -> bool:
        """Whether one of those aims waits for nothing asked later: time for its details.

        What is asked later only because of this question's answer is not waited for.
        """
        if asked.both & (later | self.known):
            return False
        later &= ~asked.leads_to
        aims = bits(self.worthwhile & asked.aims)
        return any(not self.terms[aim.bit_length() - 1] & later for aim in aims)


class Order:
    """All pages and all aims, in the order of asking."""

    def __init__(
        self,
        literals: Literals,
        pages: Sequence[Page],
        raising: Sequence[Aim],
        calls: Sequence[Aim],
        needs: Sequence[Term],
        always: frozenset[str],
    ) -> None:
        """`raising` aims make the urgency what they name; `needs` decide the plan only.

        `calls` add a call to a person and leave the urgency as it is. `always` are questions that
        whoever may get a plan is asked.
        """
        self._literals = literals
        self._raising = tuple(raising)
        self._index = Index([term for term, _ in raising], literals.no)
        every = [*raising, *calls, *((need, Urgency(PLANNED + 1)) for need in needs)]
        self._terms = [term for term, _ in every]
        self._wanting: dict[Term, Aims] = {}
        for place, term in enumerate(self._terms):
            for bit in bits(term):
                self._wanting[bit] = self._wanting.get(bit, 0) | 1 << place
        self._above = {
            level: sum(1 << place for place, (_, below) in enumerate(every) if level < below)
            for level in Urgency
        }
        all_aims = (1 << len(every)) - 1
        self.start = Left(Urgency.SELF_CARE, all_aims, all_aims, 0, 0, self._terms)
        self.rows = tuple(self._row(page, always) for page in pages)

    def left(self, facts: Facts, before: Left) -> Left:
        """What is left, given what was left a step before."""
        aims, ruled_out = before.aims, self._literals.all & ~facts.possible
        for bit in bits(ruled_out & ~before.ruled_out):
            aims &= ~self._wanting.get(bit, 0)
        reached = (self._raising[place][1] for place in self._index.held(facts.known))
        level = max(reached, default=Urgency.SELF_CARE)
        worthwhile = aims & self._above[level]
        return Left(level, aims, worthwhile, facts.known, ruled_out, self._terms)

    def _row(self, page: Page, always: frozenset[str]) -> Row:
        questions = tuple(self._asked(question) for question in page.questions)
        aims = reduce(or_, (question.aims for question in questions), 0)
        return Row(page, questions, aims, not always.isdisjoint(page.questions))

    def _asked(self, question: str) -> Asked:
        both = self._literals.both(question)
        aims = reduce(or_, (self._wanting.get(bit, 0) for bit in bits(both)), 0)
        return Asked(question, both, aims, self._literals.waiting_for(question))
