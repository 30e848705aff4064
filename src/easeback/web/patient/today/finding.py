"""Which course the link of a program leads to."""

from django.http import Http404

from easeback.apps.booking import timetables
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import history
from easeback.web import letters


def course_of(token: str) -> CourseFacts:
    """The course of a link, or the one in which it goes on by now. Raises Http404."""
    id = letters.program_of(token)
    found = timetables.course(history.newest_of(id)) if id is not None else None
    if found is None:
        raise Http404
    return found
