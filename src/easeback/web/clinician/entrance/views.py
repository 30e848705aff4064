"""The way in and out: a passkey, or a link and then a second step."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from easeback.apps.accounts import entering, queries
from easeback.apps.accounts.actions import LinkRefused
from easeback.apps.accounts.entering import NobodyWaits, NotProven, TooManyAttempts
from easeback.apps.accounts.presence import whose
from easeback.web.clinician.entrance.door import LANDING, known, next_page
from easeback.web.clinician.entrance.frame import shown

page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@page
def sign_in(request: HttpRequest) -> HttpResponse:
    """One button: the browser finds the passkey, no name is typed."""
    if request.method != "POST":
        return shown(request, "sign_in", {"person": request.user})
    try:
        return entering.enter_by_passkey(request, next_page(request))
    except NotProven:
        return shown(request, "sign_in", problem="passkey")
    except TooManyAttempts:
        return shown(request, "sign_in", problem="often")


@never_cache
@require_POST
def challenge(request: HttpRequest) -> HttpResponse:
    """What a passkey must sign, for the script of the page."""
    try:
        return JsonResponse(dict(entering.passkey_request(request)))
    except TooManyAttempts:
        return JsonResponse({}, status=429)


@never_cache
@page
def link(request: HttpRequest, token: str) -> HttpResponse:
    """GET changes nothing: mail scanners and previews open links too."""
    if request.method != "POST":
        return shown(request, "link")
    try:
        return entering.enter_by_link(request, token, reverse(LANDING), at=timezone.now())
    except LinkRefused:
        return shown(request, "refused", problem="link")
    except TooManyAttempts:
        return shown(request, "link", problem="often")


@never_cache
@page
def code(request: HttpRequest) -> HttpResponse:
    """The second step after a link: a code of the app, a recovery code, or a passkey."""
    waiting = entering.waiting_for_second_step(request)
    if waiting is None:
        return redirect("entrance:sign-in")
    values = {"factors": queries.factors_of(waiting)}
    if request.method != "POST":
        return shown(request, "code", values)
    try:
        return entering.enter_by_second_step(request)
    except NotProven:
        return shown(request, "code", values, problem="proof")
    except TooManyAttempts:
        return shown(request, "code", values, problem="often")
    except NobodyWaits:
        return redirect("entrance:sign-in")


@never_cache
@known
@page
def again(request: HttpRequest) -> HttpResponse:
    """Asks whoever is signed in to show a factor once more, before a change of security."""
    values = {"factors": queries.factors_of(whose(request).pk)}
    if not values["factors"].any:
        return redirect("entrance:yours")
    if request.method != "POST":
        return shown(request, "again", values)
    try:
        entering.prove_again(request)
    except NotProven:
        return shown(request, "again", values, problem="proof")
    except TooManyAttempts:
        return shown(request, "again", values, problem="often")
    return redirect(next_page(request))


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("entrance:sign-in")


@never_cache
@require_safe
def from_the_admin(request: HttpRequest) -> HttpResponse:
    """Where the admin sends whoever is not signed in; there is no password to give."""
    query = request.GET.urlencode(safe="/")
    return redirect(reverse("entrance:sign-in") + (f"?{query}" if query else ""))
