"""What every write of a visit does inside of its transaction: look again, take, give back."""

import secrets
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from easeback.apps.booking import claims, queries
from easeback.apps.booking.facts import Catalogue, Letter, Status, VisitFacts, Wanted
from easeback.apps.booking.models import Claim, Course, TherapistTime, Visit, VisitStatus
from easeback.apps.booking.rosters import busy_of, catalogue, roster_now, ways_of
from easeback.apps.notifications import actions as notifications
from easeback.apps.practice.queries import practice
from easeback.domain.booking import Mode, Place, Roster, Service, Ways, Wish, open_slots
from easeback.domain.vocabulary import Span, seconds

DAY = 86_400
LINK, CONFLICT, CANCELLED = "video-link", "calendar-conflict", "tell-cancelled"
"""Kinds of tasks for staff."""
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""No letter that looks or sounds like another one or like a digit."""


Letters = Callable[[VisitFacts], Iterable[Letter]]
"""Words the letters about a visit from the visit as the transaction leaves it."""


class SlotTaken(Exception):
    """The slot cannot be had (any more): nothing was booked."""


class NoSuchVisit(Exception):
    """There is no such visit, or it does not stand as it would have to."""


@dataclass(frozen=True, slots=True)
class Found:
    """A slot that is open, as this transaction sees it."""

    given: Catalogue
    service: Service
    ways: Ways
    therapist: int
    patient: int | None
    room: int | None
    place: Place | None
    starts_at: datetime
    lifted: tuple[int, ...]
    """The moments near which no ways are laid now."""

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.service.length)

    @property
    def span(self) -> Span:
        return Span.of(self.starts_at, self.ends_at)


def look_again(
    wanted: Wanted, patient: int | None, *, at: datetime, instead_of: Visit | None = None
) -> Found:
    """The slot, if it is still open now that everybody else has to wait. Raises SlotTaken.

    The claims of the ways around it are lifted: `take` lays them anew. `instead_of`: a visit whose
    own time is given back for it, with the same therapist.
    """
    claims.touch([wanted.therapist])
    # Not before: whoever moves the clinic, or makes visits longer, touches every therapist first.
    given = catalogue()
    service = given.services.get(wanted.service)
    if service is None:
        raise SlotTaken
    lifted = [seconds(wanted.starts_at)]
    if instead_of is not None:
        Claim.objects.filter(visit=instead_of.pk).delete()
        lifted.append(seconds(instead_of.starts_at))
    claims.lift_ways(wanted.therapist, lifted)
    roster, room = _open(wanted, patient, given, service, at=seconds(at))
    place = wanted.place if wanted.mode is Mode.HOME else None
    return Found(
        given=given,
        service=service,
        ways=_ways(roster, given, wanted.therapist),
        therapist=wanted.therapist,
        patient=patient,
        room=room,
        place=given.clinic if wanted.mode is Mode.CLINIC else place,
        starts_at=wanted.starts_at,
        lifted=tuple(lifted),
    )


def _open(
    wanted: Wanted, patient: int | None, given: Catalogue, service: Service, *, at: int
) -> tuple[Roster, int | None]:
    """The practice around the slot, and the room that is free then. Raises SlotTaken."""
    start = seconds(wanted.starts_at)
    around = Span(start - DAY, start + 2 * DAY)
    kept = any(release.severity > wanted.severity for release in given.releases)
    only = None if kept else wanted.therapist
    roster = roster_now(given, practice().zone, around, at=at, only=only)
    wish = Wish(
        service=service,
        within=Span(start, start + 1),
        modes=frozenset({wanted.mode}),
        asked_at=at,
        place=wanted.place,
        severity=wanted.severity,
        busy=busy_of(patient, around, at=at) if patient is not None else (),
        therapist=str(wanted.therapist),
    )
    found = open_slots(roster, wish, given.travel)
    if not found.starts:
        raise SlotTaken
    room = found.room_at(start) if service.needs_room(wanted.mode) else None
    return roster, int(room) if room is not None else None


def _ways(roster: Roster, given: Catalogue, therapist: int) -> Ways:
    person = next(t for t in roster.therapists if t.id == str(therapist))
    return Ways(person, given.clinic, given.travel)


def new_visit(wanted: Wanted, found: Found, course: Course) -> Visit:
    place = wanted.place if wanted.mode is Mode.HOME else None
    return Visit.objects.create(
        course=course,
        service_id=wanted.service,
        mode=wanted.mode,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        room_id=found.room,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        address=wanted.address if place else "",
        code="".join(secrets.choice(LETTERS) for _ in range(8)),
    )


def take(
    visit: Visit, found: Found, *, held_until: int | None, left: Iterable[int | None] = ()
) -> None:
    """Claims everything that the visit needs. Raises IntegrityError where something is taken.

    `left` are rooms that are free now instead: all rooms are touched before the patient.
    """
    whole = claims.taken_by(found.service, found.span.start)
    spans = {found.therapist: whole}
    claims.touch(sorted({room for room in (found.room, *left) if room is not None}))
    if found.room is not None:
        spans[found.room] = whole
    if found.patient is not None:
        claims.touch([found.patient])
        spans[found.patient] = found.span
    claims.claim(visit.pk, spans, held_until, {found.therapist: found.place})
    claims.lay_ways(found.therapist, found.ways, found.lifted, to=visit.pk)


def give_back(visit: Visit) -> None:
    """Lets everything go that the visit had taken. Its room and its patient are for the caller to
    touch: who takes another slot instead takes others of them first."""
    claims.touch([visit.course.therapist_id])
    Claim.objects.filter(visit=visit.pk).delete()
    lay_ways_around(visit, catalogue())


def give_all_back(visit: Visit) -> None:
    """The same, with its room and patient: the next in line may need just these."""
    give_back(visit)
    claims.touch(r for r in (visit.room_id, visit.course.patient_id) if r is not None)


def end(visit: Visit, status: Status, letters: Letters | None, *, by: str, at: datetime) -> None:
    """A promised or held visit will not be: nothing is taken for it any more, nobody has to see to
    anything about it, and whoever was told of it is told this."""
    give_all_back(visit)
    let_go_of_tasks(visit.pk, [LINK, CONFLICT], at=at)
    version = visit.version + 1
    Visit.objects.filter(pk=visit.pk).update(version=version)
    say(visit.pk, status, by=by, at=at)
    post(visit.pk, version, letters, at=at)


def lay_ways_around(visit: Visit, given: Catalogue) -> None:
    """The ways of the therapist around a visit that has gone."""
    therapist, start = visit.course.therapist_id, seconds(visit.starts_at)
    claims.lift_ways(therapist, [start])
    claims.lay_ways(therapist, ways_of(therapist, given), [start])


def visit_of(visit: UUID) -> Visit:
    """A visit that only this transaction changes from now on: how it stands is to be read after.

    Locked before therapist, rooms and patient, always. Raises NoSuchVisit.
    """
    # Its course is read after, too: whoever was in line before may have named its patient.
    found = Visit.objects.select_for_update(no_key=True).filter(pk=visit).first()
    if found is None:
        raise NoSuchVisit
    return found


def status_among(visit: Visit, of: frozenset[Status]) -> Status:
    """How a visit stands. Raises NoSuchVisit where it stands otherwise than it would have to."""
    status = status_of(visit.pk)
    if status not in of:
        raise NoSuchVisit
    return status


def status_of(visit: UUID) -> Status:
    """Raises NoSuchVisit."""
    latest = VisitStatus.objects.filter(visit=visit).order_by("-pk").first()
    if latest is None:
        raise NoSuchVisit
    return Status(latest.status)


def say(visit: UUID, status: Status, *, by: str, at: datetime) -> None:
    VisitStatus.objects.create(visit_id=visit, status=status, at=at, by=by)


def post(visit: UUID, version: int, letters: Letters | None, *, at: datetime) -> None:
    """Puts letters about a visit as it stands now into the outbox; older ones are never sent."""
    notifications.drop(f"visit:{visit}", before_version=version, at=at)
    if letters is not None:
        for letter in letters(queries.known_visit(visit)):
            notifications.enqueue(letter.message, due_at=letter.due_at, at=at)


def see_to_the_link(visit: Visit, *, at: datetime) -> None:
    """Asks staff for the link of a visit by video, unless its therapist has one for all visits.

    To be called once the therapist is touched: the address may change until then.
    """
    own = TherapistTime.objects.filter(pk=visit.course.therapist_id).exclude(video="")
    if visit.mode == Mode.TELEHEALTH and not own.exists():
        words = f"Send the link for the video visit with the code {visit.code}."
        _ask_for_the_link(visit.pk, f"video:{visit.pk}", words, at=at)


def see_to_the_news(visit: Visit, *, at: datetime) -> None:
    """Asks staff to tell somebody of a cancelled visit to whom no mail can be sent."""
    patient = visit.course.patient
    if patient is not None and not patient.email:
        words = f"Call the person of the visit with the code {visit.code}: it was cancelled."
        key, about = f"{CANCELLED}:{visit.pk}", f"visit:{visit.pk}"
        notifications.ask_staff(key=key, kind=CANCELLED, about=about, words=words, at=at)


def see_to_another_link(visit: VisitFacts, *, at: datetime) -> None:
    """Asks staff for the link of a visit that has lost its address."""
    let_go_of_tasks(visit.id, [LINK], at=at)
    words = f"Send the link for the video visit with the code {visit.code}: it has no address now."
    _ask_for_the_link(visit.id, f"video:{visit.id}:{seconds(at)}", words, at=at)


def let_go_of_tasks(visit: UUID, kinds: Collection[str], *, at: datetime) -> None:
    """Nobody needs to see to that any more: the visit is over, or stands elsewhere."""
    notifications.let_go_of_tasks([f"visit:{visit}"], kinds=kinds, at=at)


def _ask_for_the_link(visit: UUID, key: str, words: str, *, at: datetime) -> None:
    notifications.ask_staff(key=key, kind=LINK, about=f"visit:{visit}", words=words, at=at)


def span_of(visit: Visit) -> Span:
    return Span.of(visit.starts_at, visit.ends_at)
