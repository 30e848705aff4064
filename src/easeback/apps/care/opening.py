"""Records opened: by a lead with a reason, and every reading, in the chain of what was done."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from easeback.apps.audit import actions as audit
from easeback.apps.care.facts import OpeningFacts
from easeback.apps.care.models import Opening

OPEN_FOR = timedelta(hours=8)
"""A working day. A house choice."""
LONGEST_REASON = 500


class BadReason(ValueError):
    """A reason says something, and not more than LONGEST_REASON characters."""


def open_record(course: UUID, reason: str, *, by: int, key: UUID, at: datetime) -> None:
    """From now on this lead may read the record, for a working day; the reason stays, and is shown.

    Once for each key. Raises BadReason.
    """
    reason = checked_reason(reason)
    with transaction.atomic():
        values = {"course": course, "by_id": by, "reason": reason, "at": at, "until": at + OPEN_FOR}
        _, is_new = Opening.objects.get_or_create(id=key, defaults=values)
        if is_new:
            audit.write_down("record.opened", by=f"staff:{by}", about=f"course:{course}", at=at)


def openings_of(course: UUID) -> tuple[OpeningFacts, ...]:
    """Who has opened this record although it is a colleague's, the latest first."""
    rows = Opening.objects.filter(course=course).order_by("-at", "-pk")
    return tuple(OpeningFacts(row.by_id, row.reason, row.at, row.until) for row in rows)


def note_reading(course: UUID, *, by: int, at: datetime) -> None:
    """Writes down that this member of staff has read the record of a course."""
    audit.write_down("record.read", by=f"staff:{by}", about=f"course:{course}", at=at)


def checked_reason(text: str) -> str:
    """Raises BadReason."""
    reason = " ".join(text.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise BadReason
    return reason
