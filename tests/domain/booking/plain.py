"""Open slots worked out slowly and obviously, second by second, as a yardstick for the fast way."""

from collections.abc import Iterator
from itertools import pairwise
from math import inf
from typing import NamedTuple
from zoneinfo import ZoneInfo

from easeback.domain.booking import Busy, Mode, Place, Roster, Service, Therapist, Travel, Wish
from easeback.domain.vocabulary import Span, moment

CELL = 300


def plain_slots(roster: Roster, wish: Wish, travel: Travel) -> list[tuple[int, str, Mode]]:
    """Every start that may be offered, by time, then in the roster's order."""
    found = []
    first = -(-wish.within.start // CELL) * CELL
    for start in range(first, wish.within.end, CELL):
        for therapist in roster.therapists:
            found += [
                (start, therapist.id, mode)
                for mode in Mode
                if mode in wish.modes & wish.service.modes
                and _suits(wish, therapist, start)
                and _in_one_run(therapist, mode, start, start + wish.service.length * 60)
                and _is_free(therapist.busy, start, wish.service)
                and (not wish.service.needs_room(mode) or _has_room(roster, wish.service, start))
                and _gets_there(roster, therapist, mode, start, wish, travel)
            ]
    return found


def _suits(wish: Wish, therapist: Therapist, start: int) -> bool:
    if wish.therapist not in {None, therapist.id} or not wish.skills <= therapist.skills:
        return False
    if wish.asked_at is not None:
        lead = start - wish.asked_at
        if not wish.service.notice * 60 <= lead <= wish.service.horizon * 86_400:
            return False
    wall = moment(start).astimezone(ZoneInfo(therapist.hours.zone))
    if (wall.hour * 60 + wall.minute) % wish.service.step:
        return False
    own = [Busy(*span) for span in wish.busy]
    return not any(_meet(b, start, start + wish.service.length * 60) for b in own)


def _spans(therapist: Therapist, mode: Mode, at: int) -> Iterator[Span]:
    return therapist.hours.spans(mode, Span(at, at + 1))


def _is_free(busy: tuple[Busy, ...], start: int, service: Service) -> bool:
    """Nothing lies over any part of the visit, from preparation to clean-up."""
    first = start - service.preparation * 60
    return not any(_meet(b, first, start + (service.length + service.clean_up) * 60) for b in busy)


def _meet(busy: Busy, start: int, end: int) -> bool:
    return busy.start < end and start < busy.end


def _has_room(roster: Roster, service: Service, start: int) -> bool:
    tags = service.room_tags or frozenset()
    return any(tags <= room.tags and _is_free(room.busy, start, service) for room in roster.rooms)


def _gets_there(
    roster: Roster, therapist: Therapist, mode: Mode, start: int, wish: Wish, travel: Travel
) -> bool:
    base, service = therapist.base or roster.clinic, wish.service
    worked_from = tuple({one for one in (roster.clinic, base) if one}) or (None,)
    place = {Mode.HOME: wish.place, Mode.CLINIC: roster.clinic}.get(mode)
    end = start + (service.length + service.clean_up) * 60
    visit = Stop(start - service.preparation * 60, end, (place,) if place else worked_from)
    if mode is Mode.HOME:
        if place is None or base is None or not therapist.serves(place):
            return False
        first = visit.start - travel.minutes(base, place) * 60
        if not _in_one_run(therapist, mode, first, end + travel.minutes(place, base) * 60):
            return False
    return any(
        all(_apart(one, other, travel) for one in _placed(therapist) for other in [visit])
        and drivable(_stops(therapist, worked_from), visit, travel)
        for visit in [Stop(visit.start, visit.end, (spot,)) for spot in visit.spots]
    )


class Stop(NamedTuple):
    """Somewhere from start to end: at one of these places."""

    start: int
    end: int
    spots: tuple[Place | None, ...]


def drivable(day: list[Stop], visit: Stop, travel: Travel) -> bool:
    """Whether a visit can come into a day and make no more ways missed than were before: every
    choice of a place for each stop is tried."""

    def missed(one: Stop, other: Stop) -> float:
        if _apart(one, other, travel, in_order=True):
            return 0
        return 1 if visit.start not in {one.start, other.start} else inf

    def fewest(before: Stop | None, rest: list[Stop]) -> float:
        if not rest:
            return 0
        here = [Stop(rest[0].start, rest[0].end, (spot,)) for spot in rest[0].spots]
        ways = [(missed(before, stop) if before else 0) + fewest(stop, rest[1:]) for stop in here]
        return min(ways)

    return fewest(None, sorted([*day, visit], key=lambda s: s[:2])) <= fewest(None, day)


def _apart(one: Stop, other: Stop, travel: Travel, *, in_order: bool = False) -> bool:
    """Whether there is time to get from one to the other; or the other way round."""
    (start,), (end,) = one.spots, other.spots
    way = travel.minutes(start, end) * 60 if start and end else 0
    if one.end + way <= other.start:
        return True
    back = travel.minutes(end, start) * 60 if start and end else 0
    return not in_order and other.end + back <= one.start


def _placed(therapist: Therapist) -> list[Stop]:
    return [Stop(b.start, b.end, (b.place,)) for b in therapist.busy if b.place is not None]


def _stops(therapist: Therapist, worked_from: tuple[Place | None, ...]) -> list[Stop]:
    """The stops in order; those without a place where no other one is, and as long as they last.

    Who is away for half a day may be at another place when it ends.
    """
    found = _placed(therapist)
    ends = sorted({end for b in therapist.busy for end in (b.start, b.end)})
    begun = None
    for at, until in pairwise([*ends, inf]):
        around = [b for b in therapist.busy if b.start <= at < b.end]
        vague = bool(around) and all(b.place is None for b in around)
        begun = at if vague and begun is None else begun
        following = [b for b in therapist.busy if b.start <= until < b.end]
        if begun is not None and not (following and all(b.place is None for b in following)):
            if until - begun < 43_200:
                found.append(Stop(int(begun), int(until), worked_from))
            else:
                found += [Stop(int(t), int(t), worked_from) for t in (begun, until)]
            begun = None
    return sorted(found, key=lambda s: s[:2])


def _in_one_run(therapist: Therapist, mode: Mode, start: int, end: int) -> bool:
    """Whether the hours of a mode go on without a break from start to end."""
    at = start
    while at < end:
        reach = max((s.end for s in _spans(therapist, mode, at)), default=at)
        if reach <= at:
            return False
        at = reach
    return True
