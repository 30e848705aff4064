"""Who may open what of the staff's pages, and where everybody else is led."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from easeback.apps.accounts.presence import Standing, shown_lately, standing

View = Callable[..., HttpResponse]
ROOMS = {"entrance", "admin_entrance"}
LANDING = "worklist:home"


def led_elsewhere(request: HttpRequest) -> HttpResponse | None:
    """Where somebody who has not come in all the way is led instead of this page.

    Nothing but the entrance opens to them. Strangers are left to the pages: each asks who they are.
    """
    place = request.resolver_match
    if place is not None and ROOMS & set(place.app_names):
        return None
    match standing(request):
        case Standing.BARE:
            return redirect("entrance:yours")
        case Standing.UNKEPT:
            return redirect("entrance:codes")
        case Standing.UNPROVEN:
            return to_the_door(request)
        case _:
            return None


def to_the_door(request: HttpRequest) -> HttpResponse:
    """Signs whoever it is out, and asks them to come in by the door."""
    if request.user.is_authenticated:
        logout(request)  # Not of somebody who is between two steps: it would end their coming in.
    return redirect_to_login(_way_back(request))


def known(view: View) -> View:
    """For staff who are signed in, also before everything is set up."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if standing(request) in {Standing.OUTSIDE, Standing.UNPROVEN}:
            return to_the_door(request)
        return view(request, *args, **kwargs)

    return guarded


def shown_again(view: View) -> View:
    """For a change of security: as `known`, and with a proof that is minutes old.

    Whoever has nothing to show yet need not: they are here to set it up.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        bare = standing(request) is Standing.BARE
        if bare or shown_lately(request, at=timezone.now()):
            return view(request, *args, **kwargs)
        query = urlencode({"next": _way_back(request)})
        return redirect(f"{reverse('entrance:again')}?{query}")

    return known(guarded)


def next_page(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else reverse(LANDING)


def by_name(request: HttpRequest) -> str:
    """The same page at localhost, where this one is at a number; empty elsewhere.

    A browser makes and shows no passkey for an IP address.
    """
    host, _, port = request.get_host().rpartition(":")
    if host in {"127.0.0.1", "[::1]"}:
        return f"http://localhost:{port}{request.get_full_path()}"
    return ""


def _way_back(request: HttpRequest) -> str:
    """A page to come back to: what was posted is not sent again."""
    safe = request.method in {"GET", "HEAD"}
    return request.get_full_path() if safe else reverse("entrance:yours")
