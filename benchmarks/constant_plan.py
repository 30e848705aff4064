"""The project's addresses, and beside them views that render a finished plan, and slots, from
constants."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import path

from benchmarks.constant_slots import constant_slots
from benchmarks.server import PATH, plain_flare
from easeback.apps.practice import queries
from easeback.config.urls import urlpatterns as ours
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge
from easeback.web.patient.relief.frame import setting
from easeback.web.patient.relief.plans import plan_page
from easeback.web.patient.relief.posted import Posted
from easeback.web.patient.relief.results import card
from easeback.web.patient.relief.showing import hidden_fields
from easeback.web.patient.relief.views import shown, together
from easeback.web.patient.relief.words import voice_of


def constant_plan(request: HttpRequest) -> HttpResponse:
    """Reads no form and decides nothing; all that stands around the plan is the page's own."""
    return shown(request, setting(request), "relief/plan.html", {"page": finished_plan()})


@cache
def finished_plan() -> dict[str, object]:
    """What the plan's template is given at the end of a plain flare."""
    known = knowledge()
    progress, steps = plain_flare()
    step = known.journey.next_step(progress)
    questions = step.questions if step else ()
    progress = progress.with_answers({q: known.bank.none_of(q) for q in questions})
    practice, _ = queries.practice_and_approval(known.version)
    voice = voice_of(Language.ENGLISH, practice)
    assessment = known.triage.assess(progress.answers)
    plan = known.planner.plan(assessment, progress.answers)
    return {
        "card": card(voice, practice, assessment),
        "plan": None if plan is None else plan_page(voice, plan),
        "hidden": hidden_fields(Posted(progress, steps + 1, "go", "stay")),
        "together": None if plan is None else together(plan),
    }


urlpatterns = [
    path(PATH.removeprefix("/"), constant_plan),
    path("constant-slots", constant_slots),
    *ours,
]
