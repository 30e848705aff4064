"""The first routine and the heat timer. Nothing is kept: the answers come with the form."""

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from easeback.apps.selfcare.facts import Source
from easeback.domain.exercise import Demand, ExerciseKind
from easeback.domain.relief import Direction, Plan
from easeback.domain.response import LEG_PAIN
from easeback.domain.routine import Compiler, Portion, first_routine
from easeback.domain.triage import Progress
from easeback.domain.vocabulary import Urgency
from easeback.paper import pdf
from easeback.web.patient.diary.done import Place, place_of
from easeback.web.patient.relief import path
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.plans import Teller
from easeback.web.patient.relief.posted import Posted, Unreadable, read
from easeback.web.patient.relief.showing import hidden_fields
from easeback.web.patient.relief.views import fields_of, open_to_all, shown
from easeback.web.patient.routine.checks import Check, again, checks
from easeback.web.patient.routine.sheet import BETWEEN, sheet
from easeback.web.patient.routine.words import player_voice, voice_of
from easeback.web.program import playlist
from easeback.web.program.player import modules, player, playing
from easeback.web.program.playlist import Bounds

MOST = 6
"""Exercises on a sheet of paper."""
Page = Callable[[HttpRequest, Setting, Posted, Plan], HttpResponse]
"""Answers for whoever has a plan that may be done together."""


@csrf_exempt  # Changes nothing, so there is nothing to forge.
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def routine(request: HttpRequest) -> HttpResponse:
    """What this person may do now, done together. Without answers, the questions come first."""
    return _after_the_questions(request, _routine_page)


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def heat(request: HttpRequest) -> HttpResponse:
    """The heat timer; for who must not use heat, why not."""
    return _after_the_questions(request, _heat_page)


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest) -> HttpResponse:
    """The plan as a PDF, to print or to keep."""
    return _after_the_questions(request, _paper)


@open_to_all
@require_safe
def of(request: HttpRequest, exercises: str) -> HttpResponse:
    """The exercises of a sheet of paper, which were fit for the person who was given it."""
    here = setting(request)
    library = here.voice.knowledge.exercises
    ids = exercises.split(BETWEEN)
    if not 1 <= len(ids) <= MOST or any(id not in library for id in ids):
        raise Http404(exercises)
    found = [library[id] for id in dict.fromkeys(ids)]
    if any(each.flare is None for each in found):
        raise Http404(exercises)
    rest, *moves = found
    if rest.kind not in {ExerciseKind.POSITION, ExerciseKind.BREATHING}:
        raise Http404(exercises)
    asked = frozenset[Demand]().union(*(each.needs for each in found))
    # Who comes by a code has answered nothing: nothing is offered that asks for more than this.
    bounds = Bounds(frozenset(Demand) - asked, then=tuple(each.id for each in moves[1:]))
    portions = first_routine(_compiler(here), rest, moves[:1])
    values = _playing(here, portions, bounds)
    values |= {"checks": _alone(here), "place": _place(request, here, portions, bounds)}
    return _shown(request, here, "routine/of.html", values)


@open_to_all
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """Stands where a phone that has kept a routine shows that one instead."""
    return _shown(request, setting(request), "routine/none_kept.html", {})


def _after_the_questions(request: HttpRequest, page: Page) -> HttpResponse:
    here = setting(request)
    if request.method != "POST":
        return redirect("relief:relief")
    try:
        posted = read(here.voice.knowledge, fields_of(request))
        return page(request, here, posted, plan_of(here, posted))
    except Unreadable:
        return shown(request, here, "relief/unreadable.html", {}, status=400)


def plan_of(here: Setting, posted: Posted) -> Plan:
    """The plan of whoever may do something now. Raises Unreadable for anybody else."""
    known, progress = here.voice.knowledge, posted.progress
    if path.due(known, progress) is not None:
        raise Unreadable("questions are still open")
    assessment = known.triage.assess(progress.answers)
    plan = known.planner.plan(assessment, progress.answers)
    if plan is None or plan.urgency > Urgency.WITHIN_DAYS:
        raise Unreadable("no page offers this: help comes first")
    return plan


def portions_of(here: Setting, plan: Plan) -> tuple[Portion, ...]:
    """The position of relief, then the one movement to start with (evidence.md 5, phase A)."""
    library = here.voice.knowledge.exercises
    rest = library[plan.position or "slow-breathing"]
    first = [library[plan.first]] if plan.first and plan.first != rest.id else []
    return first_routine(_compiler(here), rest, first)


def bounds_of(plan: Plan) -> Bounds:
    """The rest of the guide is offered only to whom the first movement did good."""
    bending_eases = plan.direction is Direction.ARCHING
    return Bounds(plan.forbidden, frozenset() if bending_eases else LEG_PAIN, plan.then)


def _compiler(here: Setting) -> Compiler:
    return Compiler(here.voice.knowledge.speech(here.voice.language).length)


def _routine_page(request: HttpRequest, here: Setting, posted: Posted, plan: Plan) -> HttpResponse:
    pain = posted.progress.answers.get("pain-now")
    before = pain if isinstance(pain, int) else None
    cautions = Teller(here.voice).gates(plan.movement_cautions)
    portions, bounds = portions_of(here, plan), bounds_of(plan)
    values = {
        **_playing(here, portions, bounds, before=before),
        "cautions": cautions,
        "checks": list(checks(here.voice, posted)),
        "checks_alone": _alone(here),
        "again": hidden_fields(again(here.voice, posted, None)),
        "hidden": hidden_fields(posted),
        "action": reverse("routine:routine"),
        "place": _place(request, here, portions, bounds, before),
    }
    return _shown(request, here, "routine/routine.html", values)


def _playing(
    here: Setting,
    portions: tuple[Portion, ...],
    bounds: Bounds,
    *,
    before: int | None = None,
) -> dict[str, object]:
    """The player of some portions, and the same to read."""
    voice = player_voice(here.voice.language, here.practice)
    teller = Teller(here.voice)
    return {
        "player": playing(voice, portions, bounds, places=here.frame.paths, before=before),
        "play": voice.ui["player"],
        "moves": [teller.move(id) for id in _ids(portions, bounds)],
    }


def _ids(portions: tuple[Portion, ...], bounds: Bounds) -> tuple[str, ...]:
    """The exercises of a routine, and those that may follow."""
    return tuple(dict.fromkeys((*(each.exercise.id for each in portions), *bounds.then)))


def _place(
    request: HttpRequest,
    here: Setting,
    portions: tuple[Portion, ...],
    bounds: Bounds,
    before: int | None = None,
) -> Place | None:
    """Where what is done goes into the diary of whoever keeps one."""
    return place_of(request, here, Source.ROUTINE, _ids(portions, bounds), pain=before)


def _alone(here: Setting) -> list[Check]:
    """The safety checks of somebody who has told nothing else."""
    return list(checks(here.voice, Posted(Progress(), 1, "go", "stay")))


def _paper(request: HttpRequest, here: Setting, posted: Posted, plan: Plan) -> HttpResponse:
    now = timezone.now()
    own = voice_of(here.voice.language, here.practice)
    on = date_format(now.astimezone(ZoneInfo(here.practice.zone)), "DATE_FORMAT")
    assessment = here.voice.knowledge.triage.assess(posted.progress.answers)
    ids = dict.fromkeys((*(p.exercise.id for p in portions_of(here, plan)), *plan.then))
    drawn = sheet(here, own, assessment, plan, tuple(ids), on)
    address = request.build_absolute_uri(drawn.address)
    answer = HttpResponse(pdf(replace(drawn, address=address), at=now), "application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{own.say("paper.file")}.pdf"'
    return answer


def _heat_page(request: HttpRequest, here: Setting, posted: Posted, plan: Plan) -> HttpResponse:
    teller = Teller(here.voice)
    values: dict[str, object] = {
        "warmth": teller.warmth(plan),
        "hidden": hidden_fields(posted),
        "action": reverse("routine:heat"),
    }
    if plan.heat_minutes is None:
        return _shown(request, here, "routine/no_heat.html", values)
    voice = player_voice(here.voice.language, here.practice)
    values["play"] = voice.ui["player"]
    timer = playlist.heat(voice, plan.heat_minutes)
    minutes = plan.heat_minutes
    values["place"] = place_of(request, here, Source.HEAT, ("heat",), pain=None)
    values["player"] = player(voice, timer, places=here.frame.paths, minutes=minutes)
    return _shown(request, here, "routine/heat.html", values)


def _shown(
    request: HttpRequest, here: Setting, template: str, values: dict[str, object]
) -> HttpResponse:
    own = voice_of(here.voice.language, here.practice)
    around = {"words": own.ui, "modules": modules(), "kept": reverse("routine:kept")}
    return shown(request, here, template, {**around, **values})
