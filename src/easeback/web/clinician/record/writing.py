"""A document as it is written: begun with what is known, saved as it is typed, signed once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from easeback.apps.accounts.presence import whose
from easeback.apps.booking import queries as booking
from easeback.apps.booking.facts import CourseFacts, VisitFacts
from easeback.apps.care import drafts, opening, queries, signing
from easeback.apps.care.drafts import ChangedElsewhere, DraftTooLong
from easeback.apps.care.facts import About, DocumentFacts, Kind
from easeback.apps.notifications.facts import Message
from easeback.apps.practice.queries import practice
from easeback.domain.billing import units
from easeback.domain.record import Outline, Posted, Read, changes, read
from easeback.knowledge import knowledge
from easeback.web.clinician.record.frame import (
    forms,
    id_of,
    may_be_written,
    moment,
    own_voice,
    shown,
    signer_of,
    write_page,
)
from easeback.web.clinician.record.prefill import alarms_in, begun, unreviewed, with_alarms
from easeback.web.forms import telling
from easeback.web.forms.controls import MORE, USUAL, Control, Drawer, Part
from easeback.web.forms.posted import posted_in, problems_of, with_usual
from easeback.web.forms.whole import whole_in
from easeback.web.letters import notice, program_page

WRITTEN = (Kind.EVALUATION, Kind.VISIT_NOTE, Kind.DISCHARGE)
"""What a therapist writes."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before whoever writes: the visit, the outline, and what was signed before."""

    course: CourseFacts
    visit: VisitFacts
    outline: Outline
    documents: tuple[DocumentFacts, ...]
    alarms: tuple[str, ...]

    @property
    def about(self) -> About:
        return About(self.course.id, self.visit.id, Kind(self.outline.id))

    @property
    def before(self) -> DocumentFacts | None:
        """The latest of this kind of another visit."""
        return queries.latest(self.documents, self.about.kind)

    def signed(self) -> DocumentFacts | None:
        """This very document, once it is signed."""
        this = self.visit.id, self.about.kind
        return next((d for d in self.documents if (d.about.id, d.about.kind) == this), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form as it is shown: what it holds, of which version, and what is wrong with it."""

    posted: Posted
    version: int
    problems: Mapping[str, str]
    more: str = ""
    trouble: str = ""
    status: int = 200


@write_page
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, course: CourseFacts, visit: VisitFacts, kind: str) -> HttpResponse:
    """The form; sent, it is kept as a draft, and signed if the button says so and nothing lacks."""
    desk = desk_of(course, visit, kind)
    if (done := desk.signed()) is not None:
        return redirect("record:document", done.id)
    if request.method == "POST":
        return sent(request, desk)
    draft = drafts.draft_of(desk.about, by=signer_of(request, course).who)
    posted = draft.posted if draft else begun(desk.outline, desk.alarms, desk.documents)
    return page(request, desk, Sheet(posted, draft.version if draft else 0, {}))


@write_page
@require_POST
def save(request: HttpRequest, course: CourseFacts, visit: VisitFacts, kind: str) -> HttpResponse:
    """Keeps the draft while it is typed; for the script of the page."""
    desk = desk_of(course, visit, kind)
    if desk.signed() is not None:
        return JsonResponse({}, status=409)
    try:
        version = kept(request, desk, posted_in(request.POST))
    except ChangedElsewhere:
        return JsonResponse({}, status=409)
    except DraftTooLong:
        return JsonResponse({}, status=413)
    return JsonResponse({"version": version})


def desk_of(course: CourseFacts, visit: VisitFacts, kind: str) -> Desk:
    """Raises Http404 for what no therapist writes, and of a visit that has nothing to tell."""
    if kind not in set(WRITTEN) or not may_be_written(visit, at=timezone.now()):
        raise Http404(kind)
    line = queries.line_of(course.id)
    visits = {each.id for of in line for each in booking.visits_of(of)}
    alarms = alarms_in(visits) if kind == Kind.EVALUATION else ()
    return Desk(course, visit, knowledge().outlines[kind], queries.documents_of(line), alarms)


def kept(request: HttpRequest, desk: Desk, posted: Posted) -> int:
    """The version under which the draft is kept. Raises ChangedElsewhere, DraftTooLong."""
    version = whole_in(request.POST.get("version", ""), digits=8) or 0
    by = signer_of(request, desk.course).who
    return drafts.save(desk.about, posted, by=by, version=version, at=timezone.now())


def sent(request: HttpRequest, desk: Desk) -> HttpResponse:
    posted = with_usual(desk.outline, posted_in(request.POST), request.POST.get(USUAL, ""))
    more = request.POST.get(MORE, "")
    try:
        version = kept(request, desk, posted)
    except ChangedElsewhere as changed:
        # What was typed here stays before them; saved again, it takes the place of the other.
        sheet = Sheet(posted, changed.now.version, {}, more, "elsewhere", 409)
        return page(request, desk, sheet)
    except DraftTooLong:
        return page(request, desk, Sheet(posted, 0, {}, more, "long", 413))
    found = read(desk.outline, posted)
    if request.POST.get("wish") == "sign":
        return signed(request, desk, found, Sheet(posted, version, {}))
    problems = problems_of(forms(), desk.outline, found.faults)
    return page(request, desk, Sheet(posted, version, problems, more))


def signed(request: HttpRequest, desk: Desk, found: Read, sheet: Sheet) -> HttpResponse:
    """Signs it, or says what is still missing; then nothing is signed."""
    missing = desk.outline.missing(found.content)
    if unreviewed(desk.alarms, found.content):
        missing = ("red-flags", *missing)
    problems = problems_of(forms(), desk.outline, found.faults, missing)
    key = id_of(request.POST.get("key", ""))
    if problems or key is None:
        trouble = "look" if problems else "form"
        return page(request, desk, replace(sheet, problems=problems, trouble=trouble, status=422))
    by = signer_of(request, desk.course)
    try:
        signing.sign(
            desk.about,
            found.content,
            by=by,
            key=key,
            at=timezone.now(),
            letters=lambda: told_of(request, desk, key),
        )
    except (signing.AlreadySigned, signing.KeyReused):
        return page(request, desk, replace(sheet, trouble="signed", status=409))
    return redirect("record:document", key)


def told_of(request: HttpRequest, desk: Desk, key: UUID) -> tuple[Message, ...]:
    """Tells the patient where the plan for the next flare-up stands, without which nobody is
    discharged: they may never have had a program, and so no link to its page."""
    to = desk.course.contact
    if desk.about.kind is not Kind.DISCHARGE or to is None:
        return ()
    link, who = program_page(request, desk.course.id, to.language), desk.course.therapist.name
    return notice("flare-plan", practice(), to, who, link, course=desk.course.id, key=key)


def page(request: HttpRequest, desk: Desk, sheet: Sheet) -> HttpResponse:
    # The form shows what was told before, so whoever sees it reads the record, refused or not.
    opening.note_reading(desk.course.id, by=whose(request).pk, at=timezone.now())
    voice = forms()
    posted = with_alarms(sheet.posted, desk.alarms)
    drawer = Drawer(voice, posted, sheet.problems, sheet.more, dense=True)
    found = read(desk.outline, sheet.posted)
    values = {
        "course": desk.course,
        "visit": desk.visit,
        "kind": desk.outline.id,
        "title": voice.own[f"outlines.{desk.outline.id}.title"],
        "starts_at": moment(desk.visit.starts_at, desk.visit.zone),
        "parts": [reviewed(part) for part in drawer.parts(desk.outline)],
        "version": sheet.version,
        "problems": [
            (control.replace(".", "-"), label_of(desk.outline, control), said)
            for control, said in sheet.problems.items()
        ],
        "trouble": own_voice().ui["trouble"].get(sheet.trouble, ""),
        "before": desk.before,
        "changed": list(changed(desk, found.content)) if desk.before else [],
        "units": units(timed_minutes(found.content)),
    }
    return shown(request, "write", values, status=sheet.status)


def reviewed(part: Part) -> Part:
    """The alarms of the safety check stand as they are: each is confirmed, or it is said why not;
    without any, nobody is asked about them."""
    kept_controls = (each for each in part.controls if each.name != "red-flags" or flagged(each))
    return replace(part, controls=tuple(map(_with_alarms, kept_controls)))


def flagged(control: Control) -> bool:
    return any(row.controls[0].value for row in control.rows)


def _with_alarms(control: Control) -> Control:
    if control.name != "red-flags":
        return control
    rows = tuple(
        replace(row, controls=(_as_alarm(row.controls[0]), *row.controls[1:]))
        for row in control.rows
        if row.controls[0].value
    )
    return replace(control, rows=rows, may_grow=False)


def _as_alarm(control: Control) -> Control:
    why = own_voice().get(f"rules.{control.value}.why")
    return replace(control, shape="kept", label=why or control.value)


def label_of(outline: Outline, control: str) -> str:
    """What the field is called that a control belongs to."""
    field = control.split(".", maxsplit=1)[0]
    return forms().own[f"fields.{field}.text"]


def changed(desk: Desk, content: Mapping[str, Any]) -> Sequence[tuple[str, str, str]]:
    """What is told otherwise than in the document before: the field, then and now."""
    voice, before = forms(), desk.before
    assert before is not None  # noqa: S101  As the caller has asked.
    found = []
    for change in changes(desk.outline, before.content, content):
        field = desk.outline[change.field]
        then, now = (
            "; ".join(telling.lines(voice, field, value)) if value is not None else ""
            for value in (change.before, change.now)
        )
        found.append((voice.own[f"fields.{field.id}.text"], then, now))
    return found


def timed_minutes(content: Mapping[str, Any]) -> dict[str, int]:
    """The minutes of each code of which minutes count."""
    found: dict[str, int] = {}
    for row in content.get("interventions", ()):
        if row.get("cpt") in knowledge().timed_codes and "intervention-minutes" in row:
            found[row["cpt"]] = found.get(row["cpt"], 0) + row["intervention-minutes"]
    return found
