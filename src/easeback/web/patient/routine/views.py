"""The first routine and the heat timer. Nothing is kept: the answers come with the form."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from easeback.domain.exercise import Exercise
from easeback.domain.relief import Plan
from easeback.domain.routine import Compiler, Portion, first_routine
from easeback.domain.vocabulary import Urgency
from easeback.web.patient.relief import path
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.plans import Teller
from easeback.web.patient.relief.posted import Posted, Unreadable, read
from easeback.web.patient.relief.showing import hidden_fields
from easeback.web.patient.relief.views import fields_of, open_to_all, shown
from easeback.web.patient.routine.checks import again, checks
from easeback.web.patient.routine.words import player_voice, voice_of
from easeback.web.program import playlist
from easeback.web.program.player import modules, player

MINUTE = 60_000
Page = Callable[[HttpRequest, Setting, Posted, Plan], HttpResponse]


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
    """The position of relief, then the movements of the plan."""
    library = here.voice.knowledge.exercises
    rest = library[plan.position or "slow-breathing"]
    wanted = [library[id] for id in (plan.first, *plan.then) if id not in {None, rest.id}]
    return first_routine(_compiler(here), rest, [each for each in wanted if _is_for_now(each)])


def _is_for_now(exercise: Exercise) -> bool:
    return exercise.flare is not None


def _compiler(here: Setting) -> Compiler:
    return Compiler(here.voice.knowledge.speech(here.voice.language).length)


def _routine_page(request: HttpRequest, here: Setting, posted: Posted, plan: Plan) -> HttpResponse:
    portions = portions_of(here, plan)
    voice = player_voice(here.voice.language, here.practice)
    minutes = max(1, round(_compiler(here).compile(portions).length / MINUTE))
    pain = posted.progress.answers.get("pain-now")
    teller = Teller(here.voice)
    ids = dict.fromkeys(portion.exercise.id for portion in portions)
    values = {
        "player": player(
            voice,
            playlist.routine(voice, portions, plan.forbidden),
            relief=reverse("relief:relief"),
            lasts=voice.say("player.minutes", minutes=minutes),
            before=pain if isinstance(pain, int) else None,
        ),
        "play": voice.ui["player"],
        "moves": [teller.move(id) for id in ids],
        "checks": list(checks(here.voice, posted)),
        "again": hidden_fields(again(here.voice, posted, None)),
        "hidden": hidden_fields(posted),
        "action": reverse("routine:routine"),
    }
    return _shown(request, here, "routine/routine.html", values)


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
    values["player"] = player(
        voice,
        playlist.heat(voice, plan.heat_minutes),
        relief=reverse("relief:relief"),
        lasts=voice.say("player.minutes", minutes=plan.heat_minutes),
    )
    return _shown(request, here, "routine/heat.html", values)


def _shown(
    request: HttpRequest, here: Setting, template: str, values: dict[str, object]
) -> HttpResponse:
    own = voice_of(here.voice.language, here.practice)
    around = {"words": own.ui, "modules": modules(), "kept": reverse("routine:kept")}
    return shown(request, here, template, {**around, **values})
