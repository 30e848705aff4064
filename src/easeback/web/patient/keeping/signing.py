"""A diary with an e-mail: a code that is typed adds the address, or opens the diary elsewhere."""

from dataclasses import dataclass
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
    Proven,
    TooManyCodes,
    make_code,
    plain_address,
)
from easeback.apps.accounts.limits import may
from easeback.apps.accounts.passkeys import passkeys_of
from easeback.apps.notifications import actions as notifications
from easeback.apps.notifications.actions import MessageRefused
from easeback.apps.notifications.queries import mail_goes_out
from easeback.apps.selfcare.actions import about_code, prove_address, take_address_away
from easeback.web.letters import code_letter
from easeback.web.patient.keeping.holding import Mine, bring, from_our_page, mine
from easeback.web.patient.keeping.views import FULL, TOO_MANY, own_page
from easeback.web.patient.keeping.words import voice_of
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.views import open_to_all

REFUSED = 422
LONGEST = 300


class CodeRefused(Exception):
    """No code is sent, or the typed one is not taken: `problem` names the words that say why."""

    def __init__(self, problem: str, status: int = REFUSED) -> None:
        super().__init__(problem)
        self.problem, self.status = problem, status


@dataclass(frozen=True, slots=True)
class Typing:
    """A page on which a code is typed: its own address, and where to order another one."""

    page: str
    again: str
    query: str = ""
    adds: bool = True


OPENING = Typing("keeping:code", "keeping:ask_code", adds=False)
ADDING = Typing("keeping:code", "keeping:email", query="?add=1")


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
    take_address_away(me.holder.account)
    return redirect("keeping:yours")


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponseBase:
    """The code that was sent, typed on the browser that asked for it."""
    here, at = setting(request), timezone.now()
    typing = ADDING if "add" in request.GET else OPENING
    if request.method != "POST" or not from_our_page(request):
        return code_page(request, here, typing)
    try:
        proven = typed_code(request, at=at)
    except CodeRefused as refused:
        return code_page(request, here, typing, refused.problem, refused.status)
    return let_in(request, here, proven, at=at)


def let_in(request: HttpRequest, here: Setting, proven: Proven, *, at: datetime) -> HttpResponse:
    """Opens the diary on this device; a passkey is offered once to whoever has none."""
    account, key = proven.account, proven.key
    answer = redirect("diary:diary" if passkeys_of(account) else "keeping:passkey")
    if key is not None and not bring(request, answer, account, key, at=at):
        return code_page(request, here, OPENING, "full", FULL)
    answer.delete_cookie(settings.CODE_COOKIE)
    return answer


def code_for(request: HttpRequest, here: Setting, me: Mine | None) -> HttpResponse:
    """Sends a code, and leads to where it is typed. What is wrong is said beside the field."""
    try:
        browser = order_code(request, here, me.holder.account if me else None, at=timezone.now())
    except CodeRefused as refused:
        typed = request.POST.get("email", "")[:LONGEST]
        return email_page(request, here, me, typed, refused.problem, refused.status)
    return with_code(redirect(reverse("keeping:code") + (ADDING.query if me else "")), browser)


def with_code(answer: HttpResponse, browser: str) -> HttpResponse:
    """The answer to whoever ordered a code: what their browser shows with it."""
    answer.set_cookie(
        settings.CODE_COOKIE,
        browser,
        max_age=timedelta(hours=1),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def typed_code(request: HttpRequest, *, at: datetime) -> Proven:
    """What the code in this form proves. Raises CodeRefused."""
    if not may(request, "code"):
        raise CodeRefused("too_many", TOO_MANY)
    browser = request.COOKIES.get(settings.CODE_COOKIE, "")[:LONGEST]
    try:
        return prove_address(browser, request.POST.get("code", "")[:LONGEST], at=at)
    except CodeWrong:
        raise CodeRefused("wrong") from None
    except CodeOver:
        raise CodeRefused("over") from None
    except AddressTaken:
        raise CodeRefused("taken") from None


def order_code(request: HttpRequest, here: Setting, account: UUID | None, *, at: datetime) -> str:
    """Sends a code to the address in this form, to be this account's, or to open its own.

    The result is what the browser must show with the code. Raises CodeRefused.
    """
    if not may(request, "ask_code"):
        raise CodeRefused("too_many", TOO_MANY)
    try:
        address = plain_address(request.POST.get("email", "")[:LONGEST])
        return sent(address, here, account, at=at)
    except (NoAddress, MessageRefused):
        raise CodeRefused("wrong") from None
    except TooManyCodes:
        raise CodeRefused("too_many", TOO_MANY) from None


def sent(address: str, here: Setting, account: UUID | None, *, at: datetime) -> str:
    """What the browser must show with the code, which is on its way.

    Raises MessageRefused, TooManyCodes.
    """
    with transaction.atomic():
        made = make_code(address, account=account, at=at)
        if made.is_for_somebody:
            voice = voice_of(here.voice.language, here.practice)
            about = about_code(made.id)
            letter = code_letter(
                voice, here.practice, made.code, address, kind="code", about=about, at=at
            )
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
    request: HttpRequest, here: Setting, typing: Typing, problem: str = "", status: int = 200
) -> HttpResponse:
    values: dict[str, object] = {"problem": problem, "typing": typing}
    return own_page(request, here, "keeping/code.html", values, status)
