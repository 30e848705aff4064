"""The chart of a diary as SVG: as wide as its place, with text that keeps its size.

What is drawn lies on a canvas that is stretched to the width; what is written stands beside it at
percents of the width, so that letters are as large on a phone as on a desk. Colors are the sheet's
(chart.css). One path holds all marks of a kind: a mark takes a dozen bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import TypeVar

from easeback.domain.diary import Change, Tendency
from easeback.web.program.slots import DAY, Slot, Stretch, Window
from easeback.web.program.telling import points, week_among_days
from easeback.web.program.ticks import Tick

WIDE = 1000
"""Units of the canvas across; upwards they are pixels."""
POINT = 16
"""Pixels of one point of pain."""
FLARES, WORST, NONE, DATES, YEARS, ROW = 24, 18, 18, 18, 15, 38
"""How high each part is, from top to bottom."""
DOTTED = 45
"""With more places than this only those that stand alone have a dot."""
ROOM, SMALL_ROOM = 180, 140
"""What a word needs to its neighbor on a phone, and an arrow with a number: parts of WIDE."""
MARKS = ("dot", "square", "stroke", "ring")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that is written in the picture; `worst` and `none` are the ends of the scale."""

    title: str
    description: str
    worst: str
    none: str
    flare: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One remedy, or all the rest: its name, and the places at which it was used."""

    name: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """All that is drawn. `prefix` begins every id, so that two of them may be on one page."""

    window: Window
    slots: tuple[Slot, ...]
    stretches: tuple[Stretch, ...]
    changes: tuple[Change, ...]
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    said: Said
    prefix: str

    def svg(self) -> str:
        """Well-formed, every word escaped; without a style of its own."""
        prefix, said = escape(self.prefix), self.said
        dense = ' class="dense"' if self.window.by_weeks else ""
        size = f'width="100%" height="{self.height}" overflow="visible"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"{dense} '
            f'aria-labelledby="{prefix}-title {prefix}-desc">'
            f'<title id="{prefix}-title">{escape(said.title)}</title>'
            f'<desc id="{prefix}-desc">{escape(said.description)}</desc>'
            f'<svg {size} viewBox="0 0 {WIDE} {self.height}" preserveAspectRatio="none">'
            f"{''.join(self._drawn())}</svg>{''.join(self._written())}</svg>"
        )

    @property
    def top(self) -> int:
        """Where the worst pain is."""
        return (FLARES if self.stretches else 0) + WORST

    @property
    def bottom(self) -> int:
        return self.top + 10 * POINT

    @property
    def below(self) -> int:
        """Where the remedies begin."""
        years = YEARS if any(tick.year for tick in self.ticks) else 0
        return self.bottom + NONE + DATES + years + 6

    @property
    def height(self) -> int:
        return self.below + ROW * len(self.lanes) + 4

    def _y(self, pain: float) -> int:
        return self.bottom - round(pain * POINT)

    def _x(self, first_on: date, last_on: date) -> int:
        """The middle of some days, of which only those in the window count."""
        start, end = self._ends(first_on, last_on)
        return round((start + end) / 2)

    def _ends(self, first_on: date, last_on: date) -> tuple[float, float]:
        days, start = self.window.days, self.window.first_on
        first = max(0, (first_on - start).days)
        last = min(days, (last_on - start).days + 1)
        return first / days * WIDE, last / days * WIDE

    def _place(self, slot: Slot) -> tuple[int, int]:
        return self._x(slot.first_on, slot.last_on), self._y(slot.pain or 0)

    def _drawn(self) -> Iterator[str]:
        yield from self._flares()
        yield _path("rule", (f"M0 {self._y(pain)}H{WIDE}" for pain in (0, 5, 10)))
        named = (self._x(tick.on, tick.on) for tick in self.ticks if not tick.wide)
        yield _path("date", (f"M{x} {self.bottom}v5" for x in named))
        yield from self._pain()
        for number, lane in enumerate(self.lanes):
            yield from self._used(MARKS[number], lane, self.below + number * ROW + 29)

    def _flares(self) -> Iterator[str]:
        top, tall = FLARES - 4, self.bottom - FLARES + 4
        ends = [self._shaded(each) for each in _merged(self.stretches, self.window)]
        yield _path("flare", (f"M{x} {top}h{wide}v{tall}h-{wide}z" for x, wide in ends))
        yield _path("bar", (f"M{x} {top}h{wide}" for x, wide in ends))

    def _shaded(self, stretch: Stretch) -> tuple[int, int]:
        """From where, and how wide: a little less than its days, so that two have a gap between."""
        gap = 0.0 if self.window.by_weeks else 0.06 * WIDE / self.window.days
        start, end = self._ends(stretch.first_on, stretch.last_on)
        return round(start + gap), max(2, round(end - gap) - round(start + gap))

    def _pain(self) -> Iterator[str]:
        runs = _joined(slot for slot in self.slots if slot.pain is not None)
        few = len(self.slots) <= DOTTED
        if few:
            spread = [slot for run in runs for slot in run if slot.low < slot.high]
            yield _path("spread", map(self._bar, spread))
        else:
            yield _path("band", map(self._band, runs))
        yield _path("line", (_line(map(self._place, run)) for run in runs if len(run) > 1))
        dotted = [slot for run in runs if few or len(run) == 1 for slot in run]
        yield _path("point", (_dot(*self._place(slot)) for slot in dotted))
        yield from self._turns()
        for run in runs[-1:]:
            yield _path("last", [_dot(*self._place(run[-1]))])

    def _turns(self) -> Iterator[str]:
        """The typical pain after each change: a ring at its day or week, and a line for a week
        among days."""
        rings, weeks = [], []
        for change in self.changes:
            after, y = change.after, self._y(change.after.pain)
            start, end = self._ends(after.first_on, after.last_on)
            if week_among_days(change, self.window):
                weeks.append(f"M{start:.0f} {y}H{end:.0f}")
            else:
                rings.append(_dot(self._x(after.first_on, after.last_on), y))
        yield _path("week", weeks)
        yield _path("turn", rings)
        yield _path("hole", rings)

    def _bar(self, slot: Slot) -> str:
        """From the lowest to the highest pain of a day."""
        return f"M{self._place(slot)[0]} {self._y(slot.high)}V{self._y(slot.low)}"

    def _band(self, run: Sequence[Slot]) -> str:
        """The same of a run of them, from a little before the first to a little after the last."""
        if all(slot.low == slot.high for slot in run):
            return ""
        beside = round(0.4 * WIDE / self.window.days)
        xs = [self._place(slot)[0] for slot in run]
        sides = [(xs[0] - beside, run[0]), *zip(xs, run, strict=True), (xs[-1] + beside, run[-1])]
        there = [(x, self._y(slot.high)) for x, slot in sides]
        back = [(x, self._y(slot.low)) for x, slot in reversed(sides)]
        return f"{_line([*there, *back])}z"

    def _used(self, mark: str, lane: Lane, y: int) -> Iterator[str]:
        yield _path("lane", [f"M0 {y}H{WIDE}"])
        xs = [self._place(slot)[0] for slot in lane.slots]
        drawn = [f"M{x} {y - 5}v10" if mark == "stroke" else _dot(x, y) for x in xs]
        yield _path(f"used {mark}", drawn)
        if mark == "ring":
            yield _path("hole", drawn)

    def _written(self) -> Iterator[str]:
        yield _text("end", "-18", self.top - 5, self.said.worst)
        yield _text("end", "-18", self._y(5) + 5, "5")
        yield _text("end", "-18", self.bottom + NONE - 4, self.said.none)
        for tick in self.ticks:
            at, kind = _percent(self._x(tick.on, tick.on)), "day wide" if tick.wide else "day"
            yield _text(kind, at, self.bottom + NONE + DATES - 3, tick.text)
            if tick.year:
                yield _text(kind, at, self.bottom + NONE + DATES + YEARS - 3, tick.year)
        yield from self._noted()
        for number, lane in enumerate(self.lanes):
            yield _text("name", "0", self.below + number * ROW + 16, lane.name)
        for slot in [slot for slot in self.slots if slot.pain is not None][-1:]:
            x, y = self._place(slot)
            yield _text("now", _percent(x), y + 6, points(slot.pain or 0), shift=9)

    def _noted(self) -> Iterator[str]:
        """The words for flares and changes."""
        flares = (self._x(each.first_on, each.last_on) for each in self.stretches)
        for x in _apart({min(max(x, 45), 955): "" for x in flares}, ROOM):
            yield _text("word", _percent(x), FLARES - 10, self.said.flare)
        arrows = {self._x(c.after.first_on, c.after.last_on): c for c in self.changes}
        for x, change in _apart(arrows, SMALL_ROOM).items():
            yield _text("word", _percent(x), self._beside(x, change), _arrow(change))

    def _beside(self, x: int, change: Change) -> int:
        """The height at which a word touches no line: higher where pain rose, if there is room."""
        near = [self._place(slot) for slot in self.slots if slot.pain is not None]
        ys = [y for at, y in near if abs(at - x) <= SMALL_ROOM // 2] + [self._y(change.after.pain)]
        above, below = min(ys) - 10, max(ys) + 21
        if change.tendency is Tendency.WORSE:
            return above if above > self.top or below > self.bottom else below
        return below if below < self.bottom or above < self.top else above


def _arrow(change: Change) -> str:
    step = change.after.pain - change.before.pain
    return f"{'↓' if step < 0 else '↑'} {points(abs(step))}"


def _apart(noted: Mapping[int, T], room: int) -> dict[int, T]:
    """Those that do not run into each other; the latest are kept."""
    kept: dict[int, T] = {}
    for x in sorted(noted, reverse=True):
        if not kept or min(kept) - x >= room:
            kept[x] = noted[x]
    return kept


def _merged(stretches: Iterable[Stretch], window: Window) -> list[Stretch]:
    """One for those that overlap, and in weeks also for those between which no day is."""
    near = DAY if window.by_weeks else 0 * DAY
    merged: list[Stretch] = []
    for each in stretches:
        if merged and each.first_on <= merged[-1].last_on + near:
            last_on = max(each.last_on, merged[-1].last_on)
            merged[-1] = replace(merged[-1], last_on=last_on)
        else:
            merged.append(each)
    return merged


def _joined(slots: Iterable[Slot]) -> list[list[Slot]]:
    runs: list[list[Slot]] = []
    for slot in slots:
        if runs and runs[-1][-1].joins(slot):
            runs[-1].append(slot)
        else:
            runs.append([slot])
    return runs


def _line(places: Iterable[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in places)


def _dot(x: int, y: int) -> str:
    """As long as nothing: its ends, round or square, make the mark, whatever the width."""
    return f"M{x} {y}h.01"


def _path(kind: str, parts: Iterable[str]) -> str:
    drawn = "".join(parts)
    scaling = 'vector-effect="non-scaling-stroke"'
    return f'<path class="{kind}" {scaling} d="{drawn}"/>' if drawn else ""


def _text(kind: str, x: str, y: int, said: str, shift: int = 0) -> str:
    moved = f' dx="{shift}"' if shift else ""
    return f'<text class="{kind}" x="{x}" y="{y}"{moved}>{escape(said)}</text>'


def _percent(x: int) -> str:
    return f"{x / WIDE:.1%}"
