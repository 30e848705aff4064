"""All words that people read, in both languages, found by `<kind>.<id>.<field>`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from easeback.domain.vocabulary import Language
from easeback.knowledge.entries import Entry
from easeback.knowledge.faults import KnowledgeFault
from easeback.knowledge.reading import read_yaml
from easeback.knowledge.shelf import Shelf

_SPANISH_KEYS = {"review", "reviewer", "words"}


class MissingWords(LookupError):
    """No words have this key in this language."""

    def __init__(self, language: Language, key: str) -> None:
        super().__init__(f"{key} ({language})")


class Words:
    """The words of one language; `review` says who has signed them."""

    def __init__(self, language: Language, texts: Mapping[str, str], *, review: str) -> None:
        self.language = language
        self.review = review
        self._texts = dict(texts)

    def __getitem__(self, key: str) -> str:
        try:
            return self._texts[key]
        except KeyError:
            raise MissingWords(self.language, key) from None

    def get(self, key: str) -> str | None:
        """The words, or None where this entry has no such field."""
        return self._texts.get(key)

    def lines(self, key: str) -> tuple[str, ...]:
        """The lines `key.1`, `key.2` ... of a list."""
        found: list[str] = []
        while (line := self._texts.get(f"{key}.{len(found) + 1}")) is not None:
            found.append(line)
        return tuple(found)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._texts)


def english_words(shelf: Shelf) -> Words:
    texts = {
        key: text
        for kind, entries in shelf.entries.items()
        for id, entry in entries.items()
        for key, text in words_of(kind, id, entry)
    }
    return Words(Language.ENGLISH, texts, review="pending")


def words_of(kind: str, id: str, entry: Entry) -> Iterator[tuple[str, str]]:
    """The keys and English words of one entry."""
    for name in entry.WORDS:
        yield from _lines(f"{kind}.{id}.{name}", getattr(entry, name))


def _lines(key: str, value: Any) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield key, value
        case dict():
            for option, text in value.items():
                yield f"{key}.{option}", text
        case list():
            for place, line in enumerate(value, start=1):
                if isinstance(line, str):
                    yield f"{key}.{place}", line
                else:
                    yield f"{key}.{line.id or line.questions[0]}", line.text


def spanish_words(root: Path, english: Words, more: Mapping[str, str]) -> Words:
    """The Spanish files beside the English ones, and `more` words, with exactly the same keys.

    Raises KnowledgeFault that names the first missing and the first surplus key.
    """
    texts = dict(more)
    reviews = set()
    for path in sorted(root.rglob("*.es.yaml")):
        name = path.relative_to(root).as_posix()
        content = read_yaml(path, name)
        if set(content) != _SPANISH_KEYS:
            raise KnowledgeFault(name, f"expected the keys {', '.join(sorted(_SPANISH_KEYS))}")
        reviews.add(str(content["review"]))
        for key, text in content["words"].items():
            if key in texts:
                raise KnowledgeFault(f"{name}: {key}", "translated twice")
            if not isinstance(text, str) or not text.strip():
                raise KnowledgeFault(f"{name}: {key}", "empty text")
            texts[key] = text
    _same_keys(english.keys, texts.keys())
    review = reviews.pop() if len(reviews) == 1 else "pending"
    return Words(Language.SPANISH, texts, review=review)


def _same_keys(english: frozenset[str], spanish: Any) -> None:
    missing = sorted(english - set(spanish))
    surplus = sorted(set(spanish) - english)
    if missing:
        raise KnowledgeFault(f"Spanish: {missing[0]}", f"not translated ({len(missing)} in all)")
    if surplus:
        raise KnowledgeFault(f"Spanish: {surplus[0]}", f"not in English ({len(surplus)} in all)")
