"""What every page of the calendar needs: its words, whose time it shows, and who may see that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from easeback.apps.booking import queries, timetables
from easeback.apps.booking.facts import Colleague, VisitFacts
from easeback.apps.booking.permissions import is_own, may_change_hours, may_see_day
from easeback.apps.care.permissions import may_read, may_see_outcomes
from easeback.domain.booking import utc_of
from easeback.domain.vocabulary import Language, Span
from easeback.web.wording import page_words

FOLDER = Path(__file__).parent / "words"
EVERYBODY = "all"
FIRST_YEAR, LAST_YEAR = 1971, 2199
DAY = timedelta(days=1)
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose time a page shows, of all those whom this person may see."""

    all: tuple[Colleague, ...]
    therapists: tuple[Colleague, ...]

    @property
    def one(self) -> Colleague | None:
        return self.therapists[0] if len(self.therapists) == 1 else None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.therapists[0].zone)

    @property
    def query(self) -> str:
        """What leads to the same choice on another page."""
        if len(self.all) == 1:
            return ""
        return "?" + urlencode({"therapist": self.one.id if self.one else EVERYBODY})


def staff_page(view: Callable[..., HttpResponseBase]) -> View:
    """For staff who are signed in; no page of theirs is kept by a browser."""
    guarded: Any = never_cache(staff_member_required(view))
    return cast(View, guarded)


def language() -> Language:
    return Language(get_language() or Language.ENGLISH)


def words() -> Any:
    """What the pages say, in the language of the address."""
    return page_words(FOLDER)[language()]


def shown(
    request: HttpRequest, page: str, values: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    chosen = values.get("chosen")
    therapists = chosen.all if chosen else ()
    frame = {
        "words": words(),
        "page": page,
        "key": uuid4(),
        "may_hours": any(may_change_hours(request.user, each) for each in therapists),
        "may_outcomes": may_see_outcomes(request.user),
    }
    return render(request, f"calendar/{page}.html", {**frame, **values}, status=status)


def stopped(request: HttpRequest, why: str, back: str, *, status: int) -> HttpResponse:
    """A page that says why nothing was done, and leads back. `why`: the key of its words."""
    values = {"why": words()["stop"][why], "back": back}
    return shown(request, "stop", values, status=status)


def choose(request: HttpRequest, may: Callable[..., bool] = may_see_day) -> Chosen:
    """Whose time this person has chosen: their own if they chose nobody's, or else everybody's.

    Raises PermissionDenied where they may not, and Http404 where there is no such therapist.
    """
    everybody, user = timetables.colleagues(), request.user
    allowed = tuple(each for each in everybody if may(user, each))
    wanted = request.GET.get("therapist", "")
    if wanted and wanted != EVERYBODY:
        found = next((each for each in everybody if str(each.id) == wanted), None)
        if found is None:
            raise Http404(wanted)
        if found not in allowed:
            raise PermissionDenied
        return Chosen(allowed, (found,))
    if not allowed:
        raise PermissionDenied
    own = tuple(each for each in allowed if is_own(user, each))
    return Chosen(allowed, own if own and not wanted else allowed)


def visit_for(request: HttpRequest, text: str, may: Callable[..., bool]) -> VisitFacts:
    """The visit that an address names. Raises Http404, and PermissionDenied where they may not."""
    try:
        found = queries.visit(UUID(text))
    except ValueError:
        found = None
    if found is None:
        raise Http404(text)
    therapist = next(each for each in timetables.colleagues() if each.id == found.therapist)
    if not may(request.user, therapist):
        raise PermissionDenied
    return found


def visit_with_record(request: HttpRequest, text: str) -> VisitFacts:
    """The visit that an address names, for whoever may read the record of its course.

    Raises Http404, and PermissionDenied where they may not.
    """
    found = visit_for(request, text, lambda *_: True)
    course = timetables.course(found.course)
    if course is None or not may_read(request.user, course, at=timezone.now()):
        raise PermissionDenied
    return found


def day_of(text: str) -> date:
    """The day that an address names. Raises Http404."""
    try:
        found = date.fromisoformat(text)
    except ValueError as bad:
        raise Http404(text) from bad
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Http404(text)
    return found


def days_span(first: date, days: int, zone: ZoneInfo) -> Span:
    """From midnight to midnight by the wall clock; a day on which it is moved is not 24 hours."""
    end = first + days * DAY
    return Span(utc_of(first, time(0), zone), utc_of(end, time(0), zone))


def tel(phone: str) -> str:
    """The address that calls a number, however it was typed."""
    return "tel:" + "".join(c for c in phone if c.isdigit() or c == "+")


def wall(at: datetime, zone: ZoneInfo) -> datetime:
    """A moment as the clock on the wall shows it there, without its zone: Django leaves it so."""
    return at.astimezone(zone).replace(tzinfo=None)


def moment_of(naive: datetime, zone: ZoneInfo) -> datetime:
    """What the clock on the wall shows there, as a moment."""
    return datetime.fromtimestamp(utc_of(naive.date(), naive.time(), zone), UTC)


def key_of(request: HttpRequest, what: str) -> str | None:
    """The idempotency key that the form carries; None where it carries none of ours."""
    try:
        return f"{what}:{UUID(request.POST.get('key', ''))}"
    except ValueError:
        return None
