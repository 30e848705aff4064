"""Today's program, by its link. Opening it changes nothing and names nobody."""

import json
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import history, programs
from easeback.apps.care.messages import has_reader
from easeback.apps.care.programs import NotOfThisProgram, ToldTooLate
from easeback.apps.care.queries import flare_plan_of
from easeback.apps.care.signing import KeyReused
from easeback.apps.care.standing import standing, their_day
from easeback.domain.exercise import Demand
from easeback.domain.program import Told, is_own, red_from
from easeback.domain.triage import Progress
from easeback.web.patient.messages.ways import way_to_write
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.posted import Posted, Unreadable
from easeback.web.patient.relief.standing import FIRST_LIST, at_once
from easeback.web.patient.relief.views import shown
from easeback.web.patient.routine.checks import checks
from easeback.web.patient.today import asking
from easeback.web.patient.today.finding import course_of
from easeback.web.patient.today.pictures import places
from easeback.web.patient.today.showing import Day, Teller, has_red
from easeback.web.patient.today.words import voice_of
from easeback.web.program.player import modules, playing
from easeback.web.program.playlist import Bounds
from easeback.web.program.repertoire import Repertoire
from easeback.web.program.words import voice_of as program_voice

PAIN = range(11)
# Whoever has the link may tell; nothing of it stays in a browser that others use.
by_link = cache_control(private=True, no_store=True)


@by_link
@require_safe
def today(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked today, with the player, and how it went."""
    here = setting(request)
    try:
        course = course_of(token)
    except Http404:
        return own_page(request, here, "today/ended.html", {"token": token}, 404)
    own = voice_of(here.voice.language, here.practice)
    voice = program_voice(here.voice.language, here.practice)
    stands = standing(course, at=timezone.now())
    values: dict[str, object] = {"token": token, "key": uuid4(), "pain": PAIN}
    values["flare_plan"] = flare_plan_of(course.id)
    values["write"] = way_to_write(here, course)
    values["is_read"] = has_reader(course)
    if stands is None:
        return own_page(request, here, "today/none.html", values)
    teller = Teller(own, Repertoire(voice, stands.library, places(token)), stands)
    day = teller.day(history.marks_of(course.id))
    values |= {
        "day": day,
        "home": voice.ui["home"],
        "play": voice.ui["player"],
        "red_from": json.dumps([red_from(before) for before in PAIN]),
        "therapist": stands.published.signed_as.partition(",")[0],
        "told": "told" in request.GET,
        "stop": stopping(here),
        **together(here, teller, day),
    }
    return own_page(request, here, "today/today.html", values)


@csrf_exempt  # Whoever has the token may tell; who has it not could forge nothing.
@by_link
@require_POST
def tell(request: HttpRequest, token: str) -> HttpResponse:
    """Keeps how it went. A red light leads to the safety check at once."""
    here, course, at = setting(request), course_of(token), timezone.now()
    try:
        told = asking.told_in(request.POST, asking.day_in(request.POST))
        key = asking.key_in(request.POST)
    except Unreadable:
        return shown(request, here, "relief/unreadable.html", {}, status=400)
    try:
        keep(course, told, key, at)
    except (NotOfThisProgram, ToldTooLate):
        if has_red(told):
            return stopped(request, here, token, is_read=False, status=400)
        return shown(request, here, "relief/unreadable.html", {}, status=400)
    if has_red(told):
        return redirect("today:stop", token)
    return redirect(f"{request.path.removesuffix('/tell')}{'?told=1' if told else ''}")


def keep(course: CourseFacts, told: tuple[Told, ...], key: UUID, at: datetime) -> None:
    """Whoever goes back and says something else is heard, too: both count. Raises NotOfThisProgram,
    ToldTooLate."""
    today = their_day(course, at)
    try:
        programs.tell(course.id, told, key=key, today=today, at=at)
    except KeyReused:
        programs.tell(course.id, told, key=uuid5(key, repr(told)), today=today, at=at)


@by_link
@require_safe
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """After a red light: the safety check, and that the therapist is told, if there is one."""
    here, course = setting(request), course_of(token)
    return stopped(request, here, token, is_read=has_reader(course))


@csrf_exempt
@by_link
@require_POST
def flare(request: HttpRequest, token: str) -> HttpResponse:
    """A flare-up has begun, or is over."""
    course, at = course_of(token), timezone.now()
    began = request.POST.get("wish") == "began"
    try:
        key = asking.key_in(request.POST)
        programs.mark_flare(course.id, began=began, key=key, today=their_day(course, at), at=at)
    except Unreadable:
        return shown(request, setting(request), "relief/unreadable.html", {}, status=400)
    except KeyReused:
        pass
    return redirect("today:today", token)


def together(here: Setting, teller: Teller, day: Day) -> dict[str, object]:
    """The player of everything that may be done together today; nothing where there is none."""
    portions = teller.portions(day)
    if not portions:
        return {}
    # What takes the place of an exercise that hurts is chosen by nobody who has seen the person: it
    # asks for nothing beyond what their therapist asks of them today. An own exercise demands
    # whatever nobody denied of it, which lets nothing in.
    known = (each.exercise for each in portions if not is_own(each.exercise.id))
    asked = frozenset[Demand]().union(*(exercise.needs for exercise in known))
    bounds = Bounds((frozenset(Demand) - asked) | teller.stands.forbidden)
    return {
        "player": playing(
            teller.program,
            portions,
            bounds,
            places=here.frame.paths,
            own=teller.own_parts(day),
        ),
        "modules": modules(),
        "checks": list(checks(here.voice, Posted(Progress(), 1, "go", "stay"))),
    }


def own_page(
    request: HttpRequest,
    here: Setting,
    template: str,
    values: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    words = voice_of(here.voice.language, here.practice).ui
    return shown(request, here, template, {"words": words, **values}, status)


def stopped(
    request: HttpRequest, here: Setting, token: str, *, is_read: bool, status: int = 200
) -> HttpResponse:
    values = {"token": token, "stop": stopping(here), "is_read": is_read}
    return own_page(request, here, "today/stop.html", values, status)


def stopping(here: Setting) -> dict[str, object]:
    """What stands where an exercise was too much, and on the page on which that may be told without
    a connection: the signs of the emergency page."""
    return {"signs": here.voice.list_of(FIRST_LIST), "help": at_once(here.voice)}
