"""A signed document: read as it was signed, with what was added to it since."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from easeback.apps.accounts.presence import whose
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import opening, queries, signing
from easeback.apps.care.facts import DocumentFacts, Kind
from easeback.apps.care.permissions import may_read, may_write
from easeback.domain.billing import units
from easeback.knowledge import knowledge
from easeback.web.clinician.calendar.frame import staff_page
from easeback.web.clinician.record.frame import (
    course_of,
    forms,
    id_of,
    moment,
    own_voice,
    refused,
    shown,
    signer_of,
)
from easeback.web.clinician.record.writing import timed_minutes
from easeback.web.forms import telling


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, document: str) -> HttpResponse:
    """The document; POST adds to it, for the therapist of the course."""
    found, at = document_of(document), timezone.now()
    course = course_for(request, found, at=at)
    if not may_read(request.user, course, at=at):
        return refused(request, course)
    may_add = may_write(request.user, course) and found.about.kind is not Kind.INTAKE
    if request.method == "POST":
        if not may_add:
            raise PermissionDenied
        return add(request, course, found)
    return page(request, course, found, may_add=may_add)


def add(request: HttpRequest, course: CourseFacts, found: DocumentFacts) -> HttpResponse:
    text, key = request.POST.get("text", ""), id_of(request.POST.get("key", ""))
    if key is None:
        return page(request, course, found, may_add=True, text=text, trouble="form")
    by = signer_of(request, course)
    try:
        signing.add_addendum(found.id, text, by=by, key=key, at=timezone.now())
    except (signing.BadAddendum, signing.KeyReused):
        return page(request, course, found, may_add=True, text=text, trouble="addendum")
    return redirect("record:document", found.id)


def page(
    request: HttpRequest,
    course: CourseFacts,
    found: DocumentFacts,
    *,
    may_add: bool,
    text: str = "",
    trouble: str = "",
) -> HttpResponse:
    opening.note_reading(course.id, by=whose(request).pk, at=timezone.now())
    voice, zone = forms(), course.therapist.zone
    outline = knowledge().outlines[found.about.kind]
    values = {
        "course": course,
        "document": found,
        "title": voice.own[f"outlines.{outline.id}.title"],
        "at": moment(found.at, zone),
        "parts": [p for p in telling.parts(voice, outline, found.content) if p.lines],
        "addenda": [(each, moment(each.at, zone)) for each in found.addenda],
        "units": units(timed_minutes(found.content)),
        "older": found.knowledge_version != knowledge().version,
        "may_add": may_add,
        "text": text,
        "trouble": own_voice().ui["trouble"].get(trouble, ""),
    }
    return shown(request, "document", values, status=422 if trouble else 200)


def document_of(text: str) -> DocumentFacts:
    """Raises Http404."""
    id = id_of(text)
    found = queries.document(id) if id is not None else None
    if found is None:
        raise Http404(text)
    return found


def course_for(request: HttpRequest, found: DocumentFacts, *, at: datetime) -> CourseFacts:
    """The course by which somebody reads the document: its own, or the one that goes on from it, in
    which a colleague treats the same person now."""
    course = course_of(str(found.about.course))
    while not may_read(request.user, course, at=at):
        further = queries.goes_on_in(course.id)
        if further is None:
            break
        course = course_of(str(further.goes_on))
    return course
