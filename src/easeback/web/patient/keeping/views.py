"""The door: keep a plan and a diary on this device, or bring one here by its phrase."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from easeback.apps.accounts import devices
from easeback.apps.accounts.devices import Opened, PhraseUnknown, join_device, open_account
from easeback.apps.accounts.limits import may
from easeback.apps.accounts.phrases import NoPhrase
from easeback.apps.notifications.queries import mail_goes_out
from easeback.apps.selfcare import actions, following
from easeback.apps.selfcare.actions import DiaryFull, KeyReused
from easeback.apps.selfcare.following import Reported
from easeback.web.patient.keeping.asking import ToKeep, to_keep
from easeback.web.patient.keeping.holding import (
    MOST_PEOPLE,
    bring,
    from_our_page,
    hold,
    keys_of,
    whose,
)
from easeback.web.patient.keeping.words import voice_of
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.posted import Unreadable
from easeback.web.patient.relief.showing import hidden_fields
from easeback.web.patient.relief.views import open_to_all, shown

FULL, TOO_MANY = 409, 429
NEW_PLAN = timedelta(days=3)
"""Who asks for a plan so long after the last is in a new flare."""


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """What is kept, and where; with the plan in hand, if the person comes from one."""
    here = setting(request)
    try:
        asked = to_keep(request, here.voice.knowledge)
    except Unreadable:
        return shown(request, here, "relief/unreadable.html", {}, status=400)
    return door_page(request, here, asked)


@csrf_exempt
@require_http_methods(["POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Keeps it: in the diary that is open on this device, or in a new one."""
    here, at = setting(request), timezone.now()
    try:
        asked = to_keep(request, here.voice.knowledge)
    except Unreadable:
        return shown(request, here, "relief/unreadable.html", {}, status=400)
    if not from_our_page(request):
        # The browser may have left the keys out, and a new one would push them aside.
        return door_page(request, here, asked)
    me = whose(request, at=at)
    if me is not None and request.POST.get("who") == "me":
        keep(asked, here, me.holder.account, me.holder.zone)
        return redirect("diary:diary")
    return begun(request, here, asked, at)


def begun(request: HttpRequest, here: Setting, asked: ToKeep, at: datetime) -> HttpResponse:
    """A diary of its own, beside those of others on this device."""
    known = devices.known(keys_of(request), at=at)
    if devices.opened_by(asked.key) in {holder.account for _, holder in known}:
        # The page was sent again, and its phrase was shown.
        return redirect("diary:diary")
    if len(known) >= MOST_PEOPLE:
        return door_page(request, here, asked, problem="full", status=FULL)
    if not may(request, "keep"):
        return door_page(request, here, asked, problem="too_many", status=TOO_MANY)
    zone = asked.zone or here.practice.zone
    opened = open_account(
        opened_by=asked.key,
        language=here.voice.language,
        zone=zone,
        called=asked.called,
        at=at,
    )
    keep(asked, here, opened.account, zone)
    # With an e-mail they need no phrase; they can have one at any time.
    by_mail = request.POST.get("who") == "mail"
    answer = redirect("keeping:email") if by_mail else phrase_page(request, here, opened)
    hold(answer, [opened.key, *(key for key, _ in known)])
    return answer


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Brings a diary to this device by its phrase. What was typed is not lost by a slip."""
    here, at = setting(request), timezone.now()
    typed = request.POST.get("phrase", "")[:400]
    if request.method != "POST" or not from_our_page(request):
        return join_page(request, here, typed)
    if not may(request, "phrase"):
        return join_page(request, here, typed, Slip("too_many"), status=TOO_MANY)
    try:
        account, key = join_device(typed, at=at)
    except NoPhrase as slip:
        found = Slip("word" if slip.place else "no_phrase", slip.place)
        return join_page(request, here, typed, found, status=422)
    except PhraseUnknown:
        return join_page(request, here, typed, Slip("unknown"), status=422)
    answer = redirect("diary:diary")
    if not bring(request, answer, account, key, at=at):
        return join_page(request, here, typed, Slip("full"), status=FULL)
    return answer


@dataclass(frozen=True, slots=True)
class Slip:
    """Why a phrase opened nothing, by the key of its words; `place`: which word it is."""

    name: str
    place: int | None = None


def keep(asked: ToKeep, here: Setting, account: UUID, zone: str) -> None:
    """Keeps the plan, and what it says of the pain now, under the key of the page."""
    snapshot = asked.snapshot(here.voice.knowledge)
    at = timezone.now()
    if snapshot is None:
        return
    actions.keep_plan(account, snapshot, key=asked.key, at=at)
    line = asked.first_line(zone=zone, at=at)
    if line is not None:
        # The same page sent again: what it said is in the diary already.
        with suppress(KeyReused, DiaryFull):
            actions.write(account, line, key=asked.key, at=at)
    if line is not None and line.flare and line.pain is not None:
        language = here.voice.language.value
        reported = Reported(line.pain, asked.is_first, zone, language)
        following.begin(account, reported, opened_by=asked.key, replaces_after=NEW_PLAN, at=at)


def door_page(
    request: HttpRequest, here: Setting, asked: ToKeep, *, problem: str = "", status: int = 200
) -> HttpResponse:
    me = whose(request, at=timezone.now())
    values: dict[str, object] = {
        "key": asked.key,
        "hidden": hidden_fields(asked.posted) if asked.posted else "",
        "comes_with_plan": asked.posted is not None,
        "me": me,
        "problem": problem,
        "mail_goes_out": mail_goes_out(),
    }
    answer = own_page(request, here, "keeping/door.html", values, status)
    if me is not None:
        # A name stands on it.
        answer["Cache-Control"] = "private, no-store"
    return answer


def join_page(
    request: HttpRequest, here: Setting, typed: str, slip: Slip | None = None, *, status: int = 200
) -> HttpResponse:
    words = voice_of(here.voice.language, here.practice)
    problem = words.say(f"slip.{slip.name}", place=slip.place) if slip else ""
    values: dict[str, object] = {"typed": typed, "problem": problem}
    return own_page(request, here, "keeping/join.html", values, status)


def phrase_page(request: HttpRequest, here: Setting, opened: Opened) -> HttpResponse:
    """The only time that the phrase is shown."""
    answer = own_page(
        request, here, "keeping/phrase.html", {"phrase": opened.phrase.split(), "is_new": True}, 200
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


def own_page(
    request: HttpRequest, here: Setting, template: str, values: dict[str, object], status: int
) -> HttpResponse:
    words = voice_of(here.voice.language, here.practice).ui
    return shown(request, here, template, {"words": words, **values}, status)
