"""Entries turned into the domain's values."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from easeback.domain.booking import Severity
from easeback.domain.condition import (
    AllOf,
    Answer,
    AnyOf,
    Bank,
    Condition,
    Kind,
    Literals,
    Not,
    Question,
)
from easeback.domain.exercise import Demand, Exercise, Gate
from easeback.domain.followup import Escalation, Sign
from easeback.domain.program import Template
from easeback.domain.relief import (
    Activity,
    Advice,
    Choice,
    Direction,
    Planner,
    Remedies,
    Section,
    Treatment,
    UnknownExercise,
)
from easeback.domain.triage import CHECKED, Closer, Form, Item, Page, Rule, Triage
from easeback.domain.vocabulary import Subject, Urgency
from easeback.knowledge.conditions import ConditionReader
from easeback.knowledge.entries import (
    ActionEntry,
    ActivityEntry,
    AdviceEntry,
    ChoiceEntry,
    EscalationEntry,
    FactEntry,
    GateEntry,
    ItemEntry,
    PageEntry,
    QuestionEntry,
    RuleEntry,
    TreatmentEntry,
)
from easeback.knowledge.exercises import exercises
from easeback.knowledge.faults import KnowledgeFault
from easeback.knowledge.shelf import Shelf
from easeback.knowledge.templates import templates


@dataclass
class Builder:
    """Builds each kind of value from one shelf. Raises KnowledgeFault."""

    shelf: Shelf

    @cached_property
    def reader(self) -> ConditionReader:
        return ConditionReader(
            self.shelf.of("questions", QuestionEntry), self.shelf.of("facts", FactEntry)
        )

    @cached_property
    def bank(self) -> Bank:
        return Bank(self._question(q) for q in self.shelf.of("questions", QuestionEntry).values())

    def conditions(self) -> Iterable[Condition]:
        """Every condition that some rule, gate or piece of advice asks."""
        yield from (rule.when for rule in self.rules())
        yield from (gate.when for gate in self.gates())
        yield from (piece.when for piece in self.advice() if piece.when is not None)

    def rules(self) -> tuple[Rule, ...]:
        """The rules with a condition; DEF and DEF-0 are the triage's own."""
        entries = self.shelf.of("rules", RuleEntry).values()
        return tuple(self._rule(e) for e in entries if not (e.doubt or e.calm))

    def triage(self, literals: Literals, rules: tuple[Rule, ...]) -> Triage:
        entries = self.shelf.of("rules", RuleEntry).values()
        doubt = [self._bare(e, AnyOf(())) for e in entries if e.doubt]
        calm = [self._bare(e, AllOf(())) for e in entries if e.calm]
        if len(doubt) != 1 or len(calm) != 1:
            raise KnowledgeFault("rules", "exactly one rule is marked doubt, and one calm")
        actions = list(self.shelf.of("actions", ActionEntry))
        return Triage(literals, rules, actions, doubt=doubt[0], calm=calm[0])

    def gates(self) -> tuple[Gate, ...]:
        return tuple(
            Gate(
                id=id,
                ref=entry.ref,
                about=entry.about,
                when=self.reader.read(entry.when, self.shelf.where("gates", id)),
                forbids=self._demands(entry.forbids, "gates", id),
                sources=entry.sources,
                most_minutes=entry.most_minutes,
            )
            for id, entry in self.shelf.of("gates", GateEntry).items()
        )

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        return exercises(self.shelf)

    def advice(self) -> tuple[Advice, ...]:
        return tuple(
            Advice(
                id=id,
                section=self.shelf.named(Section, entry.section, "advice", id),
                when=None
                if entry.when is None
                else self.reader.read(entry.when, self.shelf.where("advice", id)),
                needs=self._demands(entry.needs, "advice", id),
                sources=entry.sources,
            )
            for id, entry in self.shelf.of("advice", AdviceEntry).items()
        )

    def planner(self, literals: Literals, gates: tuple[Gate, ...]) -> Planner:
        try:
            return Planner(literals, self.remedies(), gates)
        except UnknownExercise as error:
            raise KnowledgeFault("choices", f"no exercise is called {error}") from error

    def remedies(self) -> Remedies:
        return Remedies(
            exercises=self.exercises,
            treatments=self._treatments(),
            activities=self._activities(),
            choices=self._choices(),
            advice=self.advice(),
            warmth=self._warmth(),
        )

    def escalations(self) -> tuple[Escalation, ...]:
        """What the answers to the follow-up may call for. Raises KnowledgeFault."""
        entries = self.shelf.of("escalations", EscalationEntry)
        return tuple(self._escalation(id, entry) for id, entry in entries.items())

    def templates(self) -> tuple[Template, ...]:
        """Programs to begin from. Raises KnowledgeFault."""
        return templates(self.shelf, {each.id: each for each in self.exercises})

    def _escalation(self, id: str, entry: EscalationEntry) -> Escalation:
        where = self.shelf.where("escalations", id)
        if entry.severity.upper() not in Severity.__members__:
            raise KnowledgeFault(where, f"unknown severity {entry.severity!r}")
        if not 0 <= entry.first_day <= entry.last_day:
            raise KnowledgeFault(where, "first_day is after last_day")
        return Escalation(
            id=id,
            ref=entry.ref,
            sign=self.shelf.named(Sign, entry.sign, "escalations", id),
            first_day=entry.first_day,
            last_day=entry.last_day,
            severity=entry.severity,
            sources=entry.sources,
        )

    def pages(self) -> tuple[Page, ...]:
        return tuple(
            Page(
                id=id,
                screen=entry.screen,
                form=self.shelf.named(Form, entry.form, "pages", id),
                items=self._items(entry),
                closers=tuple(
                    Closer(
                        closer.id,
                        tuple((q, self._answer(q, a)) for q, a in closer.sets.items()),
                        tuple(closer.opens),
                    )
                    for closer in entry.closers
                ),
                fields=tuple(entry.fields),
                follow_up=entry.follow_up,
            )
            for id, entry in self.shelf.of("pages", PageEntry).items()
        )

    def _items(self, entry: PageEntry) -> tuple[Item, ...]:
        asked = [ItemEntry(opens=[question], text="") for question in entry.ask]
        return tuple(
            Item(
                id=item.id or item.questions[0],
                answers=tuple((q, self._answer(q, a)) for q, a in item.sets.items()),
                opens=tuple(item.opens),
            )
            for item in (*entry.items, *asked)
        )

    def _answer(self, question_id: str, option: str) -> Answer:
        many = self.bank[question_id].kind is Kind.MANY
        return frozenset({option}) if many else option

    def _question(self, entry: QuestionEntry) -> Question:
        where = self.shelf.where("questions", entry.id)
        kind = self.shelf.named(Kind, entry.kind, "questions", entry.id)
        bounds = None
        if kind is Kind.NUMBER:
            if entry.min is None or entry.max is None:
                raise KnowledgeFault(where, "a number needs min and max")
            bounds = (entry.min, entry.max)
        elif entry.none not in entry.options:
            raise KnowledgeFault(f"{where}: none", f"{entry.none!r} is not an option")
        for name in ("eases", "alone", "record_only"):
            for option in getattr(entry, name):
                if option not in entry.options:
                    raise KnowledgeFault(f"{where}: {name}", f"{option!r} is not an option")
        return Question(
            id=entry.id,
            ref=entry.ref,
            kind=kind,
            options=tuple(entry.options),
            none=entry.none,
            eases=frozenset(entry.eases),
            alone=frozenset(entry.alone),
            record_only=frozenset(entry.record_only),
            ask_when=None if entry.ask_when is None else self.reader.read(entry.ask_when, where),
            standing=entry.standing,
            bounds=bounds,
            bands=tuple(entry.bands),
        )

    def _rule(self, entry: RuleEntry) -> Rule:
        where = self.shelf.where("rules", entry.id)
        if entry.clears:
            cleared = [e for e in self.shelf.of("rules", RuleEntry).values() if e.clearable]
            signs = AnyOf(tuple(self.reader.read(e.when, where) for e in cleared))
            return self._bare(entry, AllOf((signs, CHECKED)))
        when = self.reader.read(entry.when, f"{where}: when")
        return self._bare(entry, AllOf((when, Not(CHECKED))) if entry.clearable else when)

    def _bare(self, entry: RuleEntry, when: Condition) -> Rule:
        where = self.shelf.where("rules", entry.id)
        action = self.shelf.of("actions", ActionEntry).get(entry.action)
        if action is None:
            raise KnowledgeFault(f"{where}: action", f"no action is called {entry.action!r}")
        if action.urgency != entry.urgency:
            raise KnowledgeFault(f"{where}: urgency", f"its action is for {action.urgency}")
        return Rule(
            id=entry.id,
            ref=entry.ref,
            urgency=Urgency.from_label(entry.urgency),
            action=entry.action,
            when=when,
            sources=entry.sources,
            subject=self.shelf.named(Subject, entry.subject, "rules", entry.id),
            beside=entry.beside,
            within_hours=entry.within_hours,
        )

    def _treatments(self) -> tuple[Treatment, ...]:
        found = []
        for id, entry in self.shelf.of("treatments", TreatmentEntry).items():
            if len(entry.minutes) != 2 or not 0 < entry.minutes[0] <= entry.minutes[1]:
                where = self.shelf.where("treatments", id)
                raise KnowledgeFault(f"{where}: minutes", "expected the least and the most")
            minutes = (entry.minutes[0], entry.minutes[1])
            demands = self._demands(entry.demands, "treatments", id)
            found.append(Treatment(id, minutes, demands, entry.sources))
        return tuple(found)

    def _activities(self) -> tuple[Activity, ...]:
        both = frozenset({Direction.BENDING, Direction.ARCHING})
        sides = {
            "bending": frozenset({Direction.BENDING}),
            "arching": frozenset({Direction.ARCHING}),
            "either": both,
        }
        found = []
        for id, entry in self.shelf.of("activities", ActivityEntry).items():
            if entry.direction not in sides:
                where = self.shelf.where("activities", id)
                raise KnowledgeFault(f"{where}: direction", "expected bending, arching or either")
            found.append(Activity(id, sides[entry.direction], entry.sources))
        return tuple(found)

    def _choices(self) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                self.shelf.named(Direction, id, "choices", id),
                tuple(entry.positions),
                tuple(entry.movements),
                entry.sources,
            )
            for id, entry in self.shelf.of("choices", ChoiceEntry).items()
        )

    def _warmth(self) -> frozenset[str]:
        entries = self.shelf.of("rules", RuleEntry).values()
        return frozenset(entry.id for entry in entries if entry.warmth)

    def _demands(self, names: list[str], kind: str, id: str) -> frozenset[Demand]:
        return frozenset(self.shelf.named(Demand, name, kind, id) for name in names)
