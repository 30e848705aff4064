"""Booking, page by page: open slots, a held slot and the details, the visit's own page.

A form of these pages carries what it needs in itself, as those of the relief journey do; no cookie
is set. What a request may do rests on what it holds (a visit's token), so a forged form could do
nothing that its maker could not do alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from easeback.apps.accounts.limits import may
from easeback.apps.booking import actions, queries
from easeback.apps.booking.facts import Status, VisitFacts
from easeback.domain.booking import Mode
from easeback.domain.vocabulary import Urgency
from easeback.web.forms.whole import whole_in
from easeback.web.letters import (
    about_booking,
    about_cancelling,
    about_moving,
    page_of,
)
from easeback.web.patient.book.asking import Asked, asked, chosen, started
from easeback.web.patient.book.details import Details, details, one_line
from easeback.web.patient.book.offering import FIRST, offering, other_times
from easeback.web.patient.book.sharing import shared_by
from easeback.web.patient.book.showing import is_pressing, shown_visit, took_place
from easeback.web.patient.book.tokens import token_of, visit_of
from easeback.web.patient.book.words import voice_of
from easeback.web.patient.keeping.holding import from_our_page
from easeback.web.patient.proving.holding import BOOKED, proven
from easeback.web.patient.proving.holding import hold as hold_course
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.plans import Teller
from easeback.web.patient.relief.posted import Unreadable
from easeback.web.patient.relief.results import Card, card
from easeback.web.patient.relief.showing import hidden_fields
from easeback.web.patient.relief.views import open_to_all, shown
from easeback.web.wording import zone_name

View = Callable[[HttpRequest], HttpResponse]


def from_its_form(view: View) -> View:
    """Where somebody types its address, or changes the language of its page, booking begins again:
    nothing else can be shown without the form."""

    @wraps(view)
    @require_http_methods(["GET", "HEAD", "POST"])
    def posted(request: HttpRequest) -> HttpResponse:
        return view(request) if request.method == "POST" else redirect("book:book")

    return posted


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest) -> HttpResponse:
    """The open slots: of somebody who comes from a plan, with what it says."""
    here = setting(request)
    try:
        return slots_page(request, here, asked(request, here.voice.knowledge, at=timezone.now()))
    except Unreadable:
        return shown(request, here, "relief/unreadable.html", {}, status=400)


@csrf_exempt
@open_to_all
@from_its_form
def hold(request: HttpRequest) -> HttpResponse:
    """Keeps a slot while the person types; taken meanwhile, the next ones are shown."""
    here = setting(request)
    try:
        who = asked(request, here.voice.knowledge, at=timezone.now())
        wanted = chosen(request.POST.get("slot", ""), who, FIRST)
    except Unreadable:
        return shown(request, here, "relief/unreadable.html", {}, status=400)
    if wanted.mode not in who.modes:
        return slots_page(request, here, who, problem="taken", status=409)
    if (booked := actions.promised_on(str(who.key))) is not None:
        return redirect("book:visit", token_of(booked))
    if not may(request, "hold"):
        return slots_page(request, here, who, problem="too_many", status=429)
    key, now = f"{who.key}:{request.POST['slot']}:{who.zip_code}:{who.severity}", timezone.now()
    try:
        visit = actions.hold(wanted, key=key, at=now, page=str(who.key))
        until = queries.held_until(visit)
        if until is None or until <= now:
            # The same button was pressed before, and that hold has run out since.
            visit = actions.hold(wanted, key=f"{key}:{uuid4()}", at=now, page=str(who.key))
    except (actions.SlotTaken, actions.TooBusy, actions.KeyReused):
        return slots_page(request, here, who, problem="taken", status=409)
    return details_page(request, here, who, visit, details_kept(request))


@csrf_exempt
@open_to_all
@from_its_form
def confirm(request: HttpRequest) -> HttpResponse:
    """Books the held slot. What is wrong is said beside its field, and nothing typed is lost."""
    here = setting(request)
    visit = visit_of(request.POST.get("visit", ""))
    try:
        who = asked(request, here.voice.knowledge, at=timezone.now())
    except Unreadable:
        return shown(request, here, "relief/unreadable.html", {}, status=400)
    typed = details(request.POST, visit.mode)
    if typed.problems:
        return details_page(request, here, who, visit.id, typed)
    contact, now = typed.contact(here.voice.language.value, here.practice.zone), timezone.now()
    shares = shared_by(here.voice.knowledge, who) if typed.share else None
    try:
        actions.confirm(
            visit.id,
            contact,
            key=f"confirm:{visit.id}",
            at=now,
            address=typed.address,
            letters=lambda v: about_booking(here.practice, v, page_of(request, v), at=now),
            shares=shares,
        )
    except actions.TooBusy:
        return details_page(request, here, who, visit.id, typed, busy=True)
    except (actions.HoldExpired, actions.SlotTaken, actions.NoSuchVisit):
        return slots_page(request, here, who, problem="too_late", typed=typed, status=409)
    except actions.KeyReused:
        # Booked already, with other details: the page of the visit says with which.
        return redirect("book:visit", token_of(visit.id))
    answer = redirect("book:visit", token_of(visit.id))
    # Whoever has the link of a visit that was booked elsewhere could send this form, too.
    if visit.status is Status.HELD and from_our_page(request):
        hold_course(request, answer, proven(visit.course, until=now + BOOKED), at=now)
    return answer


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """One button. Opening the page changes nothing: mail scanners open links too."""
    here, found = setting(request), visit_of(token)
    if request.method != "POST":
        return own_page(request, here, "book/cancel.html", visit_values(here, found))
    key, now = f"cancel:{found.id}:{found.version}", timezone.now()
    try:
        actions.cancel(
            found.id,
            key=key,
            by="patient",
            at=now,
            letters=lambda v: about_cancelling(here.practice, v, page_of(request, v), at=now),
        )
    except actions.TooBusy:
        return own_page(request, here, "book/cancel.html", visit_values(here, found) | {"busy": 1})
    except actions.NoSuchVisit:
        pass  # It has begun: its page says so.
    return redirect("book:visit", token)


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, token: str) -> HttpResponse:
    """Another time with the same therapist; until one is chosen, the visit stands."""
    here, found = setting(request), visit_of(token)
    if "slot" not in request.POST:
        return times_page(request, here, found)
    try:
        starts_at = started(request.POST["slot"])
    except Unreadable:
        return shown(request, here, "relief/unreadable.html", {}, status=400)
    key, now = f"move:{found.id}:{found.version}:{request.POST['slot']}", timezone.now()
    try:
        actions.move(
            found.id,
            starts_at,
            key=key,
            by="patient",
            at=now,
            letters=lambda v: about_moving(here.practice, v, page_of(request, v), at=now),
        )
    except (actions.SlotTaken, actions.TooBusy):
        return times_page(request, here, found, problem="taken", status=409)
    except actions.NoSuchVisit:
        pass  # It is over: its page says so.
    return redirect("book:visit", token)


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """For who has the code of a visit and not its link."""
    here = setting(request)
    typed = one_line(request.POST.get("code", ""))[:20]
    if typed and not may(request, "visit_code"):
        return own_page(request, here, "book/code.html", {"problem": "too_many"}, 429)
    found = queries.visit_by_code(typed) if typed else None
    if found is not None:
        return redirect("book:visit", token_of(found.id))
    values = {"typed": typed, "problem": "wrong" if request.method == "POST" else ""}
    return own_page(request, here, "book/code.html", values, 404 if typed else 200)


def times_page(
    request: HttpRequest, here: Setting, found: VisitFacts, *, problem: str = "", status: int = 200
) -> HttpResponse:
    voice = voice_of(here.voice.language, here.practice)
    offered = other_times(voice, here.practice, found, after=after_of(request), at=timezone.now())
    values = {
        **visit_values(here, found),
        "offered": offered,
        "problem": problem,
        "zone_line": voice.say(
            "slots.zone", zone=zone_name(voice.language, offered.zone, timezone.now().year)
        ),
    }
    return own_page(request, here, "book/move.html", values, status)


def after_of(request: HttpRequest) -> int | None:
    """From which moment on the days are shown."""
    return whole_in(request.POST.get("after", ""), digits=11)


def slots_page(
    request: HttpRequest,
    here: Setting,
    who: Asked,
    *,
    problem: str = "",
    typed: Details | None = None,
    status: int = 200,
) -> HttpResponse:
    voice = voice_of(here.voice.language, here.practice)
    offered = offering(
        voice,
        here.practice,
        who,
        after=after_of(request),
        at=timezone.now(),
        besides=held_for(request, who),
    )
    advice = who.plan.advice if who.plan is not None else {}
    ids = [id for ids in advice.values() for id in ids]
    known = here.voice.knowledge
    told = [id for id in ids if id in known.advised_severity or id in known.advised_modes]
    values = {
        "offered": offered,
        "who": who,
        "advice": Teller(here.voice).advice(told),
        "problem": problem,
        "card": pressing(here, who),
        "typed": typed or details_kept(request),
        "hidden": journey_fields(who),
        "zone_line": voice.say(
            "slots.zone", zone=zone_name(voice.language, offered.zone, timezone.now().year)
        ),
        "zip_problem": bool(who.zip_code) and who.place is None,
    }
    return own_page(request, here, "book/slots.html", values, status)


def held_for(request: HttpRequest, who: Asked) -> VisitFacts | None:
    """What was held on this page before: it stands in the way of nothing that they choose now."""
    return actions.held_on(str(who.key)) if request.method == "POST" else None


def pressing(here: Setting, who: Asked) -> Card | None:
    """The card of somebody who must see a clinician within days: a visit may be too late."""
    if who.assessment is None or who.assessment.urgency is Urgency.SELF_CARE:
        return None
    return card(here.voice, here.practice, who.assessment)


def details_page(
    request: HttpRequest,
    here: Setting,
    who: Asked,
    visit: UUID,
    typed: Details,
    *,
    busy: bool = False,
) -> HttpResponse:
    found = queries.visit(visit)
    if found is None or found.status not in {Status.HELD, Status.EXPIRED}:
        return redirect("book:visit", token_of(visit))
    voice, minutes = voice_of(here.voice.language, here.practice), minutes_held(visit)
    values = {
        **visit_values(here, found),
        "until": voice.say("details.until", minutes=minutes) if minutes > 0 else "",
        "who": who,
        "typed": typed,
        "problems": {name: voice.say(f"problem.{key}") for name, key in typed.problems.items()},
        "home": found.mode is Mode.HOME,
        "card": pressing(here, who),
        "busy": busy,
        "hidden": journey_fields(who),
        "token": token_of(visit),
    }
    return own_page(request, here, "book/details.html", values)


def visit_values(here: Setting, found: VisitFacts) -> dict[str, object]:
    voice = voice_of(here.voice.language, here.practice)
    token = token_of(found.id)
    return {
        "visit": shown_visit(voice, here.practice, found, at=timezone.now()),
        "cancel": reverse("book:cancel", args=[token]),
        "move": reverse("book:move", args=[token]),
        "calendar": reverse("book:calendar", args=[token]),
        "course": reverse("course:course", args=[token]),
        "visits": reverse("course:visits", args=[token]),
        "is_pressing": is_pressing(found.severity) and not took_place(found),
        "token": token,
    }


def minutes_held(visit: UUID) -> int:
    """For how long a visit is held from now on, in whole minutes."""
    until = queries.held_until(visit)
    return -int((timezone.now() - until).total_seconds() // 60) if until is not None else 0


def details_kept(request: HttpRequest) -> Details:
    """What was typed before a slot was lost, without finding fault with it."""
    return replace(details(request.POST, Mode.CLINIC), problems={})


def journey_fields(who: Asked) -> str:
    return hidden_fields(who.posted) if who.posted is not None else ""


def own_page(
    request: HttpRequest,
    here: Setting,
    template: str,
    values: Mapping[str, object],
    status: int = 200,
) -> HttpResponse:
    words = voice_of(here.voice.language, here.practice).ui
    return shown(request, here, template, {"words": words, **values}, status=status)
