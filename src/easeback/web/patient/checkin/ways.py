"""Being asked by a notice on this phone, or by text: each a part of the page of being asked."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from easeback.apps.accounts.codes import CodeOver, CodeWrong, TooManyCodes
from easeback.apps.accounts.limits import may
from easeback.apps.notifications.facts import MessageRefused, Way
from easeback.apps.notifications.pushing import Subscription, public_key
from easeback.apps.notifications.queries import goes_out
from easeback.apps.selfcare import following, numbers
from easeback.web.patient.checkin.letters import about_check_in, about_number
from easeback.web.patient.checkin.views import own_page
from easeback.web.patient.keeping.holding import Mine, mine
from easeback.web.patient.relief.frame import setting

REFUSED, TOO_MANY = 422, 429
LONGEST = 1_000
FIELDS = ("endpoint", "p256dh", "auth")


def offered(follow_up: UUID) -> dict[str, object]:
    """The ways besides mail, as the page shows them; what leaves nowhere is not on it."""
    now = following.asked_by(follow_up)
    return {
        "push": public_key() if goes_out(Way.PUSH) else "",
        "text": goes_out(Way.TEXT),
        # A number is its owner's, a subscription says nothing to anybody.
        "now": now.way.value if now.place else "",
        "number": now.place if now.way is Way.TEXT else "",
    }


@require_POST
@mine
def push(request: HttpRequest, me: Mine) -> HttpResponse:
    """This phone is asked from now on: what its browser gave is kept, sealed."""
    at = timezone.now()
    follow_up = following.open_one(me.holder.account, at=at)
    if follow_up is None or not goes_out(Way.PUSH):
        return redirect("diary:diary")
    fields = [request.POST.get(name, "")[: LONGEST + 1] for name in FIELDS]
    place = str(Subscription(*fields))
    if not may(request, "ask_by_push") or not _asked(request, follow_up, Way.PUSH, place, at):
        values: dict[str, object] = {"me": me, "email": "", "ways": offered(follow_up)}
        values["push_failed"] = True
        return own_page(request, setting(request), "checkin/asking.html", values, REFUSED)
    return redirect("diary:diary")


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def text(request: HttpRequest, me: Mine) -> HttpResponse:
    """Which number. Until its code is typed, nothing changes."""
    here, at = setting(request), timezone.now()
    follow_up = following.open_one(me.holder.account, at=at)
    if follow_up is None or not goes_out(Way.TEXT):
        return redirect("diary:diary")
    if request.method != "POST":
        return own_page(request, here, "checkin/text.html", {"me": me})
    typed = request.POST.get("number", "")[:LONGEST]
    many: dict[str, object] = {"me": me, "typed": typed, "problem": "too_many"}
    if not may(request, "ask_by_text"):
        return own_page(request, here, "checkin/text.html", many, TOO_MANY)
    try:
        number = numbers.plain_number(typed)
        words = about_number(here.voice.language, here.practice, at=at)
        numbers.send_code(me.holder.account, me.key, number, words=words, at=at)
    except MessageRefused:
        wrong: dict[str, object] = {"me": me, "typed": typed, "problem": "wrong"}
        return own_page(request, here, "checkin/text.html", wrong, REFUSED)
    except TooManyCodes:
        return own_page(request, here, "checkin/text.html", many, TOO_MANY)
    return redirect("checkin:text_code")


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def code(request: HttpRequest, me: Mine) -> HttpResponse:
    """The code that was sent, typed on the device that asked for it; then texts go there."""
    here, at = setting(request), timezone.now()
    follow_up = following.open_one(me.holder.account, at=at)
    if follow_up is None:
        return redirect("diary:diary")
    problem, status = "", 200
    if request.method == "POST" and not may(request, "number_code"):
        problem, status = "too_many", TOO_MANY
    elif request.method == "POST":
        try:
            typed = request.POST.get("code", "")[:LONGEST]
            number = numbers.proven(me.holder.account, me.key, typed, at=at)
            if _asked(request, follow_up, Way.TEXT, number, at):
                return redirect("diary:diary")
            problem = "over"
        except CodeWrong:
            problem = "wrong"
        except CodeOver:
            problem = "over"
        status = REFUSED
    values: dict[str, object] = {"me": me, "problem": problem}
    return own_page(request, here, "checkin/text_code.html", values, status)


def _asked(request: HttpRequest, follow_up: UUID, way: Way, place: str, at: datetime) -> bool:
    """False for what is no subscription, or no number."""
    site = settings.PUBLIC_ADDRESS or f"{request.scheme}://{request.get_host()}"
    try:
        following.ask_by(follow_up, way, place, site=site, words=about_check_in, at=at)
    except MessageRefused:
        return False
    return True
