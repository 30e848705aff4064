"""Why a thing is said: the words, what they rest on, and how sure that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from easeback.domain.vocabulary import Sources
from easeback.knowledge import Knowledge
from easeback.web.wording import Voice

TOGETHER = "+"
"""Between the ids of sources that are shown on one page."""


@dataclass(frozen=True, slots=True)
class Why:
    """`marks`: what the reader must know of how firm it is. `cited`: its sources' page, if any."""

    text: str
    marks: tuple[str, ...]
    cited: str
    count: int


def why(voice: Voice, text: str, sources: Sources) -> Why:
    ids = sources.evidence
    marks = tuple(mark for mark in _marks(voice, sources) if mark not in text)
    return Why(text, marks, TOGETHER.join(ids), len(ids))


def _marks(voice: Voice, sources: Sources) -> Iterable[str]:
    statuses = {voice.knowledge.sources[id].status for id in sources.evidence}
    if sources.house:
        yield voice.say("mark.house")
    if sources.unverified or "unverified" in statuses:
        yield voice.say("mark.unverified")
    if "secondary" in statuses:
        yield voice.say("mark.secondary")


def topic_of(knowledge: Knowledge, id: str) -> str:
    """The file that a source stands in: its page."""
    return PurePosixPath(knowledge.shelf.files["sources", id]).stem
