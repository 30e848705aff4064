"""Driving times of a map, remembered: asked for while offering, never inside of a transaction."""

import logging
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import islice
from threading import Lock

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from easeback.domain.booking import ByRoad, Mode, Place, Roster, StraightLine, Travel, Wish

log = logging.getLogger(__name__)
DIGITS = 4
"""Of a degree: eleven meters, which no drive is about."""
MOST_KEPT = 50_000
"""Pairs that a process remembers; some ten megabytes."""
MOST_PLACES = 100
"""Of one table."""
MOST_TABLES = 2
"""That one page waits for; the straight line serves for what is left."""
PAUSE = 60
"""Seconds without asking again, after the map gave nothing."""
Point = tuple[float, float]
Table = Callable[[Sequence[Place]], Sequence[Sequence[float | None]]]
"""Seconds from each place to each; None where there is no way. Raises NoTable."""


class NoTable(Exception):
    """The map gave nothing; `str()` says why, and names no place."""


class Roads:
    """What a map has said, for as long as this process lives. Safe for threads.

    Places are rounded before they are asked for and remembered, so the map hears no more than it
    needs. A time that it does not know (None) is remembered, too.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._lock = Lock()
        self._known: dict[tuple[Point, Point], float | None] = {}
        self._silent_until: int | None = None

    def known(self, start: Place, end: Place) -> float | None:
        """Seconds of the drive, if the map has told them. Asks nobody."""
        return self._known.get((_point(start), _point(end)))

    def look_up(self, hub: Place, others: Iterable[Place], *, at: int) -> None:
        """Asks for the ways between the hub and the others, and among them, that are not known yet.

        Does nothing within a transaction, where everybody would have to wait for the map; nor for a
        while after the map gave nothing.
        """
        if transaction.get_connection().in_atomic_block or at < (self._silent_until or 0):
            return
        middle = _point(hub)
        # Each once, in their order: those that come first matter most.
        around = dict.fromkeys(_point(other) for other in others)
        missing = iter([one for one in around if one != middle and not self._knows(middle, one)])
        for _ in range(MOST_TABLES):
            some = list(islice(missing, MOST_PLACES - 1))
            if not some or not self._ask([middle, *some], at=at):
                return

    def _knows(self, one: Point, other: Point) -> bool:
        return (one, other) in self._known and (other, one) in self._known

    def _ask(self, points: list[Point], *, at: int) -> bool:
        try:
            table = self._table([Place(*point) for point in points])
        except NoTable as failure:
            if self._silent_until is None:
                # Once, until it answers again: the straight line holds, and nobody is kept waiting.
                log.warning("No travel times from the map (%s); the straight line serves.", failure)
            self._silent_until = at + PAUSE
            return False
        if self._silent_until is not None:
            log.info("Travel times come from the map again.")
            self._silent_until = None
        with self._lock:
            for start, row in zip(points, table, strict=True):
                for end, seconds in zip(points, row, strict=True):
                    # Put in anew, so that what is asked for again is not the next to be forgotten.
                    self._known.pop((start, end), None)
                    self._known[start, end] = seconds
            for old in list(islice(self._known, max(0, len(self._known) - MOST_KEPT))):
                del self._known[old]
        return True


@cache
def roads() -> Roads | None:
    """The map of this installation; None: it has none."""
    table: Table | None = import_string(settings.ROADS)()
    return None if table is None else Roads(table)


def travel_by(guess: StraightLine) -> Travel:
    """Travel times by the map, where there is one and it knows them; the guess otherwise."""
    found = roads()
    return guess if found is None else ByRoad(guess, found.known)


def look_up_ways(roster: Roster, wish: Wish, *, at: int) -> None:
    """What the map is to say about this wish before the starts that suit it are looked for.

    Home visits go to the wish's place; from others a therapist comes to the clinic.
    """
    found = roads()
    if found is None:
        return
    asked = [t for t in roster.therapists if wish.therapist in {None, t.id}]
    stops = sorted(
        ((b.start, b.place) for t in asked for b in t.busy if b.place is not None),
        key=lambda stop: stop[0],
    )
    bases = [t.base or roster.clinic for t in asked]
    others = [place for place in (*bases, *(place for _, place in stops)) if place is not None]
    if wish.place is not None and Mode.HOME in wish.modes:
        found.look_up(wish.place, others, at=at)
    if roster.clinic is not None and Mode.CLINIC in wish.modes and stops:
        found.look_up(roster.clinic, others, at=at)


def _point(place: Place) -> Point:
    return round(place.latitude, DIGITS), round(place.longitude, DIGITS)
