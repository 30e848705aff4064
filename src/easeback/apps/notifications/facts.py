"""What the rest of the house hands to the outbox and gets from it, as frozen values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from easeback.domain.vocabulary import Language


class Way(StrEnum):
    """How a message leaves the house.

    Here and not in the domain: no decision about anybody's back turns on it. What a message says,
    and to whom, is worded for its way by whoever writes it.
    """

    MAIL = "mail"
    PUSH = "push"
    TEXT = "text"


class MessageRefused(ValueError):
    """The message could never be sent: an address, a subject, or a file that is none."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels with a mail. `media_type` may have parameters (`; method=REQUEST`)."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """A message to one person, already in their words: a mail, unless `way` says otherwise.

    The `recipient` of a mail is an address; of a push or a text, the id of a destination, where the
    subscription or number lies sealed. The last line of a push is the page that it opens.

    `key` names the event that it tells of, once for ever: the same key twice is one mail.
    `about` is an opaque reference such as "visit:<uuid>", never a name; `version` is that of the
    thing it speaks of. After `useful_until` it is not sent any more. What does not arrive becomes a
    task for staff, where it `asks_staff`.
    """

    key: str
    kind: str
    recipient: str
    language: Language
    subject: str
    body: str
    about: str
    version: int = 0
    attachments: tuple[Attachment, ...] = ()
    useful_until: datetime | None = None
    asks_staff: bool = True
    way: Way = Way.MAIL


@dataclass(frozen=True, slots=True)
class Mail:
    """A message on its way through a channel. `id` is the same at every attempt."""

    id: UUID
    recipient: str
    language: Language
    subject: str
    body: str
    attachments: tuple[Attachment, ...]
    way: Way = Way.MAIL


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message that arrived on the demonstration's page. `recipient`: of mail only."""

    id: UUID
    recipient: str
    language: Language
    subject: str
    body: str
    delivered_at: datetime
    attachments: tuple[str, ...]
    way: Way = Way.MAIL


@dataclass(frozen=True, slots=True)
class Sending:
    """What one round of sending came to."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """Something that a member of staff must see to, or has seen to. `words` name no person."""

    id: int
    kind: str
    about: str
    words: str
    made_at: datetime
    is_open: bool = True
