"""The page of a question. Opening it changes nothing, and shows nothing of whose it is."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from easeback.apps.selfcare import actions, following, queries
from easeback.apps.selfcare.actions import KeyReused
from easeback.apps.selfcare.facts import AnswerFacts, CheckInFacts, Ended, Line, Source
from easeback.apps.selfcare.following import AlreadyAnswered
from easeback.domain.followup import Compared
from easeback.web.patient.checkin import asking
from easeback.web.patient.checkin.asking import Said
from easeback.web.patient.checkin.tokens import check_in_of
from easeback.web.patient.checkin.words import voice_of
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.posted import Posted, Unreadable
from easeback.web.patient.relief.standing import at_once
from easeback.web.patient.relief.views import next_page, shown

PAIN = range(11)
# Whoever has the link may answer; nothing of it stays in a browser that others use.
by_link = cache_control(private=True, no_store=True)


@csrf_exempt  # Whoever has the token may answer; who has it not could forge nothing.
@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Three questions and the safety list; then what to do."""
    here, at = setting(request), timezone.now()
    found = check_in_of(token, at=at)
    if request.method != "POST":
        return over_page(request, here, found, at) or form_page(request, here, token)
    try:
        told = asking.said(request.POST)
    except Unreadable:
        return shown(request, here, "relief/unreadable.html", {}, status=400)
    if told.alarmed:
        # Safety first: whatever else is missing, is over, or was answered before.
        record(found, told, at=at)
        start = asking.reached(here.voice.knowledge, told.fits)
        steps = 2 if start.answers or start.opened else 1
        return next_page(request, here, Posted(start, steps, "go", "stay"))
    if (over := over_page(request, here, found, at)) is not None:
        return over
    if told.missing:
        return form_page(request, here, token, told, status=422)
    record(found, told, at=at)
    return redirect("checkin:check", token)


@csrf_exempt
@by_link
@require_POST
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Nobody is asked any more."""
    at = timezone.now()
    found = check_in_of(token, at=at)
    following.end(found.follow_up, Ended.STOPPED, at=at)
    return redirect("checkin:check", token)


def record(found: CheckInFacts, told: Said, *, at: datetime) -> AnswerFacts | None:
    """Writes the answer and its line in the diary; None where it was answered before."""
    pain = found.pain_then if told.pain is None else told.pain
    entries = queries.entries_of(found.account, found.zone)
    try:
        written = following.answer(
            found.id,
            compared=told.compared or Compared.WORSE,
            pain=pain,
            is_usual=told.is_usual,
            alarmed=told.alarmed,
            entries=queries.lately(entries, at=at),
            at=at,
        )
    except AlreadyAnswered:
        return None
    if told.pain is not None:
        line = Line(at=at, zone=found.zone, pain=told.pain, source=Source.CHECK_IN)
        try:
            actions.write(found.account, line, key=found.id, at=at)
        except KeyReused:
            return written
    return written


def form_page(
    request: HttpRequest,
    here: Setting,
    token: str,
    told: Said | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    known = asking.items(here.voice.knowledge)
    groups = {
        name: [
            (id, here.voice[f"pages.{known[id][0]}.items.{id}"], told and id in told.fits)
            for id in ids
        ]
        for name, ids in (("now", asking.NOW), ("new", asking.NEW))
    }
    values: dict[str, object] = {
        "token": token,
        "told": told,
        "pain": PAIN,
        "groups": groups,
        "problems": told.missing if told is not None else (),
    }
    return own_page(request, here, "checkin/check.html", values, status)


def over_page(
    request: HttpRequest, here: Setting, found: CheckInFacts, at: datetime
) -> HttpResponse | None:
    """What follows from the answer; or that this question is over. None while it is to be asked."""
    given = following.answer_of(found.id)
    if given is None and not found.is_over:
        return None
    to_come = None if found.is_over else following.next_for(found.follow_up, at=at)
    voice = voice_of(here.voice.language, here.practice)
    values: dict[str, object] = {
        "answer": given,
        "advice": [
            (here.voice[f"escalations.{id}.text"], here.voice[f"escalations.{id}.why"])
            for id in (given.rules if given is not None else ())
        ],
        "next": date_format(to_come.due_at, voice.say("when.day")) if to_come else "",
        "signs": at_once(here.voice),
    }
    return own_page(request, here, "checkin/over.html", values)


def own_page(
    request: HttpRequest,
    here: Setting,
    template: str,
    values: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    words = voice_of(here.voice.language, here.practice).ui
    return shown(request, here, template, {"words": words, **values}, status)
