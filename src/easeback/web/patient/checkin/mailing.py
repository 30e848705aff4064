"""Being asked by mail: whoever keeps a diary names an address for it, or stops all questions."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from easeback.apps.accounts.limits import may
from easeback.apps.notifications.actions import MessageRefused
from easeback.apps.notifications.facts import Way
from easeback.apps.selfcare import following
from easeback.apps.selfcare.facts import Ended
from easeback.web.patient.checkin.letters import about_check_in
from easeback.web.patient.checkin.views import own_page
from easeback.web.patient.checkin.ways import offered
from easeback.web.patient.keeping.holding import Mine, mine
from easeback.web.patient.relief.frame import setting

LONGEST = 254


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def asking(request: HttpRequest, me: Mine) -> HttpResponse:
    """Where to ask. What is wrong is said beside the field."""
    here, at = setting(request), timezone.now()
    follow_up = following.open_one(me.holder.account, at=at)
    if follow_up is None:
        return redirect("diary:diary")
    email = request.POST.get("email", "").strip()[:LONGEST]
    problem = request.method == "POST" and not _is_address(email)
    if request.method == "POST" and not problem and not may(request, "ask_by_mail"):
        problem = True
    if request.method != "POST" or problem:
        values: dict[str, object] = {"me": me, "email": email, "problem": problem}
        values["ways"] = offered(follow_up)
        return own_page(request, here, "checkin/asking.html", values, 422 if problem else 200)
    site = settings.PUBLIC_ADDRESS or f"{request.scheme}://{request.get_host()}"
    try:
        following.ask_by(follow_up, Way.MAIL, email, site=site, words=about_check_in, at=at)
    except MessageRefused:
        refused: dict[str, object] = {"me": me, "email": email, "problem": True}
        refused["ways"] = offered(follow_up)
        return own_page(request, here, "checkin/asking.html", refused, 422)
    return redirect("diary:diary")


@require_POST
@mine
def stop(request: HttpRequest, me: Mine) -> HttpResponse:
    """Nobody is asked any more, on these pages or by mail."""
    at = timezone.now()
    follow_up = following.open_one(me.holder.account, at=at)
    if follow_up is not None:
        following.end(follow_up, Ended.STOPPED, at=at)
    return redirect("diary:diary")


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return text.isascii()
