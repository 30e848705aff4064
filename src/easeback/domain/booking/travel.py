"""How long it takes to get from one place to another."""

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, ceil, cos, radians, sin, sqrt
from typing import Protocol

EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map, in degrees."""

    latitude: float
    longitude: float


class Travel(Protocol):
    """Where travel times come from."""

    def minutes(self, start: Place, end: Place) -> int:
        """Whole minutes, rounded up; 0 from a place to itself."""


@dataclass(frozen=True, slots=True)
class StraightLine:
    """Travel times without a map: the straight line, longer by `winding`, at an area's speed.

    `parking` minutes are added to every trip. These are house choices that a practice sets for its
    own area; the longer guess is the safer one.
    """

    speed_kmh: float = 35.0
    winding: float = 1.35
    parking: int = 4

    def minutes(self, start: Place, end: Place) -> int:
        if start == end:
            return 0
        return ceil(distance_km(start, end) * self.winding / self.speed_kmh * 60) + self.parking


@dataclass(frozen=True, slots=True)
class ByRoad:
    """Travel times of a map, where one knows them: never less than the practice's own guess.

    `known` gives the seconds of a drive, or None. The longer of the two holds: a map knows rivers,
    but no traffic, and one of another region knows nothing and says so of nothing. So what a map
    forgets, or forgets to say, only ever makes a way shorter: a way that was promised by the map
    has its time by the guess, too.
    """

    guess: StraightLine
    known: Callable[[Place, Place], float | None]

    def minutes(self, start: Place, end: Place) -> int:
        guessed = self.guess.minutes(start, end)
        found = self.known(start, end) if start != end else None
        return guessed if found is None else max(guessed, ceil(found / 60) + self.guess.parking)


def distance_km(start: Place, end: Place) -> float:
    """The straight way over the ground (haversine)."""
    north, south = radians(start.latitude), radians(end.latitude)
    rise = sin((south - north) / 2) ** 2
    turn = sin(radians(end.longitude - start.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(rise + cos(north) * cos(south) * turn)))


@dataclass(frozen=True, slots=True)
class Area:
    """A circle in which home visits are made."""

    center: Place
    radius_km: float

    def holds(self, place: Place) -> bool:
        return distance_km(self.center, place) <= self.radius_km
