"""The cover of an intake, and who may go on: whoever booked here, or types a code from the mail."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from easeback.apps.accounts.limits import may
from easeback.apps.care import queries
from easeback.web.patient.intake.access import Guest, Writer, by_link, own_page
from easeback.web.patient.intake.desk import desk_of
from easeback.web.patient.intake.writing import kept_by
from easeback.web.patient.proving import codes
from easeback.web.patient.proving.codes import TOO_MANY, NotProven
from easeback.web.patient.proving.holding import KEPT, held, hold, let_go, proven, unproven
from easeback.web.patient.relief.frame import setting


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
    try:
        codes.redeem(request, guest.visit.course, at=guest.at)
    except NotProven as why:
        return code_page(request, guest, why.problem, why.status)
    return codes.forget_code(let_in(request, guest, is_theirs=True))


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


def ordered(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """A code is on its way, in the same words whatever was typed before, or was not."""
    contact = guest.visit.contact
    assert contact is not None  # noqa: S101  Who has mail has an address.
    answer = redirect(guest.page("code"))
    try:
        return codes.order(request, answer, guest.visit.course, contact, at=guest.at)
    except NotProven as why:
        return cover_page(request, guest, why.problem, why.status)


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
    values: dict[str, object] = {"problem": problem, "code": codes.words_of(setting(request))}
    return own_page(request, guest, "intake/code.html", values, status)
