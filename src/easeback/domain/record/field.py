"""A field of a document, and the outline that puts fields in their order; words live elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Value = Any
"""By its kind: text; an option; options; a whole number; an ISO day; levels by area; rows, each a
content of its own; or an option by "line.column". All of it is plain JSON."""
Content = Mapping[str, Value]
"""Field id -> what was told. A field that is not there was not told."""


class FieldKind(StrEnum):
    TEXT = "text"
    """One line of text."""
    STORY = "story"
    """Text of many lines."""
    ONE = "one"
    """Exactly one option."""
    MANY = "many"
    """Any number of options."""
    NUMBER = "number"
    """A whole number."""
    DAY = "day"
    """A day, as ISO writes it."""
    AREAS = "areas"
    """Where on the body, each with 0 to 10, or None: as bad as the back in general."""
    ROWS = "rows"
    """Any number of rows of the same columns."""
    GRID = "grid"
    """One option for each crossing of `lines` and `across`."""


LONGEST = {FieldKind.TEXT: 200, FieldKind.STORY: 4_000}
"""Characters."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a document asks.

    `options` of ONE, MANY and GRID; `usual` is the option of a GRID that "all as usual" fills in.
    `bounds` of a NUMBER, in `unit`. `columns` and the `most` rows of ROWS. `code`: its code in a
    public terminology, such as "LOINC 72514-3".

    A document is not signed without what is `needed`: always, or `needed_when` another field beside
    it has one of these options. A needed column is needed in each row.
    """

    id: str
    kind: FieldKind
    options: tuple[str, ...] = ()
    usual: str | None = None
    bounds: tuple[int, int] = (0, 10)
    unit: str = ""
    columns: tuple["Field", ...] = ()
    most: int = 0
    lines: tuple[str, ...] = ()
    across: tuple[str, ...] = ()
    needed: bool = False
    needed_when: tuple[tuple[str, frozenset[str]], ...] = ()
    code: str = ""

    @property
    def longest(self) -> int:
        """Characters that its text may have. Raises KeyError where it is none."""
        return LONGEST[self.kind]

    @property
    def crossings(self) -> tuple[str, ...]:
        """Every "line.column" of a grid."""
        return tuple(f"{line}.{column}" for line in self.lines for column in self.across)


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The fields of one kind of document, in the order in which they are asked."""

    id: str
    sections: tuple[Section, ...]

    def __iter__(self) -> Iterator[Field]:
        return (field for section in self.sections for field in section.fields)

    def __contains__(self, id: object) -> bool:
        return any(field.id == id for field in self)

    def __getitem__(self, id: str) -> Field:
        """Raises KeyError."""
        for field in self:
            if field.id == id:
                return field
        raise KeyError(id)

    def missing(self, content: Content) -> tuple[str, ...]:
        """What is needed and was not told, in its order, by the names of the controls."""
        return tuple(_missing(tuple(self), content, ""))


def _missing(fields: Iterable[Field], content: Content, before: str) -> Iterator[str]:
    for field in fields:
        if field.id in content:
            if field.kind is FieldKind.ROWS:
                for place, row in enumerate(content[field.id]):
                    yield from _missing(field.columns, row, f"{before}{field.id}.{place}.")
        elif field.needed or any(_told(content, of) & these for of, these in field.needed_when):
            yield before + field.id


def _told(content: Content, id: str) -> frozenset[str]:
    """The options that were chosen in a field: of a grid, anywhere in it."""
    value = content.get(id, ())
    if isinstance(value, dict):
        return frozenset(value.values())
    return frozenset({value} if isinstance(value, str) else value)
