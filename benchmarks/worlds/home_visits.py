"""The home-visit world of a seed: where the therapists live, and who asks for a visit and when."""

import math
from dataclasses import dataclass
from random import Random

from benchmarks.worlds.reading import minute_of_day, stated, week_of
from benchmarks.worlds.travel import Road
from benchmarks.worlds.values import DAY, Calendar, Place, Request, Therapist

FILE = "home_visits"


@dataclass(frozen=True)
class HomeWorld:
    """`requests` are in the order in which they are asked; `shown` of the offers are looked at."""

    seed: int
    calendar: Calendar
    therapists: tuple[Therapist, ...]
    requests: tuple[Request, ...]
    road: Road
    days: range
    shown: int
    grid: int


def seeds(*, tuning: bool = False) -> list[int]:
    """Those that are measured, or those that parameters may be tuned on."""
    return list(stated(FILE)["tuning_seeds" if tuning else "seeds"])


def home_world(seed: int) -> HomeWorld:
    """The same seed always makes the same world."""
    said, chance = stated(FILE), Random(seed)
    days = range(7 * said["weeks"])
    therapists = tuple(
        Therapist(
            one["id"],
            said["zone"],
            week_of(one["days"], [(one["from"], one["until"])]),
            _place(chance, f"home-{one['id']}"),
        )
        for one in said["therapists"]["hours"]
    )
    asked = [_request(chance, number, days) for number in range(said["requests"]["count"])]
    return HomeWorld(
        seed,
        Calendar(said["begins_on"], said["zone"]),
        therapists,
        tuple(sorted(asked, key=lambda request: request.asked_at)),
        Road.stated(),
        days,
        said["choice"]["shown"],
        said["choice"]["grid_minutes"],
    )


def _request(chance: Random, number: int, days: range) -> Request:
    said = stated(FILE)["requests"]
    working = [day for day in days if day % 7 < 5]
    first = chance.randrange(len(working))
    accepted = working[first : first + chance.randint(*said["acceptable_days"])]
    between = [minute_of_day(wall) for wall in said["asked_between"]]
    asked_on = accepted[0] - chance.randint(*said["asked_days_before"])
    lengths = said["lengths"]
    return Request(
        id=f"r{number:03}",
        asked_at=asked_on * DAY + chance.randrange(*between),
        length=chance.choices(list(lengths), list(lengths.values()))[0],
        days=range(accepted[0], accepted[-1] + 1),
        place=_place(chance, f"p{number:03}"),
        pick=chance.random(),
    )


def _place(chance: Random, name: str) -> Place:
    """Evenly over the disc."""
    town = stated(FILE)["town"]
    away = town["radius_km"] * math.sqrt(chance.random())
    angle = chance.uniform(0, 2 * math.pi)
    degree_km = math.radians(1) * stated(FILE)["travel"]["earth_radius_km"]
    east_km = degree_km * math.cos(math.radians(town["latitude"]))
    return Place(
        name,
        town["latitude"] + away * math.sin(angle) / degree_km,
        town["longitude"] + away * math.cos(angle) / east_km,
    )
