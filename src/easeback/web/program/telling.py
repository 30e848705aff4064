"""What a diary's chart says in one or two sentences, and what its marks mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from easeback.domain.diary import WEEK, Change, Tendency, Trend, tendency_of
from easeback.web.program.slots import DAY, Slot, Stretch, Window
from easeback.web.wording import Voice

SENTENCES = {
    Tendency.BETTER: "down",
    Tendency.WORSE: "up",
    Tendency.SAME: "same",
}


@dataclass(frozen=True, slots=True)
class Telling:
    """All that is told of."""

    voice: Voice
    window: Window
    trend: Trend
    slots: Sequence[Slot]
    stretches: Sequence[Stretch]
    changes: Sequence[Change]

    def summary(self) -> str:
        """How pain went, how many flares there were, and how long the longest was."""
        written = [day for day in self.trend.days if day.on in self.window]
        if not written:
            return self._say("empty")
        if len(written) == 1:
            return f"{self._say('one_day', pain=points(written[0].pain))} {self._flares()}"
        return f"{self._tendency(written[-1].on)} {self._flares()}"

    def key(self) -> tuple[tuple[str, str], ...]:
        """The marks that are in this picture, and what they mean."""
        return tuple((mark, self._say(f"key.{mark}")) for mark in self._marks())

    def _tendency(self, last_on: date) -> str:
        """Of weeks, or of days where the diary is short: as the trend has it. Nothing is said of
        how pain went where weeks at the end have too few days."""
        periods = [each for each in self.trend.periods if each.first_on in self.window]
        tendency = tendency_of(periods)
        if tendency is Tendency.TOO_LITTLE or last_on - periods[-1].last_on > WEEK * DAY:
            return self._say("too_little")
        weeks = periods[0].last_on > periods[0].first_on
        after = points(periods[-1].pain)
        span = self._say("weeks" if weeks else "days", before=points(periods[0].pain), after=after)
        back = tendency is Tendency.SAME and self.changes
        return self._say("back" if back else SENTENCES[tendency], span=span, after=after)

    def _flares(self) -> str:
        if not self.stretches:
            return self._say("flares.none")
        longest = max(self.stretches, key=lambda each: each.lasted)
        many = len(self.stretches) > 1
        count = self._say("flares.many" if many else "flares.one", count=len(self.stretches))
        days = round(longest.lasted / DAY) if longest.over else longest.lasted // DAY
        if not days and not longest.over:
            return count
        length = ("about" if longest.over else "at_least") if days else "under"
        number = "day" if days == 1 else "days"
        lasted = self._say(f"lasted.{length if not days else f'{length}_{number}'}", days=days)
        return f"{count} {self._say('flares.longest' if many else 'flares.it', lasted=lasted)}"

    def _marks(self) -> Iterator[str]:
        painful = [slot for slot in self.slots if slot.pain is not None]
        if painful:
            yield "line_weeks" if self.window.by_weeks else "line_days"
        if any(slot.low < slot.high for slot in painful):
            yield "spread"
        if self.stretches:
            yield "flare"
        if painful and painful[0].runs[0] != painful[-1].runs[1]:
            yield "gap"
        if self.changes:
            among = week_among_days(self.changes[0], self.window)
            yield "week" if among else "change"

    def _say(self, key: str, **names: object) -> str:
        return self.voice.say(f"chart.{key}", **names)


def points(pain: float) -> str:
    """ "4", "4.5"."""
    return f"{pain:.1f}".removesuffix(".0")


def week_among_days(change: Change, window: Window) -> bool:
    """Whether a change is one of weeks while the picture has days."""
    return not window.by_weeks and change.after.first_on < change.after.last_on
