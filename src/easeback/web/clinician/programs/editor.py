"""A program as it is written: begun with a template or the last one, saved as typed, published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from easeback.apps.accounts.presence import whose
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import drafts, history, opening, programs
from easeback.apps.care.barriers import closed_in
from easeback.apps.care.drafts import ChangedElsewhere, DraftTooLong
from easeback.apps.care.facts import About, Kind, PublishedFacts
from easeback.apps.care.library import Library, library_for, used_in, whole_library
from easeback.apps.care.permissions import may_write
from easeback.apps.care.programs import ProgramRefused
from easeback.apps.care.queries import goes_on_in
from easeback.apps.care.signing import KeyReused
from easeback.apps.care.standing import their_day
from easeback.apps.notifications.facts import Message
from easeback.apps.practice.queries import practice
from easeback.domain.program import Item, Program
from easeback.domain.record import Posted
from easeback.knowledge import knowledge
from easeback.web.clinician.programs.drawing import Drawer, label_of, problems_of
from easeback.web.clinician.programs.frame import (
    for_staff,
    own_voice,
    shown,
    their_voice,
    writers_page,
)
from easeback.web.clinician.programs.posted import (
    MOST_ITEMS,
    Reading,
    empty,
    exercises_in,
    ids_of,
    moved_up,
    new_item,
    posted_of,
    read_program,
    with_earlier,
    with_newer,
    with_next_begun,
    without,
)
from easeback.web.clinician.record.frame import id_of, moment, read_page, signer_of
from easeback.web.forms.posted import posted_in
from easeback.web.forms.whole import whole_in
from easeback.web.letters import notice, program_page
from easeback.web.program.asked import asked_item

ASIDE = frozenset({"template", "exercise"})
"""The two lists beside the form, of which nothing is kept."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form as it is shown: what it holds, of which version, and what is wrong with it."""

    posted: Posted
    version: int
    problems: Mapping[str, str]
    trouble: str = ""
    status: int = 200


@read_page
@require_safe
def read(request: HttpRequest, course: CourseFacts) -> HttpResponse:
    """The program as it was published, for whoever may read the record. Where it stands today is
    on the patient's page."""
    found = history.program_of(course.id)
    items = found.program.items if found else ()
    library = library_for(used_in(found.program if found else None))
    values = {
        "course": course,
        "published": found,
        "at": moment(found.at, course.therapist.zone) if found else None,
        **as_seen(course, items, library),
        "may_write": may_write(request.user, course) and goes_on_in(course.id) is None,
        "lacks": lacks_one(found, library),
    }
    return shown(request, "read", values)


def lacks_one(published: PublishedFacts | None, library: Library) -> bool:
    """Whether an exercise of it has left the library: nobody can show it any more."""
    items = published.program.items if published else ()
    return any(item.exercise not in library.exercises for item in items)


def as_seen(course: CourseFacts, items: Iterable[Item], library: Library) -> dict[str, object]:
    """These exercises as the patient sees them, in their language."""
    voice = their_voice(course)
    shelf = for_staff(voice, library)
    return {
        "items": [asked_item(shelf, item) for item in items if item.exercise in library.exercises],
        "home": voice.ui["home"],
        "spoken": voice.language,
    }


@writers_page
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, course: CourseFacts) -> HttpResponse:
    """The form; sent, it is kept as a draft, and published if the button says so."""
    if request.method == "POST":
        return sent(request, course)
    return page(request, course, begun(request, course))


@writers_page
@require_safe
def seen(request: HttpRequest, course: CourseFacts) -> HttpResponse:
    """What was kept last as the patient would see it; for the script of the page, which asks after
    every save. It shows no more than was just typed, so it is no reading of the record.
    Raises Http404 where nothing is being written."""
    draft = drafts.draft_of(about(course), by=signer_of(request, course).who)
    if draft is None:
        raise Http404(course.id)
    posted = draft.posted
    library = whole_library(exercises_in(posted))
    items = read_program(posted, their_day(course, timezone.now()), library.exercises).program.items
    return render(request, "programs/seen.html", as_seen(course, items, library))


def begun(request: HttpRequest, course: CourseFacts) -> Sheet:
    """The draft, else the program as it stands, else an empty one."""
    draft = drafts.draft_of(about(course), by=signer_of(request, course).who)
    if draft is not None:
        return Sheet(draft.posted, draft.version, {})
    found = history.program_of(course.id)
    program = found.program if found else empty(their_day(course, timezone.now()))
    return Sheet(posted_of(program), 0, {})


@writers_page
@require_POST
def save(request: HttpRequest, course: CourseFacts) -> HttpResponse:
    """Keeps the draft while it is typed; for the script of the page."""
    try:
        version = kept(request, course, form_in(request))
    except ChangedElsewhere:
        return JsonResponse({}, status=409)
    except DraftTooLong:
        return JsonResponse({}, status=413)
    return JsonResponse({"version": version})


def about(course: CourseFacts) -> About:
    return About(course.id, course.id, Kind.PROGRAM)


def form_in(request: HttpRequest) -> dict[str, list[str]]:
    given = posted_in(request.POST)
    return {name: values for name, values in given.items() if name not in ASIDE}


def kept(request: HttpRequest, course: CourseFacts, posted: Posted) -> int:
    """The version under which the draft is kept. Raises ChangedElsewhere, DraftTooLong."""
    version = whole_in(request.POST.get("version", ""), digits=8) or 0
    by = signer_of(request, course).who
    return drafts.save(about(course), posted, by=by, version=version, at=timezone.now())


def sent(request: HttpRequest, course: CourseFacts) -> HttpResponse:
    posted, wish = form_in(request), request.POST.get("wish", "")
    library = whole_library(exercises_in(posted))
    posted = moved_up(posted, library.exercises)
    found = read_program(posted, their_day(course, timezone.now()), library.exercises)
    changed = wished(found.program, wish, request, library)
    if changed is not found.program:
        # What was no number is 0 from here on, and publishing refuses that.
        posted = posted_of(changed)
    try:
        version = kept(request, course, posted)
    except ChangedElsewhere as elsewhere:
        sheet = Sheet(posted, elsewhere.now.version, {}, "elsewhere", 409)
        return page(request, course, sheet)
    except DraftTooLong:
        return page(request, course, Sheet(posted, 0, {}, "long", 413))
    sheet = Sheet(posted, version, {})
    if wish == "publish":
        return published(request, course, found, sheet)
    return page(request, course, sheet)


def wished(program: Program, wish: str, request: HttpRequest, library: Library) -> Program:
    """What a button makes of it: begun anew from a template, one more, one less, one earlier, with
    a next exercise that begins by itself, or with the newer version of an own exercise."""
    known = knowledge()
    what, _, place = wish.partition(".")
    number = whole_in(place, digits=2) or 0
    template = known.templates.get(request.POST.get("template", ""))
    named = request.POST.get("exercise", "")
    exercise = None if library.is_withdrawn(named) else library.exercises.get(named)
    if what == "begin" and template is not None:
        return template.publish(program.published_on)
    if what == "add" and exercise is not None and len(program.items) < MOST_ITEMS:
        added = new_item(exercise, ids_of(program))
        return replace(program, items=(*program.items, added))
    if what == "remove":
        return without(program, number)
    if what == "next":
        return with_next_begun(program, number, library.exercises)
    if what == "newer":
        return with_newer(program, number, library)
    return with_earlier(program, number) if what == "earlier" else program


def published(
    request: HttpRequest, course: CourseFacts, found: Reading, sheet: Sheet
) -> HttpResponse:
    """Publishes it, or says what is wrong; then nothing is published."""
    closed, voice, at = closed_in(course.id), own_voice(), timezone.now()
    refused = None
    try:
        programs.check(course.id, found.program, closed)
    except ProgramRefused as error:
        refused = error
    problems = problems_of(voice, found.program, found.unread, refused)
    key = id_of(request.POST.get("key", ""))
    if problems or key is None:
        trouble = "look" if problems else "form"
        again = replace(sheet, problems=problems, trouble=trouble, status=422)
        return page(request, course, again)
    by = signer_of(request, course)

    def letters() -> tuple[Message, ...]:
        contact = course.contact
        if contact is None:
            return ()
        link = program_page(request, course.id, contact.language)
        return notice("program", practice(), contact, by.name, link, course=course.id, key=key)

    try:
        programs.publish(course.id, found.program, closed, by=by, key=key, at=at, letters=letters)
    except (programs.PublishedMeanwhile, KeyReused):
        return page(request, course, replace(sheet, trouble="meanwhile", status=409))
    return redirect("programs:read", course.id)


def page(request: HttpRequest, course: CourseFacts, sheet: Sheet) -> HttpResponse:
    # The form shows which gates are closed for this person, so whoever sees it reads the record.
    opening.note_reading(course.id, by=whose(request).pk, at=timezone.now())
    voice = own_voice()
    stands = history.program_of(course.id)
    used = exercises_in(sheet.posted) | used_in(stands.program if stands else None)
    library = whole_library(used)
    posted = moved_up(sheet.posted, library.exercises)
    program = read_program(posted, their_day(course, timezone.now()), library.exercises).program
    shelf = for_staff(voice, library)
    drawer = Drawer(shelf, posted, sheet.problems, closed_in(course.id))
    values: dict[str, Any] = {
        "course": course,
        "rows": list(drawer.rows(program)),
        "whole": drawer.whole(),
        "version": sheet.version,
        "problems": [
            (name.replace(".", "-"), label_of(shelf, program, name), said)
            for name, said in sheet.problems.items()
        ],
        "trouble": voice.ui["trouble"].get(sheet.trouble, ""),
        "templates": [
            (id, voice[f"templates.{id}.title"], voice[f"templates.{id}.for_whom"])
            for id in knowledge().templates
        ],
        "exercises": [(id, voice[f"exercises.{id}.title"]) for id in knowledge().exercises],
        "own": [(each.id, shelf.title(each.id)) for each in library.offered()],
        **as_seen(course, program.items, library),
        "published": stands,
        "lacks": lacks_one(stands, library),
    }
    return shown(request, "write", values, status=sheet.status)
