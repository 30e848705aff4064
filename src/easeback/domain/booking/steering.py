"""Which few open slots to put first: soon, little driving, no holes in a therapist's day."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from easeback.domain.booking.hours import Mode
from easeback.domain.booking.mask import DAY, cells_of, each
from easeback.domain.booking.reach import NO_TRIPS, Trips, Ways
from easeback.domain.booking.roster import Roster
from easeback.domain.booking.slots import Open, OpenSlots, Wish
from easeback.domain.booking.travel import Travel

DETOUR = 1.0
HOLE = 0.5
LATER = 10.0
"""What counts how much: a minute more on the road, a minute lost in a hole, a day of waiting.

House choices, tuned on the tuning seeds of benchmarks/worlds: see docs/decisions.
"""
MARGIN = 10.0
"""A home visit that costs so much more than the best one is not put first, even as the second."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An open slot, its ways, and how little it costs: smaller is better."""

    open: Open
    trips: Trips
    cost: float


def suggest(
    slots: OpenSlots, roster: Roster, wish: Wish, travel: Travel, *, most: int = 3
) -> list[Suggestion]:
    """The best few, in the order of time; at most one of each therapist's gaps.

    At the clinic and by video the soonest are the best. A home visit is weighed by the extra travel
    and by the time that it leaves useless beside it, against the days until then. Between two
    visits the travel is the same wherever a start lies, so only the ends of a gap are weighed.
    """
    ways = {t.id: Ways(t, roster.clinic, travel) for t in roster.therapists}
    found: dict[tuple[str, int, int, int], Suggestion] = {}
    for offer in _ends_of_gaps(slots, wish, most):
        one = _weighed(offer, ways[offer.therapist], wish)
        trips = one.trips
        key = (offer.therapist, (offer.start - wish.within.start) // DAY, trips.before, trips.after)
        if key not in found or one.cost < found[key].cost:
            found[key] = one
    best = sorted(found.values(), key=lambda s: (s.cost, s.open.start))[:most]
    if any(one.open.mode is Mode.HOME for one in best):
        best = [one for one in best if one.cost <= best[0].cost + MARGIN]
    return sorted(best, key=lambda s: s.open.start)


def trips_of(offer: Open, roster: Roster, wish: Wish, travel: Travel) -> Trips:
    """The ways of one offer."""
    therapist = next(t for t in roster.therapists if t.id == offer.therapist)
    ways = Ways(therapist, roster.clinic, travel)
    place = ways.place_of(offer.mode, wish.place)
    return ways.trips(offer.start, place, offer.mode, wish.service)


def _ends_of_gaps(slots: OpenSlots, wish: Wish, most: int) -> Iterator[Open]:
    """Of visits without a way, only the first of each day: the later ones are never better."""
    step = cells_of(wish.service.step)
    for (therapist, mode), mask in slots.starts.items():
        between = mask << step & mask >> step
        starts = (slots.window.at(cell) for cell in each(mask & ~between))
        if mode is not Mode.HOME:
            days = groupby(starts, key=lambda start: (start - wish.within.start) // DAY)
            starts = (next(day) for _, day in islice(days, most))
        for start in starts:
            yield Open(start, therapist, mode)


def _weighed(offer: Open, ways: Ways, wish: Wish) -> Suggestion:
    days = (offer.start - wish.within.start) / DAY
    if offer.mode is not Mode.HOME:
        return Suggestion(offer, NO_TRIPS, LATER * days)
    trips = ways.trips(offer.start, wish.place, offer.mode, wish.service)
    idle = (trips.idle_before, trips.idle_after)
    holes = sum(minutes for minutes in idle if minutes < wish.service.length)
    return Suggestion(offer, trips, DETOUR * trips.detour + HOLE * holes + LATER * days)
