"""Of which courses this browser may show what was written: a signed cookie names them, for hours.

The links of a visit and of messages lie in mails, so they show nothing that was typed: see decision
0026.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control

from easeback.apps.care.facts import PATIENT
from easeback.apps.care.history import newest_of
from easeback.domain.vocabulary import moment, seconds

SALT = "easeback.intake"
KEPT = timedelta(hours=12)
"""From the last page that was opened on."""
BOOKED = timedelta(hours=1)
"""For whoever has booked here and not begun: the browser may be one that others use, too."""
MOST = 6
# What was typed stays in no browser; Back finds each page anew, since forms lead to other pages.
kept_by_nobody = cache_control(private=True, no_cache=True, no_store=True)


@dataclass(frozen=True, slots=True)
class Holding:
    """This browser may write in a course, as `by`, until a moment.

    `sent`: the intake that it sent last, if it has not shown to be the patient's.
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
    """With what this browser goes on in an intake; None: it holds nothing, or nothing any more.

    Where it began with empty pages and has shown to be the patient's since, it goes on with those:
    what was typed on it stands there.
    """
    found = [each for each in _all(request, at) if each.course == course]
    return min(found, key=lambda each: each.is_proven, default=None)


def is_theirs(request: HttpRequest, course: UUID, *, at: datetime) -> bool:
    """Whether this browser has shown to be the patient's."""
    return any(each.course == course and each.is_proven for each in _all(request, at))


def hold(
    request: HttpRequest, answer: HttpResponseBase, holding: Holding, *, at: datetime
) -> HttpResponseBase:
    """Lets the browser hold this from now on, in the place of what it held so of that course."""
    same = (holding.course, holding.is_proven)
    others = [each for each in _all(request, at) if (each.course, each.is_proven) != same]
    _set(answer, [holding, *others][:MOST], at)
    return answer


def let_go(
    request: HttpRequest, answer: HttpResponseBase, course: UUID, *, at: datetime
) -> HttpResponseBase:
    """This browser shows nothing of the course any more."""
    return _keeping(request, answer, lambda each: each.course != course, at)


def let_go_of_proof(
    request: HttpRequest, answer: HttpResponseBase, course: UUID, *, at: datetime
) -> HttpResponseBase:
    """It shows nothing more that only the patient sees. An intake that was begun here without a
    proof stays: nobody could come back to it."""
    return _keeping(request, answer, lambda each: each.course != course or not each.is_proven, at)


def _keeping(
    request: HttpRequest, answer: HttpResponseBase, kept: Callable[[Holding], bool], at: datetime
) -> HttpResponseBase:
    _set(answer, [each for each in _all(request, at) if kept(each)], at)
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
    return [_handed_on(each) for each in found if each.until > at]


def _handed_on(holding: Holding) -> Holding:
    """A draft goes along with a course that is handed over, so who began it without a proof goes on
    with it there: nobody else could. A proof is of the course that it was given for."""
    if holding.is_proven:
        return holding
    return replace(holding, course=newest_of(holding.course))
