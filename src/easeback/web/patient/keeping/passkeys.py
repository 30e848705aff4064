"""A passkey for the diary: offered once it has an e-mail, and then it opens it anywhere."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from easeback.apps.accounts import passkeys
from easeback.apps.accounts.limits import may
from easeback.apps.accounts.passkeys import Challenge, PasskeyRefused, Site
from easeback.web.forms.whole import whole_in
from easeback.web.patient.keeping.holding import Mine, bring, from_our_page, mine
from easeback.web.patient.keeping.views import FULL, TOO_MANY, own_page
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.views import open_to_all

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def passkey(request: HttpRequest, me: Mine) -> HttpResponse:
    """Offers a passkey, and keeps the one that was made."""
    here = setting(request)
    if request.method != "POST":
        return offer_page(request, here, me)
    try:
        passkeys.add(
            me.holder.account,
            site_of(request, here),
            request.COOKIES.get(settings.CHALLENGE_COOKIE, ""),
            request.POST.get("credential", ""),
            at=timezone.now(),
        )
    except PasskeyRefused:
        return offer_page(request, here, me, problem="refused", status=REFUSED)
    return _over(redirect("keeping:yours"))


@require_POST
@mine
def creation(request: HttpRequest, me: Mine) -> HttpResponse:
    """What a new passkey must sign."""
    return _asked(passkeys.creation(me.holder.account, site_of(request, setting(request))))


@require_POST
@mine
def take_away(request: HttpRequest, me: Mine) -> HttpResponse:
    """This passkey opens the diary no more."""
    number = whole_in(request.POST.get("passkey", ""), digits=10)
    if number is not None:
        passkeys.take_away(me.holder.account, number)
    return redirect("keeping:yours")


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponseBase:
    """Opens the diary of a passkey on this device."""
    here, at = setting(request), timezone.now()
    if request.method != "POST" or not from_our_page(request):
        return show_page(request, here)
    try:
        account, key = passkeys.redeem(
            site_of(request, here),
            request.COOKIES.get(settings.CHALLENGE_COOKIE, ""),
            request.POST.get("credential", ""),
            at=at,
        )
    except PasskeyRefused:
        return show_page(request, here, "refused", REFUSED)
    answer = redirect("diary:diary")
    if not bring(request, answer, account, key, at=at):
        return show_page(request, here, "full", FULL)
    return _over(answer)


@csrf_exempt
@require_POST
def challenge(request: HttpRequest) -> HttpResponse:
    """What a passkey must sign."""
    here = setting(request)
    if not (from_our_page(request) and may(request, "passkey")):
        return JsonResponse({}, status=TOO_MANY)
    return _asked(passkeys.challenge(site_of(request, here)))


def site_of(request: HttpRequest, here: Setting) -> Site:
    origin = f"{request.scheme}://{request.get_host()}"
    return Site(origin, _host(request), here.practice.name or "Easeback")


def has_passkeys(request: HttpRequest) -> bool:
    """Whether passkeys can be at this address: never where it is a number."""
    try:
        ip_address(_host(request))
    except ValueError:
        return True
    return False


def offer_page(
    request: HttpRequest, here: Setting, me: Mine, *, problem: str = "", status: int = 200
) -> HttpResponse:
    values: dict[str, object] = {"me": me, "problem": problem, "can": has_passkeys(request)}
    return own_page(request, here, "keeping/passkey.html", values, status)


def show_page(
    request: HttpRequest, here: Setting, problem: str = "", status: int = 200
) -> HttpResponse:
    values: dict[str, object] = {"problem": problem, "can": has_passkeys(request)}
    return own_page(request, here, "keeping/show.html", values, status)


def _host(request: HttpRequest) -> str:
    return urlsplit(f"//{request.get_host()}").hostname or ""


def _asked(challenge: Challenge) -> HttpResponse:
    answer = JsonResponse(challenge.options)
    answer.set_cookie(
        settings.CHALLENGE_COOKIE,
        challenge.state,
        max_age=passkeys.LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


def _over(answer: HttpResponse) -> HttpResponse:
    answer.delete_cookie(settings.CHALLENGE_COOKIE)
    return answer
