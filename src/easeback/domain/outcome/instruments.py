"""Instruments: how each is scored from what a document tells, and from when on a change matters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import Any

from easeback.domain.outcome.pain import matters

Content = Mapping[str, Any]


class Instrument(StrEnum):
    PAIN = "pain"
    """0 to 10, less is better (evidence 8: NPRS)."""
    ACTIVITIES = "activities"
    """The mean of up to three activities of one's own, 0 unable to 10 as before; more is better."""
    MOOD = "mood"
    """PHQ-2: two questions, 0 to 6; less is better."""
    GLOBAL_CHANGE = "global-change"
    """In one's own judgment since the first visit, 1 much worse to 7 much better."""


ACTIVITIES_STEP = 2.3
"""Points of the mean: a medium important difference (s49: mixed regions of the body)."""
MOOD_FLAG = 3
"""From here on somebody talks with the person about it (evidence 8)."""
MOOD = ("little-interest", "feeling-down")
OFTEN = ("not-at-all", "several-days", "more-than-half", "nearly-every-day")
CHANGES = ("much-worse", "worse", "little-worse", "same", "little-better", "better", "much-better")
NO_EVENT = "none"
MUCH_BETTER = 6
"""Better, or much better: what counts as a change that matters to the person."""


@dataclass(frozen=True, slots=True)
class Score:
    instrument: Instrument
    value: float


def scores(content: Content) -> tuple[Score, ...]:
    """What a document's content scores, instrument by instrument; what was not told has none."""
    found = ((instrument, score(content)) for instrument, score in _SCORED.items())
    return tuple(Score(instrument, value) for instrument, value in found if value is not None)


def is_change(instrument: Instrument, before: float, after: float) -> bool:
    """Whether the step from one score to the other matters, in either direction.

    What tells a change itself matters by where it ends.
    """
    match instrument:
        case Instrument.PAIN:
            return matters(before, after)
        case Instrument.ACTIVITIES:
            return abs(after - before) >= ACTIVITIES_STEP
        case Instrument.GLOBAL_CHANGE:
            return after >= MUCH_BETTER or after <= len(CHANGES) + 1 - MUCH_BETTER
    return (before >= MOOD_FLAG) is not (after >= MOOD_FLAG)


def is_better(instrument: Instrument, before: float, after: float) -> bool:
    """Whether a step that matters is one for the better."""
    if instrument is Instrument.GLOBAL_CHANGE:
        return after >= MUCH_BETTER
    return after > before if instrument is Instrument.ACTIVITIES else after < before


def needs_a_first(instrument: Instrument) -> bool:
    """Whether a change is told by two scores; what tells a change itself needs one."""
    return instrument is not Instrument.GLOBAL_CHANGE


def could_be_better(instrument: Instrument, before: float) -> bool:
    """Whether a first score leaves room for a change that matters, and for the better."""
    best = _BEST[instrument]
    return is_change(instrument, before, best) and is_better(instrument, before, best)


def has_adverse_event(content: Content) -> bool:
    """Whether a document tells of an adverse event, however mild."""
    return bool(content.get("adverse", NO_EVENT) != NO_EVENT)


def is_low(content: Content) -> bool:
    """Whether somebody should talk with this person about their mood.

    From MOOD_FLAG on; a question that was left out makes it no milder.
    """
    return sum(OFTEN.index(content[id]) for id in MOOD if id in content) >= MOOD_FLAG


_BEST: Mapping[Instrument, float] = {
    Instrument.PAIN: 0,
    Instrument.ACTIVITIES: 10,
    Instrument.MOOD: 0,
    Instrument.GLOBAL_CHANGE: len(CHANGES),
}


def _pain(content: Content) -> float | None:
    return next((content[id] for id in ("pain-now", "pain-before") if id in content), None)


def _activities(content: Content) -> float | None:
    told = [row["able-now"] for row in content.get("activities", ()) if "able-now" in row]
    return fmean(told) if told else None


def _mood(content: Content) -> float | None:
    told = [content[id] for id in MOOD if id in content]
    return sum(map(OFTEN.index, told)) if len(told) == 2 else None


def _change(content: Content) -> float | None:
    told = content.get("global-change")
    return CHANGES.index(told) + 1 if told else None


_SCORED: Mapping[Instrument, Callable[[Content], float | None]] = {
    Instrument.PAIN: _pain,
    Instrument.ACTIVITIES: _activities,
    Instrument.MOOD: _mood,
    Instrument.GLOBAL_CHANGE: _change,
}
