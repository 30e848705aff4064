"""The knowledge as one value: bank, rules, pages, gates, remedies, words, and their version."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from easeback.domain.booking import Mode, Severity
from easeback.domain.condition import Bank, Literals
from easeback.domain.exercise import Exercise, Gate, Gates
from easeback.domain.followup import Escalation
from easeback.domain.outcome import Questionnaire
from easeback.domain.program import Template
from easeback.domain.record import Outline, Prefill
from easeback.domain.relief import Planner
from easeback.domain.response import Report
from easeback.domain.triage import Inquiry, Page, Triage
from easeback.domain.vocabulary import Language, Urgency
from easeback.knowledge.building import Builder
from easeback.knowledge.checks import check
from easeback.knowledge.entries import ActionEntry, AdviceEntry, RuleEntry, SourceEntry
from easeback.knowledge.exercises import reports
from easeback.knowledge.outlines import outlines
from easeback.knowledge.prefills import prefills
from easeback.knowledge.questionnaires import (
    Wording,
    questionnaire,
    spanish_of,
    with_wordings,
    wordings,
)
from easeback.knowledge.record_entries import CodeEntry
from easeback.knowledge.shelf import Shelf, read_shelf
from easeback.knowledge.speech import Speech, speech
from easeback.knowledge.version import version_of
from easeback.knowledge.words import Words, english_words, spanish_words

DATA = Path(__file__).parent / "data"
ALWAYS = frozenset({"age", "pain-now", "limits", "duration", "aggravates"})
"""What every plan asks, whether or not a rule looks at it."""
BROUGHT = "EASEBACK_QUESTIONNAIRES"
"""Names the folder with the words of questionnaires that a practice may use."""
INTAKE = "intake"
"""The document that people fill in before they come."""


@dataclass(frozen=True)
class Knowledge:
    """Everything read from one folder of knowledge files, checked as a whole."""

    root: Path
    shelf: Shelf
    version: str
    bank: Bank
    literals: Literals
    triage: Triage
    pages: tuple[Page, ...]
    gates: tuple[Gate, ...]
    exercises: Mapping[str, Exercise]
    reports: tuple[Report, ...]
    planner: Planner
    escalations: tuple[Escalation, ...]
    templates: Mapping[str, Template]
    outlines: Mapping[str, Outline]
    """The kinds of documents that the record holds, by id."""
    wordings: Mapping[str, Wording]
    """The words of questionnaires that the practice has brought, by id."""
    prefills: tuple[Prefill, ...]
    """What answers of the safety check say of the fields of the intake."""

    @cached_property
    def questionnaires(self) -> Mapping[str, Questionnaire]:
        """Those that are asked, as their words are here."""
        return {id: questionnaire(self.shelf, id) for id in self.wordings}

    @cached_property
    def timed_codes(self) -> frozenset[str]:
        """The codes of which the minutes count."""
        codes = self.shelf.of("codes", CodeEntry).values()
        return frozenset(entry.code for entry in codes if entry.timed)

    @cached_property
    def advised_severity(self) -> Mapping[str, Severity]:
        """How soon a visit should be, by the id of the advice that says so."""
        said = {id: entry.severity for id, entry in self._advice.items() if entry.severity}
        return {id: Severity[severity.upper()] for id, severity in said.items()}

    @cached_property
    def advised_modes(self) -> Mapping[str, Mode]:
        """How a visit can take place, by the id of the advice that says so."""
        return {id: Mode(entry.mode) for id, entry in self._advice.items() if entry.mode}

    @property
    def _advice(self) -> Mapping[str, AdviceEntry]:
        return self.shelf.of("advice", AdviceEntry)

    @property
    def next_review(self) -> date:
        """The day on which the first file is due for review."""
        return self.shelf.next_review

    @cached_property
    def screening(self) -> Inquiry:
        """Asks only what decides how urgent it is."""
        return Inquiry(self.triage, self.pages)

    @cached_property
    def journey(self) -> Inquiry:
        """Asks also what decides the plan."""
        notes = (way.term for way in self.triage.ways if way.rule.urgency is Urgency.SELF_CARE)
        return Inquiry(self.triage, self.pages, needs=(*self.planner.terms, *notes), always=ALWAYS)

    @cached_property
    def barriers(self) -> Gates:
        """The gates, ready to be asked about what is known of somebody."""
        return Gates(self.literals, self.gates)

    @cached_property
    def english(self) -> Words:
        return english_words(self.shelf)

    @cached_property
    def spanish(self) -> Words:
        return spanish_words(self.root, self.english, spanish_of(self.shelf, self.wordings))

    def words(self, language: Language) -> Words:
        return self.spanish if language is Language.SPANISH else self.english

    def speech(self, language: Language) -> Speech:
        """What the voice says in this language, and how long it takes."""
        return speech(self.words(language))

    @cached_property
    def rules(self) -> Mapping[str, RuleEntry]:
        """The rules as written, by id."""
        return self.shelf.of("rules", RuleEntry)

    @cached_property
    def actions(self) -> Mapping[str, ActionEntry]:
        return self.shelf.of("actions", ActionEntry)

    @cached_property
    def sources(self) -> Mapping[str, SourceEntry]:
        return self.shelf.of("sources", SourceEntry)


def read_knowledge(root: Path, brought: Path | None = None) -> Knowledge:
    """The knowledge of a folder, with the words of questionnaires that lie in another.

    Raises KnowledgeFault naming file, entry and field.
    """
    shelf = read_shelf(root)
    words = wordings(brought, shelf)
    shelf = with_wordings(shelf, words)
    builder = Builder(shelf)
    rules, gates = builder.rules(), builder.gates()
    literals = Literals(builder.bank, builder.conditions())
    triage = builder.triage(literals, rules)
    planner = builder.planner(literals, gates)
    pages = builder.pages()
    check(shelf, builder, triage)
    documents = outlines(shelf)
    return Knowledge(
        root=root,
        shelf=shelf,
        version=version_of(root, *([brought] if brought else [])),
        bank=builder.bank,
        literals=literals,
        triage=triage,
        pages=pages,
        gates=gates,
        exercises={exercise.id: exercise for exercise in builder.exercises},
        reports=reports(shelf),
        planner=planner,
        escalations=builder.escalations(),
        outlines=documents,
        wordings=words,
        templates={template.id: template for template in builder.templates()},
        prefills=prefills(shelf, builder.bank, documents[INTAKE]),
    )


@cache
def knowledge() -> Knowledge:
    """The knowledge that ships with this version, with what the practice has brought; read once."""
    brought = os.environ.get(BROUGHT)
    return read_knowledge(DATA, Path(brought) if brought else None)
