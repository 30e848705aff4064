"""Who knows all requests before the first is made: what could have been booked at best.

The best that PyVRP finds in the time it is given, not a proven optimum. It is not bound to the grid
of starts, and nobody chooses.
"""

from typing import Any

from benchmarks.peer_environment import answer_of
from benchmarks.worlds.home_visits import HomeWorld
from benchmarks.worlds.values import DAY, Visit, known

MODULE = "benchmarks.peers.routes"


def routed(world: HomeWorld, python: str, seconds: float) -> list[Visit]:
    """The visits that it makes."""
    shifts = [
        (number, span)
        for number, therapist in enumerate(world.therapists)
        for day in world.days
        for span in therapist.hours(day)
    ]
    made = answer_of(python, MODULE, _problem(world, shifts, seconds))
    visits = []
    for (number, _), route in zip(shifts, made, strict=True):
        for index, starts in route:
            asked = world.requests[index]
            therapist = world.therapists[number].id
            visits.append(Visit(asked.id, therapist, starts, starts + asked.length, asked.place))
    return visits


def _problem(world: HomeWorld, shifts: list[Any], seconds: float) -> dict[str, Any]:
    places = [known(one.home) for one in world.therapists]
    places += [known(request.place) for request in world.requests]
    return {
        "seed": world.seed,
        "seconds": seconds,
        "depots": len(world.therapists),
        "ways": [[world.road.minutes(a, b) for b in places] for a in places],
        "shifts": [
            {"depot": number, "starts": span.starts, "ends": span.ends} for number, span in shifts
        ],
        "visits": [
            {
                "length": request.length,
                "earliest": request.days.start * DAY,
                "latest": request.days.stop * DAY - 1,
            }
            for request in world.requests
        ],
    }
