"""The first page, and the journey from "my back hurts now" to a plan.

Nothing is kept: every answer travels in the form and comes back with the next page.
"""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from easeback.domain.relief import Plan
from easeback.domain.triage import Progress, Step
from easeback.domain.vocabulary import Urgency
from easeback.web.patient.relief import path
from easeback.web.patient.relief.answering import AskAgain, answer
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.plans import plan_page
from easeback.web.patient.relief.posted import Posted, Unreadable, read
from easeback.web.patient.relief.results import card
from easeback.web.patient.relief.showing import AskPage, Chosen, ask_page, hidden_fields
from easeback.web.program.figures import described, picture

# Not no-store: the browser's own Back must find the page that a POST answered with.
open_to_all = cache_control(private=True, no_cache=True)


@open_to_all
@require_http_methods(["GET", "HEAD"])
def home(request: HttpRequest) -> HttpResponse:
    here = setting(request)
    at_rest = here.voice.knowledge.exercises["rest-90-90"]
    alt = described(at_rest, "rest", here.voice)
    resting = picture("rest-90-90", "rest", alt, dark="night")
    return shown(request, here, "relief/home.html", {"picture": resting})


@csrf_exempt  # Changes nothing, so there is nothing to forge.
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def relief(request: HttpRequest) -> HttpResponse:
    here = setting(request)
    if request.method != "POST":
        return next_page(request, here, Posted(Progress(), 1, "go", "stay"))
    try:
        return answered(request, here, read(here.voice.knowledge, fields_of(request)))
    except Unreadable:
        return shown(request, here, "relief/unreadable.html", {}, status=400)


def fields_of(request: HttpRequest) -> QueryDict:
    """The form's fields. Raises Unreadable."""
    if request.FILES:
        raise Unreadable("a file")
    return request.POST


def answered(request: HttpRequest, here: Setting, posted: Posted) -> HttpResponse:
    """The page that follows what was done on the last one. Raises Unreadable."""
    knowledge, progress = here.voice.knowledge, posted.progress
    step = path.due(knowledge, progress)
    if posted.button == "go":
        match posted.value:
            case "back":
                return page_before(request, here, posted)
            case "stay":
                return next_page(request, here, replace(posted, given={}))
            case "singly" | "list" if step is not None:
                return listed(request, here, posted, step)
            case "cleared":
                return next_page(request, here, cleared(here, posted, step))
    if step is None:
        raise Unreadable("an answer where nothing is asked")
    try:
        reached = answer(knowledge, step, posted)
    except AskAgain as again:
        return asked_again(request, here, posted, step, again)
    drafts = {q: a for q, a in posted.drafts.items() if q not in reached.answers}
    here_singly = frozenset({step.page.id})
    singles = posted.singles | here_singly if posted.singly else posted.singles - here_singly
    reopened = posted.reopened - reached.answers.keys() - reached.opened
    moved = Posted(
        reached, posted.steps + 1, "go", "stay", drafts=drafts, reopened=reopened, singles=singles
    )
    return next_page(request, here, moved)


def next_page(request: HttpRequest, here: Setting, posted: Posted) -> HttpResponse:
    """The page that is due: questions, or the result."""
    step = path.due(here.voice.knowledge, posted.progress)
    if step is None:
        return result(request, here, posted)
    drafted = any(question in posted.drafts for question in step.questions)
    singly = posted.singly or (drafted and step.page.id in posted.singles)
    return questions(request, here, ask_page(here.voice, step, replace(posted, singly=singly)))


def listed(request: HttpRequest, here: Setting, posted: Posted, step: Step) -> HttpResponse:
    """A list one item at a time, or the short list again."""
    typed = Chosen(posted.ticks, posted.given) if posted.ticks or posted.given else None
    singly = replace(posted, singly=posted.value == "singly")
    return questions(request, here, ask_page(here.voice, step, singly, chosen=typed))


def asked_again(
    request: HttpRequest, here: Setting, posted: Posted, step: Step, again: AskAgain
) -> HttpResponse:
    typed = Chosen(posted.ticks, posted.given)
    page = ask_page(here.voice, step, posted, chosen=typed, problems=again.problems)
    return questions(request, here, page)


def page_before(request: HttpRequest, here: Setting, posted: Posted) -> HttpResponse:
    """The last page again, with what was chosen on it; later answers stay as drafts."""
    reached = posted.progress
    before = path.before(here.voice.knowledge, reached, posted.singles)
    drafts = {**posted.drafts, **reached.answers}
    drafts = {q: a for q, a in drafts.items() if q not in before.answers and q != path.CLEARED}
    started = bool(before.answers or before.opened)
    steps = max(posted.steps - 1, 2) if started else 1
    reopened = (posted.reopened | reached.opened) - before.answers.keys() - before.opened
    back = Posted(
        before, steps, "go", "stay", drafts=drafts, reopened=reopened, singles=posted.singles
    )
    return next_page(request, here, back)


def cleared(here: Setting, posted: Posted, step: Step | None) -> Posted:
    """The person says that a doctor has checked this emergency sign, and nothing has changed."""
    knowledge, progress = here.voice.knowledge, posted.progress
    assessment = knowledge.triage.assess(progress.answers)
    clearable = all(
        knowledge.rules[f.rule.id].clearable
        for f in assessment.fired
        if f.rule.urgency is Urgency.EMERGENCY
    )
    if step is not None or assessment.urgency is not Urgency.EMERGENCY or not clearable:
        raise Unreadable("nothing here that a doctor can have checked")
    known = progress.with_answers({path.CLEARED: "yes"})
    return replace(posted, progress=known, steps=posted.steps + 1)


def result(request: HttpRequest, here: Setting, posted: Posted) -> HttpResponse:
    """How urgent it is and what to do; with a plan wherever care at home has a part in it."""
    knowledge, answers = here.voice.knowledge, posted.progress.answers
    assessment = knowledge.triage.assess(answers)
    plan = knowledge.planner.plan(assessment, answers)
    page = {
        "card": card(here.voice, here.practice, assessment),
        "plan": None if plan is None else plan_page(here.voice, plan),
        "hidden": hidden_fields(posted),
        "together": None if plan is None else together(plan),
    }
    emergency = assessment.urgency is Urgency.EMERGENCY
    template = "relief/emergency_card.html" if emergency else "relief/plan.html"
    return shown(request, here, template, {"page": page})


def together(plan: Plan) -> dict[str, str] | None:
    """Where the plan is done together; nowhere while help comes first."""
    if plan.urgency > Urgency.WITHIN_DAYS:
        return None
    places = {page: reverse(f"routine:{page}") for page in ("routine", "kept", "paper")}
    places["book"], places["diary"] = reverse("book:book"), reverse("keeping:door")
    return places if plan.heat_minutes is None else {**places, "heat": reverse("routine:heat")}


def questions(request: HttpRequest, here: Setting, page: AskPage) -> HttpResponse:
    return shown(request, here, "relief/ask.html", {"page": page})


def shown(
    request: HttpRequest,
    here: Setting,
    template: str,
    values: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    context = {
        "frame": here.frame,
        "paths": here.frame.paths,
        "ui": here.voice.ui,
        "voice": here.voice,
        **values,
    }
    return render(request, template, context, status=status)
