"""What the rest of the house may know of the record, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from easeback.domain.program import OWN, OwnExercise, Program

PATIENT = "patient"
"""Who has written what a patient sends: on a browser that has shown to be theirs."""


class Kind(StrEnum):
    """What is written of a course: each but the program has an outline of this id in the knowledge.

    A program is drafted like a document, and published instead of signed.
    """

    INTAKE = "intake"
    EVALUATION = "evaluation"
    VISIT_NOTE = "visit-note"
    DISCHARGE = "discharge"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class About:
    """What a document is about: a visit (or, of an intake, the course itself), and its kind."""

    course: UUID
    id: UUID
    kind: Kind


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, and under which name."""

    account: int
    name: str

    @property
    def who(self) -> str:
        """As whoever writes is named in drafts and in the chain of what was done."""
        return f"staff:{self.account}"


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What somebody is writing; `posted` as the form has sent it, control by control."""

    about: About
    by: str
    posted: Mapping[str, list[str]]
    version: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class AddendumFacts:
    text: str
    signed_as: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document as it was signed or sent, and what was added to it since, the oldest first."""

    id: UUID
    about: About
    content: Mapping[str, Any]
    knowledge_version: str
    signed_by: int | None
    signed_as: str
    at: datetime
    addenda: tuple[AddendumFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """That there is a document, without what it says."""

    id: UUID
    about: About
    at: datetime


@dataclass(frozen=True, slots=True)
class FlarePlan:
    """What a patient is to do in the next flare-up. `is_changed`: something was added to the
    document since, which is not for the patient as it stands: they ask for it."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    instrument: str
    value: float
    at: datetime


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """A lead has opened this record."""

    by: int
    reason: str
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class TransferFacts:
    course: UUID
    goes_on: UUID
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PublishedFacts:
    """A program as it was published; `number` counts those of its course."""

    id: UUID
    course: UUID
    number: int
    program: Program
    signed_as: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """A flare-up that was marked on the program's page as begun, or as over."""

    on: date
    began: bool


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """A message of a thread. `by`: who of the staff wrote it; None: the patient."""

    id: UUID
    course: UUID
    text: str
    by: int | None
    name: str
    at: datetime

    @property
    def is_theirs(self) -> bool:
        """Whether the patient wrote it."""
        return self.by is None


@dataclass(frozen=True, slots=True)
class ThreadState:
    """How a thread stands for its therapist, without what it says.

    `unread`: messages of the patient that the therapist has not opened. `waits_since`: of which
    moment the first one is that has no answer; None: nothing waits.
    """

    count: int = 0
    unread: int = 0
    waits_since: datetime | None = None
    last_at: datetime | None = None
    last_is_theirs: bool = False


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """A version of an exercise of the practice's own. `withdrawn`: so it was from this one on."""

    version: UUID
    exercise: UUID
    number: int
    own: OwnExercise
    withdrawn: bool
    name: str
    at: datetime

    @property
    def id(self) -> str:
        """What a program calls it: this version, which never changes."""
        return f"{OWN}{self.version.hex}"
