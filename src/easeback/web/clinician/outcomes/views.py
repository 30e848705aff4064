"""A year of the practice, on a page and as a table to take along. Each look is written down."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from easeback.apps.accounts.presence import whose
from easeback.apps.booking import timetables
from easeback.apps.care.counting import DOWNLOADED, READ, counted, note_reading
from easeback.apps.care.permissions import may_compare_therapists, may_see_outcomes
from easeback.apps.practice.queries import practice
from easeback.domain.indicator import LEAST, RIPE, Report, latest_year
from easeback.web.clinician.calendar.frame import FIRST_YEAR, language, staff_page
from easeback.web.clinician.calendar.frame import words as calendar_words
from easeback.web.clinician.outcomes.rows import csv_of
from easeback.web.clinician.outcomes.showing import columns_of, sections_of
from easeback.web.forms.whole import whole_in
from easeback.web.wording import voice_of

FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True)
class Look:
    """What one look is at. `names`: of the therapists; `before` and `after`: the years that can be
    looked at beside it."""

    report: Report
    names: dict[int, str]
    before: int | None
    after: int | None


@staff_page
@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """The indicators of a year, with what each of them counts."""
    look, voice = _look(request, READ), voice_of(FOLDER, language(), practice())
    values = {
        "words": {**voice.ui, "page": calendar_words()["page"]},
        "page": "outcomes",
        "may_outcomes": True,
        "look": look,
        "year": look.report.year,
        "columns": columns_of(voice, look.report),
        "sections": sections_of(voice, look.report, look.names),
        "small": voice.say("page_says.small", least=LEAST),
        "late": voice.say("page_says.late", weeks=RIPE.days // 7),
    }
    return render(request, "outcomes/outcomes.html", values)


@staff_page
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same numbers, one on a line."""
    look = _look(request, DOWNLOADED)
    answer = HttpResponse(csv_of(look.report, look.names), content_type="text/csv; charset=utf-8")
    name = f"outcomes-{look.report.year}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _look(request: HttpRequest, what: str) -> Look:
    """For a lead and the owner, written down before it is shown. Raises PermissionDenied, and
    Http404 for a year that is none of ours."""
    if not may_see_outcomes(request.user):
        raise PermissionDenied
    at, zone = timezone.now(), practice().zone
    latest = latest_year(at.astimezone(ZoneInfo(zone)).date())
    year = _year(request, latest)
    names = {each.id: each.name for each in timetables.colleagues()}
    apart = may_compare_therapists(request.user)
    found = counted(year, tuple(names), zone, apart=apart, at=at)
    if year < min(found.first_year, latest):
        raise Http404(year)
    note_reading(what, year, by=whose(request).pk, at=at)
    return Look(
        found.report,
        names,
        before=year - 1 if year > found.first_year else None,
        after=year + 1 if year < latest else None,
    )


def _year(request: HttpRequest, latest: int) -> int:
    """The year that the address names, or the latest. Raises Http404."""
    text = request.GET.get("year", str(latest))
    year = whole_in(text, digits=4)
    if year is None or not FIRST_YEAR <= year <= latest:
        raise Http404(text)
    return year
