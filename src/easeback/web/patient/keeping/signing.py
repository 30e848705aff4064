"""A diary with an e-mail: a code that is typed adds the address, or opens the diary elsewhere."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from easeback.apps.accounts import emails
from easeback.apps.accounts.emails import (
    AddressTaken,
    CodeOver,
    CodeWrong,
    NoAddress,
    TooManyCodes,
    make_code,
    plain_address,
    redeem,
)
from easeback.apps.accounts.limits import may
from easeback.apps.accounts.passkeys import passkeys_of
from easeback.apps.notifications import actions as notifications
from easeback.apps.notifications.actions import MessageRefused
from easeback.apps.notifications.queries import mail_goes_out
from easeback.apps.selfcare.actions import about_code
from easeback.web.patient.keeping.holding import Mine, bring, from_our_page, mine
from easeback.web.patient.keeping.letters import about_a_code
from easeback.web.patient.keeping.views import FULL, TOO_MANY, own_page
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.views import open_to_all

REFUSED = 422
LONGEST = 300


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponseBase:
    """For whoever has a diary with an e-mail: where the code goes. It never says who has one."""
    here = setting(request)
    if request.method != "POST" or not from_our_page(request):
        return email_page(request, here)
    return code_for(request, here, None)


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def add(request: HttpRequest, me: Mine) -> HttpResponse:
    """An address for this diary. Until its code is typed, nothing changes."""
    here = setting(request)
    if request.method != "POST":
        return email_page(request, here, me)
    return code_for(request, here, me)


@require_POST
@mine
def take_away(request: HttpRequest, me: Mine) -> HttpResponse:
    """The address opens this diary no more."""
    emails.take_away(me.holder.account)
    return redirect("keeping:yours")


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponseBase:
    """The code that was sent, typed on the browser that asked for it."""
    here, at = setting(request), timezone.now()
    browser = request.COOKIES.get(settings.CODE_COOKIE, "")[:LONGEST]
    typed = request.POST.get("code", "")[:LONGEST]
    if request.method != "POST" or not from_our_page(request):
        return code_page(request, here)
    if not may(request, "code"):
        return code_page(request, here, "too_many", TOO_MANY)
    try:
        proven = redeem(browser, typed, at=at)
    except CodeWrong:
        return code_page(request, here, "wrong", REFUSED)
    except CodeOver:
        return code_page(request, here, "over", REFUSED)
    except AddressTaken:
        return code_page(request, here, "taken", REFUSED)
    notifications.forget([about_code(proven.code)])
    return let_in(request, here, proven.account, proven.key, at=at)


def let_in(
    request: HttpRequest, here: Setting, account: UUID, key: str | None, *, at: datetime
) -> HttpResponse:
    """Opens the diary on this device; a passkey is offered once to whoever has none."""
    answer = redirect("diary:diary" if passkeys_of(account) else "keeping:passkey")
    if key is not None and not bring(request, answer, account, key, at=at):
        return code_page(request, here, "full", FULL)
    answer.delete_cookie(settings.CODE_COOKIE)
    return answer


def code_for(request: HttpRequest, here: Setting, me: Mine | None) -> HttpResponse:
    """Sends a code, and leads to where it is typed. What is wrong is said beside the field."""
    at, typed = timezone.now(), request.POST.get("email", "")[:LONGEST]
    if not may(request, "ask_code"):
        return email_page(request, here, me, typed, "too_many", TOO_MANY)
    try:
        address = plain_address(typed)
        browser = sent(address, here, me.holder.account if me else None, at=at)
    except (NoAddress, MessageRefused):
        return email_page(request, here, me, typed, "wrong", REFUSED)
    except TooManyCodes:
        return email_page(request, here, me, typed, "too_many", TOO_MANY)
    answer = redirect(reverse("keeping:code") + ("?add=1" if me else ""))
    answer.set_cookie(
        settings.CODE_COOKIE,
        browser,
        max_age=timedelta(hours=1),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def sent(address: str, here: Setting, account: UUID | None, *, at: datetime) -> str:
    """What the browser must show with the code, which is on its way.

    Raises MessageRefused, TooManyCodes.
    """
    with transaction.atomic():
        made = make_code(address, account=account, at=at)
        if made.is_for_somebody:
            letter = about_a_code(made, address, here.voice.language, here.practice, at=at)
            notifications.enqueue(letter, due_at=at, at=at)
            notifications.hurry()
    return made.browser


def email_page(
    request: HttpRequest,
    here: Setting,
    me: Mine | None = None,
    typed: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    values: dict[str, object] = {
        "me": me,
        "typed": typed,
        "problem": problem,
        "goes_out": mail_goes_out(),
        "current": emails.address_of(me.holder.account) if me else "",
    }
    return own_page(request, here, "keeping/email.html", values, status)


def code_page(
    request: HttpRequest, here: Setting, problem: str = "", status: int = 200
) -> HttpResponse:
    values: dict[str, object] = {"problem": problem, "adds": "add" in request.GET}
    return own_page(request, here, "keeping/code.html", values, status)
