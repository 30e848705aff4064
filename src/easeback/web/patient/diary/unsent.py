"""What works without a connection: a page to write on, and where a phone sends what waited."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from easeback.apps.selfcare import actions
from easeback.apps.selfcare.actions import ChangedMeanwhile, DiaryFull, KeyReused, LineRefused
from easeback.apps.selfcare.facts import Line
from easeback.web.patient.diary import asking, done
from easeback.web.patient.diary.showing import COMMON
from easeback.web.patient.diary.views import PAIN, diary_voice_for, own_page
from easeback.web.patient.keeping.holding import Mine, mine
from easeback.web.patient.relief.frame import setting
from easeback.web.patient.relief.posted import Unreadable
from easeback.web.patient.relief.views import open_to_all

SOMEBODY_ELSE, REFUSED, DONE_BEFORE = 403, 422, 409


@open_to_all
@require_safe
def unsent(request: HttpRequest) -> HttpResponseBase:
    """The page that a phone without a connection shows instead of the diary; nothing of anybody."""
    here = setting(request)
    voice = diary_voice_for(here)
    did = [(id, voice.remedy(id)) for id in COMMON]
    return own_page(request, here, "diary/unsent.html", {"pain": PAIN, "did": did})


@require_POST
@mine
def queue(request: HttpRequest, me: Mine) -> JsonResponse:
    """Takes one entry that waited on a phone. The answer names its key, or the phone keeps it."""
    at = timezone.now()
    try:
        key = asking.key_of(request.POST)
    except Unreadable:
        return JsonResponse({}, status=400)
    if not _is_theirs(request.POST.get("who", ""), me):
        return JsonResponse({"other": True}, status=SOMEBODY_ELSE)
    answer, status = {"key": str(key)}, 200
    try:
        _write(request.POST, me, key, at)
    except KeyReused:
        status = DONE_BEFORE
    except (Unreadable, LineRefused, ChangedMeanwhile, DiaryFull):
        status = REFUSED
    return JsonResponse(answer, status=status)


def _is_theirs(who: str, me: Mine) -> bool:
    """Whether this was written by who is in front; with one person on the phone, by them."""
    return who == me.tag if who else not me.others


def _write(given: QueryDict, me: Mine, key: UUID, at: datetime) -> None:
    """An entry, or what was done together. Raises what the page above answers."""
    account, zone = me.holder.account, me.holder.zone
    if "kind" in given:
        actions.write_done(account, done.told(given, zone=zone, at=at), key=key, at=at)
    else:
        actions.write(account, _line(given, zone, at), key=key, at=at)


def _line(given: QueryDict, zone: str, at: datetime) -> Line:
    """Raises Unreadable. A clock that is ahead is taken for ours."""
    written = asking.moment_in(given)
    if written is None:
        raise Unreadable("a moment that is none")
    return asking.whole(given, zone=zone, at=min(written, at))
