"""What a diary says: moments, remedies, what helps, the chart, and where it hurts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from easeback.apps.practice.facts import PracticeFacts
from easeback.apps.selfcare.facts import Line
from easeback.domain.diary import Effect, Entry, Verdict, flares_of, trend_of
from easeback.domain.vocabulary import Area, Language
from easeback.web import wording
from easeback.web.program.body_chart import BodyChart, body_chart
from easeback.web.program.chart import Chart, chart_of
from easeback.web.program.slots import Window
from easeback.web.program.words import voice_of as program_voice
from easeback.web.wording import Voice

FOLDER = Path(__file__).parent / "words"
BEFORE = 70
"""Days before a chart's first that are looked at for the flares and the trend in it."""


@dataclass(frozen=True, slots=True)
class Helps:
    """What a remedy does, in a sentence; `range` says how sure it is."""

    name: str
    text: str
    range: str
    verdict: str


@dataclass(frozen=True, slots=True)
class DiaryVoice:
    """Says what a diary holds, in one language.

    `own` has this room's words, `program` those of chart and body.
    """

    own: Voice
    program: Voice

    def when(self, line: Line) -> str:
        return self.moment(line.at, line.zone)

    def went(self, line: Line) -> str:
        """How the pain went, where it was said before and after; else ""."""
        if line.pain is None or line.pain_after is None:
            return ""
        return self.own.say("went", before=line.pain, after=line.pain_after)

    def moment(self, at: datetime, zone: str) -> str:
        return date_format(at.astimezone(ZoneInfo(zone)), self.own.say("when.moment"))

    def remedy(self, id: str) -> str:
        """What it is called."""
        own = self.own.ui["remedy"].get(id)
        return str(own) if own is not None else self.own[f"exercises.{id}.title"]

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
            text=self.own.say(f"helps.{key}", **said),
            range=self.own.say("helps.range", **said) if clear else "",
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


def diary_voice(language: Language, practice: PracticeFacts) -> DiaryVoice:
    """Raises UnequalWords."""
    own = wording.voice_of(FOLDER, language, practice)
    return DiaryVoice(own, program_voice(language, practice))
