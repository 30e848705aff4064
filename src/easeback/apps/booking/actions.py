"""Writes of booking: hold a visit, confirm it, move it, cancel it.

Each is one short transaction, done once for each key (`writes.once`), and refused by the database
where it would take something twice (`guard`). What was offered is looked at again inside of it.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from easeback.apps.booking import claims, sharing, taking
from easeback.apps.booking.facts import Contact, Letter, ResourceKind, Snapshot, Standing, Wanted
from easeback.apps.booking.models import (
    Claim,
    Course,
    Patient,
    Resource,
    TherapistTime,
    Visit,
    Write,
)
from easeback.apps.booking.rosters import catalogue
from easeback.apps.booking.taking import NoSuchVisit, SlotTaken
from easeback.apps.booking.writes import Answer, KeyReused, TooBusy, once
from easeback.domain.booking import Mode, Severity
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
    "hold",
    "let_go_of_expired",
    "let_go_of_others",
    "move",
    "note_no_show",
]


class HoldExpired(Exception):
    """The visit was not confirmed in time, and its slot was let go."""


class OtherTherapist(Exception):
    """A course stays with its therapist."""


def hold(wanted: Wanted, *, key: str, at: datetime) -> UUID:
    """Keeps a slot for as long as the practice's terms say; the id of the held visit.

    Raises SlotTaken, NoSuchVisit (of an unknown course), OtherTherapist, KeyReused, TooBusy.
    """
    request = {"do": "hold", **asdict(wanted)}
    return UUID(once(key, request, lambda: hold_within(wanted, at=at), at=at)["visit"])


def let_go_of_others(prefix: str, but: str, *, at: datetime) -> None:
    """Lets go of what the same page held before, when its reader went back and chose again.

    `prefix` begins the keys of all holds of that page, `but` ends the key of the one that stays.
    """
    for done in Write.objects.filter(key__startswith=prefix).exclude(key=prefix + but):
        visit = UUID(done.answer["visit"])
        if taking.standing_of(taking.visit_of(visit), frozenset(Standing)) is Standing.HELD:
            cancel(visit, key=f"let-go:{done.key}", by="patient", at=at)


def confirm(
    visit: UUID,
    contact: Contact,
    *,
    key: str,
    at: datetime,
    address: str = "",
    letters: Sequence[Letter] = (),
    shares: Snapshot | None = None,
) -> UUID:
    """Makes a held visit a promise to this person, and puts the letters about it into the outbox.

    `shares`: what the person agreed to show their therapist.

    Raises HoldExpired, NoSuchVisit, SlotTaken.
    """
    request = {"do": "confirm", "visit": visit, "address": address, **asdict(contact)}

    def write() -> Answer:
        answer = confirm_within(visit, contact, address, letters, at=at)
        if shares is not None:
            sharing.attach(visit, shares, at=at)
        return answer

    return UUID(once(key, request, write, at=at)["visit"])


def cancel(
    visit: UUID, *, key: str, by: str, at: datetime, letters: Sequence[Letter] = ()
) -> Standing:
    """Gives the time of a visit back. Cancelling again changes nothing. Raises NoSuchVisit.

    Close to the visit, by the practice's terms, it is written down as a late cancel.
    """
    request = {"do": "cancel", "visit": visit, "by": by}

    def write() -> Answer:
        return _cancel(visit, letters, by=by, at=at)

    return Standing(once(key, request, write, at=at)["standing"])


def move(
    visit: UUID,
    starts_at: datetime,
    *,
    key: str,
    by: str,
    at: datetime,
    letters: Sequence[Letter] = (),
) -> UUID:
    """Moves a visit with its therapist; if that fails, it stands as it stood.

    Raises SlotTaken, NoSuchVisit.
    """
    request = {"do": "move", "visit": visit, "starts_at": starts_at, "by": by}

    def write() -> Answer:
        return _move(visit, starts_at, letters, by=by, at=at)

    return UUID(once(key, request, write, at=at)["visit"])


def note_no_show(visit: UUID, *, key: str, by: str, at: datetime) -> None:
    """Writes down that nobody came. Raises NoSuchVisit."""

    def write() -> Answer:
        taking.standing_of(taking.visit_of(visit), PROMISED)
        taking.say(visit, Standing.NO_SHOW, by=by, at=at)
        return {}

    once(key, {"do": "no-show", "visit": visit}, write, at=at)


def let_go_of_expired(*, at: datetime) -> int:
    """Lets all holds go that have run out; how many. Due work: `tick` calls it."""
    visits = list(
        Claim.objects.filter(held_until__lte=seconds(at))
        .values_list("visit_id", flat=True)
        .distinct()
    )
    for visit in visits:
        key = f"expire:{visit}"
        once(key, {"do": "expire", "visit": visit}, lambda v=visit: _expire(v, at=at), at=at)  # type: ignore[misc]
    return len(visits)


PROMISED = frozenset({Standing.CONFIRMED, Standing.MOVED})


def hold_within(
    wanted: Wanted, *, at: datetime, minutes: int | None = None, by: str = "patient"
) -> Answer:
    """`hold`, in the transaction of the caller. `minutes`: None is as the terms say."""
    given = catalogue()
    course = _course(wanted, at=at)
    found = taking.look_again(given, wanted, course.patient_id, at=at)
    visit = taking.new_visit(wanted, found, course)
    held_until = seconds(at) + (given.hold_minutes if minutes is None else minutes) * 60
    taking.take(visit, found, held_until=held_until)
    taking.say(visit.pk, Standing.HELD, by=by, at=at)
    return {"visit": str(visit.pk)}


def confirm_within(
    visit_id: UUID, contact: Contact, address: str, letters: Sequence[Letter], *, at: datetime
) -> Answer:
    """`confirm`, in the transaction of the caller."""
    visit = taking.visit_of(visit_id)
    standing = taking.standing_of(visit, frozenset(Standing))
    if standing in PROMISED:
        return {"visit": str(visit_id)}
    claims.touch([visit.course.therapist_id])
    mine = Claim.objects.filter(visit=visit_id, held_until__gt=seconds(at))
    if standing is not Standing.HELD or not mine.update(held_until=None):
        raise HoldExpired
    if visit.mode == Mode.HOME:
        Visit.objects.filter(pk=visit_id).update(address=address)
    if visit.course.patient_id is None:
        resource = Resource.objects.create(kind=ResourceKind.PATIENT)
        patient = Patient.objects.create(resource=resource, **asdict(contact))
        Course.objects.filter(pk=visit.course_id).update(patient=patient)
        claims.claim(visit_id, [resource.pk], taking.span_of(visit), None, None)
    taking.say(visit_id, Standing.CONFIRMED, by="patient", at=at)
    taking.post(visit_id, letters, version=visit.version, at=at)
    return {"visit": str(visit_id)}


def _cancel(visit_id: UUID, letters: Sequence[Letter], *, by: str, at: datetime) -> Answer:
    visit = taking.visit_of(visit_id)
    standing = taking.standing_of(visit, frozenset(Standing))
    if standing.is_over:
        return {"standing": standing}
    given = catalogue()
    taking.give_back(visit, given)
    late = visit.starts_at - at < timedelta(hours=given.late_cancel_hours)
    promised = standing in PROMISED
    standing = Standing.LATE_CANCEL if late and promised else Standing.CANCELLED
    Visit.objects.filter(pk=visit_id).update(version=visit.version + 1)
    taking.say(visit_id, standing, by=by, at=at)
    taking.post(visit_id, letters, version=visit.version + 1, at=at)
    return {"standing": standing}


def _move(
    visit_id: UUID, starts_at: datetime, letters: Sequence[Letter], *, by: str, at: datetime
) -> Answer:
    visit, given = taking.visit_of(visit_id), catalogue()
    taking.standing_of(visit, PROMISED)
    taking.give_back(visit, given)
    wanted = _as_wanted(visit, starts_at)
    found = taking.look_again(given, wanted, visit.course.patient_id, at=at)
    visit.starts_at, visit.ends_at = found.starts_at, found.ends_at
    visit.room_id = found.room
    visit.version += 1
    visit.save()
    taking.take(visit, found, held_until=None)
    taking.say(visit_id, Standing.MOVED, by=by, at=at)
    taking.post(visit_id, letters, version=visit.version, at=at)
    return {"visit": str(visit_id)}


def _expire(visit_id: UUID, *, at: datetime) -> Answer:
    visit = taking.visit_of(visit_id)
    claims.touch([visit.course.therapist_id])
    claims.expire([visit_id], at=seconds(at))
    taking.lay_ways_around(visit, catalogue())
    return {}


def _course(wanted: Wanted, *, at: datetime) -> Course:
    """The course that the visit is a part of, begun now if need be."""
    if wanted.course is not None:
        course = Course.objects.filter(pk=wanted.course).first()
        if course is None:
            raise NoSuchVisit
        if course.therapist_id != wanted.therapist:
            raise OtherTherapist
        return course
    if not TherapistTime.objects.filter(pk=wanted.therapist).exists():
        raise SlotTaken
    return Course.objects.create(
        therapist_id=wanted.therapist, severity=wanted.severity, begun_at=at
    )


def _as_wanted(visit: Visit, starts_at: datetime) -> Wanted:
    """The same visit at another time."""
    return Wanted(
        service=visit.service_id,
        mode=Mode(visit.mode),
        therapist=visit.course.therapist_id,
        starts_at=starts_at,
        severity=Severity(visit.course.severity),
        place=taking.place_of(visit),
        address=visit.address,
        course=visit.course_id,
    )
