"""The diary as its person's pages list it: entries, and what may have been done for the pain."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from easeback.apps.selfcare.facts import EntryFacts, Line, Source
from easeback.web.diary.telling import DiaryVoice

COMMON = (
    "heat",
    "cold",
    "rest-90-90",
    "short-walk",
    "cat-cow",
    "knee-to-chest",
    "slow-breathing",
)
"""What is offered first as done for the pain."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in the list."""

    id: UUID
    when: str
    iso: str
    pain: int | None
    went: str
    flare: bool
    did: str
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be ticked."""

    id: str
    label: str
    chosen: bool


def row_of(voice: DiaryVoice, entry: EntryFacts) -> Row:
    """The entry in a line."""
    line = entry.line
    is_written = line.source is Source.WRITTEN
    return Row(
        id=entry.id,
        when=voice.when(line),
        iso=line.at.isoformat(),
        pain=line.pain if line.pain is not None else line.pain_after,
        went=voice.went(line),
        flare=bool(line.flare),
        did=", ".join(voice.remedy(id) for id in line.remedies),
        words=line.note or line.doing or line.medicines,
        source="" if is_written else voice.own.say(f"source.{line.source}"),
    )


def choices_of(voice: DiaryVoice, line: Line, kept: Iterable[str]) -> list[Choice]:
    """What may have been done for the pain: the common, what the plan names, what is ticked."""
    ids = dict.fromkeys((*COMMON, *kept, *line.remedies))
    return [Choice(id, voice.remedy(id), id in line.remedies) for id in ids]
