"""Who waits for an earlier visit, and taking somebody off the list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from easeback.apps.booking import timetables, waiting, waitlist
from easeback.apps.booking.facts import Colleague, Listed
from easeback.apps.booking.permissions import may_see_waiting, may_take_off_list
from easeback.web.clinician.calendar.frame import (
    Chosen,
    choose,
    key_of,
    language,
    shown,
    staff_page,
    stopped,
    wall,
)
from easeback.web.clinician.calendar.told import Line, told

Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the list as a line. `severity` is empty where somebody can wait."""

    id: UUID
    name: str
    phone: str
    email: str
    since: datetime
    severity: str
    service: str
    modes: tuple[str, ...]
    part: str
    first_on: date
    last_on: date
    has: list[Line]
    offered: list[Line]
    offered_at: datetime | None
    state: str
    may_take_off: bool = False

    @property
    def tel(self) -> str:
        return "tel:" + "".join(c for c in self.phone if c.isdigit() or c == "+")


@staff_page
@require_safe
def waiting_list(request: HttpRequest) -> HttpResponse:
    """Of the therapists who are chosen; who waits for anybody is shown to who sees every day."""
    chosen = choose(request)
    values = {"chosen": chosen, "zone": chosen.zone.key, "lines": list(_lines(request, chosen))}
    return shown(request, "waiting", values)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def take_off(request: HttpRequest, place: str) -> HttpResponse:
    """GET shows who would be taken off, and one button."""
    chosen = choose(request)
    id, back = _id(place), reverse("calendar:waiting") + chosen.query
    found = next((each for each in waiting.everybody() if each.wait.id == id), None)
    if found is None:
        return _not_listed(request, id, back)
    everybody = timetables.colleagues()
    if not may_take_off_list(request.user, _therapist(found, everybody)):
        raise PermissionDenied
    if request.method != "POST":
        line = _line(found, chosen.zone, everybody, timetables.service_names())
        return shown(request, "take-off", {"chosen": chosen, "line": line, "back": back})
    key = key_of(request, "wait-off")
    if key is None:
        return stopped(request, "form", back, status=400)
    try:
        waitlist.leave(id, key=key, at=timezone.now(), by=f"staff:{request.user.pk}")
    except waitlist.KeyReused:
        return stopped(request, "form", back, status=409)
    except waitlist.TooBusy:
        return stopped(request, "busy", back, status=503)
    return redirect(back)


def _not_listed(request: HttpRequest, id: UUID, back: str) -> HttpResponse:
    """They have left the list: by themselves, or by the first of two clicks."""
    if waiting.waiting(id) is None:
        raise Http404(str(id))
    if request.method == "POST":
        return redirect(back)
    return stopped(request, "left", back, status=409)


def _lines(request: HttpRequest, chosen: Chosen) -> Iterator[Place]:
    """As many queries for many as for one."""
    everybody, names = timetables.colleagues(), timetables.service_names()
    for each in waiting.everybody():
        therapist = _therapist(each, everybody)
        is_chosen = therapist is None or therapist in chosen.therapists
        if is_chosen and may_see_waiting(request.user, therapist):
            line = _line(each, chosen.zone, everybody, names)
            yield replace(line, may_take_off=may_take_off_list(request.user, therapist))


def _therapist(one: Listed, everybody: tuple[Colleague, ...]) -> Colleague | None:
    """With whom they wait; None: with anybody."""
    visit = one.visit
    if visit is None:
        return None
    return next(each for each in everybody if each.id == visit.therapist)


def _line(one: Listed, zone: ZoneInfo, everybody: tuple[Colleague, ...], names: Names) -> Place:
    wish, offered_at = one.wait.wish, one.offered_at
    return Place(
        id=one.wait.id,
        name=wish.contact.name,
        phone=wish.contact.phone,
        email=wish.contact.email,
        since=wall(one.wait.since, zone),
        severity=wish.severity.label if wish.severity else "",
        service=names[wish.service][language()],
        modes=tuple(sorted(wish.modes)),
        part=wish.part,
        first_on=wish.first_on,
        last_on=wish.last_on,
        has=told([one.visit] if one.visit is not None else [], everybody),
        offered=told([one.offered] if one.offered is not None else [], everybody),
        offered_at=wall(offered_at, zone) if offered_at is not None else None,
        state=one.wait.status,
    )


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as bad:
        raise Http404(text) from bad
