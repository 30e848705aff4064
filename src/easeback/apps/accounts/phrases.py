"""Recovery phrases: twelve common words that stand for one account, to print and to type again.

The word lists are those of BIP 39, in English and Spanish: no two words begin with the same four
letters, and one wrong word is found by the phrase itself.
"""

import hashlib
import unicodedata
from collections.abc import Mapping
from functools import cache

from mnemonic import Mnemonic

from easeback.domain.vocabulary import Language

STRENGTH = 128
"""Bits of chance in a phrase."""
WORDS = 12
LISTS: Mapping[Language, str] = {Language.ENGLISH: "english", Language.SPANISH: "spanish"}
TOLD_APART = 4
"""Letters that tell every word from every other in its list."""


class NoPhrase(ValueError):
    """What was typed is no phrase. `place`: the first word that no list has, from 1; else None."""

    def __init__(self, place: int | None = None) -> None:
        super().__init__(f"word {place}" if place else "no phrase")
        self.place = place


def new_phrase(language: Language) -> str:
    """Twelve words of this language, by chance."""
    return unicodedata.normalize("NFC", _writer(language).generate(STRENGTH))


def phrase_hash(typed: str) -> str:
    """What is kept of a phrase, however it was typed: capitals, accents, commas and lines do not
    count, and four letters are enough of a word. Raises NoPhrase."""
    words = _plain(typed).split()
    places = []
    for language in LISTS:
        try:
            found = [_words(language)[word[:TOLD_APART]] for word in words]
        except KeyError:
            known = _words(language)
            places.append(next(n for n, w in enumerate(words, 1) if w[:TOLD_APART] not in known))
            continue
        if len(found) == WORDS and _writer(language).check(" ".join(found)):
            return hashlib.sha256(" ".join(found).encode()).hexdigest()
    raise NoPhrase(max(places) if len(places) == len(LISTS) else None)


@cache
def _writer(language: Language) -> Mnemonic:
    return Mnemonic(LISTS[language])


@cache
def _words(language: Language) -> Mapping[str, str]:
    """A word by what tells it apart."""
    return {_plain(word)[:TOLD_APART]: word for word in _writer(language).wordlist}


def _plain(text: str) -> str:
    """Small letters without accents; whatever is no letter becomes a space."""
    apart = unicodedata.normalize("NFKD", text.lower())
    letters = (sign if sign.isalpha() else " " for sign in apart if not unicodedata.combining(sign))
    return "".join(letters)
