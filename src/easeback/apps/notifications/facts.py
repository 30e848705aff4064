"""What the rest of the house hands to the outbox and gets from it, as frozen values."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from easeback.domain.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels with a mail. `media_type` may have parameters (`; method=REQUEST`)."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """A mail to one person, already in their words.

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


@dataclass(frozen=True, slots=True)
class Mail:
    """A message on its way through a channel. `id` is the same at every attempt."""

    id: UUID
    recipient: str
    language: Language
    subject: str
    body: str
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class Delivered:
    """A mail that arrived on the demonstration's page."""

    id: UUID
    recipient: str
    language: Language
    subject: str
    body: str
    delivered_at: datetime
    attachments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sending:
    """What one round of sending came to."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Something that a member of staff must see to. `words` name no person."""

    id: int
    kind: str
    about: str
    words: str
    made_at: datetime
