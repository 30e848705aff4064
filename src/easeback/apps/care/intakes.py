"""The intake: sent by a patient, with a task where somebody should read it before the visit."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from easeback.apps.booking.queries import promised_visits
from easeback.apps.care.facts import PATIENT, Kind
from easeback.apps.care.models import Draft
from easeback.apps.care.signing import send_intake
from easeback.apps.notifications import actions as notifications
from easeback.domain.outcome import is_low

TO_READ = "intake-to-read"
"""The kind of a task for staff."""
KEPT = timedelta(days=60)
"""For so long a half-written intake waits for its person. A house choice."""


def send(course: UUID, content: Mapping[str, Any], *, by: str, key: UUID, at: datetime) -> None:
    """Sends what a patient has told, once for a key.

    Raises what `signing.send_intake` raises.
    """
    with transaction.atomic():
        send_intake(course, content, key=key, at=at, draft_by=by)
        if is_low(content):
            ask_to_read(course, key, at=at)


def ask_to_read(course: UUID, intake: UUID, *, at: datetime) -> None:
    """A task for staff. Its words name nobody and do not say why: the intake does."""
    visit = next((each for each in promised_visits(course) if each.ends_at > at), None)
    if visit is not None:
        notifications.ask_staff(
            key=f"intake:{intake}",
            kind=TO_READ,
            about=f"visit:{visit.id}",
            words=f"Read the intake of the visit with the code {visit.code} before the visit.",
            at=at,
        )


def forget_old_drafts(*, at: datetime) -> int:
    """Erases what patients began and did not come back to; how many."""
    old = Draft.objects.filter(kind=Kind.INTAKE, by__startswith=PATIENT, saved_at__lt=at - KEPT)
    return old.delete()[0]
