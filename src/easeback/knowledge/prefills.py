"""What answers of the safety check tell a document: entries read, and held against both."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from easeback.domain.condition import Bank, Kind
from easeback.domain.record import Field, FieldKind, Outline, Prefill
from easeback.knowledge.faults import KnowledgeFault
from easeback.knowledge.record_entries import PrefillEntry
from easeback.knowledge.shelf import Shelf

_IN_WORDS = {FieldKind.TEXT, FieldKind.STORY, FieldKind.ROWS}
_CHOSEN = {FieldKind.ONE, FieldKind.MANY}
Wanted = Mapping[str, list[str]]


def prefills(shelf: Shelf, bank: Bank, outline: Outline) -> tuple[Prefill, ...]:
    """For the fields of this outline. Raises KnowledgeFault."""
    entries = shelf.of("prefills", PrefillEntry)
    for entry in entries.values():
        for fault in _faults(shelf.where("prefills", entry.id), entry, bank, outline):
            raise fault
    return tuple(_prefill(entry, outline[id]) for id, entry in entries.items())


def _prefill(entry: PrefillEntry, field: Field) -> Prefill:
    return Prefill(
        field=field,
        number=entry.number or "",
        on_the_day=_told(entry.on_the_day) if entry.on_the_day else None,
        choices=tuple((value, _told(when)) for value, when in entry.choices.items()),
        counts_for=timedelta(hours=entry.hours) if entry.hours else None,
    )


def _told(wanted: Wanted) -> dict[str, frozenset[str]]:
    return {question: frozenset(options) for question, options in wanted.items()}


def _faults(
    where: str, entry: PrefillEntry, bank: Bank, outline: Outline
) -> Iterator[KnowledgeFault]:
    if entry.id not in outline:
        yield KnowledgeFault(where, f"{outline.id} does not ask it")
        return
    field = outline[entry.id]
    if sum(map(bool, (entry.number, entry.on_the_day, entry.choices))) != 1:
        yield KnowledgeFault(where, "one of number, on_the_day and choices")
    if bool(entry.number) is not (field.kind is FieldKind.NUMBER):
        yield KnowledgeFault(f"{where}: number", "of a number, and of nothing else")
    if bool(entry.on_the_day) is not (field.kind is FieldKind.DAY):
        yield KnowledgeFault(f"{where}: on_the_day", "of a day, and of nothing else")
    if entry.number and (entry.number not in bank or bank[entry.number].kind is not Kind.NUMBER):
        yield KnowledgeFault(f"{where}: number", f"no number is asked by {entry.number!r}")
    worded = set(entry.lines) if field.kind in _IN_WORDS else set()
    values = worded or (set(field.options) if field.kind in _CHOSEN else set())
    if not set(entry.choices) <= values or set(entry.lines) != worded & set(entry.choices):
        yield KnowledgeFault(f"{where}: choices", "an option of the field, or one with its words")
    for wanted in (entry.on_the_day, *entry.choices.values()):
        yield from _unknown(f"{where}: choices", wanted, bank)


def _unknown(where: str, wanted: Wanted, bank: Bank) -> Iterator[KnowledgeFault]:
    """What nobody can have answered, or what is not kept: "none of these" says nothing."""
    for question, options in wanted.items():
        known = set(bank[question].options) - {bank[question].none} if question in bank else set()
        for option in set(options) - known:
            yield KnowledgeFault(where, f"nobody answers {option!r} to {question!r}")
