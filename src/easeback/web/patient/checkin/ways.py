"""Being asked by a notice on this phone, or by text: each a part of the page of being asked."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from easeback.apps.accounts.codes import CodeOver, CodeWrong, TooManyCodes
from easeback.apps.accounts.limits import may
from easeback.apps.notifications.facts import MessageRefused, Way
from easeback.apps.notifications.pushing import Subscription
from easeback.apps.notifications.queries import goes_out
from easeback.apps.selfcare import following, numbers
from easeback.web.patient.checkin.choosing import choose, choosing_page
from easeback.web.patient.checkin.letters import about_number
from easeback.web.patient.checkin.views import own_page
from easeback.web.patient.keeping.holding import Mine, mine
from easeback.web.patient.relief.frame import Setting, setting

REFUSED, TOO_MANY = 422, 429
LONGEST = 1_000
FIELDS = ("endpoint", "p256dh", "auth")


@require_POST
@mine
def push(request: HttpRequest, me: Mine) -> HttpResponse:
    """This phone is asked from now on: what its browser gave is kept, sealed."""
    here, at = setting(request), timezone.now()
    follow_up = following.open_one(me.holder.account, at=at)
    if follow_up is None or not goes_out(Way.PUSH):
        return redirect("diary:diary")
    if not may(request, "ask_by_push"):
        return choosing_page(request, here, me, follow_up, "push_failed", TOO_MANY)
    fields = [request.POST.get(name, "")[: LONGEST + 1] for name in FIELDS]
    try:
        choose(request, follow_up, Way.PUSH, str(Subscription(*fields)), at=at)
    except MessageRefused:
        return choosing_page(request, here, me, follow_up, "push_failed", REFUSED)
    return redirect("diary:diary")


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def text(request: HttpRequest, me: Mine) -> HttpResponse:
    """Which number. Until its code is typed, nothing changes."""
    here, at = setting(request), timezone.now()
    if following.open_one(me.holder.account, at=at) is None or not goes_out(Way.TEXT):
        return redirect("diary:diary")
    if request.method != "POST":
        return text_page(request, here, me)
    if not may(request, "ask_by_text"):
        return text_page(request, here, me, "too_many", TOO_MANY)
    try:
        number = numbers.plain_number(request.POST.get("number", "")[:LONGEST])
        words = about_number(here.voice.language, here.practice, at=at)
        numbers.send_code(me.holder.account, me.key, number, words=words, at=at)
    except MessageRefused:
        return text_page(request, here, me, "wrong", REFUSED)
    except TooManyCodes:
        return text_page(request, here, me, "too_many", TOO_MANY)
    return redirect("checkin:text_code")


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def code(request: HttpRequest, me: Mine) -> HttpResponse:
    """The code that was sent, typed on the device that asked for it; then texts go there."""
    here, at = setting(request), timezone.now()
    if following.open_one(me.holder.account, at=at) is None:
        return redirect("diary:diary")
    if request.method != "POST":
        return code_page(request, here, me)
    if not may(request, "number_code"):
        return code_page(request, here, me, "too_many", TOO_MANY)
    try:
        ask_at_number(request, me, at=at)
    except CodeWrong:
        return code_page(request, here, me, "wrong", REFUSED)
    except (CodeOver, MessageRefused):
        return code_page(request, here, me, "over", REFUSED)
    return redirect("diary:diary")


def ask_at_number(request: HttpRequest, me: Mine, *, at: datetime) -> None:
    """Raises CodeWrong, CodeOver, and MessageRefused for a number that was erased meanwhile."""
    account, typed = me.holder.account, request.POST.get("code", "")[:LONGEST]
    number = numbers.proven(account, me.key, typed, at=at)
    follow_up = following.open_one(account, at=at)
    if follow_up is not None:
        choose(request, follow_up, Way.TEXT, number, at=at)


def text_page(
    request: HttpRequest, here: Setting, me: Mine, problem: str = "", status: int = 200
) -> HttpResponse:
    typed = request.POST.get("number", "")[:LONGEST]
    values: dict[str, object] = {"me": me, "typed": typed, "problem": problem}
    return own_page(request, here, "checkin/text.html", values, status)


def code_page(
    request: HttpRequest, here: Setting, me: Mine, problem: str = "", status: int = 200
) -> HttpResponse:
    values: dict[str, object] = {"me": me, "problem": problem}
    return own_page(request, here, "checkin/text_code.html", values, status)
