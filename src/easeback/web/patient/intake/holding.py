"""Whose half-written intakes this browser may show: a signed cookie names courses, each for hours.

The link of a visit lies in mails, so it shows nothing that was typed: see decision 0026.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from easeback.apps.care.facts import PATIENT
from easeback.domain.vocabulary import moment, seconds

SALT = "easeback.intake"
KEPT = timedelta(hours=12)
"""From the last page that was opened on."""
BOOKED = timedelta(hours=1)
"""For whoever has booked here and not begun: the browser may be one that others use, too."""
MOST_COURSES = 4


@dataclass(frozen=True, slots=True)
class Holding:
    """This browser may write in the intake of a course, as `by`, until a moment.

    `sent`: the document that it sent last, if it has not shown to be the patient's.
    """

    course: UUID
    by: str
    until: datetime
    sent: UUID | None = None

    @property
    def is_proven(self) -> bool:
        """Whether it has shown to be the patient's: they booked here, or typed a mailed code."""
        return self.by == PATIENT


def proven(course: UUID, *, until: datetime) -> Holding:
    return Holding(course, PATIENT, until)


def unproven(course: UUID, *, until: datetime) -> Holding:
    """A browser that shows what was typed on it, and nothing else."""
    return Holding(course, f"{PATIENT}:{uuid4().hex}", until)


def held(request: HttpRequest, course: UUID, *, at: datetime) -> Holding | None:
    """What this browser holds of a course; None: nothing, or nothing any more."""
    return next((each for each in _all(request, at) if each.course == course), None)


def hold(
    request: HttpRequest, answer: HttpResponseBase, holding: Holding, *, at: datetime
) -> HttpResponseBase:
    """Lets the browser hold this from now on, in the place of what it held of that course."""
    others = [each for each in _all(request, at) if each.course != holding.course]
    _set(answer, [holding, *others][:MOST_COURSES], at)
    return answer


def let_go(
    request: HttpRequest, answer: HttpResponseBase, course: UUID, *, at: datetime
) -> HttpResponseBase:
    """This browser shows nothing of the course any more."""
    _set(answer, [each for each in _all(request, at) if each.course != course], at)
    return answer


def _set(answer: HttpResponseBase, holdings: Sequence[Holding], at: datetime) -> None:
    if not holdings:
        answer.delete_cookie(settings.INTAKE_COOKIE)
        return
    told = [
        [each.course.hex, each.by, seconds(each.until), each.sent.hex if each.sent else ""]
        for each in holdings
    ]
    answer.set_cookie(
        settings.INTAKE_COOKIE,
        signing.dumps(told, salt=SALT),
        max_age=max(each.until for each in holdings) - at,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _all(request: HttpRequest, at: datetime) -> list[Holding]:
    try:
        told = signing.loads(request.COOKIES.get(settings.INTAKE_COOKIE, ""), salt=SALT)
    except signing.BadSignature:
        return []
    found = (
        Holding(UUID(course), by, moment(until), UUID(sent) if sent else None)
        for course, by, until, sent in told
    )
    return [each for each in found if each.until > at]
