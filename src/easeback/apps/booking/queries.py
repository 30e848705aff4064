"""Reads of booking: frozen values out."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from easeback.apps.booking.facts import Catalogue, ClaimKind, Contact, Status, VisitFacts, Wanted
from easeback.apps.booking.models import Claim, Patient, TherapistTime, Visit, VisitStatus
from easeback.apps.booking.roads import look_up_ways, roads
from easeback.apps.booking.rosters import Rosters, catalogue, roster_now
from easeback.apps.practice.facts import TherapistFace
from easeback.apps.practice.queries import face_of, practice
from easeback.domain.booking import (
    Busy,
    Mode,
    OpenSlots,
    Place,
    Room,
    Roster,
    Severity,
    Therapist,
    Window,
    Wish,
    open_slots,
)
from easeback.domain.vocabulary import Span, moment, seconds

PROMISED = frozenset({Status.CONFIRMED, Status.MOVED})
JOINED = ("course__patient", "course__therapist__therapist", "room", "service")
Freed = TypeVar("Freed", Therapist, Room)
ROSTERS = Rosters()
"""What this process has read; never stale, see `Rosters`."""


def offers(
    wish: Wish, given: Catalogue, *, at: datetime, besides: VisitFacts | None = None
) -> tuple[Roster, OpenSlots]:
    """The starts that can be offered now, and the practice they were found in.

    `besides`: a visit that is to be moved, whose own time does not stand in its way.
    """
    roster = ROSTERS.roster(given, practice().zone, window_of(wish), at=seconds(at))
    if besides is not None:
        roster = _without(roster, besides.id)
    look_up_ways(roster, wish, at=seconds(at))
    return roster, open_slots(roster, wish, given.travel, free=ROSTERS.free)


def look_ahead(wanted: Wanted, *, at: datetime) -> None:
    """Asks the map for the ways around a visit before the transaction that takes it, which will
    not: another process may have offered it."""
    if roads() is None or wanted.mode is Mode.TELEHEALTH:
        return
    given, start = catalogue(), seconds(wanted.starts_at)
    service = given.services.get(wanted.service)
    if service is not None:
        around = Span(start - 86_400, start + 2 * 86_400)
        only, zone = wanted.therapist, practice().zone
        roster = roster_now(given, zone, around, at=seconds(at), only=only)
        modes = frozenset({wanted.mode})
        wish = Wish(service, Span(start, start + 1), modes, place=wanted.place)
        look_up_ways(roster, wish, at=seconds(at))


def window_of(wish: Wish) -> Window:
    """As much of the practice's time as matters to a wish."""
    last = wish.within.end + (wish.course.days if wish.course else 0) * 86_400
    return Window.around(Span(wish.within.start, last))


def _without(roster: Roster, visit: UUID) -> Roster:
    """Only what the visit itself has taken is free then: not what else lies over its time."""
    rows = Claim.objects.filter(visit=visit, kind=ClaimKind.VISIT)
    taken = {str(row.resource_id): Busy(row.starts, row.ends, place_of(row)) for row in rows}

    def freed(one: Freed) -> Freed:
        busy = list(one.busy)
        if taken.get(one.id) in busy:
            busy.remove(taken[one.id])
        return replace(one, busy=tuple(busy))

    return replace(
        roster,
        therapists=tuple(freed(one) if one.id in taken else one for one in roster.therapists),
        rooms=tuple(freed(one) if one.id in taken else one for one in roster.rooms),
    )


def faces() -> dict[str, TherapistFace]:
    """Who has a time of their own, as the public sees them, by the id that open slots carry."""
    rows = TherapistTime.objects.select_related("therapist")
    return {str(row.pk): face_of(row.therapist) for row in rows}


def visit(id: UUID) -> VisitFacts | None:
    """One visit as it stands; None: there is none."""
    row = _rows().filter(pk=id).first()
    return _facts(row) if row is not None else None


def held_until(id: UUID) -> datetime | None:
    """Until when a visit is held; None: it is not."""
    claim = Claim.objects.filter(visit=id, held_until__isnull=False).first()
    return moment(claim.held_until) if claim is not None and claim.held_until else None


def visit_by_code(code: str) -> VisitFacts | None:
    """The visit that was given this code."""
    row = _rows().filter(code=code.strip().upper()).first()
    return _facts(row) if row is not None else None


def day_of(at: datetime, zone: str) -> date:
    """Which day it is there."""
    return at.astimezone(ZoneInfo(zone)).date()


def booked_since(emails: Collection[str], *, since: datetime) -> dict[tuple[str, str], datetime]:
    """Who of these addresses has a promised visit that was booked since, and when the latest was.

    By name and address, both in small letters: several people may share one address. One query.
    """
    if not emails:
        return {}
    booked = VisitStatus.objects.filter(visit=OuterRef("pk"), status=Status.CONFIRMED)
    rows = (
        _rows()
        .annotate(email=Lower("course__patient__email"))
        .annotate(booked_at=Subquery(booked.order_by("pk").values("at")[:1]))
        .filter(email__in={email.lower() for email in emails}, booked_at__gte=since)
        .filter(status__in=[each.value for each in PROMISED])
        .order_by("booked_at")
    )
    found = rows.values_list("course__patient__name", "email", "booked_at")
    return {(name.casefold(), email): at for name, email, at in found}


def known_visit(id: UUID) -> VisitFacts:
    """One visit that is there, as it stands."""
    return _facts(_rows().get(pk=id))


def promised_visits(course: UUID) -> tuple[VisitFacts, ...]:
    """The visits of a course that are promised, ordered by their start."""
    rows = _rows().filter(course=course).order_by("starts_at", "pk")
    return tuple(f for f in map(_facts, rows) if f.status in PROMISED)


def visits(ids: Collection[UUID]) -> dict[UUID, VisitFacts]:
    """These visits, as they stand. One query."""
    return {row.pk: _facts(row) for row in _rows().filter(pk__in=list(ids))} if ids else {}


def visits_of_the_courses_of(visits: Collection[UUID]) -> dict[UUID, VisitFacts]:
    """These visits, and all others of their courses, however they stand. One query."""
    if not visits:
        return {}
    courses = Visit.objects.filter(pk__in=list(visits)).values("course")
    return {row.pk: _facts(row) for row in _rows().filter(course__in=courses)}


def visits_to_come(*, at: datetime, **of: object) -> tuple[VisitFacts, ...]:
    """The visits that are promised, or held and not yet run out, and not yet over, by their start.

    `of`: which, by the fields of a visit, such as `room` or `course__therapist`.
    """
    rows = _rows().filter(_counts(at), ends_at__gt=at).filter(**of)
    return tuple(map(_facts, rows.order_by("starts_at", "pk")))


def visits_of_days(
    starts: datetime, ends: datetime, *, at: datetime, therapists: Collection[int]
) -> tuple[VisitFacts, ...]:
    """What these therapists' days hold: visits promised, missed, or held at this moment."""
    shown = _counts(at) | Q(status=Status.NO_SHOW)
    rows = _rows().filter(
        shown, starts_at__lt=ends, ends_at__gt=starts, course__therapist__in=therapists
    )
    return tuple(map(_facts, rows.order_by("starts_at", "pk")))


def _counts(at: datetime) -> Q:
    """A hold that has run out counts no more, even where nobody has let go of it yet."""
    hold = Claim.objects.filter(visit=OuterRef("pk"), held_until__gt=seconds(at))
    promised = [status for status in Status if status.is_promised]
    return Q(status__in=promised) | Q(Exists(hold), status=Status.HELD)


def promised_after(at: datetime, *, therapist: int) -> tuple[VisitFacts, ...]:
    """A therapist's visits that are promised and not over yet. One query."""
    rows = _rows().filter(course__therapist=therapist, ends_at__gt=at).order_by("starts_at", "pk")
    promised = {Status.CONFIRMED, Status.MOVED}
    return tuple(facts for facts in map(_facts, rows) if facts.status in promised)


def visits_since(starts: datetime, *, therapist: int) -> tuple[tuple[VisitFacts, datetime], ...]:
    """A therapist's visits from a moment on, whatever became of them, in order of their start;
    each with the moment of its last change. One query."""
    latest = VisitStatus.objects.filter(visit=OuterRef("pk")).order_by("-pk")
    rows = (
        _rows()
        .filter(course__therapist=therapist, starts_at__gte=starts)
        .annotate(changed_at=Subquery(latest.values("at")[:1]))
        .order_by("starts_at", "pk")
    )
    return tuple((_facts(row), row.changed_at) for row in rows)


def _rows() -> QuerySet[Visit]:
    latest = VisitStatus.objects.filter(visit=OuterRef("pk")).order_by("-pk")
    return Visit.objects.select_related(*JOINED).annotate(
        status=Subquery(latest.values("status")[:1])
    )


def _facts(row: Visit) -> VisitFacts:
    course, patient = row.course, row.course.patient
    return VisitFacts(
        id=row.pk,
        course=course.pk,
        status=Status(row.status),  # type: ignore[attr-defined]  # Annotated in _rows.
        service=row.service_id,
        mode=Mode(row.mode),
        therapist=course.therapist_id,
        therapist_name=course.therapist.therapist.name,
        service_names={"en": row.service.name_en, "es": row.service.name_es},
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=course.therapist.zone,
        room=row.room.name if row.room else "",
        place=place_of(row),
        address=row.address,
        code=row.code,
        version=row.version,
        contact=_contact(patient) if patient is not None else None,
        severity=Severity(course.severity),
        video=course.therapist.video if row.mode == Mode.TELEHEALTH else "",
        face=face_of(course.therapist.therapist),
    )


def _contact(row: Patient) -> Contact:
    return Contact(row.name, row.phone, row.email, row.language, row.zone)


def place_of(row: Visit | Claim) -> Place | None:
    if row.latitude is None or row.longitude is None:
        return None
    return Place(row.latitude, row.longitude)


__all__ = [
    "booked_since",
    "catalogue",
    "day_of",
    "faces",
    "held_until",
    "known_visit",
    "offers",
    "promised_after",
    "promised_visits",
    "visit",
    "visit_by_code",
    "visits",
    "visits_of_days",
    "visits_of_the_courses_of",
    "visits_since",
    "visits_to_come",
    "window_of",
]
