"""The intake, section by section: what was typed is kept before anything is said about it."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from urllib.parse import urlencode
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from easeback.apps.care.drafts import DraftTooLong
from easeback.domain.outcome import MOOD
from easeback.domain.record import Outline, Section, read
from easeback.web.forms.controls import MORE, Drawer
from easeback.web.forms.posted import posted_in, problems_of
from easeback.web.forms.whole import whole_in
from easeback.web.forms.words import form_voice
from easeback.web.patient.intake import writing
from easeback.web.patient.intake.access import Writer, by_writer, own_page
from easeback.web.patient.intake.desk import desk_of, outline
from easeback.web.patient.intake.words import voice_of
from easeback.web.patient.intake.writing import ElsewhereToo, Kept, Typed, of_section
from easeback.web.patient.relief.frame import setting
from easeback.web.patient.relief.results import calls

CONFLICT, TOO_LONG, REFUSED = 409, 413, 422
ALL = "all"
LONGEST = 40


@by_writer
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, writer: Writer, section: str) -> HttpResponseBase:
    """One section. What was typed is kept before anything is said about it."""
    of = section_of(section)
    if request.method != "POST":
        return step_page(request, writer, of)
    typed, more = typed_in(request), request.POST.get(MORE, "")
    posted = of_section(of, typed.posted)
    faults = read(part_of(of), posted).faults if request.POST.get("wish") != "skip" else ()
    passing = replace(typed, passes=not (more or faults))
    try:
        writing.save(writer.about, of, passing, by=writer.by, at=writer.at)
    except ElsewhereToo:
        return step_page(request, writer, of, posted, problem="elsewhere", status=CONFLICT)
    except DraftTooLong:
        return step_page(request, writer, of, posted, problem="too_long", status=TOO_LONG)
    if more:
        return redirect(one_more(writer, of, more, posted, to=request.POST.get("to", "")))
    if faults:
        here = setting(request)
        wrong = problems_of(form_voice(here.voice.language, here.practice), part_of(of), faults)
        return step_page(request, writer, of, posted, problems=wrong, status=REFUSED)
    return redirect(writer.page(ALL) if request.POST.get("to") == ALL else after(writer, of))


@by_writer
@require_POST
def save(request: HttpRequest, writer: Writer, section: str) -> HttpResponseBase:
    """Keeps what is typed, while it is typed."""
    of = section_of(section)
    try:
        version = writing.save(writer.about, of, typed_in(request), by=writer.by, at=writer.at)
    except ElsewhereToo:
        return JsonResponse({}, status=CONFLICT)
    except DraftTooLong:
        return JsonResponse({}, status=TOO_LONG)
    return JsonResponse({"version": version})


def typed_in(request: HttpRequest) -> Typed:
    given = request.POST
    return Typed(posted_in(given), given.get("version", ""), given.get("page", "")[:LONGEST])


def section_of(id: str) -> Section:
    """Raises Http404."""
    for each in outline().sections:
        if each.id == id:
            return each
    raise Http404


def part_of(section: Section) -> Outline:
    return Outline(outline().id, (section,))


def after(writer: Writer, section: Section) -> str:
    order = [each.id for each in outline().sections]
    rest = order[order.index(section.id) + 1 :]
    return writer.page("step", rest[0]) if rest else writer.page(ALL)


def before(writer: Writer, section: Section) -> str:
    order = [each.id for each in outline().sections]
    place = order.index(section.id)
    return writer.page("step", order[place - 1]) if place else writer.page("cover")


def one_more(writer: Writer, section: Section, field: str, posted: Kept, *, to: str) -> str:
    """The same section with one row more, and the page at that row."""
    places = [name.split(".")[1] for name in posted if name.startswith(f"{field}.")]
    filled = [number for place in places if (number := whole_in(place, digits=4)) is not None]
    row = max(filled, default=-1) + 2
    asked = {MORE: field} | ({"to": to} if to == ALL else {})
    return f"{writer.page('step', section.id)}?{urlencode(asked)}#{field}-{row}"


def step_page(
    request: HttpRequest,
    writer: Writer,
    section: Section,
    posted: Kept | None = None,
    *,
    problem: str = "",
    problems: Mapping[str, str] = MappingProxyType({}),
    status: int = 200,
) -> HttpResponse:
    here = setting(request)
    desk = desk_of(here, writer)
    sections = outline().sections
    shown = desk.writing.shown(section) if posted is None else posted
    more = request.GET.get(MORE, "")
    (part,) = Drawer(desk.voice, shown, problems, more).parts(outline(), [section.id])
    place = sections.index(section) + 1
    values: dict[str, object] = {
        "part": part,
        "step": voice_of(here.voice.language, here.practice).say(
            "step.of", number=place, all=len(sections)
        ),
        "known": desk.known if posted is None else (),
        "problems": [(name.replace(".", "-"), text) for name, text in problems.items()],
        "problem": problem,
        "say": desk.voice.own.ui["say"],
        "version": desk.writing.version(section),
        "page": uuid4().hex,
        "to": ALL if ALL in (request.GET.get("to"), request.POST.get("to")) else "",
        "action": writer.page("step", section.id),
        "save": writer.page("save", section.id),
        "back": before(writer, section),
        "mood": MOOD,
        "crisis": calls(here.voice, here.practice, "crisis"),
    }
    return own_page(request, writer, "intake/step.html", values, status, here=here)
