"""The cover of an intake, and who may go on: whoever booked here, or types a code from the mail."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from easeback.apps.accounts.limits import may
from easeback.apps.care import proving, queries
from easeback.apps.care.proving import CodeOver, CodeWrong, TooManyCodes
from easeback.apps.notifications import actions as notifications
from easeback.apps.notifications.actions import MessageRefused
from easeback.web.patient.intake.access import Guest, Writer, by_link, own_page
from easeback.web.patient.intake.desk import desk_of
from easeback.web.patient.intake.holding import KEPT, held, hold, let_go, proven, unproven
from easeback.web.patient.intake.letters import about_a_code
from easeback.web.patient.intake.writing import kept_by
from easeback.web.patient.relief.frame import Setting, setting

REFUSED, TOO_MANY = 422, 429
LONGEST = 300
CODE_KEPT = timedelta(hours=1)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """Why we ask, and one button. Opening it shows nothing that was typed, and changes nothing."""
    if request.method != "POST":
        return cover_page(request, guest)
    holding, wish = held(request, guest.visit.course, at=guest.at), request.POST.get("wish", "")
    if wish == "leave":
        return let_go(request, redirect(guest.page("cover")), guest.visit.course, at=guest.at)
    if holding is not None:
        return redirect(way_on(request, Writer(guest.visit, guest.token, guest.at, holding)))
    if guest.has_mail and wish != "empty":
        return ordered(request, guest)
    if not may(request, "intake"):
        return cover_page(request, guest, "too_many", TOO_MANY)
    return let_in(request, guest, is_theirs=False)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """The code that was mailed, typed on the browser that asked for it."""
    if not guest.has_mail:
        return redirect(guest.page("cover"))
    if request.method != "POST":
        return code_page(request, guest)
    if not may(request, "code"):
        return code_page(request, guest, "too_many", TOO_MANY)
    browser = request.COOKIES.get(settings.INTAKE_CODE_COOKIE, "")[:LONGEST]
    typed = request.POST.get("code", "")[:LONGEST]
    try:
        proving.redeem(guest.visit.course, browser, typed, at=guest.at)
    except CodeWrong:
        return code_page(request, guest, "wrong", REFUSED)
    except CodeOver:
        return code_page(request, guest, "over", REFUSED)
    answer = let_in(request, guest, is_theirs=True)
    answer.delete_cookie(settings.INTAKE_CODE_COOKIE)
    return answer


def let_in(request: HttpRequest, guest: Guest, *, is_theirs: bool) -> HttpResponseBase:
    """From now on this browser may write, and see what it should see."""
    made = proven if is_theirs else unproven
    holding = made(guest.visit.course, until=guest.at + KEPT)
    writer = Writer(guest.visit, guest.token, guest.at, holding)
    return hold(request, redirect(way_on(request, writer)), holding, at=guest.at)


def way_on(request: HttpRequest, writer: Writer) -> str:
    """Where somebody goes on who comes, or comes back."""
    desk = desk_of(setting(request), writer)
    if desk.sent is not None:
        return writer.page("all" if desk.writing.is_begun else "sent")
    section = desk.writing.next
    return writer.page("all") if section is None else writer.page("step", section.id)


def ordered(request: HttpRequest, guest: Guest) -> HttpResponse:
    """A code is on its way, in the same words whatever was typed before, or was not."""
    if not may(request, "ask_code"):
        return cover_page(request, guest, "too_many", TOO_MANY)
    try:
        browser = sent_code(setting(request), guest, at=guest.at)
    except TooManyCodes:
        return cover_page(request, guest, "too_many", TOO_MANY)
    except MessageRefused:
        return cover_page(request, guest, "no_mail", REFUSED)
    answer = redirect(guest.page("code"))
    answer.set_cookie(
        settings.INTAKE_CODE_COOKIE,
        browser,
        max_age=CODE_KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def sent_code(here: Setting, guest: Guest, *, at: datetime) -> str:
    """What the browser must show with the code. Raises TooManyCodes, MessageRefused."""
    contact = guest.visit.contact
    assert contact is not None  # noqa: S101  Who has mail has an address.
    with transaction.atomic():
        made = proving.make_code(guest.visit.course, at=at)
        letter = about_a_code(made, contact, here.voice.language, here.practice, at=at)
        notifications.enqueue(letter, due_at=at, at=at)
        notifications.hurry()
    return made.browser


def cover_page(
    request: HttpRequest, guest: Guest, problem: str = "", status: int = 200
) -> HttpResponse:
    holding = held(request, guest.visit.course, at=guest.at)
    values: dict[str, object] = {
        "holds": holding,
        "is_begun": holding is not None and bool(kept_by(guest.about, holding.by)),
        "has_mail": guest.has_mail,
        "was_sent": queries.has_intake(guest.visit.course),
        "problem": problem,
    }
    return own_page(request, guest, "intake/cover.html", values, status)


def code_page(
    request: HttpRequest, guest: Guest, problem: str = "", status: int = 200
) -> HttpResponse:
    return own_page(request, guest, "intake/code.html", {"problem": problem}, status)
