"""What staff do with one visit: note that nobody came, cancel it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from easeback.apps.booking import actions, queries, timetables
from easeback.apps.booking.facts import Status, VisitFacts
from easeback.apps.booking.permissions import may_change_visits
from easeback.apps.practice.queries import practice
from easeback.web.clinician.calendar.day import may_cancel, may_miss
from easeback.web.clinician.calendar.frame import (
    key_of,
    language,
    shown,
    staff_page,
    stopped,
    tel,
    visit_for,
    wall,
)
from easeback.web.letters import about_cancelling, page_of


@staff_page
@require_POST
def no_show(request: HttpRequest, visit: str) -> HttpResponse:
    found, at = visit_for(request, visit, may_change_visits), timezone.now()

    def note(key: str) -> None:
        actions.note_no_show(found.id, key=key, by=_who(request), at=at)

    done = found.status is Status.NO_SHOW
    return _written(request, found, "no-show", note, fits=done or may_miss(found, at=at))


@staff_page
@require_POST
def came(request: HttpRequest, visit: str) -> HttpResponse:
    """Takes a slip of the thumb back."""
    found, at = visit_for(request, visit, may_change_visits), timezone.now()

    def note(key: str) -> None:
        actions.note_came(found.id, key=key, by=_who(request), at=at)

    done = found.status.is_promised
    return _written(request, found, "came", note, fits=done or found.status is Status.NO_SHOW)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, visit: str) -> HttpResponse:
    """GET shows what would be cancelled, and one button."""
    found, at = visit_for(request, visit, may_change_visits), timezone.now()
    if request.method != "POST":
        if not may_cancel(found, at=at):
            return stopped(request, "changed", _day_of(found), status=409)
        return shown(request, "cancel", _told(found, at=at))

    def give_up(key: str) -> None:
        actions.cancel(
            found.id,
            key=key,
            by=_who(request),
            at=at,
            letters=lambda v: about_cancelling(practice(), v, page_of(request, v), at=at),
        )

    done = found.status.is_over
    return _written(request, found, "cancel", give_up, fits=done or may_cancel(found, at=at))


def _written(
    request: HttpRequest,
    visit: VisitFacts,
    what: str,
    write: Callable[[str], None],
    *,
    fits: bool,
) -> HttpResponse:
    """Writes it once, and leads back to the day."""
    key, back = key_of(request, what), _day_of(visit)
    if key is None:
        return stopped(request, "form", back, status=400)
    if not fits:
        return stopped(request, "changed", back, status=409)
    try:
        write(key)
    except (actions.NoSuchVisit, actions.KeyReused):
        return stopped(request, "changed", back, status=409)
    except actions.TooBusy:
        return stopped(request, "busy", back, status=503)
    return redirect(f"{back}#visit-{visit.id}")


def _told(visit: VisitFacts, *, at: datetime) -> dict[str, Any]:
    zone = ZoneInfo(visit.zone)
    hours = queries.catalogue().late_cancel_hours
    return {
        "visit": visit,
        "tel": tel(visit.contact.phone) if visit.contact else "",
        "start": wall(visit.starts_at, zone),
        "end": wall(visit.ends_at, zone),
        "service": timetables.service_names()[visit.service][language()],
        "late": (visit.starts_at - at).total_seconds() < hours * 3600,
        "hours": hours,
        "back": _day_of(visit),
    }


def _day_of(visit: VisitFacts) -> str:
    on = wall(visit.starts_at, ZoneInfo(visit.zone)).date()
    return f"{reverse('calendar:day-of', args=[on.isoformat()])}?therapist={visit.therapist}"


def _who(request: HttpRequest) -> str:
    return f"staff:{request.user.pk}"
