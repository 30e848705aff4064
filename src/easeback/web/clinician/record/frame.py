"""What every page of a record needs: its words, whose record it is, and that it was read."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from easeback.apps.accounts.presence import whose
from easeback.apps.booking import queries as booking
from easeback.apps.booking import timetables
from easeback.apps.booking.facts import CourseFacts, VisitFacts
from easeback.apps.care import opening
from easeback.apps.care.facts import Kind, Signer
from easeback.apps.care.history import newest_of
from easeback.apps.care.permissions import may_open_any, may_read, may_write
from easeback.apps.care.queries import goes_on_in
from easeback.apps.care.signing import HandedOn
from easeback.apps.practice.queries import practice
from easeback.web.clinician.calendar.frame import language, staff_page
from easeback.web.clinician.calendar.frame import words as calendar_words
from easeback.web.forms.words import FormVoice, form_voice
from easeback.web.wording import Voice, voice_of

FOLDER = Path(__file__).parent / "words"
View = Callable[..., HttpResponse]


def own_voice() -> Voice:
    """What these pages say, with the words of the knowledge."""
    return voice_of(FOLDER, language(), practice())


def forms() -> FormVoice:
    return form_voice(language(), practice())


def shown(
    request: HttpRequest, page: str, values: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    frame = {
        "words": {**own_voice().ui, "page": calendar_words()["page"]},
        "say": forms().own.ui["say"],
        "page": "patients",
        "key": uuid4(),
    }
    return render(request, f"record/{page}.html", {**frame, **values}, status=status)


def read_page(view: View) -> View:
    """For whoever may read the record of the course that the address names; every reading is
    written down. A lead who has not opened it yet is asked why."""

    @staff_page
    @wraps(view)
    def guarded(request: HttpRequest, course: str, **more: Any) -> HttpResponse:
        found, at = course_of(course), timezone.now()
        if not may_read(request.user, found, at=at):
            return refused(request, found)
        opening.note_reading(found.id, by=whose(request).pk, at=at)
        return view(request, found, **more)

    return guarded


def write_page(view: View) -> View:
    """For the therapist of the course that the visit in the address belongs to. Where it goes on
    with a colleague, they still write of the visits that were theirs, and discharge nobody."""

    @staff_page
    @wraps(view)
    def guarded(request: HttpRequest, visit: str, **more: Any) -> HttpResponse:
        found = visit_of(visit)
        course = course_of(str(found.course))
        if not may_write(request.user, course):
            raise PermissionDenied
        if more.get("kind") == Kind.DISCHARGE:
            return unless_handed_on(view, request, course, found, **more)
        return view(request, course, found, **more)

    return guarded


def unless_handed_on(
    view: View, request: HttpRequest, course: CourseFacts, *given: Any, **more: Any
) -> HttpResponse:
    """The page, if nobody else treats the patient by now; else it says who does, and changes
    nothing."""
    try:
        if goes_on_in(course.id) is None:
            return view(request, course, *given, **more)
    except HandedOn:
        pass  # It was handed over at this moment.
    now = timetables.course(newest_of(course.id)) or course
    said = own_voice().say("handed_on.lead", who=now.therapist.name)
    return shown(request, "handed_on", {"course": course, "said": said}, status=409)


def refused(request: HttpRequest, course: CourseFacts) -> HttpResponse:
    """A lead may say why they have to read it; for anybody else it is closed."""
    if may_open_any(request.user):
        return redirect(reverse("record:open", args=[course.id]))
    raise PermissionDenied


def course_of(text: str) -> CourseFacts:
    """The course that an address names. Raises Http404, also where nobody has booked in it yet."""
    id = id_of(text)
    found = timetables.course(id) if id is not None else None
    if found is None or found.contact is None:
        raise Http404(text)
    return found


def visit_of(text: str) -> VisitFacts:
    """Raises Http404."""
    id = id_of(text)
    found = booking.visit(id) if id is not None else None
    if found is None or found.contact is None:
        raise Http404(text)
    return found


def id_of(text: str) -> UUID | None:
    """None where it is none of ours."""
    try:
        return UUID(text)
    except ValueError:
        return None


def may_be_written(visit: VisitFacts, *, at: datetime) -> bool:
    """Of a visit that was promised, from its day on; what is cancelled, or next week's, has nothing
    to tell."""
    return visit.status.is_promised and (
        moment(visit.starts_at, visit.zone).date() <= moment(at, visit.zone).date()
    )


def signer_of(request: HttpRequest, course: CourseFacts) -> Signer:
    """Who signs here: the therapist, under the name that patients know."""
    return Signer(whose(request).pk, course.therapist.name)


def moment(at: datetime, zone: str) -> datetime:
    """As the clock on the therapist's wall shows it."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
