"""Which starts could be had: somebody works, is free and gets there, and there is a room."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from easeback.domain.booking.hours import Hours, Mode
from easeback.domain.booking.mask import Mask, Window, grid
from easeback.domain.booking.reach import Ways
from easeback.domain.booking.roster import Busy, Roster, Service, Therapist
from easeback.domain.booking.travel import Place, Travel

Free = Callable[[Service, Mode, Window], Callable[[Therapist], Mask]]
"""The free starts of any therapist, for one service and mode in one window."""
Starts = dict[tuple[str, Mode], Mask]
"""Starts by therapist and mode; of those who have any."""


@dataclass(frozen=True, slots=True)
class Possible:
    """A practice within a window; `place` is where home visits would be."""

    roster: Roster
    window: Window
    travel: Travel
    place: Place | None
    free: Free

    def rooms(self, service: Service) -> dict[str, Mask]:
        """The starts at which each room that the service can use is free."""
        return {
            room.id: self.window.all & ~_taken(room.busy, service, self.window)
            for room in self.roster.rooms
            if (service.room_tags or frozenset()) <= room.tags
        }

    def starts(
        self,
        service: Service,
        modes: Collection[Mode],
        people: Iterable[Therapist],
        within: Mask,
        rooms: Mapping[str, Mask],
    ) -> Starts:
        """Those among `within` that could be had of these people, in one of the service's modes.

        `rooms` are those of the service. Two of the starts may need the same room.
        """
        some_room = reduce(or_, rooms.values(), 0)
        asked = [
            (mode, self.free(service, mode, self.window), self._with_room(service, mode, some_room))
            for mode in Mode
            if mode in modes and mode in service.modes
        ]
        found: Starts = {}
        for therapist in people:
            for mode, free_of, allowed in asked:
                mask = within & allowed & free_of(therapist)
                if mask and (mode is Mode.HOME or therapist.travels):
                    ways = Ways(therapist, self.roster.clinic, self.travel)
                    place = ways.place_of(mode, self.place)
                    mask &= ways.reachable(place, mode, service, self.window)
                if mask:
                    found[therapist.id, mode] = mask
        return found

    def _with_room(self, service: Service, mode: Mode, some_room: Mask) -> Mask:
        return some_room if service.needs_room(mode) else self.window.all


def worked_out(service: Service, mode: Mode, window: Window) -> Callable[[Therapist], Mask]:
    """`free_starts` of each therapist, with nothing remembered."""
    return lambda therapist: free_starts(therapist, service, mode, window)


def free_starts(therapist: Therapist, service: Service, mode: Mode, window: Window) -> Mask:
    """The starts at which the therapist works and nothing else is in the way."""
    hours = _in_hours(therapist.hours, mode, service.length, window)
    if not hours:
        return 0
    taken = _taken(therapist.busy, service, window)
    return hours & ~taken & grid(therapist.hours.zone, service.step, window)


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
