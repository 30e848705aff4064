"""What works without a connection: a page to write on, and where a phone sends what waited."""

from datetime import datetime

from django.http import HttpRequest, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from easeback.apps.selfcare import actions
from easeback.apps.selfcare.actions import ChangedMeanwhile, DiaryFull, KeyReused, LineRefused
from easeback.apps.selfcare.facts import Line
from easeback.web.patient.diary import asking
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
        actions.write(me.holder.account, _line(request.POST, me.holder.zone, at), key=key, at=at)
    except KeyReused:
        status = DONE_BEFORE
    except (Unreadable, LineRefused, ChangedMeanwhile, DiaryFull):
        status = REFUSED
    return JsonResponse(answer, status=status)


def _is_theirs(who: str, me: Mine) -> bool:
    """Whether this was written by who is in front; with one person on the phone, by them."""
    return who == me.tag if who else not me.others


def _line(given: QueryDict, zone: str, at: datetime) -> Line:
    """Raises Unreadable. A clock that is ahead is taken for ours."""
    try:
        written = parse_datetime(given.get("at", "")[:40])
    except ValueError:
        written = None
    if written is None or written.tzinfo is None:
        raise Unreadable("a moment that is none")
    return asking.whole(given, zone=zone, at=min(written, at))
