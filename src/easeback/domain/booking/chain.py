"""Where a therapist is from stop to stop: each stop at one place, every way between two in time.

Of some stops the place is not known: a video visit, time off. Each is spent at one of a few places.
What counts is whether some choice among these leaves time for the ways.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
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


class Stop(NamedTuple):
    """What takes a therapist's time, and where that may be spent. UTC seconds, half-open."""

    start: int
    end: int
    spots: tuple[Spot, ...]


class Pause(NamedTuple):
    """Time between two stops, and from which spot to which it may lead.

    Before the first stop and after the last one: from anywhere, to anywhere (None).
    """

    start: int
    end: int
    ends: tuple[tuple[Spot, Spot], ...]


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

    Their ends are the pairs of spots with which no more ways are missed than have to be: what was
    promised may leave no time for a way, and closes no other pause by that.
    """
    forward = _costs(stops, minutes)
    backward = _costs(
        [Stop(-stop.end, -stop.start, stop.spots) for stop in reversed(stops)],
        lambda end, start: minutes(start, end),
    )[::-1]
    least = min(forward[-1].values()) if stops else 0
    anywhere: dict[Spot, int] = {None: 0}
    found = []
    for place in range(len(stops) + 1):
        before = forward[place - 1] if place else anywhere
        after = backward[place] if place < len(stops) else anywhere
        start = stops[place - 1].end if place else -FOREVER
        end = stops[place].start if place < len(stops) else FOREVER
        pairs = ((one, other) for one in before for other in after)
        ends = tuple(p for p in pairs if before[p[0]] + after[p[1]] <= least)
        found.append(Pause(start, end, ends))
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


def _costs(stops: Sequence[Stop], minutes: Minutes) -> list[dict[Spot, int]]:
    """How many ways are missed at least, up to each stop, by where it is spent."""
    if not stops:
        return []
    found = [dict.fromkeys(stops[0].spots, 0)]
    for one, other in pairwise(stops):
        last = found[-1].items()
        found.append(
            {
                spot: min(cost + _misses(one, other, at, spot, minutes) for at, cost in last)
                for spot in other.spots
            }
        )
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
