"""Handing a course to another therapist: why is kept, and the patient is told."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID, uuid5

from easeback.apps.audit import actions as audit
from easeback.apps.booking import handing
from easeback.apps.booking.facts import Letter
from easeback.apps.booking.handing import Handed
from easeback.apps.care.models import Transfer
from easeback.apps.care.opening import checked_reason
from easeback.apps.notifications import actions as notifications

TELL = "tell-transferred"
"""The kind of the tasks for staff."""


class AlreadyTransferred(Exception):
    """The course goes on with somebody else already."""


def transfer(
    course: UUID,
    therapist: int,
    reason: str,
    *,
    by: int,
    key: UUID,
    at: datetime,
    letters: Callable[[Handed], Iterable[Letter]] = lambda _: (),
) -> UUID:
    """The course that goes on with this therapist, who reads the record from now on.

    Raises BadReason, AlreadyTransferred, and what `booking.handing.hand_over` raises.
    """
    reason = checked_reason(reason)

    def beside(handed: Handed) -> None:
        # The course is locked by now: of two who hand it over at once, the second sees the first.
        if Transfer.objects.filter(course=course).exists():
            raise AlreadyTransferred
        Transfer.objects.create(
            id=uuid5(key, "transfer"),
            course=course,
            goes_on=handed.course,
            reason=reason,
            by_id=by,
            at=at,
        )
        told = False
        for letter in letters(handed):
            notifications.enqueue(letter.message, due_at=letter.due_at, at=at)
            told = True
        if not told:
            _ask_to_tell(handed, at=at)
        audit.write_down("course.transferred", by=f"staff:{by}", about=f"course:{course}", at=at)

    return handing.hand_over(
        course, therapist, key=f"transfer:{key}", by=f"staff:{by}", at=at, beside=beside
    )


def _ask_to_tell(handed: Handed, *, at: datetime) -> None:
    """Staff tell somebody to whom no mail can be sent; the words name nobody."""
    for visit in (*handed.kept, *handed.cancelled):
        notifications.ask_staff(
            key=f"{TELL}:{visit.id}",
            kind=TELL,
            about=f"visit:{visit.id}",
            words=f"Call the person of the visit with the code {visit.code}: another therapist goes"
            " on with them.",
            at=at,
        )
