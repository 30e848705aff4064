"""What the pages say, in both languages, with the practice's own help lines in every sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from easeback.apps.practice.facts import UNKNOWN_PRACTICE, PracticeFacts
from easeback.domain.vocabulary import LANGUAGES, Language
from easeback.knowledge import Knowledge, Words, knowledge, read_yaml

LINES = ("emergency_number", "crisis_line", "poison_line")
"""The help lines of which the words name the usual ones, and a practice may set others."""


class UnequalWords(ValueError):
    """One language says something that another does not."""


@cache
def page_words(folder: Path) -> Mapping[Language, Mapping[str, Any]]:
    """The words in a room's folder, by language. Raises UnequalWords."""
    said = {language: read_yaml(folder / f"{language}.yaml") for language in LANGUAGES}
    keys = {language: set(_keys(words)) for language, words in said.items()}
    for language in LANGUAGES[1:]:
        if odd := sorted(keys[LANGUAGES[0]] ^ keys[language]):
            raise UnequalWords(f"{odd[0]} ({len(odd)} in all) is not in every language")
    return said


def _keys(words: Any, before: str = "") -> list[str]:
    if isinstance(words, dict):
        return [key for name, part in words.items() for key in _keys(part, f"{before}.{name}")]
    if isinstance(words, list):
        return [key for place, part in enumerate(words) for key in _keys(part, f"{before}.{place}")]
    return [before]


@dataclass(frozen=True, eq=False)
class Voice:
    """All words of one language, for one practice.

    `ui` are the words of a room's pages, nested as in its files. The knowledge speaks of the usual
    help lines (911, 988); where the practice has others, its own stand in their place.
    """

    language: Language
    knowledge: Knowledge
    ui: Mapping[str, Any]
    words: Words
    own: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """The knowledge's words under this key. Raises MissingWords."""
        return _renamed(self.words[key], self.own)

    def get(self, key: str) -> str | None:
        text = self.words.get(key)
        return None if text is None else _renamed(text, self.own)

    def lines(self, key: str) -> tuple[str, ...]:
        return tuple(_renamed(line, self.own) for line in self.words.lines(key))

    def list_of(self, page: str) -> tuple[str, ...]:
        """The short words of every item of a list page."""
        items = next(p.items for p in self.knowledge.pages if p.id == page)
        return tuple(self[f"pages.{page}.items.{item.id}"] for item in items)

    def say(self, key: str, **names: object) -> str:
        """The page's words under a dotted key, with the names filled in."""
        found: Any = self.ui
        for part in key.split("."):
            found = found[part]
        return str(found).format(**names)


def voice_of(folder: Path, language: Language, practice: PracticeFacts) -> Voice:
    """A room's voice: its folder of words, and the knowledge. Raises UnequalWords."""
    own = tuple(getattr(practice, line) for line in LINES)
    return _voice(folder, language, own)


@lru_cache(maxsize=16)
def _voice(folder: Path, language: Language, own: tuple[str, ...]) -> Voice:
    usual = (getattr(UNKNOWN_PRACTICE, line) for line in LINES)
    lines = {old: new for old, new in zip(usual, own, strict=True) if old != new}
    ui = _renamed_all(page_words(folder)[language], lines)
    return Voice(language, knowledge(), ui, knowledge().words(language), lines)


def _renamed(text: str, lines: Mapping[str, str]) -> str:
    if not lines:
        return text
    pattern = "|".join(rf"(?<![\w-]){re.escape(line)}(?![\w-])" for line in lines)
    return re.sub(pattern, lambda found: lines[found.group()], text)


def _renamed_all(words: Any, lines: Mapping[str, str]) -> Any:
    if isinstance(words, dict):
        return {key: _renamed_all(part, lines) for key, part in words.items()}
    if isinstance(words, list):
        return [_renamed_all(part, lines) for part in words]
    return _renamed(str(words), lines)
