"""All courses and what became of their visits, to count a practice by: without a name, in few
queries, however many there are. Moments are UTC seconds, and ids are plain keys."""

from collections.abc import Collection, Hashable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery

from easeback.apps.audit.plain import Seconds, key
from easeback.apps.booking.facts import PROMISED, Status
from easeback.apps.booking.models import Course, Visit, VisitStatus
from easeback.domain.booking import Severity

WAS_DUE = (*PROMISED, Status.NO_SHOW, Status.LATE_CANCEL)
SEVERITIES = {each.value: each for each in Severity}
Key = Hashable


class CourseHistory(NamedTuple):
    """`person` tells people apart for as long as this answer is looked at, and says no more.

    `goes_on`: the course that it was handed over into.
    """

    id: Key
    person: int
    therapist: int
    severity: Severity
    begun: int
    goes_on: Key | None


class VisitHistory(NamedTuple):
    """A visit whose time is over: promised still (and so kept), missed, or cancelled late."""

    course: Key
    starts: int
    status: Status


def courses() -> tuple[CourseHistory, ...]:
    """Every course in which somebody has booked, the oldest first.

    Each booking has a row of its own for who comes; it is taken to be the same person where the
    name and the address, or else the phone, are the same.
    """
    known: dict[tuple[str, str], int] = {}
    rows = Course.objects.filter(patient__isnull=False).order_by("begun_at", "pk")
    told = rows.annotate(
        key=key("pk"), after=key("goes_on_id"), begun=Seconds("begun_at")
    ).values_list(
        "key",
        "patient__name",
        "patient__email",
        "patient__phone",
        "therapist",
        "severity",
        "begun",
        "after",
    )
    return tuple(
        CourseHistory(
            id,
            known.setdefault(_same(name, email, phone), len(known)),
            therapist,
            SEVERITIES[severity],
            begun,
            goes_on,
        )
        for id, name, email, phone, therapist, severity, begun, goes_on in told
    )


def visits_due(starts: datetime, ends: datetime, *, at: datetime) -> Iterator[VisitHistory]:
    """All that were due by this moment and began before the end, of courses with a visit between
    these moments, or that were handed over; by their start."""
    latest = VisitStatus.objects.filter(visit=OuterRef("pk")).order_by("-pk")
    within = Visit.objects.filter(starts_at__gte=starts, starts_at__lt=ends).values("course")
    rows = (
        Visit.objects.filter(Q(course__in=within) | Q(course__goes_on__isnull=False))
        .filter(starts_at__lt=ends, ends_at__lte=at)
        .annotate(status=Subquery(latest.values("status")[:1]))
        .annotate(key=key("course_id"), starts=Seconds("starts_at"))
        .order_by("starts_at")
    )
    # Asked for here and not of the database, which would look each status up a second time.
    was_due = {each.value: each for each in WAS_DUE}
    for course, starts_in, said in rows.values_list("key", "starts", "status"):
        if status := was_due.get(said):
            yield VisitHistory(course, starts_in, status)


def with_a_visit(courses: Collection[Key]) -> frozenset[Key]:
    """Those of these courses in which a visit is promised, or was kept. One query."""
    latest = VisitStatus.objects.filter(visit=OuterRef("pk")).order_by("-pk")
    promised = (
        Visit.objects.filter(course=OuterRef("pk"))
        .annotate(status=Subquery(latest.values("status")[:1]))
        .filter(status__in=PROMISED)
    )
    rows = Course.objects.filter(Exists(promised), pk__in=list(courses))
    return frozenset(rows.annotate(key=key("pk")).values_list("key", flat=True))


def _same(name: str, email: str, phone: str) -> tuple[str, str]:
    digits = "".join(filter(str.isdigit, phone))[-10:]
    return " ".join(name.casefold().split()), email.casefold() or digits
