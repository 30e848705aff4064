"""What must hold of the knowledge as a whole, beyond the form of each entry."""

from collections.abc import Iterator

from easeback.domain.condition import (
    NOT_SURE,
    AtLeast,
    Below,
    Condition,
    Is,
    atoms_of,
)
from easeback.domain.relief import AGGRAVATES, FOR_EVERYBODY, INPUTS
from easeback.domain.triage import Form, Triage
from easeback.domain.vocabulary import Urgency
from easeback.knowledge.building import Builder
from easeback.knowledge.entries import (
    AdviceEntry,
    ClaimEntry,
    GateEntry,
    QuestionEntry,
    ReportEntry,
    RuleEntry,
    Sourced,
    SourceEntry,
    TreatmentEntry,
)
from easeback.knowledge.exercises import exercise_faults
from easeback.knowledge.faults import KnowledgeFault
from easeback.knowledge.shelf import Shelf
from easeback.knowledge.templates import template_faults

LONGEST_LIST = 8
STATUSES = {"verified", "secondary", "unverified"}


def check(shelf: Shelf, builder: Builder, triage: Triage) -> None:
    """Raises KnowledgeFault at the first thing that does not hold."""
    for fault in (
        *_sources(shelf),
        *_pages(shelf, builder),
        *_milder(shelf, triage),
        *_refs(shelf),
        *_options(shelf, builder),
        *_bands(shelf, builder),
        *_for_everybody(shelf),
        *exercise_faults(shelf),
        *template_faults(shelf, {each.id: each for each in builder.exercises}),
        *_reports(shelf, builder),
        *_minutes(shelf),
    ):
        raise fault


def _sources(shelf: Shelf) -> Iterator[KnowledgeFault]:
    known = shelf.of("sources", SourceEntry)
    for id, source in known.items():
        if source.status not in STATUSES:
            yield KnowledgeFault(shelf.where("sources", id), f"unknown status {source.status!r}")
    for kind, entries in shelf.entries.items():
        for id, entry in entries.items():
            if not isinstance(entry, Sourced):
                continue
            where = shelf.where(kind, id)
            for evidence in entry.evidence:
                if evidence not in known:
                    yield KnowledgeFault(f"{where}: evidence", f"no source is called {evidence!r}")
            if not (entry.evidence or entry.house or entry.unverified):
                yield KnowledgeFault(f"{where}: evidence", "no evidence, house or unverified")
            benefit = isinstance(entry, TreatmentEntry | ClaimEntry)
            if benefit and not (entry.evidence or entry.house):
                yield KnowledgeFault(f"{where}: unverified", "a benefit must rest on evidence")


def _pages(shelf: Shelf, builder: Builder) -> Iterator[KnowledgeFault]:
    asked: set[str] = set()
    for page in builder.pages():
        where = shelf.where("pages", page.id)
        for name in page.questions:
            if name not in builder.bank:
                yield KnowledgeFault(where, f"no question is called {name!r}")
        if page.form is not Form.EACH and len(page.items) > LONGEST_LIST:
            yield KnowledgeFault(where, f"a list of more than {LONGEST_LIST} items")
        asked |= set(page.questions)
    for question in builder.bank:
        if question.id not in asked and not question.standing:
            yield KnowledgeFault(shelf.where("questions", question.id), "no page asks it")


def _milder(shelf: Shelf, triage: Triage) -> Iterator[KnowledgeFault]:
    """One more "yes" is never milder: by the form of the conditions, not by trying.

    A rule above self-care may want an alarming option, and may want the absence of an easing
    one; the other way round, an answer that alarms would lower the result.
    """
    neutral = {q.id for q in shelf.of("questions", QuestionEntry).values() if q.neutral}
    clears = {rule.id for rule in shelf.of("rules", RuleEntry).values() if rule.clears}
    for rule in triage.rules:
        if rule.urgency is Urgency.SELF_CARE or rule.id in clears:
            continue
        for atom, wanted in atoms_of(rule.when):
            match atom:
                case Below(_, number) if not wanted or number > 18:
                    yield KnowledgeFault(shelf.where("rules", rule.id), "a lower age alarms")
                case AtLeast() if not wanted:
                    yield KnowledgeFault(shelf.where("rules", rule.id), "a lower number alarms")
                case Is(name, option) if name not in neutral:
                    question = triage.bank[name]
                    easing = option == question.none or option in question.eases
                    if easing is wanted:
                        yield KnowledgeFault(
                            f"{shelf.where('rules', rule.id)}: when",
                            f"{name}: {option} would make the result milder",
                        )


def _refs(shelf: Shelf) -> Iterator[KnowledgeFault]:
    for kind in ("questions", "rules", "gates", "exercises", "reports", "templates"):
        seen: dict[str, str] = {}
        for id, entry in shelf.entries[kind].items():
            ref = getattr(entry, "ref", "")
            other = seen.setdefault(ref, id)
            if other != id:
                yield KnowledgeFault(shelf.where(kind, id), f"{ref} is also {other}")


def _bands(shelf: Shelf, builder: Builder) -> Iterator[KnowledgeFault]:
    for condition in (*builder.conditions(), *_guards(builder)):
        for atom, _ in atoms_of(condition):
            if isinstance(atom, AtLeast | Below):
                bands = builder.bank[atom.question].bands
                if bands and atom.number not in bands:
                    where = shelf.where("questions", atom.question)
                    yield KnowledgeFault(f"{where}: bands", f"{atom.number} is no edge of a band")


def _for_everybody(shelf: Shelf) -> Iterator[KnowledgeFault]:
    """A page that anybody may read knows no answer and no gate."""
    for id, entry in shelf.of("advice", AdviceEntry).items():
        if entry.section in FOR_EVERYBODY and (entry.when is not None or entry.needs):
            where = shelf.where("advice", id)
            yield KnowledgeFault(f"{where}: section", f"{entry.section} is the same for everybody")


def _reports(shelf: Shelf, builder: Builder) -> Iterator[KnowledgeFault]:
    """What a report sets are answers that the safety check knows."""
    for id, entry in shelf.of("reports", ReportEntry).items():
        for name, option in entry.sets.items():
            if name not in builder.bank or option not in builder.bank[name].options:
                where = shelf.where("reports", id)
                yield KnowledgeFault(f"{where}: sets", f"no answer {option!r} to {name!r}")


def _minutes(shelf: Shelf) -> Iterator[KnowledgeFault]:
    """A gate says the minutes that it holds to."""
    for id, entry in shelf.of("gates", GateEntry).items():
        if entry.most_minutes and f"{entry.most_minutes} minutes" not in entry.text:
            where = shelf.where("gates", id)
            yield KnowledgeFault(f"{where}: text", f"does not say {entry.most_minutes} minutes")


def _options(shelf: Shelf, builder: Builder) -> Iterator[KnowledgeFault]:
    for question, option in unused_options(builder):
        where = shelf.where("questions", question)
        yield KnowledgeFault(f"{where}: {option}", "changes no output and is not record_only")


def unused_options(builder: Builder) -> Iterator[tuple[str, str]]:
    """Options that no condition looks at and that are not marked record-only.

    The `none` option needs no use; "not sure" is used by DEF-0 wherever an emergency rule asks.
    """
    used = {
        (atom.question, atom.option)
        for condition in (*builder.conditions(), *_guards(builder))
        for atom, _ in atoms_of(condition)
        if isinstance(atom, Is)
    }
    for question in builder.bank:
        for option in question.options:
            idle = (question.id, option) not in used and option not in question.record_only
            read = question.id in INPUTS or question.id == AGGRAVATES
            if idle and not read and option not in {question.none, NOT_SURE}:
                yield question.id, option


def _guards(builder: Builder) -> Iterator[Condition]:
    return (q.ask_when for q in builder.bank if q.ask_when is not None)
