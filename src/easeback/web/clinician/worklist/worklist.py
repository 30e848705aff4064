"""The working list of whoever is signed in as a therapist."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from easeback.apps.accounts.presence import whose
from easeback.apps.audit import actions as audit
from easeback.apps.booking import queries as booking
from easeback.apps.booking import timetables
from easeback.apps.booking.facts import Colleague, VisitFacts
from easeback.apps.care.situations import InCare, cared_for
from easeback.apps.selfcare import sharing
from easeback.domain.attention import Call, Reason, calls
from easeback.web.clinician.calendar.frame import days_span, language, staff_page, tel, wall
from easeback.web.clinician.calendar.frame import words as calendar_words
from easeback.web.wording import page_words

FOLDER = Path(__file__).parent / "words"
BY_DIARY = {Reason.MORE_PAIN, Reason.NOT_IMPROVING}
"""What a diary may say: who reads it here has read of the diary."""
Called = tuple[InCare, tuple[Call, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """One reason. `up_to`: as much of it as this page knows. `key` of its button; None where what
    is done about it ends it."""

    need: str
    reason: str
    since: datetime
    up_to: str
    key: UUID | None


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person who needs something, the most pressing first. `comes_at`: their next visit."""

    course: UUID
    name: str
    phone: str
    tel: str
    comes_at: datetime | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """A visit of today. `needs`: what its person needs besides."""

    course: UUID
    starts_at: datetime
    ends_at: datetime
    name: str
    mode: str
    severity: str
    needs: tuple[str, ...]


@staff_page
@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    account, at = whose(request).pk, timezone.now()
    own = next((each for each in timetables.colleagues() if each.account == account), None)
    values = {
        "words": {**page_words(FOLDER)[language()], "page": calendar_words()["page"]},
        "page": "worklist",
        "is_therapist": own is not None,
        "today": wall(at, ZoneInfo(own.zone if own else "UTC")),
    }
    if own is not None:
        values |= people_of(own, by=f"staff:{account}", at=at)
    return render(request, "worklist/page.html", values)


def people_of(own: Colleague, *, by: str, at: datetime) -> dict[str, object]:
    """Whom this therapist sees today, and who needs something. That it was read is written down."""
    zone = ZoneInfo(own.zone)
    found = [(each, calls(each.situation, at=at)) for each in cared_for(own.id, at=at)]
    pressing = sorted((each for each in found if each[1]), key=lambda each: each[1][0])
    audit.write_down("worklist.read", by=by, about=f"therapist:{own.id}", at=at)
    _note_diaries(pressing, by=by, at=at)
    return {
        "visits": list(_coming(own, found, zone, at=at)),
        "people": [_somebody(each, called, zone) for each, called in pressing],
        "others": sum(each.situation.is_open and not called for each, called in found),
    }


def _note_diaries(pressing: Iterable[Called], *, by: str, at: datetime) -> None:
    for each, called in pressing:
        if each.situation.newer_diary and BY_DIARY & {call.reason for call in called}:
            for share in sharing.shared_in(each.course.id):
                sharing.note_reading(share, by=by, at=at)


def _coming(
    own: Colleague, found: Iterable[Called], zone: ZoneInfo, *, at: datetime
) -> Iterator[Coming]:
    """The visits of today by their start, also of a course that was handed on since."""
    day = days_span(wall(at, zone).date(), 1, zone)
    visits = booking.visits_of_days(day.starts_at, day.ends_at, at=at, therapists=[own.id])
    called = {each.course.id: of_them for each, of_them in found}
    for visit in visits:
        if visit.status.is_promised:
            yield _visit(visit, called.get(visit.course, ()), zone)


def _visit(visit: VisitFacts, called: Sequence[Call], zone: ZoneInfo) -> Coming:
    return Coming(
        course=visit.course,
        starts_at=wall(visit.starts_at, zone),
        ends_at=wall(visit.ends_at, zone),
        name=visit.contact.name if visit.contact else "",
        mode=visit.mode,
        severity=visit.severity.label if visit.severity else "",
        needs=tuple(dict.fromkeys(call.need.value for call in called)),
    )


def _somebody(each: InCare, called: Sequence[Call], zone: ZoneInfo) -> Somebody:
    contact, comes_at = each.course.contact, each.situation.comes_at
    return Somebody(
        course=each.course.id,
        name=contact.name if contact else "",
        phone=contact.phone if contact else "",
        tel=tel(contact.phone) if contact else "",
        comes_at=wall(comes_at, zone) if comes_at else None,
        lines=tuple(_line(call, zone) for call in called),
    )


def _line(call: Call, zone: ZoneInfo) -> Line:
    key = None if call.reason.has_own_end else uuid4()
    return Line(call.need, call.reason, wall(call.since, zone), call.up_to.isoformat(), key)
