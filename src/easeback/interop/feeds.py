"""A therapist's visits as a calendar to subscribe to: whoever has its address reads it.

What it says of a person is what a therapist needs on a phone that others may see lying about: the
first name and an initial. No whole name, no street, no phone number, no code, no link, and nothing
of why the person comes: an address gets passed on, and programs copy what they read.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from easeback.apps.booking.facts import Feed, Flavor, VisitFacts
from easeback.apps.booking.feeds import feed_of
from easeback.domain.booking import Mode
from easeback.domain.vocabulary import Language
from easeback.interop.areas import zip_near
from easeback.knowledge import read_yaml
from easeback.paper import calendar
from easeback.paper.calendar import Appointment

WORDS = Path(__file__).parent / "words"


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The file, or 304 to who has it already. An address that was never made, or ended, is 404."""
    found = feed_of(token, at=timezone.now())
    if found is None:
        raise Http404
    file = written(found, words_in(Language(get_language() or Language.ENGLISH)))
    # Weak: on its way the file may be packed.
    etag = f'W/"{hashlib.sha256(file).hexdigest()[:32]}"'
    changed = int(found.changed_at.timestamp())
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response["X-Robots-Tag"] = "noindex"
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    answer = get_conditional_response(request, etag, changed, response)
    return answer if isinstance(answer, HttpResponse) else response


def written(found: Feed, words: Mapping[str, str]) -> bytes:
    """The feed as a file; busy-only, it has no word that is not the same for everybody."""
    if found.flavor is Flavor.BUSY:
        bare = [_bare(visit, changed) for visit, changed in found.visits]
        return calendar.feed(words["unnamed"], bare, busy_only=True)
    told = [_told(visit, changed, words) for visit, changed in found.visits]
    name = words["name"].format(therapist=found.therapist_name)
    return calendar.feed(name, told, busy_only=False)


@cache
def words_in(language: Language) -> Mapping[str, str]:
    """What feeds say in this language."""
    return read_yaml(WORDS / f"{language}.yaml")


def _bare(visit: VisitFacts, changed: datetime) -> Appointment:
    return _appointment(visit, changed, "", "", "UTC")


def _told(visit: VisitFacts, changed: datetime, words: Mapping[str, str]) -> Appointment:
    language = get_language() or Language.ENGLISH
    who = _first_and_initial(visit.contact.name) if visit.contact else ""
    summary = words["summary" if who else "nobody"].format(
        service=visit.service_names[language], mode=words[visit.mode], who=who
    )
    return _appointment(visit, changed, summary, _where(visit, words), visit.zone)


def _appointment(
    visit: VisitFacts, changed: datetime, summary: str, location: str, zone: str
) -> Appointment:
    return Appointment(
        # The same as in the letters about the visit, so that no calendar shows it twice.
        uid=f"{visit.id}@{settings.MAIL_DOMAIN}",
        sequence=visit.version,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        zone=zone,
        summary=summary,
        description="",
        location=location,
        url="",
        organizer_name="",
        organizer_email="",
        attendee_email="",
        stamp_at=changed,
    )


def _first_and_initial(name: str) -> str:
    """Of "Ana López" it is "Ana L."; whoever gave one name is called by it."""
    names = name.split()
    return f"{names[0]} {names[-1][0]}." if len(names) > 1 else "".join(names)


def _where(visit: VisitFacts, words: Mapping[str, str]) -> str:
    """The room; of a home visit roughly where, for planning the way."""
    if visit.mode is not Mode.HOME:
        return visit.room
    near = zip_near(visit.place) if visit.place else ""
    return words["area"].format(zip=near) if near else ""
