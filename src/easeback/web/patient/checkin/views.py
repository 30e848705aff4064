"""The page of a question. Opening it changes nothing, and shows nothing of whose it is."""

import logging
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from easeback.apps.selfcare import actions, following, queries
from easeback.apps.selfcare.facts import AnswerFacts, CheckInFacts, Ended
from easeback.apps.selfcare.following import AlreadyAnswered, Told
from easeback.domain.followup import MUCH_PAIN, Compared
from easeback.web.patient.book.asking import from_check_in
from easeback.web.patient.book.offering import offering
from easeback.web.patient.book.words import voice_of as book_voice
from easeback.web.patient.checkin import asking
from easeback.web.patient.checkin.asking import Said
from easeback.web.patient.checkin.severity import called_for
from easeback.web.patient.checkin.tokens import check_in_of, token_of
from easeback.web.patient.checkin.words import voice_of
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.plans import SHOWN_SIGNS
from easeback.web.patient.relief.posted import Posted, Unreadable
from easeback.web.patient.relief.standing import at_once
from easeback.web.patient.relief.views import next_page, shown
from easeback.web.wording import Voice, zone_name

log = logging.getLogger(__name__)

PAIN = range(11)
# Whoever has the link may answer; nothing of it stays in a browser that others use.
by_link = cache_control(private=True, no_store=True)


@csrf_exempt  # Whoever has the token may answer; who has it not could forge nothing.
@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Three questions and the safety list; then what to do.

    What was answered is shown in reply to it, and never to whoever opens the link later.
    """
    here, at = setting(request), timezone.now()
    found = check_in_of(token, at=at)
    is_open = not found.is_over and following.answer_of(found.id) is None
    if request.method != "POST":
        return form_page(request, here, token) if is_open else over_page(request, here, found, at)
    try:
        told = asking.said(request.POST)
    except Unreadable:
        return shown(request, here, "relief/unreadable.html", {}, status=400)
    if told.alarmed:
        return alarmed(request, here, found, told, at)
    if not is_open:
        return over_page(request, here, found, at, given=_given_before(found, told))
    if told.missing:
        return form_page(request, here, token, told, status=422)
    return over_page(request, here, found, at, given=record(found, told, at=at))


@csrf_exempt
@by_link
@require_POST
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Nobody is asked any more."""
    here, at = setting(request), timezone.now()
    found = check_in_of(token, at=at)
    following.end(found.follow_up, Ended.STOPPED, at=at)
    return over_page(request, here, replace(found, is_over=True), at, has_stopped=True)


def alarmed(
    request: HttpRequest, here: Setting, found: CheckInFacts, told: Said, at: datetime
) -> HttpResponse:
    """Into the safety check with what fits, whatever else is missing, or over, or goes wrong."""
    start = asking.reached(here.voice.knowledge, told.fits)
    steps = 2 if start.answers or start.opened else 1
    answer = next_page(request, here, Posted(start, steps, "go", "stay"))
    if not found.is_over:
        try:
            record(found, told, at=at)
        except Exception:  # Help must be shown, whatever the database does.
            log.exception("An alarming answer could not be written down.")
    return answer


def record(found: CheckInFacts, told: Said, *, at: datetime) -> AnswerFacts | None:
    """Writes the answer and its line in the diary; what stands, where it was answered before."""
    entries = queries.lately(queries.entries_of(found.account, found.zone), at=at)
    said = Told(told.compared, told.pain, is_usual=told.is_usual, alarmed=told.alarmed)
    try:
        return actions.answer_check_in(found, said, entries, at=at)
    except AlreadyAnswered:
        return _given_before(found, told)


def _given_before(found: CheckInFacts, told: Said) -> AnswerFacts | None:
    """The answer that stands, for whoever says the same once more, as by a double click."""
    before = following.answer_of(found.id)
    if before is None or (before.compared, before.pain) != (told.compared, told.pain):
        return None
    return before


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
    request: HttpRequest,
    here: Setting,
    found: CheckInFacts,
    at: datetime,
    *,
    given: AnswerFacts | None = None,
    has_stopped: bool = False,
) -> HttpResponse:
    """What follows from an answer that was just given; else that this question is closed."""
    ended = following.open_one(found.account, at=at) != found.follow_up
    to_come = None if given is None or ended else following.next_for(found.follow_up, at=at)
    voice = voice_of(here.voice.language, here.practice)
    values: dict[str, object] = {
        **(soonest(here, found, given, at) if given is not None and given.rules else {}),
        "outcome": "stopped" if has_stopped else _outcome(given),
        "advice": [
            (here.voice[f"escalations.{id}.text"], here.voice[f"escalations.{id}.why"])
            for id in (given.rules if given is not None else ())
        ],
        "next": _day(voice, to_come) if to_come else "",
        "signs": at_once(here.voice)[:SHOWN_SIGNS],
    }
    return own_page(request, here, "checkin/over.html", values)


def soonest(
    here: Setting, found: CheckInFacts, given: AnswerFacts, at: datetime
) -> dict[str, object]:
    """The soonest visits of whoever should see a therapist, as soon as their answer calls for."""
    voice = book_voice(here.voice.language, here.practice)
    who = from_check_in(token_of(found.id), called_for(here.voice.knowledge, given))
    offered = offering(voice, here.practice, who, after=None, at=at)
    zone = zone_name(voice.language, offered.zone, at.year)
    line = voice.say("slots.zone", zone=zone)
    return {"who": who, "offered": offered, "book": voice.ui, "zone_line": line}


def _outcome(given: AnswerFacts | None) -> str:
    """By which words it is answered. "Go on" only to whoever has little pain and is not worse."""
    if given is None or given.pain is None:
        return "closed"
    if given.rules:
        return "see"
    if given.is_usual:
        return "usual"
    calm = given.pain < MUCH_PAIN and given.compared is not Compared.WORSE
    return "go_on" if calm else "check"


def _day(voice: Voice, to_come: CheckInFacts) -> str:
    return date_format(to_come.due_at.astimezone(ZoneInfo(to_come.zone)), voice.say("when.day"))


def own_page(
    request: HttpRequest,
    here: Setting,
    template: str,
    values: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    words = voice_of(here.voice.language, here.practice).ui
    return shown(request, here, template, {"words": words, **values}, status)
