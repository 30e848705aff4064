"""A person's own sign-in: what they have set up, what can be added, what can go."""

import segno
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from easeback.apps.accounts import actions, enrolling, queries
from easeback.apps.accounts.entering import NotProven, TooManyAttempts
from easeback.apps.accounts.presence import sign_out_elsewhere, whose
from easeback.web.clinician.entrance.door import LANDING, known, shown_again
from easeback.web.clinician.entrance.frame import shown
from easeback.web.forms.whole import whole_in


@never_cache
@known
@require_safe
def yours(request: HttpRequest) -> HttpResponse:
    return _yours(request)


@never_cache
@shown_again
@require_POST
def passkey_challenge(request: HttpRequest) -> HttpResponse:
    """What a new passkey must sign, for the script of the page."""
    return JsonResponse(dict(enrolling.passkey_creation(request)))


@never_cache
@shown_again
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return shown(request, "passkey")
    try:
        enrolling.add_passkey(request)
    except NotProven:
        return shown(request, "passkey", problem="new_passkey")
    return _on(request)


@never_cache
@shown_again
@require_http_methods(["GET", "HEAD", "POST"])
def app(request: HttpRequest) -> HttpResponse:
    """The code to scan; a first number from the app shows that it was scanned.

    A person has one app: a new one takes the place of the old, also where that is the only way in.
    """
    problem = ""
    if request.method == "POST":
        try:
            enrolling.add_app(request)
            return _on(request)
        except NotProven:
            problem = "app"
        except TooManyAttempts:
            problem = "often"
    offer = enrolling.offer_app(request, again=bool(problem))
    values = {
        "picture": mark_safe(  # noqa: S308  Our own drawing, of an address that is encoded in it.
            segno.make(offer.url).svg_inline(scale=4, border=4, light="#fff")
        ),
        "secret": " ".join(offer.secret[i : i + 4] for i in range(0, len(offer.secret), 4)),
        "url": offer.url,
    }
    return shown(request, "app", values, problem=problem)


@never_cache
@shown_again
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes, until the person says that they are put away."""
    factors = queries.factors_of(whose(request).pk)
    if not factors.any or factors.codes_kept:
        return redirect("entrance:yours")
    if request.method == "POST":
        actions.note_codes_kept(whose(request).pk, at=timezone.now())
        return redirect(LANDING)
    return shown(request, "codes", {"codes": queries.unused_codes(whose(request).pk)})


@never_cache
@shown_again
@require_POST
def new_codes(request: HttpRequest) -> HttpResponse:
    if queries.factors_of(whose(request).pk).any:
        enrolling.renew_codes(request)
    return redirect("entrance:codes")


@never_cache
@shown_again
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Whoever came in by what is removed, with a stolen phone say, is out as well."""
    number = whole_in(request.POST.get("factor", ""), digits=18) or 0
    try:
        if actions.remove_factor(whose(request).pk, number):
            sign_out_elsewhere(request)
    except actions.LastFactor:
        return _yours(request, problem="last")
    return redirect("entrance:yours")


def _yours(request: HttpRequest, problem: str = "") -> HttpResponse:
    values = {"factors": queries.factors_of(whose(request).pk), "person": request.user}
    return shown(request, "yours", values, problem=problem)


def _on(request: HttpRequest) -> HttpResponse:
    """After something was set up: the codes, if they were not put away yet."""
    kept = queries.factors_of(whose(request).pk).codes_kept
    return redirect("entrance:yours" if kept else "entrance:codes")
