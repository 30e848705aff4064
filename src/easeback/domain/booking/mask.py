"""Time as one integer: a bit for each cell of five minutes, so that a day is asked in one step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from easeback.domain.vocabulary import Span, moment

CELL = 300
"""Seconds of a cell."""
DAY = 86_400
CELLS_A_DAY = DAY // CELL
Mask = int
"""A set of cells: bit n is cell n of the window."""


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of time looked at: so many cells from `start`, which is a multiple of CELL."""

    start: int
    cells: int

    @classmethod
    def around(cls, span: Span) -> "Window":
        """The whole UTC days that hold the span, with one more before and after.

        What lies just outside of a span still matters to it: somebody may be on the way there.
        """
        first, last = span.start // DAY - 1, -(-span.end // DAY) + 1
        return cls(first * DAY, (last - first) * DAY // CELL)

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + self.cells * CELL)

    @property
    def all(self) -> Mask:
        return (1 << self.cells) - 1

    def at(self, cell: int) -> int:
        """When a cell begins, in UTC seconds."""
        return self.start + cell * CELL

    def inside(self, spans: Iterable[Span]) -> Mask:
        """The cells that lie wholly in one of the spans: for hours."""
        mask = 0
        for start, end in spans:
            mask |= self._cells(-(-(start - self.start) // CELL), (end - self.start) // CELL)
        return mask

    def touching(self, spans: Iterable[tuple[int, int]]) -> Mask:
        """The cells that some part of a span lies in: for what is busy."""
        mask, origin = 0, self.start
        for start, end in spans:
            mask |= self._cells((start - origin) // CELL, -(-(end - origin) // CELL))
        return mask

    def between(self, earliest: int, latest: int) -> Mask:
        """The cells that begin at `earliest` or later, and at `latest` or earlier."""
        return self._cells(-(-(earliest - self.start) // CELL), (latest - self.start) // CELL + 1)

    def _cells(self, first: int, end: int) -> Mask:
        first, end = max(first, 0), min(end, self.cells)
        return ((1 << (end - first)) - 1) << first if first < end else 0


def fitting(free: Mask, cells: int) -> Mask:
    """The cells from which so many in a row are free, found by doubling."""
    have = 1
    while have < cells:
        step = min(have, cells - have)
        free &= free >> step
        have += step
    return free


def each(mask: Mask) -> Iterator[int]:
    """The numbers of the cells in a mask, in order."""
    bits = bin(mask)[:1:-1]
    place = bits.find("1")
    while place >= 0:
        yield place
        place = bits.find("1", place + 1)


def cells_of(minutes: int) -> int:
    """How many cells so many minutes fill, a begun one whole."""
    return -(-minutes * 60 // CELL)


@lru_cache(maxsize=512)
def grid(zone: str, minutes: int, window: Window) -> Mask:
    """The cells that begin a whole number of `minutes` after midnight, by the zone's wall clock."""
    clock, mask, at = ZoneInfo(zone), 0, window.start
    step = minutes * 60
    while at < window.span.end:
        wall = moment(at).astimezone(clock)
        since_midnight = wall.hour * 3600 + wall.minute * 60 + wall.second
        until = min(at + DAY - since_midnight, window.span.end)
        until = _same_offset_until(at, until, clock)
        first = at + -since_midnight % step
        if first < until:
            mask |= _every(cells_of(minutes), window, first, until)
        at = until
    return mask


def _every(cells: int, window: Window, first: int, until: int) -> Mask:
    """One cell in so many, from `first` on."""
    number = -(-(until - first) // (cells * CELL))
    pattern = ((1 << cells * number) - 1) // ((1 << cells) - 1)
    return pattern << (first - window.start) // CELL


def _same_offset_until(at: int, until: int, clock: ZoneInfo) -> int:
    """The end of the part, from `at` on, in which the clock is not moved; at most `until`."""

    def offset(when: int) -> timedelta | None:
        return moment(when).astimezone(clock).utcoffset()

    low, high = at // CELL, (until - 1) // CELL
    if offset(at) == offset(until - 1):
        return until
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if offset(middle * CELL) == offset(at) else (low, middle)
    return high * CELL
