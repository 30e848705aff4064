"""A course is handed to another therapist: it goes on in one of its own, with the same visits."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from easeback.apps.booking import actions, claims, queries, sharing, taking
from easeback.apps.booking.facts import Status, VisitFacts
from easeback.apps.booking.models import Course, TherapistTime, Visit
from easeback.apps.booking.taking import NoSuchVisit, SlotTaken
from easeback.apps.booking.writes import Answer, once


@dataclass(frozen=True, slots=True)
class Handed:
    """The course that goes on, and its visits to come: kept at their time with the new therapist,
    or cancelled, because that therapist has no time then."""

    course: UUID
    kept: tuple[VisitFacts, ...]
    cancelled: tuple[VisitFacts, ...]


def hand_over(
    course: UUID,
    therapist: int,
    *,
    key: str,
    by: str,
    at: datetime,
    beside: Callable[[Handed], None],
) -> UUID:
    """The course that goes on with this therapist. What is shared with the old one is not shared
    with the new one: the patient is asked again.

    `beside` writes whatever belongs to it in the same transaction, such as the letters. Raises
    NoSuchVisit where there is no such course or therapist, or it is theirs, KeyReused, TooBusy.
    """
    request = {"do": "hand-over", "course": course, "therapist": therapist}

    def write() -> Answer:
        handed = _hand_over(course, therapist, by=by, at=at)
        beside(handed)
        return {"course": str(handed.course)}

    return UUID(once(key, request, write, at=at)["course"])


def _hand_over(course_id: UUID, therapist: int, *, by: str, at: datetime) -> Handed:
    for visit in queries.visits_of(course_id):
        taking.visit_of(visit.id)  # Visits are locked before their course, always.
    old = Course.objects.select_for_update(no_key=True).filter(pk=course_id).first()
    known = TherapistTime.objects.filter(pk=therapist).exists()
    if old is None or old.patient_id is None or not known or old.therapist_id == therapist:
        raise NoSuchVisit
    claims.touch(sorted({old.therapist_id, therapist}))
    new = Course.objects.create(
        patient_id=old.patient_id, therapist_id=therapist, severity=old.severity, begun_at=at
    )
    kept, cancelled = list[UUID](), list[UUID]()
    for visit in queries.visits_of(course_id):
        if visit.status.is_promised and visit.starts_at > at:
            done = _goes_on(visit.id, new, by=by, at=at)
            (kept if done else cancelled).append(visit.id)
    return Handed(new.pk, _as_they_stand(kept), _as_they_stand(cancelled))


def _goes_on(visit_id: UUID, course: Course, *, by: str, at: datetime) -> bool:
    """Whether the visit could be kept at its time."""
    sharing.erase(visit_id, at=at)
    visit = taking.visit_of(visit_id)
    wanted = replace(
        actions.as_wanted(visit, visit.starts_at), therapist=course.therapist_id, course=course.pk
    )
    try:
        with transaction.atomic():
            taking.give_back(visit)
            found = taking.look_again(wanted, course.patient_id, at=at)
            _take(visit, course, found, by=by, at=at)
    except SlotTaken:
        visit = taking.visit_of(visit_id)
        taking.end(visit, Status.CANCELLED, None, by=by, at=at)
        return False
    return True


def _take(visit: Visit, course: Course, found: taking.Found, *, by: str, at: datetime) -> None:
    left, visit.room_id = visit.room_id, found.room
    visit.course, visit.ends_at = course, found.ends_at
    visit.version += 1
    visit.save()
    taking.take(visit, found, held_until=None, left=[left])
    taking.let_go_of_tasks(visit.pk, [taking.CONFLICT, taking.LINK], at=at)
    taking.say(visit.pk, Status.MOVED, by=by, at=at)
    taking.see_to_the_link(visit, at=at)
    # Its letters so far name the other therapist.
    taking.post(visit.pk, visit.version, None, at=at)


def _as_they_stand(visits: list[UUID]) -> tuple[VisitFacts, ...]:
    return tuple(queries.known_visit(visit) for visit in visits)
