"""Questionnaires: registered here without a word, and asked where a practice has brought the words.

The words of one stand in a file of the practice's own, in both languages:

    questionnaire: odi
    licence: who allowed this practice to use the words, when, and for what
    en: {title: ..., lead: ..., closing: ..., options: [...], items: [{text: ..., options: [...]}]}
    es: the same

`options` go from no points to the most; those of an item take the place of those of all.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import cattrs
from cattrs.v import transform_error

from easeback.domain.outcome import Questionnaire, Scoring
from easeback.domain.vocabulary import LANGUAGES, Language
from easeback.knowledge.entries import Entry
from easeback.knowledge.faults import KnowledgeFault
from easeback.knowledge.reading import read_yaml
from easeback.knowledge.record_entries import FieldEntry, OutlineEntry, QuestionnaireEntry
from easeback.knowledge.shelf import Shelf
from easeback.knowledge.words import words_of

KIND = "questionnaires"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWords:
    text: str
    options: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireWords:
    """`lead` stands before the first item, `closing` (such as a copyright line) before the last."""

    title: str
    lead: str
    closing: str
    items: list[ItemWords]
    options: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a practice has brought of one questionnaire."""

    questionnaire: str
    licence: str
    en: QuestionnaireWords
    es: QuestionnaireWords

    def of(self, language: Language) -> QuestionnaireWords:
        return self.es if language is Language.SPANISH else self.en


_converter = cattrs.Converter(forbid_extra_keys=True)


def wordings(folder: Path | None, shelf: Shelf) -> Mapping[str, Wording]:
    """The words that lie in a folder, by questionnaire. Raises KnowledgeFault."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise KnowledgeFault(str(folder), "no such folder of questionnaires")
    found: dict[str, Wording] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix != ".yaml":
            raise KnowledgeFault(path.name, "only files that end in .yaml belong here")
        try:
            wording = _converter.structure(read_yaml(path, path.name), Wording)
        except cattrs.BaseValidationError as error:
            raise KnowledgeFault(path.name, "; ".join(transform_error(error))) from error
        for fault in _faults(wording, shelf, found):
            raise KnowledgeFault(path.name, fault)
        found[wording.questionnaire] = wording
    return found


def questionnaire(shelf: Shelf, id: str) -> Questionnaire:
    """How one is scored. Raises KnowledgeFault."""
    entry = shelf.of(KIND, QuestionnaireEntry)[id]
    return Questionnaire(
        id=entry.id,
        items=entry.items,
        most=entry.most,
        scoring=shelf.named(Scoring, entry.scoring, KIND, id),
        fewest=entry.fewest,
        step=entry.step,
        share=entry.share,
        sources=entry.sources,
    )


def with_wordings(shelf: Shelf, brought: Mapping[str, Wording]) -> Shelf:
    """The shelf, with a field for each item whose words were brought, asked by the outlines."""
    entries = {kind: dict(each) for kind, each in shelf.entries.items()}
    for id, wording in brought.items():
        asked = shelf.of(KIND, QuestionnaireEntry)[id]
        fields = tuple(_fields(id, wording.en))
        entries["fields"] |= {each.id: each for each in fields}
        for name, before in asked.asked_in.items():
            outline = entries["outlines"][name]
            if isinstance(outline, OutlineEntry):
                entries["outlines"][name] = _asking(outline, wording.en, fields, id, before)
    return replace(shelf, entries=entries)


def spanish_of(shelf: Shelf, brought: Mapping[str, Wording]) -> dict[str, str]:
    """The Spanish words of all of these fields and sections, by their keys."""
    found: dict[str, str] = {}
    for id, wording in brought.items():
        for each in _fields(id, wording.es):
            found |= dict(words_of("fields", each.id, each))
        for name in shelf.of(KIND, QuestionnaireEntry)[id].asked_in:
            found[f"outlines.{name}.sections.{id}"] = wording.es.title
    return found


def _fields(id: str, words: QuestionnaireWords) -> Iterator[FieldEntry]:
    hints = {1: words.lead, len(words.items): words.closing}
    for number, item in enumerate(words.items, start=1):
        options = item.options or words.options
        yield FieldEntry(
            id=f"{id}-{number}",
            audience="patient",
            kind="one",
            text=item.text,
            hint=hints.get(number),
            options={str(points): said for points, said in enumerate(options)},
        )


def _asking(
    outline: OutlineEntry,
    words: QuestionnaireWords,
    fields: Iterable[Entry],
    id: str,
    before: str,
) -> OutlineEntry:
    sections, asked = {}, {}
    for section, title in outline.sections.items():
        if section == before:
            sections[id], asked[id] = words.title, [each.id for each in fields]
        sections[section], asked[section] = title, outline.fields[section]
    return replace(outline, sections=sections, fields=asked)


def _faults(wording: Wording, shelf: Shelf, found: Mapping[str, Wording]) -> Iterator[str]:
    known = shelf.of(KIND, QuestionnaireEntry)
    asked = known.get(wording.questionnaire)
    if asked is None:
        yield f"{wording.questionnaire!r} is not one of {', '.join(known)}"
        return
    if asked.id in found:
        yield f"the words of {asked.id} are in another file, too"
    if not wording.licence.strip():
        yield "the licence is not said"
    for language in LANGUAGES:
        words = wording.of(language)
        if len(words.items) != asked.items:
            yield f"{language}: {len(words.items)} items, not {asked.items}"
        for number, item in enumerate(words.items, start=1):
            options = item.options or words.options
            if len(options) != asked.most + 1:
                yield f"{language}: item {number} has {len(options)} options, not {asked.most + 1}"
            if not all(each.strip() for each in (item.text, *options)):
                yield f"{language}: item {number} has an empty text"
