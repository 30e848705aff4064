"""Who comes to the messages of a course: whoever has the link; and who has shown to be theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from easeback.apps.booking import timetables
from easeback.apps.booking.facts import Contact, CourseFacts
from easeback.apps.care.history import newest_of
from easeback.apps.care.messages import has_reader, is_reached
from easeback.web import letters
from easeback.web.patient.keeping.holding import from_our_page
from easeback.web.patient.proving.holding import is_theirs, kept_by_nobody

SAFE = {"GET", "HEAD"}
Page = Callable[..., HttpResponseBase]
"""Django calls it with the request and the token of its address."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who has the link. `is_theirs`: on a browser that has shown to be the patient's.

    `course`: the one in which theirs goes on by now. `closed`: why nobody can write, "no_mail" or
    "nobody"; "" where they can.
    """

    course: CourseFacts
    contact: Contact
    token: str
    at: datetime
    is_theirs: bool
    closed: str

    def page(self, name: str = "messages") -> str:
        return reverse(f"messages:{name}", args=[self.token])


def by_link(
    view: Callable[[HttpRequest, Guest], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """A page for whoever has the link; a form that another site has sent does nothing."""

    @csrf_exempt
    @kept_by_nobody
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponseBase:
        guest = guest_of(request, token)
        if request.method not in SAFE and not from_our_page(request):
            return redirect(guest.page())
        return view(request, guest)

    return opened


def guest_of(request: HttpRequest, token: str) -> Guest:
    """Raises Http404 for a token that we never made."""
    id = letters.messages_of(token)
    course = timetables.course(newest_of(id)) if id is not None else None
    if course is None or course.contact is None:
        raise Http404
    at = timezone.now()
    closed = "" if has_reader(course) else "nobody"
    if not is_reached(course):
        closed = "no_mail"
    theirs = is_theirs(request, course.id, at=at)
    return Guest(course, course.contact, token, at, theirs, closed)
