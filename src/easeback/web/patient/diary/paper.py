"""A part of the diary on one page, to print or to send."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from easeback.paper.report import pdf
from easeback.web.diary.report import Writer
from easeback.web.patient.diary.asking import YEARS
from easeback.web.patient.diary.views import diary_voice_for, own_page
from easeback.web.patient.keeping.holding import Mine, mine
from easeback.web.patient.relief.frame import Setting, setting

USUAL_DAYS = 30
MOST_DAYS = 731


@require_safe
@mine
def report(request: HttpRequest, me: Mine) -> HttpResponse:
    """The page of paper; or the form for its days again, where these are none."""
    here, at = setting(request), timezone.now()
    today = at.astimezone(ZoneInfo(me.holder.zone)).date()
    first = _day(request.GET.get("from", "")) or today - timedelta(days=USUAL_DAYS - 1)
    last = _day(request.GET.get("to", "")) or today
    is_asked, sane = "from" in request.GET, first.year in YEARS and last.year in YEARS
    if not (is_asked and sane and timedelta() <= last - first < timedelta(days=MOST_DAYS)):
        days: dict[str, object] = {
            "first": first.isoformat(),
            "last": last.isoformat(),
            "problem": is_asked,
        }
        return own_page(request, here, "diary/report.html", days, 422 if is_asked else 200)
    writer = writer_of(here, me, first, last)
    answer = HttpResponse(pdf(writer.report(at=at), at=at), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="diary.pdf"'
    return answer


def writer_of(here: Setting, me: Mine, first: date, last: date) -> Writer:
    holder, frame = me.holder, here.frame
    whose = (holder.account, holder.zone)
    return Writer(diary_voice_for(here), frame.name, frame.banner, *whose, first, last)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
