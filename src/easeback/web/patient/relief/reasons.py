"""Why a thing is said: the words, what they rest on, and how sure that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from easeback.domain.vocabulary import Sources
from easeback.knowledge import Knowledge
from easeback.web.patient.relief.words import Voice

TRUSTED = "verified"


@dataclass(frozen=True, slots=True)
class Cited:
    """A source in short, where its entry stands, and a word if it was not read itself."""

    label: str
    id: str
    status: str


@dataclass(frozen=True, slots=True)
class Why:
    """`marks`: what the reader must know of how firm this is."""

    text: str
    marks: tuple[str, ...]
    cited: tuple[Cited, ...]


def why(voice: Voice, text: str, sources: Sources) -> Why:
    marks = tuple(
        voice.say(f"mark.{mark}") for mark in ("house", "unverified") if getattr(sources, mark)
    )
    return Why(text, marks, cited(voice, sources.evidence))


def cited(voice: Voice, ids: Iterable[str]) -> tuple[Cited, ...]:
    return tuple(_cited(voice, id) for id in ids)


def _cited(voice: Voice, id: str) -> Cited:
    entry = voice.knowledge.sources[id]
    status = "" if entry.status == TRUSTED else voice.say(f"sources.{entry.status}")
    return Cited(entry.ref, id, status)


def topic_of(knowledge: Knowledge, id: str) -> str:
    """The file that a source stands in: its page."""
    return PurePosixPath(knowledge.shelf.files["sources", id]).stem
