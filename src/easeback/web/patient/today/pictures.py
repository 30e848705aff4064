"""The pictures of the practice's own exercises in a program, for whoever has its link."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from easeback.apps.care import history, library
from easeback.domain.program import OWN
from easeback.web.patient.today.finding import course_of
from easeback.web.program.own_files import part_of
from easeback.web.program.repertoire import Place


@require_safe
def picture(request: HttpRequest, token: str, version: UUID, part: str) -> HttpResponseBase:
    """A part of a picture that some program of this course has used. Raises Http404."""
    course, id = course_of(token), f"{OWN}{version.hex}"
    used = (library.used_in(each.program) for each in history.programs_of(course.id))
    found = library.version_of(version) if any(id in each for each in used) else None
    if found is None:
        raise Http404(part)
    return part_of(request, found, part)


def places(token: str) -> Place:
    """The addresses of these pictures by this link."""

    def place(version: UUID, part: str) -> str:
        return reverse("today:picture", args=[token, version, part])

    return place
