"""Messages, moments and channels for the tests of the outbox."""

from datetime import UTC, datetime
from typing import Any

from easeback.apps.notifications.channels import NotDelivered
from easeback.apps.notifications.facts import Attachment, Mail, Message
from easeback.domain.vocabulary import Language

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
INVITE = Attachment("visit.ics", "text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\r\n")
PLAN = Attachment("plan.pdf", "application/pdf", b"%PDF\x00\xff")


def message(key: str = "visit:1:booked", **changes: Any) -> Message:
    return Message(
        **{
            "key": key,
            "kind": "booked",
            "recipient": "ana@example.org",
            "language": Language.SPANISH,
            "subject": "Su cita",
            "body": "Le esperamos el lunes.",
            "about": "visit:1",
            "version": 1,
            **changes,
        }
    )


class Memory:
    """A channel that remembers what it was given, and fails as it is told to."""

    name = "memory"

    def __init__(self, *failures: Exception | None) -> None:
        self.mails: list[Mail] = []
        self.failures = list(failures)

    def __call__(self, mail: Mail) -> None:
        failure = self.failures.pop(0) if self.failures else None
        if failure:
            raise failure
        self.mails.append(mail)


def broken(times: int) -> Memory:
    return Memory(*[NotDelivered("down") for _ in range(times)])
