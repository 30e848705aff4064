"""Time as one integer: a bit for each cell of five minutes, so that a day is asked in one step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from easeback.domain.booking.hours import utc_of
from easeback.domain.vocabulary import Span, moment

CELL = 300
"""Seconds of a cell."""
DAY = 86_400
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

    def colliding(self, taken: Iterable[tuple[int, int]], before: int, after: int) -> Mask:
        """The starts that cannot be, for what is taken: UTC seconds, half-open.

        What begins at a start needs its time from `before` seconds before to `after` seconds after.
        Nothing is rounded but to the starts themselves, so none is refused that could be.
        """
        mask, first, end = 0, self.start + after, self.start - before
        for taken_from, taken_to in taken:
            mask |= self._cells((taken_from - first) // CELL + 1, -(-(taken_to - end) // CELL))
        return mask

    def between(self, earliest: int, latest: int) -> Mask:
        """The cells that begin at `earliest` or later, and at `latest` or earlier."""
        return self._cells(-(-(earliest - self.start) // CELL), (latest - self.start) // CELL + 1)

    def _cells(self, first: int, end: int) -> Mask:
        first, end = max(first, 0), min(end, self.cells)
        return ((1 << (end - first)) - 1) << first if first < end else 0


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


def local_days(window: Window, zone: str) -> list[tuple[date, Mask]]:
    """The local days that touch the window, with their cells."""
    clock, span = ZoneInfo(zone), window.span
    day, last = (moment(at).astimezone(clock).date() for at in (span.start, span.end))
    found = []
    while day <= last:
        start, end = utc_of(day, time(), clock), utc_of(day + timedelta(days=1), time(), clock)
        found.append((day, window.between(start, end - 1)))
        day += timedelta(days=1)
    return found
