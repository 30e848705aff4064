"""The page of a question. Opening it changes nothing, and shows nothing of whose it is."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from easeback.apps.selfcare import actions, following, queries
from easeback.apps.selfcare.facts import AnswerFacts, CheckInFacts
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
from easeback.web.patient.relief.frame import Setting, other_language, setting
from easeback.web.patient.relief.plans import SHOWN_SIGNS
from easeback.web.patient.relief.posted import Posted, Unreadable
from easeback.web.patient.relief.standing import at_once
from easeback.web.patient.relief.views import next_page, shown
from easeback.web.wording import Voice, zone_name

log = logging.getLogger(__name__)

PAIN = range(11)
NOT_FOUND = 404
ONCE_MORE = timedelta(minutes=2)
"""For so long the same answer, sent again, is met by what follows from it."""
# Whoever has the link may answer; nothing of it stays in a browser that others use.
by_link = cache_control(private=True, no_store=True)


@csrf_exempt  # Whoever has the token may answer; who has it not could forge nothing.
@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Three questions and the safety list; then what to do.

    What was answered is shown in reply to it, and never to whoever opens the link later. A link
    that is over, was used, or never was ours gets the same page, and an alarm on it is heard.
    """
    here, at = setting(request), timezone.now()
    if request.method != "POST":
        found = check_in_of(token, at=at)
        return form_page(request, here, token) if is_open(found) else closed_page(request, here)
    try:
        told = asking.said(request.POST)
    except Unreadable:
        return shown(request, here, "relief/unreadable.html", {}, status=400)
    # Before anything is looked up: help must be shown, whatever the database does.
    if told.alarmed:
        return alarmed(request, here, token, told, at)
    found = check_in_of(token, at=at)
    if told.missing and is_open(found):
        return form_page(request, here, token, told, status=422)
    given = recorded(found, told, at=at) if found and not told.missing else None
    if found is None or given is None:
        return closed_page(request, here)
    return given_page(request, here, found, given, at)


@csrf_exempt
@by_link
@require_POST
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Nobody is asked any more; by a link that nobody knows, nobody was."""
    here, at = setting(request), timezone.now()
    found = check_in_of(token, at=at)
    if found is None:
        log.warning("Asking was to be stopped by a link that nobody knows.")
    else:
        following.stop(found.account, found.follow_up, at=at)
    return over_page(request, here, "stopped")


def alarmed(
    request: HttpRequest, here: Setting, token: str, told: Said, at: datetime
) -> HttpResponse:
    """Into the safety check with what fits, whatever else is missing, or over, or goes wrong."""
    start = asking.reached(here.voice.knowledge, told.fits)
    steps = 2 if start.answers or start.opened else 1
    # From here on it is a page of the journey: in the other language, too.
    other = other_language(here.frame.paths["relief"], here.voice.language)
    there = replace(here, frame=replace(here.frame, other=other))
    answer = next_page(request, there, Posted(start, steps, "go", "stay"))
    try:
        found = check_in_of(token, at=at)
        if found is not None:
            heard(found, told, at=at)
    except Exception:  # Whatever the database does.
        log.exception("An alarming answer could not be written down.")
    return answer


def heard(found: CheckInFacts, told: Said, *, at: datetime) -> None:
    """Writes an alarm down: as the answer, or beside the one that was given before."""
    try:
        if is_open(found):
            record(found, told, at=at)
            return
    except AlreadyAnswered:
        pass
    actions.add_alarm(found, at=at)


def is_open(found: CheckInFacts | None) -> bool:
    """Whether it can still be answered."""
    return found is not None and not found.is_over and following.answer_of(found.id) is None


def recorded(found: CheckInFacts, told: Said, *, at: datetime) -> AnswerFacts | None:
    """The answer as it stands, for whoever gives it: now, or a moment before, as by a double click.

    None where another answer stands, or this one has stood for longer: whoever has the link must
    not find out by trying what was answered.
    """
    if is_open(found):
        try:
            return record(found, told, at=at)
        except AlreadyAnswered:
            pass
    before = following.answer_of(found.id)
    if before is None or before.at < at - ONCE_MORE:
        return None
    same = (before.compared, before.pain) == (told.compared, told.pain)
    return before if same else None


def record(found: CheckInFacts, told: Said, *, at: datetime) -> AnswerFacts:
    """Writes the answer and its line in the diary. Raises AlreadyAnswered."""
    entries = queries.lately(queries.entries_of(found.account, found.zone), at=at)
    said = Told(told.compared, told.pain, is_usual=told.is_usual, alarmed=told.alarmed)
    return actions.answer_check_in(found, said, entries, at=at)


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


def given_page(
    request: HttpRequest, here: Setting, found: CheckInFacts, given: AnswerFacts, at: datetime
) -> HttpResponse:
    """What follows from an answer that was just given."""
    ended = following.open_one(found.account, at=at) != found.follow_up
    to_come = None if ended else following.next_for(found.follow_up, at=at)
    voice = voice_of(here.voice.language, here.practice)
    more: dict[str, object] = {
        **(soonest(here, found, given, at) if given.rules else {}),
        "advice": [
            (here.voice[f"escalations.{id}.text"], here.voice[f"escalations.{id}.why"])
            for id in given.rules
        ],
        "next": _day(voice, to_come) if to_come else "",
    }
    return over_page(request, here, _outcome(given), more)


def closed_page(request: HttpRequest, here: Setting) -> HttpResponse:
    """Of a link by which nothing can be answered; it does not tell why."""
    return over_page(request, here, "closed", status=NOT_FOUND)


def over_page(
    request: HttpRequest,
    here: Setting,
    outcome: str,
    more: Mapping[str, object] = MappingProxyType({}),
    *,
    status: int = 200,
) -> HttpResponse:
    """Help is named whatever the outcome."""
    signs = at_once(here.voice)[:SHOWN_SIGNS]
    values = {**more, "outcome": outcome, "signs": signs}
    return own_page(request, here, "checkin/over.html", values, status)


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


def _outcome(given: AnswerFacts) -> str:
    """By which words it is answered. "Go on" only to whoever has little pain and is not worse,
    and never after an alarm."""
    if given.alarmed:
        return "check"
    if given.rules:
        return "see"
    if given.is_usual:
        return "usual"
    is_calm = given.pain is not None and given.pain < MUCH_PAIN
    return "go_on" if is_calm and given.compared is not Compared.WORSE else "check"


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
