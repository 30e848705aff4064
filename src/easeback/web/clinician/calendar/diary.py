"""The diary that a person shares with their therapist: on a page, and on one page of paper."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from easeback.apps.booking.facts import VisitFacts
from easeback.apps.practice.queries import practice_and_approval
from easeback.apps.selfcare import queries, sharing
from easeback.apps.selfcare.facts import EntryFacts, ShareFacts
from easeback.domain.diary import effects_of
from easeback.knowledge import knowledge
from easeback.paper.report import pdf
from easeback.web.clinician.calendar.frame import (
    language,
    shown,
    staff_page,
    visit_with_record,
    wall,
)
from easeback.web.diary.report import Writer
from easeback.web.diary.telling import DiaryVoice, diary_voice
from easeback.web.program.standing import standing

SPANS = (30, 180, 731)
"""Days that chart and paper can show."""
SHOWN = 30
"""Entries on the page, the latest."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry with all its words."""

    when: str
    pain: int | None
    went: str
    flare: bool
    did: str
    words: tuple[str, ...]


@staff_page
@require_safe
def diary(request: HttpRequest, visit: str) -> HttpResponse:
    """For whoever may read the record of its course. That it was read, its person sees."""
    found, share = shared_diary(request, visit)
    at, (here, _) = timezone.now(), practice_and_approval(knowledge().version)
    voice, span = diary_voice(language(), here), span_of(request)
    entries = queries.entries_of(share.account, share.zone)
    values = {
        "visit": found,
        "given_at": wall(share.given_at, ZoneInfo(share.zone)),
        "chart": voice.chart(entries, span, share.zone, at=at),
        "spans": [(days, days == span) for days in SPANS],
        "span": span,
        "helps": voice.helps(effects_of(queries.lately(entries, at=at))),
        "entries": [told(voice, each) for each in queries.page_of(share.account, limit=SHOWN)],
    }
    return shown(request, "diary", values)


@staff_page
@require_safe
def paper(request: HttpRequest, visit: str) -> HttpResponse:
    """The last days of it on one page."""
    _, share = shared_diary(request, visit)
    at = timezone.now()
    last = at.astimezone(ZoneInfo(share.zone)).date()
    first = last - timedelta(days=span_of(request) - 1)
    answer = HttpResponse(pdf(writer_of(share, first, last).report(at=at), at=at))
    answer["Content-Type"] = "application/pdf"
    answer["Content-Disposition"] = 'inline; filename="diary.pdf"'
    return answer


def shared_diary(request: HttpRequest, visit: str) -> tuple[VisitFacts, ShareFacts]:
    """The visit, and the diary that was shared last in its course, which is read from now on.

    Raises Http404 where none is, and PermissionDenied for whoever may not read it.
    """
    found = visit_with_record(request, visit)
    shares = sharing.shared_in(found.course)
    if not shares:
        raise Http404(visit)
    by = f"staff:{request.user.pk}"
    sharing.note_reading(shares[-1], by=by, at=timezone.now())
    return found, shares[-1]


def writer_of(share: ShareFacts, first: date, last: date) -> Writer:
    here, approval = practice_and_approval(knowledge().version)
    voice = diary_voice(language(), here)
    words = standing(voice.program, here, approved=approval is not None)
    return Writer(voice, here.name, words, share.account, share.zone, first, last)


def told(voice: DiaryVoice, entry: EntryFacts) -> Shown:
    line = entry.line
    return Shown(
        when=voice.when(line),
        pain=line.pain if line.pain is not None else line.pain_after,
        went=voice.went(line),
        flare=bool(line.flare),
        did=", ".join(voice.remedy(id) for id in line.remedies),
        words=tuple(filter(None, (line.doing, line.medicines, line.note))),
    )


def span_of(request: HttpRequest) -> int:
    """How many days are shown."""
    chosen = request.GET.get("span", "")
    return next((days for days in SPANS if chosen == str(days)), SPANS[0])
