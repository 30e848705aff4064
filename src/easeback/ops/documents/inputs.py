"""Every input of every rule and gate with the question that gives it, and every option's use."""

from collections import defaultdict
from collections.abc import Iterator

from easeback.domain.condition import (
    NOT_SURE,
    AtLeast,
    Atomic,
    Below,
    Condition,
    Is,
    Question,
    atoms_of,
)
from easeback.domain.relief import AGGRAVATES, INPUTS
from easeback.knowledge import Knowledge
from easeback.knowledge.building import Builder
from easeback.knowledge.entries import DroppedEntry
from easeback.ops.documents.prose import heading, table

Uses = dict[tuple[str, str], list[str]]


def input_table(known: Knowledge) -> str:
    """Questions and options with what each changes, and the inputs that were dropped."""
    uses = _uses(known)
    parts = [
        heading(
            known,
            "Inputs",
            "Each option of each question, and what looks at it. *None* is what an untouched list "
            "item stands for. *Not sure* counts wherever an emergency rule asks: the result is "
            "then at least same-day (DEF-0).",
        ),
        table(("Question", "Option", "Changes"), _rows(known, uses)),
        "## Inputs of the source rule set that are not asked\n",
        table(
            ("Input", "Of", "Why not"),
            (
                (dropped.input, dropped.of, dropped.reason)
                for dropped in known.shelf.of("dropped", DroppedEntry).values()
            ),
        ),
    ]
    return "\n".join(parts)


def _uses(known: Knowledge) -> Uses:
    uses: Uses = defaultdict(list)
    for name, condition in _conditions(known):
        for atom, _ in atoms_of(condition):
            key = (atom.question, _wanted(atom))
            if name not in uses[key]:
                uses[key].append(name)
    return uses


def _wanted(atom: Atomic) -> str:
    match atom:
        case Is(_, option):
            return option
        case AtLeast(_, number):
            return f">= {number}"
        case Below(_, number):
            return f"< {number}"


def _conditions(known: Knowledge) -> Iterator[tuple[str, Condition]]:
    for rule in known.triage.rules:
        yield rule.ref, rule.when
    for gate in known.gates:
        yield gate.ref if gate.about == "heat" else f"{gate.ref} ({gate.about})", gate.when
    for piece in Builder(known.shelf).advice():
        if piece.when is not None:
            yield f"advice {piece.id}", piece.when
    for question in known.bank:
        if question.ask_when is not None:
            yield f"asks {question.id}", question.ask_when


def _rows(known: Knowledge, uses: Uses) -> Iterator[tuple[str, str, str]]:
    for question in known.bank:
        name = f"{question.ref} `{question.id}`"
        numbers = sorted(option for asked, option in uses if asked == question.id)
        for option in question.options or numbers:
            yield name, option, ", ".join(_changes(question, option, uses))
            name = ""


def _changes(question: Question, option: str, uses: Uses) -> list[str]:
    changes = list(uses.get((question.id, option), []))
    if question.id in INPUTS:
        changes.append("the flare-up recognizer")
    if question.id == AGGRAVATES and option != question.none:
        changes.append("direction, easing-off list")
    if option == question.none:
        changes.append("*none*")
    if option == NOT_SURE:
        changes.append("DEF-0 where an emergency stays possible")
    if option in question.record_only:
        changes.append("record only")
    return changes
