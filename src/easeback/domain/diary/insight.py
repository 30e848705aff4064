"""Everything that a diary tells about one person."""

from collections.abc import Sequence
from dataclasses import dataclass

from easeback.domain.diary.effects import Effect, effects_of
from easeback.domain.diary.entry import Entry
from easeback.domain.diary.flares import Flare, flares_of
from easeback.domain.diary.trend import Trend, trend_of


@dataclass(frozen=True, slots=True)
class Insight:
    """Flares in the order of time, the trend, and what each remedy seems to do, by name."""

    flares: tuple[Flare, ...]
    trend: Trend
    effects: tuple[Effect, ...]


def insight_of(entries: Sequence[Entry]) -> Insight:
    """The order of the entries changes nothing."""
    return Insight(flares_of(entries), trend_of(entries), effects_of(entries))
