"""What people read is plain: grade 6 or below, short sentences, no words that blame or promise."""

import re

import pytest

from easeback.domain.vocabulary import Language
from easeback.knowledge import Words, knowledge
from tests.reading import grade

KNOWN = knowledge()
LONGEST = 20
HARDEST = 6.0
FEWEST = 12
"""Words of a text from which on a reading grade means anything."""
TERSE = re.compile(
    r"^(pages\..*\.(items|closers)\.|questions\..*\.options\.|pages\..*\.title"
    r"|prefills\.(aggravating|medicines)\.)"
)
BANNED = re.compile(
    r"\b(just|simply|failed|degenerat\w+|wear and tear|damaged?|discontinue|cures?|fast-track)\b",
    re.IGNORECASE,
)
MEANT = {
    "questions.cancer.text",  # "skin cancers that were just cut off": the reviewed wording
    "questions.cord-signs.text",  # "Do not count walking badly just from pain": likewise
    "questions.sexual.text",
}


FOR_STAFF = {
    f"{kind}.{id}"
    for kind in ("fields", "outlines")
    for id, entry in KNOWN.shelf.entries[kind].items()
    if getattr(entry, "audience", "") == "staff"
}
"""Therapists read these, in the words of their trade."""


def _screens(words: Words) -> dict[str, str]:
    """The prose of each entry, joined; list items and options are not prose."""
    screens: dict[str, list[str]] = {}
    for key in sorted(words.keys):
        if TERSE.match(key) or key.startswith("claims."):
            continue
        screen = ".".join(key.split(".")[:2])
        if screen not in FOR_STAFF:
            screens.setdefault(screen, []).append(words[key])
    return {name: " ".join(_ended(line) for line in lines) for name, lines in screens.items()}


def _ended(line: str) -> str:
    return line if line.rstrip('"”').endswith((".", "?", "!")) else f"{line}."


def _sentences(text: str) -> list[str]:
    # Temperatures, e-mail and numbers hold full stops that end nothing.
    return [s for s in re.split(r"(?<=[.!?:;])\s+", text) if s]


ENGLISH = _screens(KNOWN.english)
READ = [
    (language, name, text)
    for language in Language
    for name, text in sorted(_screens(KNOWN.words(language)).items())
    if len(text.split()) >= FEWEST
]


@pytest.mark.parametrize(("language", "name", "text"), READ, ids=[f"{r[0]}-{r[1]}" for r in READ])
def test_it_is_read_at_grade_six_or_below(language: Language, name: str, text: str) -> None:
    assert grade(text, language) <= HARDEST, text


def test_no_english_sentence_is_too_long() -> None:
    long = [s for text in ENGLISH.values() for s in _sentences(text) if len(s.split()) > LONGEST]
    assert long == []


def test_no_spanish_sentence_is_too_long() -> None:
    texts = _screens(KNOWN.spanish).values()
    # Spanish takes a few more small words for the same thing.
    long = [s for text in texts for s in _sentences(text) if len(s.split()) > LONGEST + 2]
    assert long == []


def test_no_english_word_blames_frightens_or_promises() -> None:
    keys = [k for k in KNOWN.english.keys if not k.startswith("claims.") and k not in MEANT]
    assert [k for k in keys if BANNED.search(KNOWN.english[k])] == []


def test_no_words_are_signed_before_a_reviewer_signed_them() -> None:
    assert {KNOWN.words(language).review for language in Language} == {"pending"}
