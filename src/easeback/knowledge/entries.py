"""The entries of the knowledge files, as written: one class for each kind of list.

Fields named in `WORDS` hold what people read; their translations stand in the Spanish files
under `<kind>.<id>.<field>`.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from easeback.domain.vocabulary import Sources

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry with an id."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced(Entry):
    """An entry that must rest on evidence, or say that it is a house choice or unverified."""

    evidence: list[str] = field(default_factory=list)
    house: bool = False
    unverified: bool = False

    @property
    def sources(self) -> Sources:
        return Sources(tuple(self.evidence), house=self.house, unverified=self.unverified)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry(Entry):
    ref: str
    status: str
    authors: str | None
    title: str | None
    venue: str | None
    year: int | None
    detail: str | None
    doi: str | None
    address: str | None
    says: str
    limits: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionEntry(Entry):
    WORDS: ClassVar[tuple[str, ...]] = ("text", "options")
    ref: str
    kind: str
    text: str
    options: dict[str, str] = field(default_factory=dict)
    none: str | None = None
    unsure: bool = True
    eases: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    record_only: list[str] = field(default_factory=list)
    ask_when: Raw | None = None
    standing: bool = False
    neutral: bool = False
    bands: list[int] = field(default_factory=list)
    min: int | None = None
    max: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry(Entry):
    """A line of a list: it `sets` answers, or `opens` questions for their details."""

    text: str
    sets: dict[str, str] = field(default_factory=dict)
    opens: list[str] = field(default_factory=list)

    @property
    def questions(self) -> tuple[str, ...]:
        return (*self.sets, *self.opens)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloserEntry(Entry):
    text: str
    sets: dict[str, str] = field(default_factory=dict)
    opens: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry(Entry):
    WORDS: ClassVar[tuple[str, ...]] = ("title", "items", "closers")
    screen: int
    form: str
    title: str | None = None
    items: list[ItemEntry] = field(default_factory=list)
    closers: list[CloserEntry] = field(default_factory=list)
    ask: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    follow_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactEntry(Entry):
    means: str
    when: Raw


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEntry(Sourced):
    WORDS: ClassVar[tuple[str, ...]] = ("why", "say")
    ref: str
    urgency: str
    action: str
    suspect: str
    why: str
    say: str | None = None
    when: Raw | None = None
    subject: str = "me"
    within_hours: int | None = None
    beside: bool = False
    clearable: bool = False
    warmth: bool = False
    clears: bool = False
    doubt: bool = False
    calm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEntry(Sourced):
    WORDS: ClassVar[tuple[str, ...]] = ("title", "lead", "steps")
    urgency: str
    door: str
    title: str
    lead: str
    steps: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateEntry(Sourced):
    WORDS: ClassVar[tuple[str, ...]] = ("text", "instead")
    ref: str
    about: str
    forbids: list[str]
    when: Raw
    text: str
    instead: str | None = None
    most_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseEntry:
    """A part of one repeat; `breath` is in, out or easy."""

    pose: str
    breath: str
    hold: bool = False
    side: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseEntry:
    """Pairs are the least and the most; `hold` in seconds."""

    a_day: list[int]
    reps: list[int] | None = None
    sets: int = 1
    hold: list[int] | None = None
    minutes: list[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseEntry(Sourced):
    """`cues` are what the voice says at each phase the first times, `again` from then on."""

    WORDS: ClassVar[tuple[str, ...]] = (
        "title",
        "purpose",
        "start",
        "moves",
        "breath",
        "dose",
        "building",
        "stop",
        "easier",
        "harder",
        "mistakes",
        "feel",
        "cues",
        "again",
    )
    ref: str
    kind: str
    posture: str
    stage: str = "flare"
    title: str
    purpose: str
    start: str
    moves: list[str]
    breath: str
    dose: str | None = None
    building: str
    stop: list[str]
    easier: str
    easier_by: str | None = None
    harder: str | None = None
    harder_by: str | None = None
    mistakes: list[str]
    feel: str
    demands: list[str]
    figure: str
    sided: bool = False
    turns: bool = False
    on_top: bool = False
    phases: list[PhaseEntry]
    cues: list[str]
    again: list[str]
    flare_dose: DoseEntry | None = None
    building_dose: DoseEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class CueEntry(Entry):
    """A phrase that the voice says in any exercise."""

    WORDS: ClassVar[tuple[str, ...]] = ("text",)
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry(Sourced):
    """Something a person can say of a movement; `sets` answers of the safety check."""

    WORDS: ClassVar[tuple[str, ...]] = ("text", "say")
    ref: str
    asked: str
    text: str
    say: str
    light: str | None = None
    felt: str | None = None
    local: bool = False
    sets: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentEntry(Sourced):
    WORDS: ClassVar[tuple[str, ...]] = ("title", "steps", "why")
    title: str
    steps: list[str]
    minutes: list[int]
    demands: list[str]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityEntry(Sourced):
    WORDS: ClassVar[tuple[str, ...]] = ("title", "swap", "way_back")
    title: str
    direction: str
    swap: str
    way_back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceEntry(Sourced):
    WORDS: ClassVar[tuple[str, ...]] = ("why",)
    positions: list[str]
    movements: list[str]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceEntry(Sourced):
    """`severity` and `mode`: what it says of a visit: how soon (routine, soon), and how."""

    WORDS: ClassVar[tuple[str, ...]] = ("text", "why")
    section: str
    text: str
    why: str
    when: Raw | None = None
    needs: list[str] = field(default_factory=list)
    severity: str | None = None
    mode: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindEntry(Sourced):
    WORDS: ClassVar[tuple[str, ...]] = ("text", "why")
    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEntry(Sourced):
    WORDS: ClassVar[tuple[str, ...]] = ("claim", "we_say", "why")
    claim: str
    verdict: str
    we_say: str | None = None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedEntry(Entry):
    """An input of the source rule set that is not asked, and why."""

    input: str
    of: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationEntry(Sourced):
    """From `first_day` to `last_day` after the beginning, both in it; `severity` as in advice."""

    WORDS: ClassVar[tuple[str, ...]] = ("text", "why")
    ref: str
    sign: str
    first_day: int
    last_day: int
    severity: str
    text: str
    why: str
