"""Handing a course to another therapist: why is kept, and the patient is told."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID, uuid5

from easeback.apps.audit import actions as audit
from easeback.apps.booking import handing
from easeback.apps.booking import sharing as answers
from easeback.apps.booking.facts import Letter, VisitFacts
from easeback.apps.booking.handing import Handed
from easeback.apps.booking.queries import visits_of
from easeback.apps.care import drafts
from easeback.apps.care.facts import About, Kind
from easeback.apps.care.models import Document, Transfer
from easeback.apps.care.opening import checked_reason
from easeback.apps.care.queries import line_of
from easeback.apps.notifications import actions as notifications
from easeback.apps.selfcare import sharing
from easeback.domain.vocabulary import Urgency

URGENT = (Urgency.SAME_DAY.label, Urgency.EMERGENCY.label)
SAME_DAY = "answers-same-day"
"""The kind of a task: what was shared, and is erased by the hand-over, asked for care that day."""
TELL = "tell-transferred"
"""The kind of the tasks for staff."""
GOES_ON = "another therapist goes on with them."
GONE = "it was cancelled, and another therapist goes on with them. Find another time."


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

    Raises BadReason, and what `booking.handing.hand_over` raises.
    """
    reason = checked_reason(reason)
    urgent = _urgent(course)

    def beside(handed: Handed) -> None:
        sharing.stop_all(course, at=at)
        drafts.move(About(course, course, Kind.INTAKE), handed.course)
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
            _ask_to_tell(handed, course, at=at)
        if urgent is not None:
            _ask_to_call(urgent, handed.course, at=at)
        audit.write_down("course.transferred", by=f"staff:{by}", about=f"course:{course}", at=at)

    return handing.hand_over(
        course, therapist, key=f"transfer:{key}", by=f"staff:{by}", at=at, beside=beside
    )


def _urgent(course: UUID) -> VisitFacts | None:
    """The visit with which answers are shared that ask for care the same day, of somebody whom
    nobody has examined yet."""
    line = line_of(course)
    if Document.objects.filter(course__in=line, kind=Kind.EVALUATION).exists():
        return None
    visits = {visit.id: visit for visit in visits_of(course)}
    found = list(answers.urgent_among(visits, URGENT))
    return visits[found[-1]] if found else None


def _ask_to_call(visit: VisitFacts, goes_on: UUID, *, at: datetime) -> None:
    """Its words name nobody. What was answered stays erased; that it was urgent does not."""
    notifications.ask_staff(
        key=f"{SAME_DAY}:{goes_on}",
        kind=SAME_DAY,
        about=f"visit:{visit.id}",
        words=f"Call the person of the visit with the code {visit.code} today: what they answered"
        " before the hand-over asks for care on the same day.",
        at=at,
    )


def _ask_to_tell(handed: Handed, course: UUID, *, at: datetime) -> None:
    """Staff tell somebody to whom no mail can be sent; the words name nobody."""
    told = [(visit, GOES_ON) for visit in handed.kept]
    told += [(visit, GONE) for visit in handed.cancelled]
    # Without a visit to come there is still somebody to tell.
    told = told or [(visit, GOES_ON) for visit in visits_of(course)[-1:]]
    for visit, what in told:
        notifications.ask_staff(
            key=f"{TELL}:{visit.id}:{handed.course}",
            kind=TELL,
            about=f"visit:{visit.id}",
            words=f"Call the person of the visit with the code {visit.code}: {what}",
            at=at,
        )
