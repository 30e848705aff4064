"""The rules at work: answers in, assessment out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from easeback.domain.condition import (
    Answers,
    AtLeast,
    Atom,
    Bank,
    Below,
    Facts,
    Index,
    Is,
    Literals,
    Term,
)
from easeback.domain.triage.assessment import Assessment, Fired, Near, Reason
from easeback.domain.triage.rule import CHECKED, Rule
from easeback.domain.vocabulary import Urgency

NEAR_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a rule can fire."""

    term: Term
    rule: Rule
    atoms: tuple[tuple[Atom, bool], ...]


class Triage:
    """A fixed set of rules over a bank.

    `doubt` is the rule for an emergency that cannot be ruled out (a missing or unsure answer);
    `calm` the rule that fires when no other does. `actions` orders what to do, most pressing
    first. `literals` must know the conditions of all rules. `raising` are the ways to raise the
    urgency, each with what calls for its follow-ups.
    """

    def __init__(
        self,
        literals: Literals,
        rules: Sequence[Rule],
        actions: Sequence[str],
        *,
        doubt: Rule,
        calm: Rule,
    ) -> None:
        self.literals = literals
        self.bank: Bank = literals.bank
        self.rules = tuple(rules)
        self.doubt = doubt
        self.calm = calm
        self._pressing = {action: place for place, action in enumerate(actions)}
        self.ways = tuple(
            Way(term, rule, tuple(literals.atoms_in(term)))
            for rule in sorted(rules, key=self._rank)
            for term in literals.ways(rule.when)
        )
        self._index = Index([way.term for way in self.ways], literals.no)
        self.raising = tuple(
            (term, way.rule.urgency)
            for way in self.ways
            if way.rule.urgency > Urgency.SELF_CARE and not way.rule.beside
            for term in literals.called_for(way.term)
        )
        self._above = {
            level: [term for term, urgency in self.raising if urgency > level] for level in Urgency
        }
        self._rising = {level: Index(terms, literals.no) for level, terms in self._above.items()}
        # That a doctor has checked a sign lowers what is known, never what is in doubt.
        checked = literals.both(CHECKED.question)
        self._emergencies = [term & ~checked for term in self._above[Urgency.SAME_DAY]]
        self._doubted = Index(self._emergencies, literals.no)

    def assess(self, answers: Answers) -> Assessment:
        """How urgent these answers are, with everything unanswered left unanswered.

        An emergency that a missing or unsure answer leaves possible is never self-care: it is
        at least same-day.
        """
        facts = self.literals.facts(answers)
        fired = self._fired(facts.settled, answers)
        level = max((f.rule.urgency for f in fired if not f.rule.beside), default=Urgency.SELF_CARE)
        doubtful: tuple[str, ...] = ()
        if level < Urgency.SAME_DAY and (doubtful := self._doubtful(facts)):
            level = Urgency.SAME_DAY
            fired = [Fired(self.doubt, tuple(Reason(q, answers.get(q)) for q in doubtful)), *fired]
        if level > Urgency.SELF_CARE:
            # What is noted for self-care would calm wrongly beside something more urgent.
            fired = [f for f in fired if f.rule.beside or f.rule.urgency > Urgency.SELF_CARE]
        if not fired or all(f.rule.beside for f in fired):
            fired = [*fired, Fired(self.calm, ())]
        lead = self._lead(fired, level)
        return Assessment(
            urgency=level,
            action=lead.action,
            subject=lead.subject,
            fired=tuple(fired),
            facts=facts,
            doubtful=doubtful,
            incomplete=self._could_rise(facts, level),
        )

    def near(self, assessment: Assessment) -> tuple[Near, ...]:
        """At most three rules above its level that were exactly one condition short."""
        settled, level = assessment.facts.settled, assessment.urgency
        lacking, found = ~settled, dict[str, Near]()
        for place in self._index.touched(settled):
            way = self.ways[place]
            missing = way.term & lacking
            # One bit is set exactly where taking it away leaves nothing.
            if not missing or missing & (missing - 1):
                continue
            if way.rule.urgency <= level or way.rule.beside:
                continue
            atom, wanted = next((a, w) for a, w in way.atoms if missing & a.both)
            near = Near(way.rule.id, atom.question, _wants(atom, wanted=wanted))
            found.setdefault(way.rule.id, near)
            if len(found) == NEAR_AT_MOST:
                break
        return tuple(found.values())

    def _fired(self, settled: Term, answers: Answers) -> list[Fired]:
        reasons: dict[str, dict[str, None]] = {}
        rules: dict[str, Rule] = {}
        for place in self._index.held(settled):
            way = self.ways[place]
            rules[way.rule.id] = way.rule
            asked = reasons.setdefault(way.rule.id, {})
            asked.update(dict.fromkeys(a.question for a, wanted in way.atoms if wanted))
        return [
            Fired(rule, tuple(Reason(q, answers[q]) for q in reasons[id] if q in answers))
            for id, rule in rules.items()
        ]

    def _doubtful(self, facts: Facts) -> tuple[str, ...]:
        doubt = facts.open | facts.unsure
        if not doubt:
            return ()
        possible = self._doubted.held(facts.known | doubt)
        undecided = reduce(or_, (self._emergencies[place] for place in possible), 0) & doubt
        if not undecided:
            return ()
        return tuple(q.id for q in self.bank if self.literals.both(q.id) & undecided)

    def _could_rise(self, facts: Facts, level: Urgency) -> bool:
        if level is Urgency.EMERGENCY or not facts.open:
            return False
        # What the person is not sure of stays so, whatever else is asked.
        above = self._above[level]
        return any(above[p] & facts.open for p in self._rising[level].held(facts.guarded))

    def _lead(self, fired: Iterable[Fired], level: Urgency) -> Rule:
        leading = [f.rule for f in fired if f.rule.urgency is level and not f.rule.beside]
        return min(leading, key=self._rank, default=self.calm)

    def _rank(self, rule: Rule) -> tuple[int, int, float]:
        hours = rule.within_hours if rule.within_hours is not None else float("inf")
        return (-rule.urgency, self._pressing[rule.action], hours)


def _wants(atom: Atom, *, wanted: bool) -> str:
    match atom.atomic:
        case Is(_, option):
            return option if wanted else f"not {option}"
        case AtLeast(_, number):
            return f">= {number}" if wanted else f"< {number}"
        case Below(_, number):
            return f"< {number}" if wanted else f">= {number}"
