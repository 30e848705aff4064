"""Exercises of the practice's own: written and changed by its therapists, seen by all of its staff.

The form may bring a file. Who sends it is looked at before its body is read, forged or not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from easeback.apps.accounts.presence import whose
from easeback.apps.booking import timetables
from easeback.apps.booking.permissions import is_own
from easeback.apps.care import filing, own_exercises
from easeback.apps.care.facts import OwnFacts, Signer
from easeback.apps.care.library import version_of, versions_of
from easeback.apps.care.own_exercises import NoSuchExercise, WrittenMeanwhile
from easeback.apps.care.signing import KeyReused
from easeback.apps.practice.queries import practice
from easeback.domain.exercise import Demand
from easeback.domain.figure import FIGURES, Posed, joints_of
from easeback.domain.program import exercise_of
from easeback.domain.record import Posted
from easeback.knowledge import knowledge
from easeback.web.clinician.calendar.frame import language, staff_page
from easeback.web.clinician.calendar.frame import words as calendar_words
from easeback.web.clinician.library.own_form import OwnDrawer, label_of_own, problems_of_own
from easeback.web.clinician.library.own_posted import FILE, NEW, number_in, posted_of_own, read_own
from easeback.web.clinician.library.places import place
from easeback.web.clinician.library.views import FOLDER
from easeback.web.clinician.record.frame import id_of
from easeback.web.forms.posted import posted_in
from easeback.web.forms.whole import whole_in
from easeback.web.forms.words import form_voice
from easeback.web.program.asked import dose_line
from easeback.web.program.own_files import file_answer, part_of
from easeback.web.program.repertoire import posed_drawing, shown_own
from easeback.web.program.words import voice_of as program_voice
from easeback.web.wording import Voice, voice_of

View = Callable[..., HttpResponseBase]
ASIDE = frozenset({"seen"})


@dataclass(frozen=True, slots=True)
class Written:
    """The form as it is shown. `seen`: the number of the version that it was begun from."""

    posted: Posted
    seen: int
    problems: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""
    status: int = 200


def therapists_page(view: View) -> View:
    """For whoever has patients here: an own exercise is the practice's, not one therapist's."""

    @staff_page
    @wraps(view)
    def guarded(request: HttpRequest, **more: Any) -> HttpResponseBase:
        found = next((c for c in timetables.colleagues() if is_own(request.user, c)), None)
        if found is None:
            raise PermissionDenied
        return view(request, Signer(whose(request).pk, found.name), **more)

    return guarded


@csrf_exempt  # Only out here: it is asked below, of who may write.
@therapists_page
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, by: Signer, exercise: UUID | None = None) -> HttpResponse:
    """The form of a new exercise, or of the next version of one."""
    last = newest(exercise) if exercise is not None else None
    if request.method == "POST":
        return sent(request, by, last)
    if last is None:
        return page(request, last, Written(NEW, 0))
    return page(request, last, Written(posted_of_own(last.own), last.number))


@staff_page
@require_safe
def read(request: HttpRequest, exercise: UUID) -> HttpResponse:
    """What it is now, for all staff."""
    versions, own = versions_of(exercise), own_voice()
    if not versions:
        raise Http404(exercise)
    last = versions[0]
    shown = exercise_of(last.id, last.own)
    program = program_voice(language(), practice())
    values = {
        "it": shown_own(last, shown, language(), place),
        "dose": dose_line(program, last.own.dose, shown),
        "demands": [own.ui["own"]["demands"][each] for each in Demand if each in shown.needs],
        "gates": [
            own[f"gates.{gate.id}.text"] for gate in knowledge().gates if gate.forbids & shown.needs
        ],
        "last": last,
        "versions": versions,
        "home": program.ui["home"],
        "lacks_spanish": len(last.own.words) == 1,
        "may_write": any(is_own(request.user, each) for each in timetables.colleagues()),
        "key": uuid4(),
    }
    return render(request, "library/own.html", {"words": words_of(own), **values})


@therapists_page
@require_POST
def withdraw(request: HttpRequest, by: Signer, exercise: UUID) -> HttpResponse:
    """It comes into no program anew; those that use it go on."""
    key = id_of(request.POST.get("key", ""))
    if key is None:
        return HttpResponseBadRequest()
    try:
        own_exercises.withdraw(exercise, by=by, key=key, at=timezone.now())
    except NoSuchExercise as error:
        raise Http404(exercise) from error
    except (KeyReused, WrittenMeanwhile):
        return HttpResponseBadRequest()
    return redirect("library:own", exercise)


@staff_page
@require_safe
def pose(request: HttpRequest) -> HttpResponse:
    """A pose with the numbers of the address, for the form; what is no number of it is left out."""
    figure, base = request.GET.get("figure", ""), request.GET.get("base", "")
    if figure not in FIGURES or base not in FIGURES[figure]:
        return HttpResponseBadRequest()
    numbers = []
    for joint in joints_of(figure):
        text = request.GET.get(joint.name, "")
        if (number := number_in(text)) is not None:
            numbers.append((joint.name, max(joint.least, min(joint.most, number))))
    drawing = posed_drawing(figure, Posed(base, tuple(numbers)), "light", base)
    return HttpResponse(drawing, content_type="image/svg+xml")


@staff_page
@require_safe
def picture(request: HttpRequest, version: UUID, part: str) -> HttpResponseBase:
    """A part of the picture of a version."""
    found = version_of(version)
    if found is None:
        raise Http404(part)
    return part_of(request, found, part)


@therapists_page
@require_safe
def kept(request: HttpRequest, by: Signer, name: str) -> HttpResponseBase:
    """A file that the form has brought, before its exercise is written."""
    found = own_exercises.filed(name)
    if found is None:
        raise Http404(name)
    return file_answer(request, name)


def newest(exercise: UUID) -> OwnFacts:
    """Raises Http404."""
    versions = versions_of(exercise)
    if not versions:
        raise Http404(exercise)
    return versions[0]


def sent(request: HttpRequest, by: Signer, last: OwnFacts | None) -> HttpResponse:
    """Writes it, or shows the form again with all that was typed and the file that came."""
    posted, file_trouble = with_file(request)
    seen = whole_in(request.POST.get("seen", ""), digits=4) or 0
    if request.POST.get("wish") != "write":
        problems = {"picture": file_trouble} if file_trouble else {}
        return page(request, last, Written(posted, seen, problems))
    reading, voice = read_own(posted), own_voice()
    key = id_of(request.POST.get("key", ""))
    problems = problems_of_own(voice, reading.unread, own_exercises.faults_of(reading.own))
    if file_trouble:
        problems["picture"] = file_trouble
    if problems or key is None:
        trouble = "look" if problems else "form"
        return page(request, last, Written(posted, seen, problems, trouble, 422))
    exercise = last.exercise if last else key
    try:
        own_exercises.write(exercise, reading.own, seen=seen, by=by, key=key, at=timezone.now())
    except (WrittenMeanwhile, KeyReused):
        if last is None:
            # Sent from the form of before: sent once more, it is another exercise.
            return page(request, last, Written(posted, 0, {}, "written", 409))
        now = newest(exercise).number
        return page(request, last, Written(posted, now, {}, "meanwhile", 409))
    return redirect("library:own", exercise)


def with_file(request: HttpRequest) -> tuple[dict[str, list[str]], str]:
    """The form, with the name under which its file was kept; and why it was not, if it was not."""
    given = posted_in(request.POST)
    posted = {name: values for name, values in given.items() if name not in ASIDE}
    came = request.FILES.get("file")
    if came is None:
        return posted, ""
    posted["picture.kind"] = [FILE]
    try:
        found = filing.keep(came, came.size or 0)
    except filing.NotKept as error:
        return posted, own_voice().say(f"own.refused.{error.why}")
    return {**posted, "picture.file": [found.name]}, ""


def listed(voice: Voice, problems: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Place, label and sentence of each; answers that are missing are one, with their number."""
    missing = voice.say("own.wrong.missing")
    silent = [n for n, said in problems.items() if n.startswith("said.") and said == missing]
    found = []
    for name, said in problems.items():
        label, told = label_of_own(voice, name), said
        if name in silent and len(silent) > 1:
            label = voice.say("own.fields.said")
            told = voice.say("own.answers", number=len(silent))
        if name not in silent[1:]:
            found.append((name.replace(".", "-"), label, told))
    return found


def own_voice() -> Voice:
    return voice_of(FOLDER, language(), practice())


def words_of(voice: Voice) -> dict[str, Any]:
    """With those of the frame that all pages of staff have."""
    return {**voice.ui, "page": calendar_words()["page"]}


def page(request: HttpRequest, last: OwnFacts | None, written: Written) -> HttpResponse:
    voice = own_voice()
    drawer = OwnDrawer(voice, written.posted, written.problems)
    file = own_exercises.filed("".join(written.posted.get("picture.file", ())[:1]))
    values = {
        "words": words_of(voice),
        "say": form_voice(language(), practice()).own.ui["say"],
        "last": last,
        "seen": written.seen,
        "key": uuid4(),
        "spoken": list(drawer.spoken()),
        "kind": drawer.kind(),
        "dose": list(drawer.dose()),
        "demands": list(drawer.demands()),
        "picture": drawer.picture(),
        "figure": drawer.figure(),
        "poses": list(drawer.poses()),
        "file": file,
        "file_label": drawer.file_label(file),
        "problem": written.problems.get("picture", ""),
        "problems": listed(voice, written.problems),
        "trouble": voice.ui["own"]["trouble"].get(written.trouble, ""),
    }
    return render(request, "library/write.html", values, status=written.status)
