"""The entries of the program templates, as written: a template, its items, their doses."""

from dataclasses import dataclass, field
from typing import ClassVar

from easeback.knowledge.entries import Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountEntry:
    """A dose in plain numbers; `hold` in seconds."""

    reps: int | None = None
    sets: int = 1
    hold: int | None = None
    minutes: int | None = None
    a_day: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NextEntry:
    exercise: str
    dose: AmountEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressEntry:
    """`bounds` are the least and the most; without a `measure`, of repeats or minutes."""

    measure: str | None = None
    bounds: list[int]
    by: int = 1
    green_days: int = 3
    next: NextEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramItemEntry:
    """Without an `id` it is called after its exercise; without `days` it is for every day."""

    id: str | None = None
    exercise: str
    dose: AmountEntry
    progress: ProgressEntry
    days: list[str] = field(default_factory=list)
    side: str | None = None
    speed: str = "normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateEntry(Sourced):
    """A program to begin from; `stage`: from when on all of its exercises may be done."""

    WORDS: ClassVar[tuple[str, ...]] = ("title", "for_whom", "why")
    ref: str
    stage: str
    title: str
    for_whom: str
    why: str
    relief_days: int
    resume_percent: int
    items: list[ProgramItemEntry]
