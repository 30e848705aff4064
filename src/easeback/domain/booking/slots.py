"""Open slots: the starts that a practice can offer to one person."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from operator import or_
from zoneinfo import ZoneInfo

from easeback.domain.booking.course import CoursePlan, room_by_day
from easeback.domain.booking.hours import Hours, Mode
from easeback.domain.booking.mask import (
    CELL,
    CELLS_A_DAY,
    DAY,
    Mask,
    Window,
    cells_of,
    each,
    grid,
)
from easeback.domain.booking.protection import (
    Around,
    Severity,
    closed_starts,
    kept_on,
    local_days,
)
from easeback.domain.booking.reach import Ways
from easeback.domain.booking.roster import Busy, Roster, Service, Therapist
from easeback.domain.booking.travel import Place, Travel
from easeback.domain.vocabulary import Span, moment


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for: a service, in one of these ways, begun within a stretch of time.

    `asked_at` (UTC seconds) is what notice, horizon and released capacity are counted from; without
    it none of them holds. `busy` are the person's own visits. `course`: leave out who has no room
    for all of it. `therapist`: this one and nobody else.
    """

    service: Service
    within: Span
    modes: frozenset[Mode] = frozenset(Mode)
    asked_at: int | None = None
    place: Place | None = None
    severity: Severity = Severity.ROUTINE
    busy: tuple[Span, ...] = ()
    skills: frozenset[str] = frozenset()
    course: CoursePlan | None = None
    therapist: str | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """One start that can be offered."""

    start: int
    therapist: str
    mode: Mode


@dataclass(frozen=True, slots=True)
class OpenSlots:
    """The starts that can be offered, by therapist and mode.

    `room`: of therapists who were asked for a whole course, how much choice it leaves, by UTC day
    of the first visit. `rooms`: the starts at which each room that will do is free.
    """

    window: Window
    starts: Mapping[tuple[str, Mode], Mask]
    room: Mapping[str, list[int]]
    rooms: Mapping[str, Mask]

    @property
    def anybody(self) -> Mask:
        """The starts at which somebody is free."""
        return reduce(or_, self.starts.values(), 0)

    def __iter__(self) -> Iterator[Open]:
        """Every start of everybody: by time, then in the roster's order."""
        found = [
            (cell, place) for place, mask in enumerate(self.starts.values()) for cell in each(mask)
        ]
        found.sort()
        keys = list(self.starts)
        for cell, place in found:
            therapist, mode = keys[place]
            yield Open(self.window.at(cell), therapist, mode)

    def first_of(self, start: int) -> Open | None:
        """Who is offered first at this start; None: nobody is free."""
        if self.room:
            return next(iter(self.of(start)), None)
        bit = 1 << (start - self.window.start) // CELL
        return next((Open(start, *key) for key, mask in self.starts.items() if mask & bit), None)

    def of(self, start: int) -> list[Open]:
        """Who can be offered at this start: with the most room for the course first."""
        bit, day = 1 << (start - self.window.start) // CELL, (start - self.window.start) // DAY
        free = [Open(start, *key) for key, mask in self.starts.items() if mask & bit]
        return sorted(free, key=lambda o: -self.room[o.therapist][day] if self.room else 0)

    def room_at(self, start: int) -> str | None:
        """The first room of the roster that is free for a visit that begins then."""
        bit = 1 << (start - self.window.start) // CELL
        return next((id for id, mask in self.rooms.items() if mask & bit), None)


Free = Callable[[Service, Mode, Window], Callable[[Therapist], Mask]]
"""The free starts of any therapist, for one service and mode in one window."""


def open_slots(
    roster: Roster, wish: Wish, travel: Travel, *, free: Free | None = None
) -> OpenSlots:
    """The starts that this practice can offer for this wish.

    A caller that remembers each therapist's `free_starts` passes its own `free`. Visits begin on
    whole cells of five minutes; all else counts to the second.
    """
    free = free or _worked_out
    service = wish.service
    window = Window.around(_wide_enough(wish))
    allowed = _asked_for(wish, window)
    kept = _kept_for_others(roster, wish, window, free)
    rooms = _free_rooms(roster, service, window)
    some_room = reduce(or_, rooms.values(), 0)
    modes = [mode for mode in Mode if mode in wish.modes & service.modes]
    asked = [
        (mode, free(service, mode, window), some_room if service.needs_room(mode) else window.all)
        for mode in modes
    ]
    starts: dict[tuple[str, Mode], Mask] = {}
    for therapist in roster.therapists:
        if wish.therapist in {None, therapist.id} and wish.skills <= therapist.skills:
            own = allowed & ~kept[therapist.id] if kept else allowed
            for mode, free_of, rooms_allow in asked:
                mask = own & rooms_allow & free_of(therapist)
                if mask and (mode is Mode.HOME or therapist.travels):
                    ways = Ways(therapist, roster.clinic, travel)
                    place = ways.place_of(mode, wish.place)
                    mask &= ways.reachable(place, mode, service, window)
                if mask:
                    starts[therapist.id, mode] = mask
    room = _room_for_course(roster, wish, window, starts, free)
    return OpenSlots(window, starts, room, rooms)


def _worked_out(service: Service, mode: Mode, window: Window) -> Callable[[Therapist], Mask]:
    return lambda therapist: free_starts(therapist, service, mode, window)


def free_starts(therapist: Therapist, service: Service, mode: Mode, window: Window) -> Mask:
    """The starts at which the therapist works and nothing else is in the way."""
    hours = _in_hours(therapist.hours, mode, service.length, window)
    if not hours:
        return 0
    taken = _taken(therapist.busy, service, window)
    return hours & ~taken & grid(therapist.hours.zone, service.step, window)


def _free_rooms(roster: Roster, service: Service, window: Window) -> dict[str, Mask]:
    """The starts at which each room that the service can use is free."""
    return {
        room.id: window.all & ~_taken(room.busy, service, window)
        for room in roster.rooms
        if (service.room_tags or frozenset()) <= room.tags
    }


@lru_cache(maxsize=4096)
def _in_hours(hours: Hours, mode: Mode, minutes: int, window: Window) -> Mask:
    """Many therapists share their hours; a wall time is worked out once for all of them."""
    mask = 0
    for run in hours.runs(mode, window.span):
        mask |= window.between(run.start, run.end - minutes * 60)
    return mask


def _taken(busy: Sequence[Busy], service: Service, window: Window) -> Mask:
    """The starts for which something is taken, from preparation to clean-up."""
    after = (service.length + service.clean_up) * 60
    spans = ((one.start, one.end) for one in busy)
    return window.colliding(spans, service.preparation * 60, after)


def _asked_for(wish: Wish, window: Window) -> Mask:
    """The starts that suit the person, and that the notice and the horizon allow."""
    allowed = window.between(wish.within.start, wish.within.end - 1)
    allowed &= ~window.colliding(wish.busy, 0, wish.service.length * 60)
    if wish.asked_at is not None:
        earliest = wish.asked_at + wish.service.notice * 60
        allowed &= window.between(earliest, wish.asked_at + wish.service.horizon * DAY)
    return allowed


def _kept_for_others(roster: Roster, wish: Wish, window: Window, free: Free) -> dict[str, Mask]:
    """Each therapist's starts that would cost a visit which is kept for those who are worse."""
    if wish.asked_at is None or not any(r.severity > wish.severity for r in roster.releases):
        return {}
    closed = dict.fromkeys((therapist.id for therapist in roster.therapists), 0)
    today = moment(wish.asked_at).astimezone(ZoneInfo(roster.zone)).date()
    asked = _in_any_mode(free, roster, wish.service, window)
    for day, cells in local_days(window, roster.zone):
        release = kept_on(roster.releases, wish.severity, (day - today).days)
        if release is None or not any(mask & cells for mask in asked):
            continue
        service = replace(wish.service, length=release.minutes or wish.service.length)
        kept = _in_any_mode(free, roster, service, window)
        around = _around(wish.service, service)
        length = cells_of(service.length)
        found = closed_starts(asked, kept, cells, release.kept, length, around)
        for therapist, mask in zip(roster.therapists, found, strict=True):
            closed[therapist.id] |= mask
    return closed


def _around(asked: Service, kept: Service) -> Around:
    before, after = cells_of(asked.preparation), cells_of(asked.length) + cells_of(asked.clean_up)
    own = cells_of(kept.length) + cells_of(kept.clean_up)
    return Around(before + own - 1, after + cells_of(kept.preparation))


def _in_any_mode(free: Free, roster: Roster, service: Service, window: Window) -> list[Mask]:
    """Each therapist's free starts, however the visit takes place."""
    modes = [free(service, mode, window) for mode in Mode if mode in service.modes]
    return [reduce(or_, (free_of(one) for free_of in modes), 0) for one in roster.therapists]


def _wide_enough(wish: Wish) -> Span:
    """What has to be looked at: for a whole course, beyond what was asked for."""
    if wish.course is None:
        return wish.within
    return Span(wish.within.start, wish.within.end + wish.course.days * DAY)


def _room_for_course(
    roster: Roster,
    wish: Wish,
    window: Window,
    starts: dict[tuple[str, Mode], Mask],
    free: Free,
) -> dict[str, list[int]]:
    """Takes away the days on which a course could not go on; gives each therapist's room for it."""
    if wish.course is None:
        return {}
    room: dict[str, list[int]] = {}
    for therapist in roster.therapists:
        keys = [key for key in starts if key[0] == therapist.id]
        if keys:
            follow_up = wish.course.follow_up
            each_mode = (free(follow_up, mode, window)(therapist) for _, mode in keys)
            every = reduce(or_, each_mode, 0)
            room[therapist.id] = room_by_day(every, window, wish.course)
            full = sum(
                ((1 << CELLS_A_DAY) - 1) << day * CELLS_A_DAY
                for day, choice in enumerate(room[therapist.id])
                if not choice
            )
            for key in keys:
                starts[key] &= ~full
                if not starts[key]:
                    del starts[key]
    return room
