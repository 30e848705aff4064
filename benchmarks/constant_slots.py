"""A view that renders the page of open slots from what was found at its first request."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from easeback.web.patient.book.asking import asked
from easeback.web.patient.book.offering import offering
from easeback.web.patient.book.views import details_kept, own_page
from easeback.web.patient.book.words import voice_of
from easeback.web.patient.relief.frame import Setting, setting

FOUND: dict[str, object] = {}


def constant_slots(request: HttpRequest) -> HttpResponse:
    """Looks for no slot and writes no time; all that stands around the slots is the page's own."""
    here = setting(request)
    if not FOUND:
        FOUND.update(found(request, here))
    return own_page(request, here, "book/slots.html", FOUND)


def found(request: HttpRequest, here: Setting) -> dict[str, object]:
    """What the page's template is given for somebody who has told nothing."""
    who = asked(request, here.voice.knowledge, at=timezone.now())
    voice = voice_of(here.voice.language, here.practice)
    offered = offering(voice, here.practice, who, after=None, at=timezone.now())
    return {
        "offered": offered,
        "who": who,
        "advice": (),
        "problem": "",
        "typed": details_kept(request),
        "hidden": "",
        "zone_line": voice.say("slots.zone", zone=offered.zone),
        "zip_problem": False,
    }
