"""What the rest of the house may know of the record, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from easeback.domain.outcome import Instrument

PATIENT = "patient"
"""Who has written what a patient sends: on a browser that has shown to be theirs."""


class Kind(StrEnum):
    """The kinds of documents: each has an outline of this id in the knowledge."""

    INTAKE = "intake"
    EVALUATION = "evaluation"
    VISIT_NOTE = "visit-note"
    DISCHARGE = "discharge"


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
class MeasureFacts:
    instrument: Instrument
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
