"""Sharing the diary with the therapist of a visit: what they see, and how to take it back."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST

from easeback.apps.accounts.limits import may
from easeback.apps.booking.queries import promised_visits, visit_by_code
from easeback.apps.selfcare import sharing
from easeback.apps.selfcare.facts import ShareFacts
from easeback.web.patient.book.details import one_line
from easeback.web.patient.book.tokens import token_of, visit_of
from easeback.web.patient.diary.views import own_page
from easeback.web.patient.keeping.holding import Mine, mine
from easeback.web.patient.relief.frame import setting

NOT_FOUND, TOO_MANY = 404, 429
LONGEST = 20


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def shares(request: HttpRequest, me: Mine) -> HttpResponse:
    """With whom it is shared; and the code of a visit leads to its therapist."""
    typed = one_line(request.POST.get("code", ""))[:LONGEST]
    if request.method != "POST":
        return shares_page(request, me)
    if not may(request, "visit_code"):
        return shares_page(request, me, typed, "too_many", TOO_MANY)
    found = visit_by_code(typed) if typed else None
    if found is None or not promised_visits(found.course):
        return shares_page(request, me, typed, "wrong", NOT_FOUND)
    return redirect("diary:share", token_of(found.id))


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def share(request: HttpRequest, me: Mine, token: str) -> HttpResponse:
    """Asks whether the therapist of this visit may read the diary; opening it changes nothing."""
    found = visit_of(token)
    if not promised_visits(found.course):
        raise Http404
    if request.method == "POST":
        sharing.share(me.holder.account, found.course, at=timezone.now())
        return redirect("diary:shares")
    values = {"me": me, "with": found.therapist_name, "token": token}
    return own_page(request, setting(request), "diary/share.html", values)


@require_POST
@mine
def stop(request: HttpRequest, me: Mine) -> HttpResponse:
    """Takes it back."""
    try:
        course = UUID(request.POST.get("course", ""))
    except ValueError:
        raise Http404 from None
    sharing.stop(me.holder.account, course, at=timezone.now())
    return redirect("diary:shares")


def shares_page(
    request: HttpRequest, me: Mine, typed: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    values: dict[str, object] = {
        "me": me,
        "shares": [
            (each, _therapist(each.course), _read(each))
            for each in sharing.shares_of(me.holder.account)
        ],
        "typed": typed,
        "problem": problem,
    }
    return own_page(request, setting(request), "diary/shares.html", values, status)


def _read(share: ShareFacts) -> str:
    """When it was last read, by their own clock; "" before that."""
    if share.read_at is None:
        return ""
    return date_format(share.read_at.astimezone(ZoneInfo(share.zone)), "DATE_FORMAT")


def _therapist(course: UUID) -> str:
    """Who treats this person in it; "" once none of its visits stands."""
    visits = promised_visits(course)
    return visits[-1].therapist_name if visits else ""
