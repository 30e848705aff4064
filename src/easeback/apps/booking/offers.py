"""What can be offered now: the open starts, remembered until something of them changes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from easeback.apps.booking.facts import Catalogue, ClaimKind, VisitFacts, Wanted
from easeback.apps.booking.models import Claim
from easeback.apps.booking.queries import place_of
from easeback.apps.booking.roads import look_up_ways, roads
from easeback.apps.booking.rosters import Rosters, catalogue, roster_now
from easeback.apps.practice.queries import practice
from easeback.domain.booking import (
    Busy,
    Mode,
    OpenSlots,
    Room,
    Roster,
    StraightLine,
    Suggestion,
    Therapist,
    Travel,
    Window,
    Wish,
    open_slots,
    suggest,
)
from easeback.domain.vocabulary import Span, seconds

Freed = TypeVar("Freed", Therapist, Room)
ROSTERS = Rosters()
"""What this process has read; never stale, see `Rosters`."""


@dataclass(frozen=True, eq=False)
class Offers:
    """The starts that can be offered, and the practice that they were found in.

    As long as nothing has changed it is the same object, so a page may remember what it made of it.
    """

    roster: Roster
    slots: OpenSlots
    wish: Wish
    travel: Travel

    @cached_property
    def best(self) -> tuple[Suggestion, ...]:
        """The few to put first."""
        return tuple(suggest(self.slots, self.roster, self.wish, self.travel))


def offers(
    wish: Wish, given: Catalogue, *, at: datetime, besides: VisitFacts | None = None
) -> Offers:
    """The starts that can be offered now.

    `besides`: a visit that is to be moved, whose own time does not stand in its way.
    """
    window, zone, now = window_of(wish), practice().zone, seconds(at)
    if besides is None and isinstance(given.travel, StraightLine):
        return ROSTERS.remembered(wish, given, zone, window, _found, at=now)
    roster = ROSTERS.roster(given, zone, window, at=now)
    if besides is not None:
        roster = _without(roster, besides.id)
    # A map learns of ways that it did not know: nothing is remembered of it.
    look_up_ways(roster, wish, at=now)
    return _found(roster, wish, given.travel)


def _found(roster: Roster, wish: Wish, travel: Travel) -> Offers:
    return Offers(roster, open_slots(roster, wish, travel, free=ROSTERS.free), wish, travel)


def look_ahead(visits: Iterable[Wanted], *, at: datetime) -> None:
    """Asks the map for the ways around visits before the transaction that takes them, which will
    not: another process may have offered them. Without a map nothing is read."""
    if roads() is not None:
        for wanted in visits:
            if wanted.mode is not Mode.TELEHEALTH:
                _ask_the_map(wanted, at=at)


def _ask_the_map(wanted: Wanted, *, at: datetime) -> None:
    given, start = catalogue(), seconds(wanted.starts_at)
    service = given.services.get(wanted.service)
    if service is not None:
        around = Span(start - 86_400, start + 2 * 86_400)
        only, zone = wanted.therapist, practice().zone
        roster = roster_now(given, zone, around, at=seconds(at), only=only)
        modes = frozenset({wanted.mode})
        wish = Wish(service, Span(start, start + 1), modes, place=wanted.place)
        look_up_ways(roster, wish, at=seconds(at))


def window_of(wish: Wish) -> Window:
    """As much of the practice's time as matters to a wish."""
    last = wish.within.end + (wish.course.days if wish.course else 0) * 86_400
    return Window.around(Span(wish.within.start, last))


def _without(roster: Roster, visit: UUID) -> Roster:
    """Only what the visit itself has taken is free then: not what else lies over its time."""
    rows = Claim.objects.filter(visit=visit, kind=ClaimKind.VISIT)
    taken = {str(row.resource_id): Busy(row.starts, row.ends, place_of(row)) for row in rows}

    def freed(one: Freed) -> Freed:
        busy = list(one.busy)
        if taken.get(one.id) in busy:
            busy.remove(taken[one.id])
        return replace(one, busy=tuple(busy))

    return replace(
        roster,
        therapists=tuple(freed(one) if one.id in taken else one for one in roster.therapists),
        rooms=tuple(freed(one) if one.id in taken else one for one in roster.rooms),
    )
