"""The visit's own page: what was booked, what to do before it, and what is shared with it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from easeback.apps.booking import actions, queries
from easeback.apps.booking.facts import VisitFacts
from easeback.apps.booking.sharing import shared_with, stop_sharing
from easeback.apps.care.queries import has_intake
from easeback.paper import calendar
from easeback.web.letters import appointment, page_of
from easeback.web.patient.book.tokens import token_of, visit_of
from easeback.web.patient.book.views import own_page, visit_values
from easeback.web.patient.intake.access import is_open
from easeback.web.patient.messages.ways import way_to_newest
from easeback.web.patient.relief.frame import setting
from easeback.web.patient.relief.views import open_to_all
from easeback.web.patient.today.ways import program_path


@open_to_all
@require_safe
def visit(request: HttpRequest, token: str) -> HttpResponse:
    """The visit's own page."""
    return visit_page(request, visit_of(token))


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def unshare(request: HttpRequest, token: str) -> HttpResponse:
    """Takes back what was shared; opened by its address, it leads to the visit's page."""
    found = visit_of(token)
    if request.method != "POST":
        return redirect("book:visit", token)
    try:
        stop_sharing(found.id, key=f"unshare:{found.id}", at=timezone.now())
    except actions.TooBusy:
        return visit_page(request, found, busy=True)
    return redirect("book:visit", token)


@open_to_all
@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """The visit for the person's own calendar."""
    here, found = setting(request), visit_of(token)
    if found.status.is_over:
        raise Http404
    page = page_of(request, found)
    mine = appointment(here.practice, found, page, at=timezone.now())
    file = calendar.feed(here.practice.name, [mine], busy_only=False)
    answer = HttpResponse(file, "text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="visit.ics"'
    return answer


def visit_page(request: HttpRequest, found: VisitFacts, *, busy: bool = False) -> HttpResponse:
    here, course = setting(request), queries.promised_visits(found.course)
    values = {
        **visit_values(here, found),
        "shared": shared_with(found.id) is not None,
        "busy": busy,
        "may_go_on": bool(course),
        "others": sum(v.id != found.id and v.ends_at > timezone.now() for v in course),
        "told": is_open(found, at=timezone.now()) and has_intake(found.course),
        "intake": reverse("intake:cover", args=[token_of(found.id)]),
        "unshare": reverse("book:unshare", args=[token_of(found.id)]),
        "program": program_path(found.course),
        "write": way_to_newest(here, found.course) if found.contact is not None else None,
    }
    return own_page(request, here, "book/visit.html", values)
