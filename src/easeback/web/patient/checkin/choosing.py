"""The page on which somebody chooses how to be asked again, and what writes the choice down."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from easeback.apps.accounts import emails
from easeback.apps.notifications.facts import Way
from easeback.apps.notifications.pushing import public_key
from easeback.apps.notifications.queries import goes_out
from easeback.apps.selfcare import following
from easeback.web.patient.checkin.letters import about_check_in
from easeback.web.patient.checkin.views import own_page
from easeback.web.patient.keeping.holding import Mine
from easeback.web.patient.keeping.signing import LONGEST
from easeback.web.patient.relief.frame import Setting


def choosing_page(
    request: HttpRequest,
    here: Setting,
    me: Mine,
    follow_up: UUID,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """What is offered here, and how they are asked now. `problem` names the words for it."""
    now = following.asked_by(follow_up)
    values: dict[str, object] = {
        "me": me,
        "goes_out": goes_out(Way.MAIL),
        "address": emails.address_of(me.holder.account),
        "typed": request.POST.get("email", "")[:LONGEST],
        "problem": problem,
        "push": public_key() if goes_out(Way.PUSH) else "",
        "text": goes_out(Way.TEXT),
        "now": now.way.value if now.place else "",
        # A number is its owner's, a subscription says nothing to anybody.
        "number": now.place if now.way is Way.TEXT else "",
    }
    return own_page(request, here, "checkin/asking.html", values, status)


def choose(request: HttpRequest, follow_up: UUID, way: Way, place: str, *, at: datetime) -> None:
    """From now on they are asked that way. Raises MessageRefused for what is no place."""
    site = settings.PUBLIC_ADDRESS or f"{request.scheme}://{request.get_host()}"
    following.ask_by(follow_up, way, place, site=site, words=about_check_in, at=at)
