"""What the pages of a program need: their words, the patient's, and who may write."""

from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care.library import Library
from easeback.apps.care.permissions import may_write
from easeback.apps.practice.queries import practice
from easeback.domain.vocabulary import Language
from easeback.web.clinician.calendar.frame import language, staff_page
from easeback.web.clinician.calendar.frame import words as calendar_words
from easeback.web.clinician.library.places import place
from easeback.web.clinician.record.frame import course_of, forms, unless_handed_on
from easeback.web.program.repertoire import Repertoire
from easeback.web.program.words import voice_of as program_voice
from easeback.web.wording import Voice, voice_of

FOLDER = Path(__file__).parent / "words"
View = Callable[..., HttpResponse]


def own_voice() -> Voice:
    return voice_of(FOLDER, language(), practice())


def their_voice(course: CourseFacts) -> Voice:
    """The words in which the patient reads their program."""
    spoken = course.contact.language if course.contact else Language.ENGLISH
    return program_voice(Language(spoken), practice())


def for_staff(voice: Voice, library: Library) -> Repertoire:
    """The exercises as these pages show them."""
    return Repertoire(voice, library, place)


def therapists_page(view: View) -> View:
    """For the therapist of the course that the address names, and nobody else."""

    @staff_page
    @wraps(view)
    def guarded(request: HttpRequest, course: str, **more: Any) -> HttpResponse:
        found = course_of(course)
        if not may_write(request.user, found):
            raise PermissionDenied
        return view(request, found, **more)

    return guarded


def writers_page(view: View) -> View:
    """The same, as long as the course does not go on with a colleague, who writes from then on."""

    @therapists_page
    @wraps(view)
    def guarded(request: HttpRequest, course: CourseFacts, **more: Any) -> HttpResponse:
        return unless_handed_on(view, request, course, **more)

    return guarded


def shown(
    request: HttpRequest, page: str, values: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    frame = {
        "words": {**own_voice().ui, "page": calendar_words()["page"]},
        "say": forms().own.ui["say"],
        "page": "patients",
        "key": uuid4(),
    }
    return render(request, f"programs/{page}.html", {**frame, **values}, status=status)
