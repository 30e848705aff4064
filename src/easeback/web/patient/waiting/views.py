"""Waiting for an earlier visit: the form, the place on the list, the offer with its two buttons.

Opening a page changes nothing: mail scanners open links too. Only a button does.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from easeback.apps.accounts.limits import may
from easeback.apps.booking import queries, waiting, waitlist
from easeback.apps.booking.facts import (
    Contact,
    OfferFacts,
    VisitFacts,
    WaitStatus,
    WaitWish,
)
from easeback.apps.booking.sharing import shared_with
from easeback.domain.booking import Mode, Part
from easeback.web.forms.whole import whole_in
from easeback.web.letters import about_booking, about_cancelling
from easeback.web.letters.addresses import page_of
from easeback.web.patient.book import words as book_words
from easeback.web.patient.book.asking import Asked, asked
from easeback.web.patient.book.offering import FIRST
from easeback.web.patient.book.showing import is_pressing, shown_visit
from easeback.web.patient.book.tokens import token_of, visit_of
from easeback.web.patient.book.views import journey_fields, pressing
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.posted import Unreadable
from easeback.web.patient.relief.views import open_to_all, shown
from easeback.web.patient.waiting.asking import Typed, typed, untouched
from easeback.web.patient.waiting.tokens import (
    offer_of,
    place_of,
    token_of_offer,
    token_of_place,
)
from easeback.web.patient.waiting.words import voice_of
from easeback.web.wording import the_hour

BUSY, TOO_MANY = 409, 429
TROUBLE = {BUSY: "busy", TOO_MANY: "too_many"}
FIELDS = {"far": "last"}
"""The field that a problem stands beside, where it has another name."""
STOPPED: dict[type[Exception], str] = {
    waitlist.HoldExpired: "gone",
    waitlist.NotWaiting: "gone",
    waitlist.OtherVisit: "changed",
    waitlist.TooBusy: "busy",
}
"""Why a button of an offer did nothing, by the key of its words."""


@dataclass(frozen=True, slots=True)
class Waiter:
    """Who fills the form in: with what the journey told, or with a visit that is promised."""

    who: Asked
    visit: VisitFacts | None
    modes: frozenset[Mode]


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def wait(request: HttpRequest) -> HttpResponse:
    """The form. What is wrong is said beside its field, and nothing typed is lost."""
    here, now = setting(request), timezone.now()
    token = request.POST.get("visit", "")
    visit = visit_of(token) if token else None
    if visit is not None and not visit.status.is_promised:
        return redirect("book:visit", token)
    try:
        who = asked(request, here.voice.knowledge, at=timezone.now())
    except Unreadable:
        return shown(request, here, "relief/unreadable.html", {}, status=400)
    waiter = Waiter(who, visit, _modes(who, visit))
    today, zone = queries.day_of(now, here.practice.zone), here.practice.zone
    if "join" not in request.POST:
        # The place that they looked at before is ticked, or all of them.
        ticked = waiter.modes & {who.mode} or waiter.modes
        told = untouched(request.POST.dict(), ticked, today, visit, zone)
        return form_page(request, here, waiter, told)
    return _joins(request, here, waiter, today, at=now)


def _joins(
    request: HttpRequest, here: Setting, waiter: Waiter, today: date, *, at: datetime
) -> HttpResponse:
    told = typed(request.POST.dict(), waiter.modes, today, waiter.visit)
    if told.problems:
        return form_page(request, here, waiter, told, status=422)
    if not may(request, "wait"):
        return form_page(request, here, waiter, told, status=TOO_MANY)
    try:
        id = _joined(_wish(request, here, waiter, told), waiter.who, at=at)
    except waitlist.TooBusy:
        return form_page(request, here, waiter, told, status=BUSY)
    except waitlist.NoSuchVisit:
        # Cancelled in another tab, or it has begun: its page says what it is now.
        return redirect("book:visit", request.POST["visit"])
    return redirect("waiting:place", token_of_place(id))


def _joined(wish: WaitWish, who: Asked, *, at: datetime) -> UUID:
    try:
        return waitlist.join(wish, key=f"wait:{who.key.hex}", at=at)
    except waitlist.KeyReused:
        # Sent again with other words: it is another wish, which takes the place of the first.
        return waitlist.join(wish, key=f"wait:{who.key.hex}:{at.timestamp()}", at=at)


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, token: str) -> HttpResponse:
    """How somebody stands on the list, and a button to leave it."""
    here, found = setting(request), place_of(token)
    problem = ""
    if request.method == "POST":
        try:
            waitlist.leave(found.id, key=f"leave:{found.id}", at=timezone.now())
            return redirect("waiting:place", token)
        except waitlist.TooBusy:
            problem = "busy"
    voice, wish = voice_of(here.voice.language, here.practice), found.wish
    latest = waiting.latest_offer(found.id)
    days = (date_format(day, voice.say("when.day")) for day in (wish.first_on, wish.last_on))
    first, last = days
    is_kept = found.status is WaitStatus.OFFERED and latest is not None
    values: dict[str, object] = {
        "problem": voice.say(f"problem.{problem}") if problem else "",
        "status": found.status.value,
        "is_over": found.status.is_over,
        "lead": voice.say("wait.lead", email=wish.contact.email),
        "days": voice.say(
            "wait.days", part=voice.say(f"ask.{wish.part.value}"), first=first, last=last
        ),
        "offer": reverse("waiting:offer", args=[token_of_offer(latest.id)])
        if is_kept and latest is not None
        else "",
        "visit_page": reverse("book:visit", args=[token_of(latest.visit.id)])
        if found.status is WaitStatus.TAKEN and latest is not None
        else "",
        "place": reverse("waiting:place", args=[token]),
        "is_pressing": is_pressing(wish.severity),
    }
    return own_page(request, here, "waiting/place.html", values, BUSY if problem else 200)


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """What is offered, with two buttons; after its time, that it is gone."""
    here, found, now = setting(request), offer_of(token), timezone.now()
    answer = request.POST.get("answer")
    if answer not in {"no", "take"}:
        return offer_page(request, here, found, token, at=now)
    try:
        if answer == "no":
            waitlist.decline_offer(found.id, at=now)
            return redirect("waiting:place", token_of_place(found.waiting.id))
        visit = waitlist.take_offer(
            found.id,
            at=now,
            instead=whole_in(request.POST.get("instead", ""), digits=9),
            letters=lambda v: about_booking(here.practice, v, page_of(request, v), at=now),
            farewell=lambda v: about_cancelling(
                here.practice, v, page_of(request, v), at=now, replaced=True
            ),
        )
    except tuple(STOPPED) as stopped:
        why = STOPPED[type(stopped)]
        return offer_page(request, here, offer_of(token), token, at=now, problem=why)
    return redirect("book:visit", token_of(visit))


def offer_page(
    request: HttpRequest,
    here: Setting,
    found: OfferFacts,
    token: str,
    *,
    at: datetime,
    problem: str = "",
) -> HttpResponse:
    """`problem`: the key of the words for why the button did nothing."""
    if found.visit.status.is_promised:
        return redirect("book:visit", token_of(found.visit.id))
    voice = voice_of(here.voice.language, here.practice)
    replaced = waiting.given_up_for(found)
    until, contact = found.held_until, found.waiting.wish.contact
    is_kept = found.waiting.status is WaitStatus.OFFERED and until is not None and until > at
    values = {
        "visit": _card(here, found.visit),
        "replaces": _card(here, replaced) if replaced is not None else None,
        "instead": replaced.version if replaced is not None else "",
        "problem": voice.say(f"problem.{problem}") if problem else "",
        "is_kept": is_kept,
        "is_pressing": is_pressing(found.waiting.wish.severity),
        "is_carried": replaced is not None
        and replaced.therapist == found.visit.therapist
        and shared_with(replaced.id) is not None,
        "is_over": found.waiting.status.is_over,
        "lead": voice.say("offer.lead", until=_clock(here, until, contact.zone))
        if until and is_kept
        else "",
        "offer": reverse("waiting:offer", args=[token]),
        "place": reverse("waiting:place", args=[token_of_place(found.waiting.id)]),
    }
    return own_page(request, here, "waiting/offer.html", values, BUSY if problem else 200)


def form_page(
    request: HttpRequest, here: Setting, waiter: Waiter, told: Typed, status: int = 200
) -> HttpResponse:
    voice, visit = voice_of(here.voice.language, here.practice), waiter.visit
    minutes = queries.catalogue().offer_minutes
    contact = visit.contact if visit is not None else None
    values = {
        "who": waiter.who,
        "hidden": journey_fields(waiter.who),
        "typed": told,
        "busy": voice.say(f"problem.{TROUBLE[status]}") if status in TROUBLE else "",
        "problems": {
            FIELDS.get(name, name): voice.say(f"problem.{name}") for name in told.problems
        },
        "lead": voice.say("ask.lead", minutes=minutes),
        "card": pressing(here, waiter.who),
        "is_pressing": visit is not None and is_pressing(visit.severity),
        "token": token_of(visit.id) if visit is not None else "",
        "visit": _card(here, visit) if visit is not None else None,
        "asks_email": contact is None or not contact.email,
        "modes": [
            (mode.value, voice.say(f"ask.{mode.value}"), mode in told.modes)
            for mode in Mode
            if mode in waiter.modes
        ],
        "shares": request.POST.get("share") == "yes",
        "asks_address": visit is None and Mode.HOME in waiter.modes,
        "parts": [(p.value, voice.say(f"ask.{p.value}"), p == told.part) for p in Part],
    }
    return own_page(request, here, "waiting/ask.html", values, status)


def _modes(who: Asked, visit: VisitFacts | None) -> frozenset[Mode]:
    """Who needs a visit in person waits for no video; at home only who has told where that is."""
    if visit is not None:
        return frozenset({visit.mode})
    service = queries.catalogue().services.get(FIRST)
    offered = service.modes if service is not None else frozenset()
    without = ({Mode.TELEHEALTH} if who.in_person else set()) | (
        set() if who.place is not None else {Mode.HOME}
    )
    return offered - without


def _wish(request: HttpRequest, here: Setting, waiter: Waiter, told: Typed) -> WaitWish:
    visit, who = waiter.visit, waiter.who
    contact: Contact = told.contact(here.voice.language.value, here.practice.zone)
    if visit is not None and visit.contact is not None:
        contact = replace(visit.contact, email=visit.contact.email or told.email)
    first, last = (parse_date(day) or date.max for day in (told.first, told.last))
    at_home = Mode.HOME in told.modes
    return WaitWish(
        contact=contact,
        service=visit.service if visit is not None else FIRST,
        modes=told.modes,
        part=Part(told.part),
        first_on=first,
        last_on=last,
        site=(settings.PUBLIC_ADDRESS or request.build_absolute_uri("/")).rstrip("/"),
        severity=visit.severity if visit is not None else who.severity,
        place=visit.place if visit is not None else who.place if at_home else None,
        address=visit.address if visit is not None else told.address if at_home else "",
        visit=visit.id if visit is not None else None,
    )


def _card(here: Setting, visit: VisitFacts) -> object:
    voice = book_words.voice_of(here.voice.language, here.practice)
    return shown_visit(voice, here.practice, visit, at=timezone.now())


def _clock(here: Setting, at: datetime, zone: str) -> str:
    voice = voice_of(here.voice.language, here.practice)
    return the_hour(voice, at.astimezone(ZoneInfo(zone)))


def own_page(
    request: HttpRequest,
    here: Setting,
    template: str,
    values: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    own = voice_of(here.voice.language, here.practice).ui
    slots = book_words.voice_of(here.voice.language, here.practice).ui["slots"]
    return shown(request, here, template, {"words": {**own, "slots": slots}, **values}, status)
