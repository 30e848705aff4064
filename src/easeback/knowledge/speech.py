"""How long the voice takes to say each phrase: measured where it was rendered, else estimated."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from easeback.domain.vocabulary import Language
from easeback.knowledge.words import Words

VOICES = Path(__file__).parent / "data" / "voices"
_ESTIMATE = 350, 62
"""Milliseconds for any phrase, and for each of its characters: by our voice's pace."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A rendered phrase: its file's name, and the milliseconds that it lasts."""

    file: str
    length: int


@dataclass(frozen=True)
class Speech:
    """The spoken side of one language's words; without a voice, nothing is recorded."""

    words: Words
    voice: str | None
    recorded: Mapping[str, Recording]

    def length(self, key: str) -> int:
        """Milliseconds for the words of a key. Raises MissingWords."""
        recording = self.recording(key)
        if recording is not None:
            return recording.length
        return estimate(self.words[key])

    def recording(self, key: str) -> Recording | None:
        """The file of a phrase; None once its words are no longer those that were rendered."""
        return self.recorded.get(self.words[key])


@cache
def _manifest(language: Language) -> dict[str, Any]:
    path = VOICES / f"{language}.json"
    if not path.exists():
        return {"voice": None, "cues": []}
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


def estimate(text: str) -> int:
    """Milliseconds that our voice would take for words that it has never said."""
    first, each = _ESTIMATE
    return first + each * len(text)


def speech(words: Words) -> Speech:
    """The voice that was rendered for these words, by what they say."""
    manifest = _manifest(words.language)
    recorded = {
        row["text"]: Recording(row["file"], round(1000 * row["seconds"]))
        for row in manifest["cues"]
    }
    return Speech(words, manifest["voice"], recorded)
