"""Open slots worked out slowly and obviously, second by second, as a yardstick for the fast way."""

from collections.abc import Iterator
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
    base = therapist.base or roster.clinic
    service, end = wish.service, start + wish.service.length * 60

    def minutes(one: Place | None, other: Place | None) -> int:
        if {one, other} <= {None, roster.clinic}:
            return 0
        one, other = one or base, other or base
        return travel.minutes(one, other) if one and other else 0

    place = {Mode.HOME: wish.place, Mode.CLINIC: roster.clinic}.get(mode)
    moves = mode is Mode.HOME or any(b.place is not None for b in therapist.busy)
    for stop in therapist.busy if moves else ():
        late = stop.end + (minutes(stop.place, place) + service.preparation) * 60 > start
        missed = end + (service.clean_up + minutes(place, stop.place)) * 60 > stop.start
        if late and missed:
            return False
    if mode is not Mode.HOME:
        return True
    if place is None or base is None or not therapist.serves(place):
        return False
    out = (minutes(base, place) + service.preparation) * 60
    back = minutes(place, base) * 60
    return _in_one_run(therapist, Mode.HOME, start - out, end + back)


def _in_one_run(therapist: Therapist, mode: Mode, start: int, end: int) -> bool:
    """Whether the hours of a mode go on without a break from start to end."""
    at = start
    while at < end:
        reach = max((s.end for s in _spans(therapist, mode, at)), default=at)
        if reach <= at:
            return False
        at = reach
    return True
