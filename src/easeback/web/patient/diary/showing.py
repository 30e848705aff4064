"""The diary as its pages show it: entries, flares, and what helps, in plain words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from easeback.apps.selfcare.facts import EntryFacts, Line, Source
from easeback.domain.diary import Effect, Entry, Verdict, flares_of, trend_of
from easeback.domain.vocabulary import Area
from easeback.web.program.body_chart import BodyChart, body_chart
from easeback.web.program.chart import Chart, chart_of
from easeback.web.program.slots import Window
from easeback.web.wording import Voice

COMMON = (
    "heat",
    "cold",
    "rest-90-90",
    "short-walk",
    "cat-cow",
    "knee-to-chest",
    "slow-breathing",
)
"""What is offered first as done for the pain."""
BEFORE = 70
"""Days before a chart's first that are looked at for the flares in it."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in the list."""

    id: UUID
    when: str
    iso: str
    pain: int | None
    went: str
    flare: bool
    did: str
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be ticked."""

    id: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Helps:
    """What a remedy does, in a sentence; `range` says how sure it is."""

    name: str
    text: str
    range: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Teller:
    """Says what a diary holds, in one language. `program`: the words of what both sites show."""

    voice: Voice
    program: Voice

    def row(self, entry: EntryFacts) -> Row:
        line = entry.line
        return Row(
            id=entry.id,
            when=self.when(line),
            iso=line.at.isoformat(),
            pain=line.pain if line.pain is not None else line.pain_after,
            went=self.went(line),
            flare=bool(line.flare),
            did=", ".join(self.remedy(id) for id in line.remedies),
            words=line.note or line.doing or line.medicines,
            source="" if line.source is Source.WRITTEN else self.voice.say(f"source.{line.source}"),
        )

    def went(self, line: Line) -> str:
        """How the pain went, where it was said before and after."""
        if line.pain is None or line.pain_after is None:
            return ""
        return self.voice.say("diary.went", before=line.pain, after=line.pain_after)

    def when(self, line: Line) -> str:
        return self.moment(line.at, line.zone)

    def moment(self, at: datetime, zone: str) -> str:
        return date_format(at.astimezone(ZoneInfo(zone)), self.voice.say("when.moment"))

    def remedy(self, id: str) -> str:
        """What it is called."""
        own = self.voice.ui["remedy"].get(id)
        return str(own) if own is not None else self.voice[f"exercises.{id}.title"]

    def choices(self, line: Line, kept: Iterable[str]) -> list[Choice]:
        """What may have been done for the pain: the common, what the plan names, what is ticked."""
        ids = dict.fromkeys((*COMMON, *kept, *line.remedies))
        return [Choice(id, self.remedy(id), id in line.remedies) for id in ids]

    def helps(self, effects: Sequence[Effect]) -> list[Helps]:
        """What is clear first, then what is not, then what nobody knows yet."""
        order = [Verdict.HELPS, Verdict.WORSE, Verdict.UNCLEAR, Verdict.TOO_LITTLE]
        ranked = sorted(effects, key=lambda each: (order.index(each.verdict), -each.estimate))
        return [self._helps(effect) for effect in ranked]

    def _helps(self, effect: Effect) -> Helps:
        key = effect.verdict.value
        if effect.verdict is Verdict.TOO_LITTLE and effect.missing == 1:
            key = "one-more"
        low, high = sorted((abs(effect.low), abs(effect.high)))
        said = {
            "times": effect.uses.followed,
            "missing": effect.missing,
            "low": self.points(low),
            "high": self.points(high),
        }
        clear = effect.verdict in {Verdict.HELPS, Verdict.WORSE}
        return Helps(
            name=self.remedy(effect.remedy),
            text=self.voice.say(f"helps.{key}", **said),
            range=self.voice.say("helps.range", **said) if clear else "",
            verdict=effect.verdict.value,
        )

    def chart(self, entries: Sequence[Entry], days: int, zone: str, *, at: datetime) -> Chart:
        """The last days as a picture, in words, and as a table."""
        last_on = at.astimezone(ZoneInfo(zone)).date()
        window = Window(last_on - timedelta(days=days - 1), last_on, ZoneInfo(zone))
        # What is usual is judged by the month before: nothing older changes the flares in sight.
        since = at - timedelta(days=days + BEFORE)
        recent = [each for each in entries if each.at >= since]
        uses = [(each.at, self.remedy(each.remedy)) for each in recent if each.remedy]
        return chart_of(self.program, trend_of(entries), flares_of(recent), uses, window)

    def body(self, line: Line) -> BodyChart:
        """The picture on which it is marked where it hurts."""
        return body_chart(self.program, {Area(id): level for id, level in line.areas.items()})

    def points(self, points: float) -> str:
        """One digit after the point; never "0.0" where it is clear that it is more."""
        return f"{max(points, 0.1):.1f}"
