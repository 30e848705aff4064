"""A pain diary as a picture that anybody can read, the same in words, and the same as a table.

Up to 180 days each day has its place; beyond that each week has one, with the pain of a typical
day of it, so that two years too stay below 30 kB. Around it lies a soft band from the lowest to the
highest pain. A line is never drawn through more than 3 days without a word.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_interval
from django.utils.safestring import SafeString

from easeback.domain.diary import Change, Flare, Trend
from easeback.web.program.plot import MARKS, Lane, Plot, Said
from easeback.web.program.slots import Slot, Window, slots_of, stretches_of
from easeback.web.program.telling import Telling, points
from easeback.web.program.ticks import ticks_of
from easeback.web.wording import LOCALES, Voice

LONGEST_NAME = 36
"""Letters that fit on a phone."""


@dataclass(frozen=True, slots=True)
class Row:
    """One place of the picture, in words. `spread` is empty where lowest and highest are one."""

    days: str
    pain: str
    spread: str
    flare: bool
    used: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What `program/chart.html` is given. Where nothing was written down there is no picture.

    `key` has the marks of this picture and what they mean; `words` are those around the rows.
    """

    svg: SafeString
    summary: str
    key: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    words: Mapping[str, str]


def chart_of(
    voice: Voice,
    trend: Trend,
    flares: Sequence[Flare],
    uses: Iterable[tuple[datetime, str]],
    window: Window,
    *,
    prefix: str = "pain",
) -> Chart:
    """The part of a diary that lies in the window; `trend` and `flares` may be of all of it.

    A day is one by the clock of the window's zone: the entries behind `trend` must be in that zone,
    flares and uses may be in any. `voice` is that of this room; every id begins with `prefix`.
    """
    stretches = stretches_of(flares, trend.days, window)
    slots = slots_of(trend.days, stretches, uses, window)
    changes = tuple(_marked(trend, window))
    telling = Telling(voice, window, trend, slots, stretches, changes)
    summary = telling.summary()
    said = Said(
        title=voice.say("chart.title", days=_days(window.first_on, window.last_on, voice, "yMMMd")),
        description=summary,
        worst=voice.say("chart.worst"),
        none=voice.say("chart.none"),
        flare=voice.say("chart.flare"),
    )
    ticks = ticks_of(window, voice.language)
    plot = Plot(window, slots, stretches, changes, _lanes(voice, slots), ticks, said, prefix)
    return Chart(
        svg=SafeString(plot.svg() if slots else ""),
        summary=summary,
        key=telling.key(),
        rows=tuple(_row(voice, slot, window) for slot in slots),
        words=voice.ui["chart"],
    )


def _marked(trend: Trend, window: Window) -> Iterator[Change]:
    """The changes in the window; among weeks there is no place for one of days."""
    for change in trend.changes:
        after = change.after
        if after.first_on in window and (after.first_on < after.last_on or not window.by_weeks):
            yield change


def _lanes(voice: Voice, slots: Sequence[Slot]) -> tuple[Lane, ...]:
    """One for each remedy, the most used first; the last one is for all the rest."""
    counts: Counter[str] = Counter()
    for slot in slots:
        counts.update(slot.used)
    ranked = sorted(counts, key=lambda remedy: (-counts[remedy], remedy))
    own = ranked if len(ranked) <= len(MARKS) else ranked[: len(MARKS) - 1]
    groups = [(_named(voice, remedy), {remedy}) for remedy in own]
    if rest := set(ranked[len(own) :]):
        groups.append((voice.say("chart.rest", count=len(rest)), rest))
    return tuple(
        Lane(
            _times(name, sum(counts[remedy] for remedy in remedies)),
            tuple(slot for slot in slots if remedies & slot.used.keys()),
        )
        for name, remedies in groups
    )


def _row(voice: Voice, slot: Slot, window: Window) -> Row:
    used = sorted(slot.used.items(), key=lambda use: (-use[1], use[0]))
    spread = ""
    if slot.low < slot.high:
        spread = voice.say("chart.spread", low=points(slot.low), high=points(slot.high))
    one_year = window.first_on.year == window.last_on.year
    return Row(
        days=_days(slot.first_on, slot.last_on, voice, "MMMd" if one_year else "yMMMd"),
        pain="" if slot.pain is None else points(slot.pain),
        spread=spread,
        flare=slot.flare,
        used=", ".join(_times(_named(voice, remedy), count) for remedy, count in used),
    )


def _times(name: str, count: int) -> str:
    """ "Warm pad x 3", which no line break takes apart at the number."""
    return f"{name} \N{MULTIPLICATION SIGN}\N{NO-BREAK SPACE}{count}" if count > 1 else name


def _named(voice: Voice, remedy: str) -> str:
    """What the knowledge calls it, or what was written, without what no page can show."""
    known = voice.get(f"treatments.{remedy}.title") or voice.get(f"exercises.{remedy}.title")
    if known is not None:
        return known
    shown = "".join(letter if letter.isprintable() else " " for letter in remedy)
    if len(shown) > LONGEST_NAME:
        shown = f"{shown[: LONGEST_NAME - 1]}…"
    return shown


def _days(first_on: date, last_on: date, voice: Voice, form: str) -> str:
    """ "Mar 3", or "Mar 3 - 9", with or without the year."""
    return str(format_interval(first_on, last_on, form, locale=LOCALES[voice.language]))
