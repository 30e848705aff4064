"""A part of a diary on one page, for whoever treats this person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from easeback.apps.selfcare import following, queries
from easeback.apps.selfcare.facts import AnswerFacts, EntryFacts
from easeback.domain.diary import Effect, Entry, Flare, effects_of, flares_of, trend_of
from easeback.domain.figure import chart
from easeback.domain.vocabulary import Area
from easeback.paper import Figure
from easeback.paper.report import Report, pdf, trend
from easeback.web.patient.diary.asking import YEARS
from easeback.web.patient.diary.showing import BEFORE, Teller
from easeback.web.patient.diary.views import own_page, teller_of
from easeback.web.patient.keeping.holding import Mine, mine
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.program.body_chart import mark_lines

USUAL_DAYS = 30
MOST_DAYS = 731
MOST_LINES = 6
LONGEST_LINE = 110
"""So many lines of a section, the latest, and so many letters of each: it must fit on one page."""
LABEL = "report"


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
    writer = Writer(here, teller_of(here), me, first, last)
    answer = HttpResponse(pdf(writer.report(at=at), at=at), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="diary.pdf"'
    return answer


@dataclass(frozen=True)
class Writer:
    """Writes a report of `first` to `last`, both in it, by the person's clock."""

    here: Setting
    teller: Teller
    me: Mine
    first: date
    last: date

    def report(self, *, at: datetime) -> Report:
        account, zone = self.me.holder.account, self.me.holder.zone
        everything = queries.entries_of(account, zone)
        within = [entry for entry in everything if self.first <= entry.at.date() <= self.last]
        ends = self._midnight(self.first), self._midnight(self.last + timedelta(days=1))
        entries = queries.between(account, *ends)
        answers = following.answers_of(account, *ends)
        flares = self._flares(everything)
        said = self.teller.voice.ui[LABEL]
        sections = (
            (said["flares"], self._told_flares(flares)),
            (said["helped"], self._helped(effects_of(within[-queries.MOST_JUDGED :]))),
            (said["areas"], self._areas(entries)),
            (said["medicines"], self._words(entries, ("medicines",))),
            (said["safety"], self._answers(answers)),
            (said["words"], self._words(entries, ("doing", "note"))),
        )
        window = self.teller.chart(everything, self.days, zone, at=self._midnight(self.last))
        return Report(
            language=self.here.voice.language,
            title=said["title"],
            lead=said["lead"].format(first=self._on(self.first), last=self._on(self.last)),
            summary=window.summary,
            practice=self.here.frame.name,
            trend=Figure(self._picture(within, flares), said["picture"]),
            first=self._on(self.first),
            last=self._on(self.last),
            body=self._body(entries),
            sections=tuple(sections),
            standing=self.here.frame.banner,
            on=self._on(at.astimezone(ZoneInfo(zone)).date()),
        )

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def _midnight(self, on: date) -> datetime:
        """When this day begins by the person's clock."""
        return datetime.combine(on, time(), ZoneInfo(self.me.holder.zone))

    def _on(self, on: date) -> str:
        return date_format(on, self.teller.voice.say("when.day"))

    def _flares(self, entries: Sequence[Entry]) -> list[Flare]:
        since = self.first - timedelta(days=BEFORE)
        found = flares_of(entry for entry in entries if since <= entry.at.date() <= self.last)
        return [
            flare
            for flare in found
            if flare.starts_at.date() <= self.last
            and (flare.ends_at is None or flare.ends_at.date() >= self.first)
        ]

    def _picture(self, entries: Sequence[Entry], flares: Sequence[Flare]) -> str:
        days = [((day.on - self.first).days, day.pain) for day in trend_of(entries).days]
        spans = [
            (max(0, (flare.starts_at.date() - self.first).days), self._last_day(flare))
            for flare in flares
        ]
        return trend(days, spans, self.days)

    def _last_day(self, flare: Flare) -> int:
        """The last day in it, by its number: not the one on which it was seen to be over."""
        if flare.ends_at is None:
            return self.days - 1
        ended = (flare.ends_at.date() - self.first).days - flare.seen_over
        return min(self.days - 1, max(ended, (flare.starts_at.date() - self.first).days))

    def _told_flares(self, flares: Sequence[Flare]) -> tuple[str, ...]:
        said = self.teller.voice.ui[LABEL]
        return tuple(
            said["flare" if flare.ends_at else "flare_on"].format(
                first=self._on(flare.starts_at.date()),
                last=self._on(flare.ends_at.date()) if flare.ends_at else "",
                peak=f"{flare.peak:g}",
            )
            for flare in flares[-MOST_LINES:]
        )

    def _helped(self, effects: Sequence[Effect]) -> tuple[str, ...]:
        told = self.teller.helps(effects)[:MOST_LINES]
        return tuple(f"{each.name}: {each.text} {each.range}".strip() for each in told)

    def _areas(self, entries: Sequence[EntryFacts]) -> tuple[str, ...]:
        return mark_lines(self.teller.program, _marks(entries))[:MOST_LINES]

    def _body(self, entries: Sequence[EntryFacts]) -> Figure | None:
        marks = _marks(entries)
        if not marks:
            return None
        words = ", ".join(mark_lines(self.teller.program, marks))
        return Figure(chart(marks, title="body", description=words), words)

    def _words(self, entries: Sequence[EntryFacts], fields: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._told(entries, fields))[:MOST_LINES]

    def _told(self, entries: Sequence[EntryFacts], fields: tuple[str, ...]) -> Iterator[str]:
        for entry in entries:
            text = "; ".join(filter(None, (getattr(entry.line, name) for name in fields)))
            if text:
                line = " ".join(text.split())
                shown = line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"
                yield f"{self.teller.when(entry.line)}: {shown}"

    def _answers(self, answers: Sequence[AnswerFacts]) -> tuple[str, ...]:
        said: dict[str, Any] = self.teller.voice.ui[LABEL]
        return tuple(
            said["alarmed" if each.alarmed else str(each.compared)].format(
                when=self.teller.moment(each.at, self.me.holder.zone), pain=each.pain
            )
            for each in sorted(answers, key=lambda each: not each.alarmed)[:MOST_LINES]
            if each.alarmed or each.compared is not None
        )


def _marks(entries: Sequence[EntryFacts]) -> dict[Area, int | None]:
    """Each area that was marked, with the most that it ever hurt."""
    marks: dict[Area, int | None] = {}
    for entry in entries:
        for id, level in entry.line.areas.items():
            area = Area(id)
            known = marks.get(area)
            if area not in marks or (level is not None and (known is None or level > known)):
                marks[area] = level
    return marks


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
