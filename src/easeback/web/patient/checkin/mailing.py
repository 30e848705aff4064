"""Being asked by mail at the address that a diary has proven to be its own; asked no more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from easeback.apps.accounts import emails
from easeback.apps.notifications.facts import Way
from easeback.apps.selfcare import following
from easeback.web.patient.checkin.choosing import choose, choosing_page
from easeback.web.patient.keeping.holding import Mine, mine
from easeback.web.patient.keeping.signing import (
    CodeRefused,
    Typing,
    code_page,
    let_in,
    order_code,
    typed_code,
    with_code,
)
from easeback.web.patient.relief.frame import setting

TYPING = Typing("checkin:code", "checkin:asking")


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def asking(request: HttpRequest, me: Mine) -> HttpResponse:
    """Where to ask: at the diary's address, or at one that a code proves first."""
    here, at = setting(request), timezone.now()
    account = me.holder.account
    follow_up = following.open_one(account, at=at)
    if follow_up is None:
        return redirect("diary:diary")
    if request.method != "POST":
        return choosing_page(request, here, me, follow_up)
    if emails.address_of(account):
        choose(request, follow_up, Way.MAIL, emails.address_of(account), at=at)
        return redirect("diary:diary")
    try:
        browser = order_code(request, here, account, at=at)
    except CodeRefused as refused:
        return choosing_page(request, here, me, follow_up, refused.problem, refused.status)
    return with_code(redirect("checkin:code"), browser)


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def code(request: HttpRequest, me: Mine) -> HttpResponse:
    """The code that proves the address; from then on it is asked there."""
    here, at = setting(request), timezone.now()
    if request.method != "POST":
        return code_page(request, here, TYPING)
    try:
        proven = typed_code(request, at=at)
    except CodeRefused as refused:
        return code_page(request, here, TYPING, refused.problem, refused.status)
    follow_up = following.open_one(proven.account, at=at)
    if proven.account != me.holder.account or follow_up is None:
        # They ordered another code meanwhile, in another tab: it does what it was ordered for.
        return let_in(request, here, proven, at=at)
    choose(request, follow_up, Way.MAIL, emails.address_of(proven.account), at=at)
    return redirect("diary:diary")


@require_POST
@mine
def stop(request: HttpRequest, me: Mine) -> HttpResponse:
    """Nobody is asked any more, on these pages or any other way."""
    at = timezone.now()
    follow_up = following.open_one(me.holder.account, at=at)
    if follow_up is not None:
        following.stop(me.holder.account, follow_up, at=at)
    return redirect("diary:diary")
