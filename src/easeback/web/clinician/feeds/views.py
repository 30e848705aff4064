"""Whose calendars there are; the addresses of one therapist's feed; their calendars elsewhere."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from easeback.apps.accounts.presence import whose
from easeback.apps.booking import feeds, foreign
from easeback.apps.booking.facts import Flavor
from easeback.apps.booking.keepers import may_keep_calendars
from easeback.apps.booking.queries import faces
from easeback.apps.booking.writes import KeyReused, TooBusy
from easeback.web.clinician.entrance.door import shown_again
from easeback.web.clinician.feeds.frame import key_of, shown, shown_calendars

View = Callable[..., HttpResponse]


def for_keepers(view: View) -> View:
    """For staff who may see to this therapist's calendars; the view gets the therapist's name."""

    @wraps(view)
    @staff_member_required
    def guarded(request: HttpRequest, therapist: int, **more: Any) -> HttpResponse:
        if not may_keep_calendars(whose(request), therapist):
            raise PermissionDenied
        name = _names().get(str(therapist))
        if name is None:
            raise Http404
        try:
            return view(request, therapist, name, **more)
        except (KeyReused, TooBusy) as stop:
            # A page that was gone back to, say: its key has done its work for another button.
            problem = "busy" if isinstance(stop, TooBusy) else "used"
            return shown_calendars(request, therapist, name, problem=problem)

    return guarded


@never_cache
@staff_member_required
@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    user = whose(request)
    mine = {pk: name for pk, name in _names().items() if may_keep_calendars(user, int(pk))}
    if not mine:
        raise PermissionDenied
    return shown(request, "everybody", {"therapists": mine})


@never_cache
@for_keepers
@require_safe
def calendars(request: HttpRequest, therapist: int, name: str) -> HttpResponse:
    return shown_calendars(request, therapist, name)


@never_cache
@shown_again
@for_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, therapist: int, name: str, flavor: str) -> HttpResponse:
    """Says what the address will give away; its button makes it, and it is shown this one time."""
    kind = _flavor(flavor)
    values = {"therapist": therapist, "name": name, "flavor": kind}
    if request.method != "POST":
        values["is_there"] = kind in feeds.addresses(therapist)
        return shown(request, "address", values)
    token = feeds.make_address(
        therapist, kind, key=key_of(request), by=whose(request).pk, at=timezone.now()
    )
    if token:
        path = reverse("calendar-feed", args=[token])
        values["address"] = request.build_absolute_uri(path)
    return shown(request, "made", values)


@never_cache
@for_keepers
@require_POST
def end(request: HttpRequest, therapist: int, name: str, flavor: str) -> HttpResponse:
    """Needs no fresh proof: whoever has lost an address should end it at once."""
    by, now = whose(request).pk, timezone.now()
    feeds.end_address(therapist, _flavor(flavor), key=key_of(request), by=by, at=now)
    return redirect("feeds:calendars", therapist)


@never_cache
@for_keepers
@require_POST
def add(request: HttpRequest, therapist: int, name: str) -> HttpResponse:
    typed, by, now = request.POST.get("address", ""), whose(request).pk, timezone.now()
    try:
        foreign.add_calendar(therapist, typed, key=key_of(request), by=by, at=now)
    except foreign.BadAddress:
        return shown_calendars(request, therapist, name, problem="address")
    return redirect("feeds:calendars", therapist)


@never_cache
@for_keepers
@require_POST
def remove(request: HttpRequest, therapist: int, name: str, calendar: int) -> HttpResponse:
    try:
        foreign.remove_calendar(therapist, calendar, key=key_of(request), at=timezone.now())
    except foreign.NoSuchCalendar as gone:
        raise Http404 from gone
    return redirect("feeds:calendars", therapist)


def _flavor(name: str) -> Flavor:
    try:
        return Flavor(name)
    except ValueError as unknown:
        raise Http404 from unknown


def _names() -> dict[str, str]:
    return {face.id: face.name for face in faces()}
