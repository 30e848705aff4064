"""Answers as bits: each atom that some condition looks at is a pair of literals.

A literal is "this atom holds" or "this atom does not hold". What is known of a person is one
integer, and "is everything that this rule wants known?" is one `&`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from easeback.domain.condition.answers import Answer, Answers, is_unsure
from easeback.domain.condition.bank import Bank
from easeback.domain.condition.condition import Atomic, Below, Condition, Is, atoms_of
from easeback.domain.condition.question import NOT_SURE, Kind, Question
from easeback.domain.condition.terms import Atom, Term, ways_to_hold


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person, as sets of literals.

    `known`: settled by an answer. `open`: both literals of every atom of a question not answered
    yet. `unsure`: both literals of what the person is not sure of. `waiting`: the part of `open`
    whose questions apply only if another answer, not yet given, calls for them. `no`: the "does
    not hold" literals of all atoms.
    """

    known: int
    open: int
    unsure: int
    waiting: int
    no: int

    @property
    def possible(self) -> int:
        """What may still turn out to be so."""
        return self.known | self.open | self.unsure

    @property
    def settled(self) -> int:
        """What is taken as so when nothing more will be asked: no option was chosen.

        Easing options were not chosen either, so silence never makes the result milder.
        """
        return self.known | ((self.open | self.unsure) & self.no)

    @property
    def guarded(self) -> int:
        """What a gate takes as so: whatever was not asked may well be the case."""
        return self.known | self.open | (self.unsure & self.no)


@dataclass(frozen=True, slots=True)
class _FollowUp:
    """A question that applies only where one of `ways` holds; else it counts as `none`.

    `calls`: where none of these literals holds, no way does.
    """

    question: str
    ways: tuple[Term, ...]
    calls: int
    silent: int
    both: int

    def applies(self, literals: int) -> bool:
        for way in self.ways:  # noqa: SIM110 - a generator costs more than all the rest
            if literals & way == way:
                return True
        return False


class Literals:
    """The atoms of a set of conditions, and answers turned into facts about them."""

    def __init__(self, bank: Bank, conditions: Iterable[Condition]) -> None:
        self.bank = bank
        guards = [question.ask_when for question in bank if question.ask_when is not None]
        self._atoms: dict[Atomic, Atom] = {}
        for condition in (*conditions, *guards):
            for atomic, _ in atoms_of(condition):
                self._atoms.setdefault(atomic, Atom(atomic, len(self._atoms)))
        self._meaning = {
            bit: (atom, wanted)
            for atom in self._atoms.values()
            for bit, wanted in ((atom.yes, True), (atom.no, False))
        }
        self.no = sum(atom.no for atom in self._atoms.values())
        self._of: dict[str, list[Atom]] = {question.id: [] for question in bank}
        for atom in self._atoms.values():
            self._of[atom.question].append(atom)
        self._both = {name: sum(a.both for a in atoms) for name, atoms in self._of.items()}
        self.all = sum(self._both.values())
        self._read: dict[str, dict[Answer, tuple[int, int, int]]] = {q.id: {} for q in bank}
        self._follow_ups = [
            self._follow_up(q, self.ways(q.ask_when))
            for q in bank
            if q.ask_when is not None and self._both[q.id]
        ]
        self.standing = {q.id: self.silent(q.id) for q in bank if q.standing}

    def ways(self, condition: Condition) -> tuple[Term, ...]:
        """Each smallest set of literals that makes the condition hold."""
        return ways_to_hold(condition, self._atoms, self.bank)

    def both(self, question_id: str) -> int:
        """Every literal of a question."""
        return self._both[question_id]

    def waiting_for(self, question_id: str) -> Term:
        """Every literal of the follow-ups that the answer to a question can call for.

        Those that one of these calls for in turn are among them.
        """
        found, before = 0, self._both[question_id]
        while before:
            led_to = sum(f.both for f in self._follow_ups if f.calls != -1 and before & f.calls)
            before = led_to & ~found
            found |= led_to
        return found

    def atoms_in(self, term: Term) -> Iterator[tuple[Atom, bool]]:
        """The atoms of a term, and whether it wants each to hold."""
        while term:
            lowest = term & -term
            yield self._meaning[lowest]
            term ^= lowest

    def called_for(self, term: Term) -> tuple[Term, ...]:
        """The term together with what calls for each follow-up that it wants to hold."""
        terms = {term}
        for follow_up in self._follow_ups:
            if term & follow_up.both & ~self.no:
                terms = {
                    wanted | way
                    for wanted in terms
                    for way in _within(wanted, follow_up.ways)
                    if not self._contradicts(wanted | way)
                }
        return tuple(sorted(terms))

    def _contradicts(self, term: Term) -> bool:
        """Whether the term wants two options of a question that takes only one."""
        for question in self.bank:
            if question.kind is Kind.ONE and term & self._both[question.id] & ~self.no:
                options = [a for a in self._of[question.id] if term & a.yes]
                if len(options) > 1:
                    return True
        return False

    def facts(self, answers: Answers) -> Facts:
        """What these answers say. Questions that do not apply count as their `none`."""
        known = unsure = done = 0
        for name, answer in answers.items():
            settled, doubtful, both = self._read[name].get(answer) or self._learn(name, answer)
            known |= settled
            unsure |= doubtful
            done |= both
        for name, silent in self.standing.items():
            if name not in answers:
                known |= silent
                done |= self._both[name]
        unanswered = self.all & ~done
        waiting = 0
        for follow_up in self._follow_ups:
            if follow_up.question in answers:
                continue
            # Most have nothing that calls for them, which one look at `calls` tells.
            told, calls = known | unsure, follow_up.calls
            possible = told | unanswered
            if not (possible & calls and follow_up.applies(possible)):
                known |= follow_up.silent
                unanswered &= ~follow_up.both
            elif not (told & calls and follow_up.applies(told)):
                waiting |= follow_up.both
        return Facts(known, unanswered, unsure, waiting, self.no)

    def silent(self, name: str) -> int:
        """The literals that hold when "none of these" is said, or stands for silence."""
        return self._literals(self.bank[name], self.bank.none_of(name))[0]

    def _follow_up(self, question: Question, ways: tuple[Term, ...]) -> _FollowUp:
        calls = 0
        for way in ways:
            # Any one literal of a way will do; one that has to hold is rarely there.
            calls |= (way & ~self.no) or way or -1
        return _FollowUp(
            question.id, ways, calls, self.silent(question.id), self._both[question.id]
        )

    def _learn(self, name: str, answer: Answer) -> tuple[int, int, int]:
        known, unsure = self._literals(self.bank[name], answer)
        literals = self._read[name][answer] = (known, unsure, self._both[name])
        return literals

    def _literals(self, question: Question, answer: Answer) -> tuple[int, int]:
        known = unsure = 0
        doubt = is_unsure(answer)
        for atom in self._of[question.id]:
            if _holds(atom.atomic, answer):
                known |= atom.yes
            elif doubt and not (isinstance(atom.atomic, Is) and atom.atomic.option == NOT_SURE):
                unsure |= atom.both
            else:
                known |= atom.no
        return known, unsure


def _within(term: Term, ways: tuple[Term, ...]) -> tuple[Term, ...]:
    """The ways that the term holds already, else all of them."""
    held = tuple(way for way in ways if term & way == way)
    return held or ways


def _holds(atomic: Atomic, answer: Answer) -> bool:
    if isinstance(atomic, Is):
        if isinstance(answer, frozenset):
            return atomic.option in answer
        return answer == atomic.option
    if not isinstance(answer, int):
        return False
    return answer < atomic.number if isinstance(atomic, Below) else answer >= atomic.number
