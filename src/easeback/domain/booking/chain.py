"""Where a therapist is from stop to stop: each stop at one place, every way between two in time.

Of some stops the place is not known: a video visit, time off. Each is spent at one of a few places.
What counts is whether some choice among these leaves time for the ways.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product
from operator import add
from typing import NamedTuple

from easeback.domain.booking.mask import DAY
from easeback.domain.booking.roster import Busy
from easeback.domain.booking.travel import Place
from easeback.domain.vocabulary import Span

HALF_DAY = DAY // 2
"""Who is away for so long, at no known place, may be at another one at its end."""
FOREVER = 1 << 62

Spot = Place | None
"""A place, or None where it is not known: no way leads to or from it."""
Minutes = Callable[[Spot, Spot], int]
ANYWHERE: tuple[Spot, ...] = (None,)
Missing = list[tuple[bool, ...]] | None
"""Which ways between two stops are missed, from each spot of the first to each of the other.

None where there is time for all of them.
"""


class Stop(NamedTuple):
    """What takes a therapist's time, and where that may be spent. UTC seconds, half-open."""

    start: int
    end: int
    spots: tuple[Spot, ...]


class Pause(NamedTuple):
    """Time between two stops, and from which spots to which it may lead: from any of the first to
    any of the second, of each pair of `ends`.

    Before the first stop and after the last one: from anywhere, to anywhere (None).
    """

    start: int
    end: int
    ends: tuple[tuple[tuple[Spot, ...], tuple[Spot, ...]], ...]


class Chain(NamedTuple):
    """All the pauses of a therapist, and how many ways are missed however the places are chosen."""

    pauses: tuple[Pause, ...]
    missed: int


@dataclass(frozen=True, slots=True)
class _Way:
    """How to get so far: what it costs, where it ends, and how to get to the stop before."""

    cost: tuple[int, int, int]
    spot: Spot
    before: "_Way | None" = None


def stops_of(busy: Iterable[Busy], anywhere: tuple[Spot, ...]) -> list[Stop]:
    """What is busy as stops in order; `anywhere` are the spots of what has no place.

    Where both lie over each other, the place that is known counts.
    """
    placed = sorted((b for b in busy if b.place is not None), key=lambda b: (b.start, b.end))
    unplaced = _merged(sorted((b.start, b.end) for b in busy if b.place is None))
    stops = [Stop(one.start, one.end, (one.place,)) for one in placed]
    for start, end in _uncovered(unplaced, placed):
        if end - start < HALF_DAY:
            stops.append(Stop(start, end, anywhere))
        else:
            stops += [Stop(start, start, anywhere), Stop(end, end, anywhere)]
    return sorted(stops, key=lambda stop: (stop.start, stop.end))


def chain_of(stops: Sequence[Stop], minutes: Minutes) -> Chain:
    """The pauses before, between and after stops that are in order.

    Their ends are the spots with which no more ways are missed than have to be: what was promised
    may leave no time for a way, and closes no other pause by that.
    """
    missing = [_missing(one, other, minutes) for one, other in pairwise(stops)]
    forward = _costs(stops, missing)
    turned = [link and [*zip(*link, strict=True)] for link in reversed(missing)]
    backward = _costs(stops[::-1], turned)[::-1]
    least = min(forward[-1]) if stops else 0
    found = []
    for place in range(len(stops) + 1):
        start, before, froms = -FOREVER, [0], ANYWHERE
        end, after, tos = FOREVER, [0], ANYWHERE
        if place:
            (_, start, froms), before = stops[place - 1], forward[place - 1]
        if place < len(stops):
            (end, _, tos), after = stops[place], backward[place]
        if max(before) + max(after) <= least:
            found.append(Pause(start, end, ((froms, tos),)))
        else:
            pairs = product(zip(froms, before, strict=True), zip(tos, after, strict=True))
            ends = (((x,), (y,)) for (x, cost), (y, other) in pairs if cost + other <= least)
            found.append(Pause(start, end, tuple(ends)))
    return Chain(tuple(found), least)


def chosen(stops: Sequence[Stop], minutes: Minutes, firm: int | None = None) -> tuple[Spot, ...]:
    """Where each stop is spent: so that the fewest ways are missed, then with the shortest ways.

    The ways to and from the stop number `firm` come before all others.
    """
    if not stops:
        return ()
    ways = [_Way((0, 0, 0), spot) for spot in stops[0].spots]
    for place, (one, other) in enumerate(pairwise(stops), start=1):
        weight = int(firm in {place - 1, place})
        ways = [
            min((_on(way, one, other, spot, minutes, weight) for way in ways), key=_cost)
            for spot in other.spots
        ]
    return tuple(_back(min(ways, key=_cost)))[::-1]


def _on(way: _Way, one: Stop, other: Stop, spot: Spot, minutes: Minutes, weight: int) -> _Way:
    """A way that has come as far as one stop, led on to the other."""
    missed, (firmly, number, length) = _misses(one, other, way.spot, spot, minutes), way.cost
    cost = (firmly + weight * missed, number + missed, length + minutes(way.spot, spot))
    return _Way(cost, spot, way)


def _cost(way: _Way) -> tuple[int, int, int]:
    return way.cost


def _back(way: _Way | None) -> Iterator[Spot]:
    while way is not None:
        yield way.spot
        way = way.before


def _missing(one: Stop, other: Stop, minutes: Minutes) -> Missing:
    spare = other.start - one.end
    link = [tuple([minutes(x, y) * 60 > spare for y in other.spots]) for x in one.spots]
    return link if any(map(any, link)) else None


def _costs(stops: Sequence[Stop], missing: Iterable[Missing]) -> list[list[int]]:
    """How many ways are missed at least, up to each stop, for each of its spots in turn."""
    if not stops:
        return []
    found = [[0] * len(stops[0].spots)]
    for stop, link in zip(stops[1:], missing, strict=True):
        last = found[-1]
        if link is None:
            found.append([min(last)] * len(stop.spots))
        else:
            ways = zip(*link, strict=True)
            found.append([min(map(add, last, missed)) for missed in ways])
    return found


def _misses(one: Stop, other: Stop, start: Spot, end: Spot, minutes: Minutes) -> int:
    return int(one.end + minutes(start, end) * 60 > other.start)


def _merged(spans: Iterable[tuple[int, int]]) -> list[Span]:
    """Spans in order, those with no time between them as one."""
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Span(start, end))
    return found


def _uncovered(spans: Iterable[Span], over: Sequence[Busy]) -> Iterator[Span]:
    """What of the spans is left where nothing lies over them; both in order."""
    first = 0
    for start, end in spans:
        begin = start
        while first < len(over) and over[first].end <= begin:
            first += 1
        for other in islice(over, first, None):
            if other.start >= end:
                break
            if begin < other.start:
                yield Span(begin, other.start)
            begin = max(begin, other.end)
        if begin < end:
            yield Span(begin, end)
