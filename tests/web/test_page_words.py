"""The words of the pages: both languages, plain, and with the practice's own numbers."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from easeback import web
from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.vocabulary import Language
from easeback.web.patient.relief.words import voice_of
from easeback.web.wording import UnequalWords, page_words
from tests.reading import grade

FOLDERS = sorted(path.parent for path in Path(web.__file__).parent.glob("**/words/en.yaml"))
ROOMS = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
AS_ASKED = {"review", "door", "standing"}
"""Too short to be judged, or worded as the practice must word it."""
PARTS = [
    pytest.param(folder, part, id=f"{folder.parent.name}-{part}")
    for folder in FOLDERS
    for part in sorted(page_words(folder)[Language.ENGLISH].keys() - AS_ASKED)
]
NEVER = {"just", "simply", "failed", "degenerative", "damage", "discontinue"}


def texts(said: Any) -> Iterator[str]:
    if isinstance(said, dict):
        for part in said.values():
            yield from texts(part)
    elif isinstance(said, list):
        for part in said:
            yield from texts(part)
    elif said:
        yield str(said)


def sentences(said: Any) -> list[str]:
    return [s for text in texts(said) for s in re.split(r"(?<=[.!?:])\s+", text)]


def test_the_rooms_are_found() -> None:
    assert {folder.parent.name for folder in FOLDERS} >= {"relief", "program"}


def test_a_key_that_one_language_lacks_is_refused(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("home: {title: Hello, line: Rest.}")
    (tmp_path / "es.yaml").write_text("home: {title: Hola}")
    with pytest.raises(UnequalWords, match=r"home\.line"):
        page_words(tmp_path)


@ROOMS
@pytest.mark.parametrize("language", Language)
def test_no_sentence_is_long(folder: Path, language: Language) -> None:
    assert [s for s in sentences(page_words(folder)[language]) if len(s.split()) > 20] == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("folder", "part"), PARTS)
def test_it_reads_easily(folder: Path, part: str, language: Language) -> None:
    said = texts(page_words(folder)[language][part])
    prose = " ".join(text if text[-1] in ".!?" else f"{text}." for text in said)
    assert grade(prose, language) <= 6


@ROOMS
def test_english_uses_no_word_that_frightens_or_belittles(folder: Path) -> None:
    said = " ".join(texts(page_words(folder)[Language.ENGLISH])).lower()
    assert NEVER & set(re.findall(r"[a-z]+", said)) == set()


@ROOMS
@pytest.mark.parametrize("language", Language)
def test_nobody_promises_a_call(folder: Path, language: Language) -> None:
    said = " ".join(texts(page_words(folder)[language])).lower()
    assert not re.search(r"we will call|we'll call|le llamaremos", said)


def test_a_practice_with_other_numbers_says_its_own() -> None:
    voice = voice_of(Language.ENGLISH, PracticeFacts(emergency_number="112", crisis_line="116 123"))
    assert "112" in voice["actions.call-911.title"]
    assert "911" not in "".join(voice.lines("actions.call-911.steps"))
    assert "116 123" in voice["actions.crisis-line.title"]


def test_a_longer_number_that_holds_a_help_line_stays_as_it_is() -> None:
    voice = voice_of(Language.ENGLISH, PracticeFacts(emergency_number="112"))
    assert voice.say("door.safety") == "1-800-799-7233"


def test_the_usual_numbers_stay() -> None:
    voice = voice_of(Language.ENGLISH, PracticeFacts())
    assert voice["actions.call-911.title"] == "Call 911 now"
