"""A practice whose outcomes can be counted: its people come to Ann and Bea in October."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from easeback.apps.accounts.devices import open_account
from easeback.apps.accounts.models import User
from easeback.apps.booking.models import (
    Course,
    Patient,
    Resource,
    TherapistTime,
    Visit,
    VisitStatus,
)
from easeback.apps.care import signing
from easeback.apps.care.facts import About, Kind, Signer
from easeback.apps.selfcare import actions as selfcare
from easeback.apps.selfcare.facts import Line
from easeback.domain.booking import Severity
from easeback.domain.vocabulary import Language
from tests.apps.booking.world import open_world, therapist
from tests.apps.care.recording import NOTE

LATER = datetime(2027, 2, 1, 15, tzinfo=UTC)
"""When the last quarter of 2026 may be counted, and with it the year."""
MONDAY = datetime(2026, 10, 5, 15, tzinfo=UTC)
DAY = timedelta(days=1)
ZONE = "America/New_York"


def open_counted_world() -> None:
    """Ann and Bea sign in, and nobody has come yet."""
    open_world()
    for name in ("Ann", "Bea"):
        account = User.objects.create_user(name.lower(), is_staff=True)
        TherapistTime.objects.filter(therapist__name=name).update(account=account)


def course(
    number: int,
    *,
    name: str = "Ann",
    severity: Severity = Severity.ROUTINE,
    called: str = "",
    **reach: str,
) -> UUID:
    """Somebody has booked with Ann, or whoever is named, on that Monday."""
    resource = Resource.objects.create(kind="patient")
    given = {"name": called or f"Canary {number}", "email": f"canary{number}@example.test", **reach}
    patient = Patient.objects.create(resource=resource, zone=ZONE, **given)
    row = Course.objects.create(
        patient=patient, therapist_id=therapist(name), severity=severity, begun_at=MONDAY
    )
    return row.pk


def visit(course: UUID, days: float, *statuses: str) -> UUID:
    """So many days after the booking; what became of it, the latest last."""
    starts_at = MONDAY + days * DAY
    row = Visit.objects.create(
        course_id=course,
        service_id="visit",
        mode="clinic",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=40),
        code=uuid4().hex[:10].upper(),
    )
    for status in statuses or ("confirmed",):
        VisitStatus.objects.create(visit=row, status=status, at=starts_at, by="patient")
    return row.pk


def note(course: UUID, visit: UUID, days: float, by: Signer, **more: Any) -> None:
    about = About(course, visit, Kind.VISIT_NOTE)
    signing.sign(about, {**NOTE, **more}, by=by, key=uuid4(), at=MONDAY + days * DAY)


def diary(*flare_days: float, over: float | None) -> UUID:
    """A diary in which a flare was said to be there on these days, and over on another."""
    account = open_account(
        opened_by=uuid4(), language=Language.ENGLISH, zone=ZONE, at=MONDAY
    ).account
    said = [(day, True) for day in flare_days] + ([(over, False)] if over is not None else [])
    for day, flare in said:
        at = MONDAY + day * DAY
        line = Line(at=at, zone=ZONE, pain=7 if flare else 2, flare=flare)
        selfcare.write(account, line, key=uuid4(), at=at)
    return account
