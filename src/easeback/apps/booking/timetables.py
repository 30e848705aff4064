"""Reads of the staff's side of booking: who works when, and which visits lie outside of that."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from easeback.apps.booking.facts import (
    TIME_OFF,
    Catalogue,
    Colleague,
    CourseFacts,
    TimeOff,
    VisitFacts,
)
from easeback.apps.booking.models import Blocked, Course, Service, TherapistTime
from easeback.apps.booking.queries import contact_of, visits_to_come
from easeback.apps.booking.rosters import ways_of_rows
from easeback.apps.booking.schedule import Schedule, hours_of, schedule_of
from easeback.domain.booking import Booked, Hours, Severity, Ways, outside, over
from easeback.domain.vocabulary import Span, moment


def colleagues() -> tuple[Colleague, ...]:
    """Every therapist who has a time of their own, in the practice's order. One query."""
    rows = TherapistTime.objects.select_related("therapist")
    return tuple(map(_colleague, rows.order_by("therapist__place", "therapist__name", "pk")))


def course(id: UUID) -> CourseFacts | None:
    """One course, with whose it is; None: there is none. One query."""
    rows = Course.objects.select_related("patient", "therapist__therapist")
    row = rows.filter(pk=id).first()
    return _course(row) if row is not None else None


def courses_of(therapist: int) -> tuple[CourseFacts, ...]:
    """The courses of a therapist in which somebody has booked, the latest first. One query."""
    rows = Course.objects.select_related("patient", "therapist__therapist")
    rows = rows.filter(therapist=therapist, patient__isnull=False)
    return tuple(map(_course, rows.order_by("-begun_at", "pk")))


def schedule(therapist: int) -> Schedule:
    """When and where this therapist works; nothing for somebody who is in no table."""
    stored = TherapistTime.objects.filter(pk=therapist).values_list("schedule", flat=True).first()
    return schedule_of(stored if stored is not None else {})


def hours(therapists: Collection[int]) -> dict[int, Hours]:
    """The hours of each of these therapists. One query."""
    rows = TherapistTime.objects.filter(pk__in=therapists)
    return {row.pk: hours_of(schedule_of(row.schedule), row.zone) for row in rows}


def ways(therapists: Collection[int], given: Catalogue) -> dict[int, Ways]:
    """How each of these therapists gets from place to place. One query."""
    return ways_of_rows(TherapistTime.objects.filter(pk__in=therapists), given)


def blocked(therapists: Collection[int], within: Span) -> dict[int, tuple[TimeOff, ...]]:
    """What is not offered of these therapists' time within a span, by its start. One query."""
    rows = Blocked.objects.filter(
        resource__in=therapists, ends__gt=within.start, starts__lt=within.end
    )
    found: dict[int, tuple[TimeOff, ...]] = dict.fromkeys(therapists, ())
    for row in rows.order_by("starts", "pk"):
        off = TimeOff(row.pk, moment(row.starts), moment(row.ends), row.source, row.note)
        found[row.resource_id] += (off,)
    return found


def service_names() -> Mapping[str, Mapping[str, str]]:
    """What each service is called, by its key and the language. One query."""
    rows = Service.objects.values_list("key", "name_en", "name_es")
    return {key: {"en": english, "es": spanish} for key, english, spanish in rows}


def visits_outside_of_hours(*, at: datetime, therapists: Collection[int]) -> tuple[VisitFacts, ...]:
    """The visits to come that stand although their therapist does not work then (any more)."""
    visits = visits_to_come(at=at, course__therapist__in=therapists)
    if not visits:
        return ()
    span = Span.of(visits[0].starts_at, max(visit.ends_at for visit in visits))
    working, off = hours(therapists), blocked(therapists, span)
    found: set[object] = set()
    for therapist, own in working.items():
        theirs = [booked(visit) for visit in visits if visit.therapist == therapist]
        found |= {visit.id for visit in outside(own, theirs)}
        found |= {visit.id for visit in over(_time_off(off[therapist]), theirs)}
    return tuple(visit for visit in visits if visit.id in found)


def booked(visit: VisitFacts) -> Booked:
    """A visit as `domain.booking` judges it."""
    return Booked(visit.id, Span.of(visit.starts_at, visit.ends_at), visit.mode, visit.place)


def _time_off(times: Iterable[TimeOff]) -> list[Span]:
    return [Span.of(t.starts_at, t.ends_at) for t in times if t.source == TIME_OFF]


def _course(row: Course) -> CourseFacts:
    contact = contact_of(row.patient) if row.patient is not None else None
    return CourseFacts(
        row.pk, _colleague(row.therapist), contact, Severity(row.severity), row.begun_at
    )


def _colleague(row: TherapistTime) -> Colleague:
    return Colleague(row.pk, row.therapist.name, row.zone, row.account_id)
