"""A course is handed to another therapist: it goes on in one of its own, with the same visits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from easeback.apps.booking import actions, claims, queries, sharing, taking
from easeback.apps.booking.facts import Status, VisitFacts, Wanted
from easeback.apps.booking.models import Course, Room, TherapistTime, Visit
from easeback.apps.booking.taking import NoSuchVisit, SlotTaken
from easeback.apps.booking.writes import Answer, once
from easeback.domain.booking import Mode


class AlreadyHanded(Exception):
    """The course goes on with somebody else already."""


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
    """The course that goes on with this therapist. Nothing is booked in the old one any more, what
    is held there is let go of, and answers that were shared with it are erased.

    `beside` writes whatever belongs to it in the same transaction, such as the letters. Raises
    NoSuchVisit where there is no such course or therapist, or it is theirs; AlreadyHanded,
    KeyReused, TooBusy.
    """
    request = {"do": "hand-over", "course": course, "therapist": therapist}
    actions.make_ready(_as_wanted(course, therapist, at=at), at=at)

    def write() -> Answer:
        handed = _hand_over(course, therapist, by=by, at=at)
        beside(handed)
        return {"course": str(handed.course)}

    return UUID(once(key, request, write, at=at)["course"])


def goes_on(course: UUID) -> bool:
    """Whether a course was handed over. Until the caller's transaction ends nobody else does it."""
    rows = Course.objects.select_for_update(no_key=True).filter(pk=course)
    return rows.values_list("goes_on", flat=True).first() is not None


def _hand_over(course_id: UUID, therapist: int, *, by: str, at: datetime) -> Handed:
    for visit in queries.visits_of(course_id):
        taking.visit_of(visit.id)  # Visits are locked before their course, always.
    old = Course.objects.select_for_update(no_key=True).filter(pk=course_id).first()
    known = TherapistTime.objects.filter(pk=therapist).exists()
    if old is None or old.patient_id is None or not known or old.therapist_id == therapist:
        raise NoSuchVisit
    if old.goes_on_id is not None:
        raise AlreadyHanded
    claims.touch(sorted({old.therapist_id, therapist}))
    # Whichever they will need, and all before the patient: others may want them, too.
    claims.touch(Room.objects.order_by("pk").values_list("pk", flat=True))
    new = Course.objects.create(
        patient_id=old.patient_id, therapist_id=therapist, severity=old.severity, begun_at=at
    )
    Course.objects.filter(pk=course_id).update(goes_on=new)
    kept, cancelled = list[UUID](), list[UUID]()
    for visit in queries.visits_of(course_id):
        if visit.status is Status.HELD:
            # Also what is held for somebody who waits: it was with the other therapist.
            taking.end(taking.visit_of(visit.id), Status.CANCELLED, None, by=by, at=at)
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
    if visit.mode == Mode.TELEHEALTH and not queries.known_visit(visit.pk).video:
        taking.see_to_another_link(queries.known_visit(visit.pk), at=at)
    # Its letters so far name the other therapist.
    taking.post(visit.pk, visit.version, None, at=at)


def _as_wanted(course: UUID, therapist: int, *, at: datetime) -> Iterator[Wanted]:
    """The visits to come, with the other therapist."""
    for visit in Visit.objects.filter(course=course, starts_at__gt=at):
        yield replace(actions.as_wanted(visit, visit.starts_at), therapist=therapist)


def _as_they_stand(visits: list[UUID]) -> tuple[VisitFacts, ...]:
    return tuple(queries.known_visit(visit) for visit in visits)
