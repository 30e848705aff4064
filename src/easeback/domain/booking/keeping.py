"""Which starts would cost a visit that is kept for somebody who is worse."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from easeback.domain.booking.hours import Mode
from easeback.domain.booking.mask import Mask, cells_of, each
from easeback.domain.booking.roster import Service


@dataclass(frozen=True, slots=True)
class Kept:
    """What could be had of the visits of a service that are kept for others.

    The starts by therapist that need no room, and those that need one; and the starts at which each
    room is free.
    """

    elsewhere: Mapping[str, Mask]
    in_rooms: Mapping[str, Mask]
    rooms: Mapping[str, Mask]
    service: Service

    @property
    def cells(self) -> int:
        """From one such visit to the next of the same therapist, or in the same room."""
        service = self.service
        return cells_of(service.preparation + service.length + service.clean_up)

    def only(self, who: str) -> "Kept":
        """Those of one therapist."""
        return replace(self, elsewhere={who: self.elsewhere.get(who, 0)})

    def fits(self, day: Mask, most: int, who: str = "", gone: Mask = 0, room: str = "") -> int:
        """How many such visits the day has room for, each as early as it can be; at most so many.

        That is without what is `gone` of the starts of one therapist and of one room.
        """
        cells, found = self.cells, 0
        free_in = self.rooms.items() if self.in_rooms else ()
        rooms = {id: mask & ~gone if id == room else mask for id, mask in free_in}
        for therapist in {**self.elsewhere, **self.in_rooms}:
            left = day & ~gone if therapist == who else day
            free, inside = (of.get(therapist, 0) & left for of in (self.elsewhere, self.in_rooms))
            while found < most and (starts := free | (inside & _any(rooms) if inside else 0)):
                first = starts & -starts
                at = first.bit_length() - 1
                if not free & first:
                    taken = next(id for id, mask in rooms.items() if mask & first)
                    rooms[taken] &= ~_range(at - cells + 1, at + cells)
                free, inside = (mask >> at + cells << at + cells for mask in (free, inside))
                found += 1
        return found


@dataclass(frozen=True, slots=True)
class Taking:
    """What a visit of a service takes away of the starts of kept ones: so many cells on each side.

    `needs_room` is asked of the visit's mode; `rooms` are the starts at which it can have each.
    """

    before: int
    after: int
    service: Service
    rooms: Mapping[str, Mask]

    @classmethod
    def of(cls, asked: Service, kept: Service, rooms: Mapping[str, Mask]) -> "Taking":
        before = cells_of(asked.preparation + kept.length + kept.clean_up) - 1
        after = cells_of(asked.length + asked.clean_up + kept.preparation)
        return cls(before, after, asked, rooms)

    def room(self, mode: Mode, start: int) -> str:
        """The room that the visit would be given."""
        if not self.service.needs_room(mode):
            return ""
        return next(id for id, mask in self.rooms.items() if mask >> start & 1)


def closed_starts(
    asked: Mapping[tuple[str, Mode], Mask], kept: Kept, day: Mask, number: int, taking: Taking
) -> dict[tuple[str, Mode], Mask]:
    """The starts of a day that would cost one of the visits that are kept.

    `asked` are those of the visit asked for. A start is closed if the visit then leaves fewer than
    `number` of the kept ones; a start that costs none of them is open, however few are left.
    """
    # A visit can cost at most so many of its therapist, and as many of its room: with more to
    # spare, nothing has to be looked at.
    most = -(-(taking.before + taking.after) // kept.cells) + 1
    enough = number + (2 * most if kept.in_rooms else most)
    total = kept.fits(day, enough)
    if total >= enough:
        return {}
    closed, needed = dict.fromkeys(asked, 0), min(total, number)
    for (who, mode), mask in asked.items():
        mine = kept if kept.in_rooms else kept.only(who)
        spared = total - mine.fits(day, enough) if mine is not kept else 0
        for start in each(mask & day):
            gone = _range(start - taking.before, start + taking.after)
            left = mine.fits(day, needed, who, gone, taking.room(mode, start))
            if spared + left < needed:
                closed[who, mode] |= 1 << start
    return closed


def _any(masks: Mapping[str, Mask]) -> Mask:
    return reduce(or_, masks.values(), 0)


def _range(first: int, end: int) -> Mask:
    first = max(first, 0)
    return ((1 << max(end - first, 0)) - 1) << first
