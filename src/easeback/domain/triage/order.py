"""Which literals still matter: prepared once, so that each step of an inquiry is quick."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from easeback.domain.condition import Facts, Index, Literals, Term
from easeback.domain.triage.page import Page
from easeback.domain.vocabulary import Urgency

PLANNED = Urgency.WITHIN_DAYS
"""Up to this urgency a person gets a plan, so what decides the plan is asked too."""
Aim = tuple[Term, Urgency]
"""Literals that, all together, change something for whoever is below this urgency."""
Aims = Sequence[tuple[Urgency, Sequence[Term]]]
"""Aims by their urgency."""


@dataclass(frozen=True, slots=True)
class Row:
    """A page, the literals of its questions, and those of all of them together.

    `always`: one of its questions is asked of whoever may get a plan.
    """

    page: Page
    questions: tuple[tuple[str, Term], ...]
    literals: Term
    always: bool


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to find out: the level so far, and the aims that may still be reached.

    `matters`: every literal that some worthwhile aim leaves undecided. `ripe`: those of aims
    that wait for nothing asked later, so that it is time for their details.
    """

    level: Urgency
    aims: Aims
    matters: Term
    ripe: Term


class Order:
    """All pages and all aims, in the order of asking."""

    def __init__(
        self,
        literals: Literals,
        pages: Sequence[Page],
        raising: Sequence[Aim],
        needs: Sequence[Term],
        always: frozenset[str],
    ) -> None:
        """`raising` aims make the urgency what they name; `needs` decide the plan only.

        `always` are questions that whoever may get a plan is asked.
        """
        every = (*raising, *((need, Urgency(PLANNED + 1)) for need in needs))
        self.aims: Aims = [
            (urgency, [term for term, below in every if below is urgency])
            for urgency in sorted({below for _, below in every})
        ]
        self._all = literals.all
        self._raising = tuple(raising)
        self._index = Index([term for term, _ in raising], literals.no)
        self.rows = tuple(
            Row(
                page,
                tuple((question, literals.both(question)) for question in page.questions),
                reduce(or_, map(literals.both, page.questions), 0),
                not always.isdisjoint(page.questions),
            )
            for page in pages
        )

    def left(self, facts: Facts, later: Term, aims: Aims) -> Left:
        """What is left, given the aims that were possible a step before (at first, all)."""
        known, ruled_out = facts.known, self._all & ~facts.possible
        reached = (self._raising[place][1] for place in self._index.held(known))
        level = max(reached, default=Urgency.SELF_CARE)
        aims = [(below, [term for term in of if not term & ruled_out]) for below, of in aims]
        terms = [term for below, of in aims if level < below for term in of]
        ripe = [term for term in terms if not term & later]
        return Left(level, aims, reduce(or_, terms, 0) & ~known, reduce(or_, ripe, 0) & ~known)
