"""Running late: the next patients of the day are told."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from easeback.apps.booking import actions, queries
from easeback.apps.booking.facts import Colleague, VisitFacts
from easeback.apps.booking.permissions import may_change_visits, may_see_day
from easeback.apps.practice.queries import practice
from easeback.web.clinician.calendar.frame import (
    DAY,
    choose,
    days_span,
    key_of,
    shown,
    staff_page,
    stopped,
    tel,
    wall,
    words,
)
from easeback.web.letters import about_being_late, page_of

MINUTES = (10, 15, 20, 30, 45)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def late(request: HttpRequest) -> HttpResponse:
    """GET shows who would be told, and whom to call instead; POST tells them."""
    chosen, at = choose(request, may_see_day), timezone.now()
    therapist = chosen.one
    if therapist is None or not may_change_visits(request.user, therapist):
        raise PermissionDenied
    to_come = visits_left(therapist, at=at)
    back = f"{reverse('calendar:day')}?therapist={therapist.id}"
    if request.method != "POST":
        reached = [v for v in to_come if v.contact and v.contact.email]
        values = {
            "chosen": chosen,
            "therapist": therapist,
            "minutes": MINUTES,
            "told": [_line(v) for v in reached],
            "called": [_line(v) for v in to_come if v not in reached and v.contact],
            "back": back,
        }
        return shown(request, "late", values)
    key, minutes = key_of(request, "late"), request.POST.get("minutes", "")
    if key is None or minutes not in {str(each) for each in MINUTES}:
        return stopped(request, "form", back, status=400)
    letters = [
        letter
        for visit in to_come
        for letter in about_being_late(
            practice(), visit, page_of(request, visit), int(minutes), at=at
        )
    ]
    try:
        actions.tell(letters, key=key, by=f"staff:{request.user.pk}", at=at)
    except actions.TooBusy:
        return stopped(request, "busy", back, status=503)
    if letters:
        messages.success(request, words()["late"]["done"])
    return redirect(back)


def visits_left(therapist: Colleague, *, at: datetime) -> list[VisitFacts]:
    """The visits of today that are promised and have not begun."""
    zone = ZoneInfo(therapist.zone)
    end = days_span(wall(at, zone).date(), 1, zone).ends_at
    found = queries.visits_of_days(at, end, at=at, therapists=[therapist.id])
    return [v for v in found if v.status.is_promised and at < v.starts_at < at + DAY]


def _line(visit: VisitFacts) -> tuple[datetime, str, str, str]:
    """When, who, the phone, and the address that calls it."""
    contact = visit.contact
    start = wall(visit.starts_at, ZoneInfo(visit.zone))
    return (
        (start, contact.name, contact.phone, tel(contact.phone)) if contact else (start, "", "", "")
    )
