"""A therapist's hours: all of them on one page, and a page to change each part."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from easeback.apps.booking import changes, timetables
from easeback.apps.booking.facts import TIME_OFF, Colleague
from easeback.apps.booking.permissions import may_change_hours
from easeback.apps.booking.schedule import DAYS, HoursField, Schedule, WeeklyField
from easeback.domain.vocabulary import Span, seconds
from easeback.web.clinician.calendar.editing import edited
from easeback.web.clinician.calendar.frame import (
    Chosen,
    choose,
    key_of,
    shown,
    staff_page,
    stopped,
    wall,
    words,
)
from easeback.web.clinician.calendar.sheets import Dates, Off, Places, Sheet, Weekly
from easeback.web.clinician.calendar.told import told
from easeback.web.forms.whole import whole_in

SHEETS: dict[str, type[Sheet]] = {"weekly": Weekly, "dates": Dates, "places": Places}
FAR = 100 * 366 * 86_400


@staff_page
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    chosen, at = choose(request, may_change_hours), timezone.now()
    values: dict[str, Any] = {"chosen": chosen}
    if chosen.one is not None:
        values |= _all(chosen.one, at=at)
    ids = [therapist.id for therapist in chosen.therapists]
    outside = timetables.visits_outside_of_hours(at=at, therapists=ids)
    values["outside"] = told(outside, chosen.therapists)
    return shown(request, "hours", values)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, part: str) -> HttpResponse:
    """One part of a therapist's hours, to be changed."""
    make = SHEETS.get(part)
    if make is None:
        raise Http404(part)
    chosen, therapist = _one(request)
    if therapist is None:
        return redirect("calendar:hours")
    schedule = timetables.schedule(therapist.id)
    today = wall(timezone.now(), chosen.zone).date()
    return edited(request, chosen, part, lambda sent: make(therapist, schedule, sent, on=today))


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def time_off(request: HttpRequest) -> HttpResponse:
    chosen, therapist = _one(request)
    if therapist is None:
        return redirect("calendar:hours")
    return edited(request, chosen, "time-off", lambda sent: Off(therapist, sent))


@staff_page
@require_POST
def remove_time_off(request: HttpRequest, time_off: str) -> HttpResponse:
    chosen, therapist = _one(request)
    number = whole_in(time_off, digits=17)
    if therapist is None or number is None:
        raise Http404(time_off)
    key, back = key_of(request, "time-on"), reverse("calendar:hours") + chosen.query
    if key is None:
        return stopped(request, "form", back, status=400)
    try:
        changes.remove_time_off(therapist.id, number, key=key, at=timezone.now())
    except (changes.NoSuchTime, changes.KeyReused):
        return stopped(request, "gone", back, status=409)
    except changes.TooBusy:
        return stopped(request, "busy", back, status=503)
    messages.success(request, words()["hours"]["saved"])
    return redirect(back)


def _one(request: HttpRequest) -> tuple[Chosen, Colleague | None]:
    """Hours are changed for one therapist at a time."""
    chosen = choose(request, may_change_hours)
    return chosen, chosen.one


def _all(therapist: Colleague, *, at: datetime) -> dict[str, Any]:
    zone, schedule = ZoneInfo(therapist.zone), timetables.schedule(therapist.id)
    now = seconds(at)
    off = timetables.blocked([therapist.id], Span(now, now + FAR))[therapist.id]
    return {
        "one": therapist,
        "week": [(DAYS[place], _lines(schedule, DAYS[place])) for place in range(7)],
        "dates": _dates(schedule, wall(at, zone).date()),
        "home_point": schedule.home_point,
        "areas": schedule.areas,
        "off": [
            (each.id, wall(each.starts_at, zone), wall(each.ends_at, zone), each.note)
            for each in off
            if each.source == TIME_OFF
        ],
    }


def _lines(schedule: Schedule, day: str) -> list[dict[str, Any]]:
    rows = sorted((row for row in schedule.weekly if day in row.days), key=lambda row: row.start)
    return [_line(row) | {"first_on": row.first_on, "last_on": row.last_on} for row in rows]


def _dates(schedule: Schedule, today: date) -> list[tuple[date, list[dict[str, Any]]]]:
    coming = sorted((each for each in schedule.overrides if each.on >= today), key=lambda e: e.on)
    return [(each.on, [_line(row) for row in each.hours]) for each in coming]


def _line(row: HoursField | WeeklyField) -> dict[str, Any]:
    return {
        "start": _clock(row.start),
        "end": _clock(row.end),
        "overnight": row.end <= row.start and row.end != "00:00",
        "modes": [mode.value for mode in row.modes],
    }


def _clock(text: str) -> time:
    return time(int(text[:2]) % 24, int(text[3:]))
