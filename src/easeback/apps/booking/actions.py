"""Writes of booking: hold a visit, confirm it, move it, cancel it.

Each is one short transaction, done once for each key (`writes.once`), and refused by the database
where it would take something twice (`guard`). What was offered is looked at again inside of it.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, OperationalError, transaction

from easeback.apps.booking import claims, queries, sharing, taking
from easeback.apps.booking.facts import (
    PROMISED,
    Contact,
    Letter,
    ResourceKind,
    Snapshot,
    Status,
    VisitFacts,
    Wanted,
    severity_of_visit,
)
from easeback.apps.booking.models import (
    Claim,
    Course,
    Patient,
    Resource,
    TherapistTime,
    Visit,
)
from easeback.apps.booking.offers import look_ahead
from easeback.apps.booking.queries import place_of
from easeback.apps.booking.rosters import catalogue
from easeback.apps.booking.taking import Letters, NoSuchVisit, SlotTaken
from easeback.apps.booking.turns import turn
from easeback.apps.booking.writes import Answer, KeyReused, TooBusy, done_on, once
from easeback.apps.notifications import actions as notifications
from easeback.domain.booking import Mode
from easeback.domain.vocabulary import seconds

__all__ = [
    "HoldExpired",
    "KeyReused",
    "NoSuchVisit",
    "OtherTherapist",
    "SlotTaken",
    "TooBusy",
    "cancel",
    "confirm",
    "held_on",
    "hold",
    "let_go_of_expired",
    "move",
    "note_came",
    "note_no_show",
    "promised_on",
    "tell",
]


log = logging.getLogger(__name__)


class HoldExpired(Exception):
    """The visit was not confirmed in time, and its slot was let go."""


class OtherTherapist(Exception):
    """A course stays with its therapist."""


def hold(wanted: Wanted, *, key: str, at: datetime, page: str = "") -> UUID:
    """Keeps a slot for as long as the practice's terms say; the id of the held visit.

    `page`: whatever else is held on the same page is let go, and stays held where this slot cannot
    be had.
    Raises SlotTaken, NoSuchVisit (of an unknown course), OtherTherapist, KeyReused, TooBusy.
    """
    make_ready([wanted], at=at)
    request = {"do": "hold", **asdict(wanted)}
    answer = once(key, request, lambda: hold_within(wanted, page=page, at=at), at=at, page=page)
    return UUID(answer["visit"])


def promised_on(page: str) -> UUID | None:
    """The visit that was booked from a page, if one was."""
    visits = queries.visits(_holds_of(page)).values()
    return next((visit.id for visit in visits if visit.status.is_promised), None)


def held_on(page: str) -> VisitFacts | None:
    """The visit that is held for a page, if one is."""
    visits = queries.visits(_holds_of(page)).values()
    return next((visit for visit in visits if visit.status is Status.HELD), None)


def confirm(
    visit: UUID,
    contact: Contact,
    *,
    key: str,
    at: datetime,
    address: str = "",
    letters: Letters | None = None,
    shares: Snapshot | None = None,
) -> UUID:
    """Makes a held visit a promise to this person, and puts the letters about it into the outbox.

    `shares`: what the person agreed to show their therapist.

    Raises HoldExpired, NoSuchVisit, KeyReused, TooBusy.
    """
    request = {"do": "confirm", "visit": visit, "address": address, **asdict(contact)}

    def write() -> Answer:
        answer = confirm_within(visit, contact, address, letters, at=at, late=True)
        if shares is not None:
            sharing.attach(visit, shares, at=at)
        return answer

    make_ready(_if_late(visit, at=at), at=at)
    return UUID(once(key, request, write, at=at)["visit"])


def cancel(
    visit: UUID, *, key: str, by: str, at: datetime, letters: Letters | None = None
) -> Status:
    """Gives the time of a visit back. Cancelling again changes nothing.

    Close to the visit, by the practice's terms, it is written down as a late cancel. Where staff
    cancel, and no mail can tell of it, they are asked to. Raises NoSuchVisit, KeyReused, TooBusy.
    """
    request = {"do": "cancel", "visit": visit, "by": by}

    def write() -> Answer:
        return _cancel(visit, letters, by=by, at=at)

    return Status(once(key, request, write, at=at)["status"])


def move(
    visit: UUID,
    starts_at: datetime,
    *,
    key: str,
    by: str,
    at: datetime,
    letters: Letters | None = None,
) -> UUID:
    """Moves a visit with its therapist; if that fails, it stands as it stood.

    Raises SlotTaken, NoSuchVisit.
    """
    request = {"do": "move", "visit": visit, "starts_at": starts_at, "by": by}

    def write() -> Answer:
        return _move(visit, starts_at, letters, by=by, at=at)

    make_ready((replace(one, starts_at=starts_at) for one in _at_its_time(visit)), at=at)
    return UUID(once(key, request, write, at=at)["visit"])


def tell(letters: Sequence[Letter], *, key: str, by: str, at: datetime) -> None:
    """Puts letters into the outbox that change nothing about their visits."""

    def write() -> Answer:
        for letter in letters:
            notifications.enqueue(letter.message, due_at=letter.due_at, at=at)
        return {}

    once(key, {"do": "tell", "by": by}, write, at=at)


def note_no_show(visit: UUID, *, key: str, by: str, at: datetime) -> None:
    """Writes down that nobody came. Raises NoSuchVisit, KeyReused, TooBusy."""
    _note(visit, PROMISED, Status.NO_SHOW, key=key, by=by, at=at)


def note_came(visit: UUID, *, key: str, by: str, at: datetime) -> None:
    """Takes it back that nobody came. Raises NoSuchVisit, KeyReused, TooBusy."""
    _note(visit, frozenset({Status.NO_SHOW}), Status.CONFIRMED, key=key, by=by, at=at)


def _note(
    visit: UUID, before: frozenset[Status], now: Status, *, key: str, by: str, at: datetime
) -> None:
    def write() -> Answer:
        taking.status_among(taking.visit_of(visit), before)
        taking.say(visit, now, by=by, at=at)
        return {}

    once(key, {"do": now, "visit": visit}, write, at=at)


def make_ready(visits: Iterable[Wanted], *, at: datetime) -> None:
    """What has to be done before the transaction that takes these visits, and not within it."""
    let_go_of_expired(at=at)
    look_ahead(visits, at=at)


def let_go_of_expired(*, at: datetime) -> int:
    """Lets all holds go that have run out; how many. Due work: `tick` calls it.

    Each in a transaction of its own: a write that did it on its way would lock therapists and rooms
    in any order.
    """
    done = 0
    for visit in list(claims.expired(at=seconds(at)).values_list("visit_id", flat=True).distinct()):
        try:
            with turn(), transaction.atomic():
                done += _expire(visit, at=at)
        except (IntegrityError, OperationalError):
            # Somebody writes there right now; the next round comes soon.
            log.info("A hold that ran out could not be let go of yet.")
    return done


def hold_within(
    wanted: Wanted, *, at: datetime, page: str = "", minutes: int | None = None, by: str = "patient"
) -> Answer:
    """`hold`, in the transaction of the caller. `minutes`: None is as the terms say."""
    others = [taking.visit_of(visit) for visit in _holds_of(page)]
    others = [other for other in others if taking.status_of(other.pk) is Status.HELD]
    claims.touch(sorted({other.course.therapist_id for other in others} | {wanted.therapist}))
    for other in others:
        taking.give_back(other)
        taking.say(other.pk, Status.CANCELLED, by="patient", at=at)
    course = _course(wanted, at=at)
    found = taking.look_again(wanted, course.patient_id, at=at)
    visit = taking.new_visit(wanted, found, course)
    minutes = found.given.hold_minutes if minutes is None else minutes
    held_until = seconds(at) + minutes * 60
    left = [other.room_id for other in others]
    taking.take(visit, found, held_until=held_until, left=left)
    taking.say(visit.pk, Status.HELD, by=by, at=at)
    return {"visit": str(visit.pk)}


def confirm_within(
    visit_id: UUID,
    contact: Contact,
    address: str,
    letters: Letters | None,
    *,
    at: datetime,
    late: bool = False,
) -> Answer:
    """`confirm`, in the transaction of the caller. `late`: also when the hold has run out, if the
    time is still free."""
    visit = taking.visit_of(visit_id)
    status = taking.status_among(visit, frozenset(Status))
    if status in PROMISED:
        return {"visit": str(visit_id)}
    claims.touch([visit.course.therapist_id])
    if status not in {Status.HELD, Status.EXPIRED}:
        raise HoldExpired
    mine = Claim.objects.filter(visit=visit_id, held_until__gt=seconds(at))
    if not mine.update(held_until=None):
        if not late:
            raise HoldExpired
        _take_late(visit, at=at)
    if address and visit.mode == Mode.HOME:
        Visit.objects.filter(pk=visit_id).update(address=address)
    if visit.course.patient_id is None:
        resource = Resource.objects.create(kind=ResourceKind.PATIENT)
        patient = Patient.objects.create(resource=resource, **asdict(contact))
        Course.objects.filter(pk=visit.course_id).update(patient=patient)
        claims.claim(visit_id, {resource.pk: taking.span_of(visit)}, None)
    elif contact.email:
        # Who had given a phone only, and then an address to be written to about offers.
        unknown = Patient.objects.filter(pk=visit.course.patient_id, email="")
        unknown.update(email=contact.email)
    taking.say(visit_id, Status.CONFIRMED, by="patient", at=at)
    taking.see_to_the_link(visit, at=at)
    taking.post(visit_id, visit.version, letters, at=at)
    return {"visit": str(visit_id)}


def _take_late(visit: Visit, *, at: datetime) -> None:
    """The hold ran out while the person typed; what nobody else took can still be had."""
    try:
        wanted = as_wanted(visit, visit.starts_at)
        found = taking.look_again(wanted, visit.course.patient_id, at=at, instead_of=visit)
    except SlotTaken as gone:
        raise HoldExpired from gone
    # Its service may take another time by now.
    visit.room_id, visit.ends_at = found.room, found.ends_at
    visit.save(update_fields=["room", "ends_at"])
    taking.take(visit, found, held_until=None)


def _cancel(visit_id: UUID, letters: Letters | None, *, by: str, at: datetime) -> Answer:
    visit = taking.visit_of(visit_id)
    status = taking.status_among(visit, frozenset(Status))
    if status.is_over:
        return {"status": status}
    if status is Status.NO_SHOW or (by == "patient" and visit.starts_at <= at):
        raise NoSuchVisit
    given = catalogue()
    sharing.erase(visit_id, at=at)
    late = visit.starts_at - at < timedelta(hours=given.late_cancel_hours)
    promised = status in PROMISED
    status = Status.LATE_CANCEL if late and promised else Status.CANCELLED
    taking.end(visit, status, letters, by=by, at=at)
    if promised and by != "patient":
        taking.see_to_the_news(visit, at=at)
    return {"status": status}


def _move(
    visit_id: UUID, starts_at: datetime, letters: Letters | None, *, by: str, at: datetime
) -> Answer:
    visit = taking.visit_of(visit_id)
    taking.status_among(visit, PROMISED)
    if visit.starts_at == starts_at:
        return {"visit": str(visit_id)}
    if visit.starts_at <= at:
        raise NoSuchVisit
    wanted = as_wanted(visit, starts_at)
    found = taking.look_again(wanted, visit.course.patient_id, at=at, instead_of=visit)
    visit.starts_at, visit.ends_at = found.starts_at, found.ends_at
    left, visit.room_id = visit.room_id, found.room
    visit.version += 1
    visit.save()
    taking.take(visit, found, held_until=None, left=[left])
    taking.let_go_of_tasks(visit_id, [taking.CONFLICT], at=at)
    taking.say(visit_id, Status.MOVED, by=by, at=at)
    taking.post(visit_id, visit.version, letters, at=at)
    return {"visit": str(visit_id)}


def _expire(visit_id: UUID, *, at: datetime) -> bool:
    """False where somebody has confirmed it or let it go meanwhile."""
    visit = taking.visit_of(visit_id)
    if not claims.expired(at=seconds(at)).filter(visit=visit_id).exists():
        return False
    taking.give_back(visit)
    taking.say(visit_id, Status.EXPIRED, by="system", at=at)
    return True


def _holds_of(page: str) -> list[UUID]:
    return [UUID(answer["visit"]) for answer in done_on(page)]


def _course(wanted: Wanted, *, at: datetime) -> Course:
    """The course that the visit is a part of, begun now if need be."""
    if wanted.course is not None:
        course = Course.objects.filter(pk=wanted.course).first()
        if course is None or course.goes_on_id is not None:
            raise NoSuchVisit
        if course.therapist_id != wanted.therapist:
            raise OtherTherapist
        return course
    if not TherapistTime.objects.filter(pk=wanted.therapist).exists():
        raise SlotTaken
    return Course.objects.create(
        therapist_id=wanted.therapist, severity=wanted.severity, begun_at=at
    )


def _at_its_time(visit: UUID) -> Iterator[Wanted]:
    """Read when it is asked for: only where there is a map."""
    for row in Visit.objects.filter(pk=visit):
        yield as_wanted(row, row.starts_at)


def _if_late(visit: UUID, *, at: datetime) -> Iterator[Wanted]:
    """The time of a visit that is held no more is looked for again."""
    if not Claim.objects.filter(visit=visit, held_until__gt=seconds(at)).exists():
        yield from _at_its_time(visit)


def as_wanted(visit: Visit, starts_at: datetime) -> Wanted:
    """The same visit at another time."""
    return Wanted(
        service=visit.service_id,
        mode=Mode(visit.mode),
        therapist=visit.course.therapist_id,
        starts_at=starts_at,
        severity=severity_of_visit(visit.course.severity, visit.service_id),
        place=place_of(visit),
        address=visit.address,
        course=visit.course_id,
    )
