"""The entries of what the record asks, as written; see `entries`."""

from dataclasses import dataclass, field
from typing import ClassVar

from easeback.knowledge.entries import Entry, Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEntry(Entry):
    """Something a document of the record asks. For staff (`audience`) it may use the
    words of the trade; for patients it may not. `needed` of its columns: in each row."""

    WORDS: ClassVar[tuple[str, ...]] = ("text", "hint", "options", "lines", "across")
    audience: str = "staff"
    kind: str
    text: str
    hint: str | None = None
    options: dict[str, str] = field(default_factory=dict)
    usual: str | None = None
    bounds: list[int] = field(default_factory=lambda: [0, 10])
    unit: str | None = None
    columns: list[str] = field(default_factory=list)
    needed: list[str] = field(default_factory=list)
    needed_when: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    most: int = 0
    lines: dict[str, str] = field(default_factory=dict)
    across: dict[str, str] = field(default_factory=dict)
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry(Sourced):
    """A kind of document: the titles of its sections, and which fields each of them has.

    `audience`: who fills it in.
    """

    WORDS: ClassVar[tuple[str, ...]] = ("title", "sections")
    audience: str = "staff"
    title: str
    sections: dict[str, str]
    fields: dict[str, list[str]]
    needed: list[str] = field(default_factory=list)
    needed_when: dict[str, dict[str, list[str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireEntry(Sourced):
    """An instrument whose words are not ours to print: how it is scored, and who may be asked for
    the words. `asked_in`: in which outlines, and before which of their sections."""

    title: str
    ask: str
    items: int
    most: int
    scoring: str
    fewest: int
    step: float
    share: float | None = None
    asked_in: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEntry(Sourced):
    """A code of what was done at a visit, and whether its minutes count."""

    code: str
    timed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefillEntry(Entry):
    """What answers of the safety check say of the field of this id, for `hours` if not for good.

    `number`: the question with the same number. `on_the_day` and `choices`, by value: questions
    with the answers of which one is enough. `lines`: the words of each value, of a field of text.
    """

    WORDS: ClassVar[tuple[str, ...]] = ("lines",)
    number: str | None = None
    on_the_day: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)
    hours: int | None = None
