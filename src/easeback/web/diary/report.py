"""A part of a diary on one page, for whoever treats this person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from easeback.apps.selfcare import following, queries
from easeback.apps.selfcare.facts import AnswerFacts, EntryFacts
from easeback.domain.diary import Effect, Entry, Flare, effects_of, flares_of, trend_of
from easeback.domain.figure import chart
from easeback.domain.vocabulary import Area
from easeback.paper import Figure
from easeback.paper.report import Report, trend
from easeback.web.diary.telling import BEFORE, DiaryVoice
from easeback.web.program.body_chart import mark_lines

MOST_LINES = 6
LONGEST_LINE = 110
"""So many lines of a section, the latest, and so many letters of each: it must fit on one page."""
LABEL = "report"


@dataclass(frozen=True)
class Writer:
    """Writes a report of `first` to `last`, both in it, by the person's clock in `zone`.

    `practice` is its name, `standing` what it must say of itself.
    """

    voice: DiaryVoice
    practice: str
    standing: str
    account: UUID
    zone: str
    first: date
    last: date

    def report(self, *, at: datetime) -> Report:
        account, zone = self.account, self.zone
        everything = queries.entries_of(account, zone)
        within = [entry for entry in everything if self.first <= entry.at.date() <= self.last]
        ends = self._midnight(self.first), self._midnight(self.last + timedelta(days=1))
        entries = queries.between(account, *ends)
        answers = following.answers_of(account, *ends)
        flares = self._flares(everything)
        said = self.voice.own.ui[LABEL]
        sections = (
            (said["flares"], self._told_flares(flares)),
            (said["helped"], self._helped(effects_of(within[-queries.MOST_JUDGED :]))),
            (said["areas"], self._areas(entries)),
            (said["medicines"], self._words(entries, ("medicines",))),
            (said["safety"], self._answers(answers)),
            (said["words"], self._words(entries, ("doing", "note"))),
        )
        window = self.voice.chart(everything, self.days, zone, at=self._midnight(self.last))
        return Report(
            language=self.voice.own.language,
            title=said["title"],
            lead=said["lead"].format(first=self._on(self.first), last=self._on(self.last)),
            summary=window.summary,
            practice=self.practice,
            trend=Figure(self._picture(within, flares), said["picture"]),
            first=self._on(self.first),
            last=self._on(self.last),
            body=self._body(entries),
            sections=tuple(sections),
            standing=self.standing,
            on=self._on(at.astimezone(ZoneInfo(zone)).date()),
        )

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def _midnight(self, on: date) -> datetime:
        """When this day begins by the person's clock."""
        return datetime.combine(on, time(), ZoneInfo(self.zone))

    def _on(self, on: date) -> str:
        return date_format(on, self.voice.own.say("when.day"))

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
        said = self.voice.own.ui[LABEL]
        return tuple(
            said["flare" if flare.ends_at else "flare_on"].format(
                first=self._on(flare.starts_at.date()),
                last=self._on(flare.ends_at.date()) if flare.ends_at else "",
                peak=f"{flare.peak:g}",
            )
            for flare in flares[-MOST_LINES:]
        )

    def _helped(self, effects: Sequence[Effect]) -> tuple[str, ...]:
        told = self.voice.helps(effects)[:MOST_LINES]
        return tuple(f"{each.name}: {each.text} {each.range}".strip() for each in told)

    def _areas(self, entries: Sequence[EntryFacts]) -> tuple[str, ...]:
        return mark_lines(self.voice.program, _marks(entries))[:MOST_LINES]

    def _body(self, entries: Sequence[EntryFacts]) -> Figure | None:
        marks = _marks(entries)
        if not marks:
            return None
        words = ", ".join(mark_lines(self.voice.program, marks))
        return Figure(chart(marks, title="body", description=words), words)

    def _words(self, entries: Sequence[EntryFacts], fields: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._told(entries, fields))[:MOST_LINES]

    def _told(self, entries: Sequence[EntryFacts], fields: tuple[str, ...]) -> Iterator[str]:
        for entry in entries:
            text = "; ".join(filter(None, (getattr(entry.line, name) for name in fields)))
            if text:
                line = " ".join(text.split())
                shown = line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"
                yield f"{self.voice.when(entry.line)}: {shown}"

    def _answers(self, answers: Sequence[AnswerFacts]) -> tuple[str, ...]:
        said: dict[str, Any] = self.voice.own.ui[LABEL]
        return tuple(
            said["alarmed" if each.alarmed else str(each.compared)].format(
                when=self.voice.moment(each.at, self.zone), pain=each.pain
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
