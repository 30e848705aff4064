"""Which visits a change of hours would leave without the time they were promised."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from easeback.domain.booking.hours import Hours, Mode
from easeback.domain.booking.reach import Ways
from easeback.domain.booking.roster import Busy
from easeback.domain.booking.travel import Area, Place
from easeback.domain.vocabulary import Span

Id = TypeVar("Id", bound=Hashable)


class Booked(NamedTuple):
    """A visit that somebody counts on, from its start to its end, without preparation.

    `place`: of a home visit.
    """

    id: Hashable
    span: Span
    mode: Mode
    place: Place | None = None


def outside(hours: Hours, visits: Sequence[Booked]) -> tuple[Booked, ...]:
    """The visits that do not lie wholly in hours of their mode, in the order given.

    Hours that follow each other without a break count as one. Preparation, clean-up and ways may
    lie outside, as they may where slots are offered; of a home visit, only the visit is looked at.
    """
    if not visits:
        return ()
    within = Span(min(v.span.start for v in visits), max(v.span.end for v in visits))
    runs = {mode: list(hours.runs(mode, within)) for mode in {visit.mode for visit in visits}}
    return tuple(visit for visit in visits if not _held_by(runs[visit.mode], visit.span))


def over(times: Iterable[Span], visits: Sequence[Booked]) -> tuple[Booked, ...]:
    """The visits of which some part lies in one of these times."""
    off = list(times)
    return tuple(visit for visit in visits if any(visit.span.overlaps(time) for time in off))


def beyond(areas: Sequence[Area], visits: Sequence[Booked]) -> tuple[Booked, ...]:
    """The home visits that no area holds; without areas home visits are made anywhere."""
    return tuple(
        visit
        for visit in visits
        if areas
        and visit.place is not None
        and visit.mode is Mode.HOME
        and not any(area.holds(visit.place) for area in areas)
    )


def late(ways: Ways, visits: Iterable[Booked]) -> tuple[Booked, ...]:
    """The visits of one therapist that the way from the one before takes too long for, by time.

    As few as can be: a visit without a place is held where it leaves time for the ways.
    """
    in_order = sorted(visits, key=lambda visit: visit.span)
    stops = [Busy(*visit.span, ways.place_of(visit.mode, visit.place)) for visit in in_order]
    spots = ways.settled(stops)
    return tuple(
        visit
        for visit, (before, after), way in zip(
            in_order[1:], pairwise(stops), pairwise(spots), strict=True
        )
        if before.end + ways.minutes(*way) * 60 > after.start
    )


def colliding(taken: Mapping[Id, Span]) -> frozenset[Id]:
    """Those that would take a part of the same time as another one."""
    found: set[Id] = set()
    reach: tuple[int, Id] | None = None
    for id, span in sorted(taken.items(), key=lambda item: item[1]):
        if reach is not None and span.start < reach[0]:
            found |= {id, reach[1]}
        if reach is None or span.end > reach[0]:
            reach = span.end, id
    return frozenset(found)


def _held_by(runs: Iterable[Span], span: Span) -> bool:
    return any(run.start <= span.start and span.end <= run.end for run in runs)
