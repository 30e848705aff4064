"""How long a way takes: the one yardstick of every policy, and what the road then really did."""

import math
from dataclasses import dataclass, field
from random import Random

from benchmarks.worlds.reading import stated
from benchmarks.worlds.values import Place


@dataclass(frozen=True)
class Road:
    """Whole minutes between two places, by the rule that the world states."""

    winding: float
    kmh: float
    extra_minutes: float
    earth_radius_km: float
    _known: dict[tuple[Place, Place], int] = field(default_factory=dict, compare=False)

    @classmethod
    def stated(cls) -> "Road":
        said = stated("home_visits")["travel"]
        return cls(said["winding"], said["kmh"], said["extra_minutes"], said["earth_radius_km"])

    def minutes(self, start: Place, end: Place) -> int:
        """Planned minutes, rounded up; none from a place to itself."""
        if (start, end) not in self._known:
            driven = self.winding * self.kilometers(start, end) / self.kmh * 60
            whole = math.ceil(driven + self.extra_minutes) if start != end else 0
            self._known[start, end] = self._known[end, start] = whole
        return self._known[start, end]

    def kilometers(self, start: Place, end: Place) -> float:
        """The straight line over the globe (haversine)."""
        south, north = math.radians(start.latitude), math.radians(end.latitude)
        east = math.radians(end.longitude - start.longitude)
        half = (
            math.sin((north - south) / 2) ** 2
            + math.cos(south) * math.cos(north) * math.sin(east / 2) ** 2
        )
        return 2 * self.earth_radius_km * math.asin(math.sqrt(half))


@dataclass(frozen=True)
class RealRoad:
    """What a way took on the day: drawn for each way of a world, whoever drives it."""

    road: Road
    seed: int
    sigma: float

    @classmethod
    def of_world(cls, road: Road, seed: int) -> "RealRoad":
        return cls(road, seed, stated("home_visits")["travel"]["really"]["sigma"])

    def minutes(self, start: Place, end: Place) -> float:
        chance = Random(f"{self.seed} {start.id} {end.id}")
        return self.road.minutes(start, end) * chance.lognormvariate(0, self.sigma)
