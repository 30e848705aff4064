"""What the rest of the house may know of a diary, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from easeback.apps.notifications.facts import Way
from easeback.domain.followup import Compared, Step


class Source(StrEnum):
    """How a line came into the diary."""

    WRITTEN = "written"
    PLAN = "plan"
    CHECK_IN = "check-in"
    ROUTINE = "routine"
    HEAT = "heat"
    PLAN_STEP = "plan-step"


GUIDED = frozenset({Source.ROUTINE, Source.HEAT})
"""What was done together, and asked about when it ended."""
DONE = GUIDED | {Source.PLAN_STEP}
"""What came in by doing it; the pain then may be unsaid."""


class Well(StrEnum):
    """How they slept, or how they feel."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Line:
    """What is written down at a moment. `areas`: where it hurts, and how much there, if said.

    Without a `pain` it tells what was done, and nothing else. What takes time begins at `at` and
    ends `after_minutes` later, with `pain_after`, if that was said.
    `doing`, `medicines` and `note` are in their own words, and sealed in the database.
    """

    at: datetime
    zone: str
    pain: int | None
    flare: bool | None = None
    remedies: tuple[str, ...] = ()
    areas: Mapping[str, int | None] = field(default_factory=dict)
    sleep: Well | None = None
    mood: Well | None = None
    doing: str = ""
    medicines: str = ""
    note: str = ""
    source: Source = Source.WRITTEN
    pain_after: int | None = None
    after_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry as it stands; `version` counts from 1 and grows with every change."""

    id: UUID
    version: int
    line: Line
    written_at: datetime


@dataclass(frozen=True, slots=True)
class KeptPlanFacts:
    """A plan that somebody kept, with the answers that led to it."""

    at: datetime
    urgency: str
    answers: Mapping[str, object]
    plan: Mapping[str, object]
    knowledge_version: str


class Ended(StrEnum):
    """Why nobody is asked any more."""

    STOPPED = "stopped"
    USUAL = "usual"
    RECOVERED = "recovered"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class CheckInFacts:
    """A question that somebody is asked: when, and by which way; `email`: for mail alone.

    `pain_then`: when the flare began. `is_over`: nobody is asked any more, or another question has
    taken its place.
    """

    id: UUID
    follow_up: UUID
    account: UUID
    language: str
    zone: str
    step: Step
    began_at: datetime
    due_at: datetime
    repeat_at: datetime | None
    ends_at: datetime
    pain_then: int
    email: str
    site: str
    is_over: bool
    way: Way = Way.MAIL
    destination: UUID | None = None

    @property
    def recipient(self) -> str:
        """Whom the message goes to, as the outbox wants it; "" where there is nobody."""
        return self.email if self.way is Way.MAIL else str(self.destination or "")


@dataclass(frozen=True, slots=True)
class AskedBy:
    """How somebody is asked; `place`: the address or number. Without one: in their diary alone."""

    way: Way
    place: str


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What was answered, and the rules that it met. With an alarm, the rest may be unsaid."""

    compared: Compared | None
    pain: int | None
    is_usual: bool
    alarmed: bool
    rules: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """Somebody's diary that the therapist of a course may read, by its person's clock.

    `read_at`: when staff last read it there, give or take an hour; None before that.
    """

    id: int
    account: UUID
    course: UUID
    zone: str
    given_at: datetime
    read_at: datetime | None
