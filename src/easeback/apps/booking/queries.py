"""Reads of booking: frozen values out."""

import time
from collections.abc import Collection
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from easeback.apps.booking.facts import PROMISED, Contact, Status, VisitFacts, severity_of_visit
from easeback.apps.booking.models import Claim, Patient, TherapistTime, Visit, VisitStatus
from easeback.apps.booking.rosters import catalogue
from easeback.apps.practice.queries import FRESH_FOR, face_of
from easeback.domain.booking import Mode, Place
from easeback.domain.vocabulary import moment, seconds

JOINED = ("course__patient", "course__therapist__therapist", "room", "service")


class Face(NamedTuple):
    """A therapist as open slots show them; `id` is the one that the slots carry."""

    id: str
    name: str
    portrait: str
    languages: tuple[str, ...]


def faces(of: Collection[str] = ()) -> tuple[Face, ...]:
    """Who has a time of their own.

    Read as often as the practice's own settings, and a new name is seen that much later; whoever
    of these is new is read at once.
    """
    now = int(time.monotonic() / FRESH_FOR)
    if not {face.id for face in _faces(now)}.issuperset(of):
        forget()
    return _faces(now)


def forget() -> None:
    """Somebody has come, or has another name: the next page reads it."""
    _faces.cache_clear()


@lru_cache(maxsize=1)
def _faces(_while: int) -> tuple[Face, ...]:
    shown = ("therapist__name", "therapist__portrait", "therapist__languages")
    rows = TherapistTime.objects.values_list("pk", *shown)
    return tuple(Face(str(pk), name, face, tuple(spoken)) for pk, name, face, spoken in rows)


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
        .filter(status__in=list(PROMISED))
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
    return Q(status__in=list(PROMISED)) | Q(Exists(hold), status=Status.HELD)


def visits_of(course: UUID) -> tuple[VisitFacts, ...]:
    """All visits of a course, however they stand, by their start. One query."""
    return tuple(map(_facts, _rows().filter(course=course).order_by("starts_at", "pk")))


def courses_seen(courses: Collection[UUID], *, since: datetime) -> frozenset[UUID]:
    """Those of these courses with a visit that ends after a moment. One query."""
    rows = Visit.objects.filter(course__in=list(courses), ends_at__gte=since)
    return frozenset(rows.values_list("course", flat=True))


def visits_in(courses: Collection[UUID]) -> tuple[VisitFacts, ...]:
    """All visits of these courses, however they stand, by their start. One query."""
    rows = _rows().filter(course__in=list(courses)).order_by("starts_at", "pk")
    return tuple(map(_facts, rows)) if courses else ()


def promised_after(at: datetime, *, therapist: int) -> tuple[VisitFacts, ...]:
    """A therapist's visits that are promised and not over yet. One query."""
    rows = _rows().filter(course__therapist=therapist, ends_at__gt=at).order_by("starts_at", "pk")
    return tuple(facts for facts in map(_facts, rows) if facts.status in PROMISED)


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
        contact=contact_of(patient) if patient is not None else None,
        severity=severity_of_visit(course.severity, row.service_id),
        video=course.therapist.video if row.mode == Mode.TELEHEALTH else "",
        face=face_of(course.therapist.therapist),
    )


def contact_of(row: Patient) -> Contact:
    return Contact(row.name, row.phone, row.email, row.language, row.zone)


def place_of(row: Visit | Claim) -> Place | None:
    if row.latitude is None or row.longitude is None:
        return None
    return Place(row.latitude, row.longitude)


__all__ = [
    "booked_since",
    "catalogue",
    "contact_of",
    "day_of",
    "faces",
    "forget",
    "held_until",
    "known_visit",
    "promised_after",
    "promised_visits",
    "visit",
    "visit_by_code",
    "visits",
    "visits_of",
    "visits_of_days",
    "visits_of_the_courses_of",
    "visits_since",
    "visits_to_come",
]
