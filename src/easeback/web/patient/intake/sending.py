"""All of an intake once more; sent with one button, looked at, and corrected."""

from dataclasses import replace
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from easeback.apps.care import intakes, queries
from easeback.apps.care.signing import AlreadySigned, KeyReused
from easeback.domain.outcome import is_low
from easeback.web.forms import telling
from easeback.web.forms.posted import problems_of
from easeback.web.patient.intake.access import Writer, by_writer, own_page
from easeback.web.patient.intake.desk import Desk, desk_of, outline
from easeback.web.patient.intake.steps import ALL, REFUSED, section_of
from easeback.web.patient.keeping.asking import key_in
from easeback.web.patient.proving.holding import KEPT, hold
from easeback.web.patient.relief.frame import setting
from easeback.web.patient.relief.results import calls


@by_writer
@require_http_methods(["GET", "HEAD", "POST"])
def everything(request: HttpRequest, writer: Writer) -> HttpResponseBase:
    """All that was told, to be looked at once more, and sent with one button."""
    desk = desk_of(setting(request), writer)
    if request.method != "POST":
        return all_page(request, writer, desk)
    key, told = key_in(request.POST), desk.writing.told
    if is_theirs(writer, key):
        return handed_in(request, writer, key)
    if told.faults or not told.content:
        problem = "" if told.faults else "nothing"
        return all_page(request, writer, desk, problem=problem, status=REFUSED)
    if desk.sent is not None and told.content == desk.sent.content:
        return redirect(writer.page("sent"))
    try:
        intakes.send(writer.visit.course, told.content, by=writer.by, key=key, at=writer.at)
    except (AlreadySigned, KeyReused):
        # Another tab was quicker, or this page is an old one: it is shown anew, as it stands.
        return redirect(writer.page(ALL))
    return handed_in(request, writer, key)


@by_writer
@require_safe
def sent(request: HttpRequest, writer: Writer) -> HttpResponseBase:
    """It has arrived; whoever feels low is told where help is. A correction begins here."""
    here = setting(request)
    desk = desk_of(here, writer)
    if desk.sent is None:
        return redirect(writer.page("cover"))
    values: dict[str, object] = {
        "is_low": is_low(desk.sent.content),
        "crisis": calls(here.voice, here.practice, "crisis"),
        "parts": [p for p in telling.parts(desk.voice, outline(), desk.sent.content) if p.lines],
        "all": writer.page(ALL),
        "has_changes": desk.writing.told.content != desk.sent.content,
    }
    return own_page(request, writer, "intake/sent.html", values, here=here)


def is_theirs(writer: Writer, key: UUID) -> bool:
    """Whether this page has sent something before: a double click, or Back and once more."""
    before = queries.document(key)
    return before is not None and before.about.course == writer.visit.course


def handed_in(request: HttpRequest, writer: Writer, key: UUID) -> HttpResponseBase:
    answer = redirect(writer.page("sent"))
    seen = None if writer.holding.is_proven else key
    holding = replace(writer.holding, sent=seen, until=writer.at + KEPT)
    return hold(request, answer, holding, at=writer.at)


def all_page(
    request: HttpRequest, writer: Writer, desk: Desk, *, problem: str = "", status: int = 200
) -> HttpResponse:
    here = setting(request)
    told = desk.writing.told
    wrong = problems_of(desk.voice, outline(), told.faults)
    at_fault = {control.split(".")[0] for control in wrong}
    values: dict[str, object] = {
        "parts": [
            (
                part,
                f"{writer.page('step', part.id)}?to={ALL}",
                any(field.id in at_fault for field in section_of(part.id).fields),
            )
            for part in telling.parts(desk.voice, outline(), told.content)
        ],
        "known": desk.known,
        "is_low": is_low(told.content),
        "crisis": calls(here.voice, here.practice, "crisis"),
        "problem": problem or ("faults" if wrong else ""),
        "key": uuid4(),
        "action": writer.page(ALL),
        "is_sent": desk.sent is not None,
        "is_new": desk.sent is None or told.content != desk.sent.content,
        "back": writer.page("step", outline().sections[-1].id),
        "sent": writer.page("sent"),
    }
    return own_page(request, writer, "intake/all.html", values, status, here=here)
