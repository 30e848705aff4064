"""All entries of all files, by kind, each knowing its file: structure checked, meaning not yet."""

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import cattrs
from cattrs.v import transform_error

from easeback.knowledge.entries import Entry, GateEntry, QuestionEntry, RuleEntry
from easeback.knowledge.faults import KnowledgeFault
from easeback.knowledge.kinds import KINDS
from easeback.knowledge.reading import Sheet, read_sheet

E = TypeVar("E", bound=Entry)
Name = TypeVar("Name", bound=StrEnum)
_KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_YES_NO = {"yes": "Yes", "no": "No"}

_converter = cattrs.Converter(forbid_extra_keys=True)


def _text(value: Any, _: type) -> str:
    # cattrs would turn a number or a date into text; a knowledge file must say what it means.
    if not isinstance(value, str):
        raise TypeError(f"expected text, found {value!r}")
    return value


_converter.register_structure_hook(str, _text)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Entries by kind and id, in the order of the files; `files` says where each stands."""

    entries: dict[str, dict[str, Entry]]
    files: dict[tuple[str, str], str]
    next_review: date

    def of(self, kind: str, entry: type[E]) -> dict[str, E]:
        """The entries of one kind."""
        found = self.entries.get(kind, {})
        return {id: value for id, value in found.items() if isinstance(value, entry)}

    def where(self, kind: str, id: str) -> str:
        """The file and the entry, for an error."""
        return f"{self.files.get((kind, id), '?')}: {id}"

    def named(self, names: type[Name], value: str, kind: str, id: str) -> Name:
        """The member of an enumeration with this value. Raises KnowledgeFault."""
        try:
            return names(value)
        except ValueError:
            allowed = ", ".join(names)
            raise KnowledgeFault(
                self.where(kind, id), f"{value!r} is not one of {allowed}"
            ) from None


def read_shelf(root: Path) -> Shelf:
    """Every English file under the root. Raises KnowledgeFault."""
    entries: dict[str, dict[str, Entry]] = {kind: {} for kind in KINDS}
    files: dict[tuple[str, str], str] = {}
    reviews = []
    for path in sorted(root.rglob("*.yaml")):
        if path.name.endswith(".es.yaml"):
            continue
        sheet = read_sheet(path, path.relative_to(root).as_posix())
        reviews.append(sheet.next_review)
        for entry in _structured(sheet):
            if entry.id in entries[sheet.kind]:
                raise KnowledgeFault(f"{sheet.name}: {entry.id}", "this id is used twice")
            entries[sheet.kind][entry.id] = entry
            files[sheet.kind, entry.id] = sheet.name
    if not reviews:
        raise KnowledgeFault(str(root), "no knowledge files")
    return Shelf(entries, files, min(reviews))


def _structured(sheet: Sheet) -> list[Entry]:
    if sheet.kind not in KINDS:
        raise KnowledgeFault(f"{sheet.name}: {sheet.kind}", "no such kind of list")
    return [_entry(sheet, KINDS[sheet.kind], place, raw) for place, raw in enumerate(sheet.entries)]


def _entry(sheet: Sheet, kind: type[Entry], place: int, raw: dict[str, Any]) -> Entry:
    name = f"{sheet.name}: {raw.get('id') or raw.get('ref') or f'entry {place + 1}'}"
    try:
        entry = _completed(_converter.structure(raw, kind))
    except cattrs.BaseValidationError as error:
        raise KnowledgeFault(name, "; ".join(transform_error(error))) from error
    if not _KEBAB.fullmatch(entry.id):
        raise KnowledgeFault(name, f"the id {entry.id!r} is not kebab-case")
    for each in fields(entry):
        if getattr(entry, each.name) == "":
            raise KnowledgeFault(f"{name}: {each.name}", "empty text")
    return entry


def _completed(entry: Entry) -> Entry:
    """What the short forms of writing stand for."""
    if isinstance(entry, RuleEntry | GateEntry) and not entry.id:
        return replace(entry, id=entry.ref.lower())
    if isinstance(entry, QuestionEntry) and entry.kind == "yes-no":
        options = {**_YES_NO, **({"not-sure": "Not sure"} if entry.unsure else {})}
        return replace(entry, kind="one", options=options, none=entry.none or "no")
    return entry
