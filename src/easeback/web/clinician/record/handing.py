"""Who else may read, and who goes on: a lead opens a record, a course goes to a colleague."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from easeback.apps.accounts.presence import whose
from easeback.apps.booking import timetables
from easeback.apps.booking.actions import KeyReused, NoSuchVisit, TooBusy
from easeback.apps.booking.facts import Colleague, CourseFacts, Letter
from easeback.apps.booking.handing import AlreadyHanded, Handed
from easeback.apps.care import opening, transferring
from easeback.apps.care.messages import signs_in
from easeback.apps.care.permissions import may_open_any, may_transfer
from easeback.apps.practice.queries import practice
from easeback.web.clinician.calendar.frame import staff_page
from easeback.web.clinician.record.frame import course_of, id_of, own_voice, shown
from easeback.web.letters import page_of
from easeback.web.letters.handing import about_handing


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def open_record(request: HttpRequest, course: str) -> HttpResponse:
    """Asks a lead why; from then on the record is open to them for a working day."""
    found = course_of(course)
    if not may_open_any(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return asked(request, "open", found)
    key, reason = id_of(request.POST.get("key", "")), request.POST.get("reason", "")
    if key is None:
        return asked(request, "open", found, reason=reason, trouble="form")
    try:
        opening.open_record(found.id, reason, by=whose(request).pk, key=key, at=timezone.now())
    except opening.BadReason:
        return asked(request, "open", found, reason=reason, trouble="reason")
    return redirect("record:patient", found.id)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, course: str) -> HttpResponse:
    """To whom, and why; the patient is told by mail, or staff are asked to tell them."""
    found = course_of(course)
    if not may_transfer(request.user, found):
        raise PermissionDenied
    if request.method != "POST":
        return asked(request, "transfer", found)
    key, reason = id_of(request.POST.get("key", "")), request.POST.get("reason", "")
    to = next((c for c in others(found) if str(c.id) == request.POST.get("therapist")), None)
    if key is None or to is None:
        trouble = "form" if key is None else "whom"
        return asked(request, "transfer", found, reason=reason, trouble=trouble)
    at, by = timezone.now(), whose(request).pk

    def letters(handed: Handed) -> Iterator[Letter]:
        assert found.contact is not None  # noqa: S101  As course_of makes sure.
        names = found.therapist.name, to.name
        return about_handing(
            practice(), found.contact, names, handed, lambda v: page_of(request, v), at=at
        )

    try:
        transferring.transfer(found.id, to.id, reason, by=by, key=key, at=at, letters=letters)
    except opening.BadReason:
        return asked(request, "transfer", found, reason=reason, trouble="reason")
    except (AlreadyHanded, NoSuchVisit, KeyReused):
        return asked(request, "transfer", found, reason=reason, trouble="gone", status=409)
    except TooBusy:
        return asked(request, "transfer", found, reason=reason, trouble="busy", status=503)
    return shown(request, "transferred", {"course": found, "to": to})


def asked(
    request: HttpRequest,
    what: str,
    course: CourseFacts,
    *,
    reason: str = "",
    trouble: str = "",
    status: int = 422,
) -> HttpResponse:
    values = {
        "course": course,
        "others": others(course),
        "reason": reason,
        "trouble": own_voice().ui["trouble"].get(trouble, ""),
        "longest": opening.LONGEST_REASON,
    }
    return shown(request, what, values, status=status if trouble else 200)


def others(course: CourseFacts) -> list[Colleague]:
    """Not whom nobody signs in as: nothing of this patient would be read any more."""
    everybody = timetables.colleagues()
    return [each for each in everybody if each.id != course.therapist.id and signs_in(each)]
