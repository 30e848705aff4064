"""Routes by PyVRP for visits that are all known in advance: as many as it finds, then short ways.

Reads a problem as JSON from its input and prints the routes as JSON. Runs in the environment of the
peers.
"""

import json
import sys
from typing import Any

import numpy as np
from pyvrp import Client, Depot, Location, ProblemData, VehicleType
from pyvrp.solve import solve
from pyvrp.stop import MaxRuntime

PRIZE = 1000
"""More than any way there and back costs, so that one visit more is always worth it."""


def routes(problem: dict[str, Any]) -> list[list[list[int]]]:
    """For each shift its visits, each with the moment at which it begins."""
    shifts, asked = problem["shifts"], problem["visits"]
    depots = problem["depots"]
    clients = [
        Client(
            location=depots + number,
            service_duration=visit["length"],
            tw_early=visit["earliest"],
            tw_late=visit["latest"],
            prize=PRIZE,
            required=False,
        )
        for number, visit in enumerate(asked)
    ]
    vehicles = [
        VehicleType(
            start_depot=shift["depot"],
            end_depot=shift["depot"],
            tw_early=shift["starts"],
            tw_late=shift["ends"],
        )
        for shift in shifts
    ]
    ways = np.array(problem["ways"])
    data = ProblemData(
        locations=[Location(0, 0) for _ in range(depots + len(asked))],
        clients=clients,
        depots=[Depot(location=number) for number in range(depots)],
        vehicle_types=vehicles,
        distance_matrices=[ways],
        duration_matrices=[ways],
    )
    found = solve(data, MaxRuntime(problem["seconds"]), seed=problem["seed"], collect_stats=False)
    if not found.is_feasible():
        raise RuntimeError("PyVRP found no feasible routes")
    made: list[list[list[int]]] = [[] for _ in shifts]
    for route in found.best.routes():
        made[route.vehicle_type()] = [
            [stop.idx, stop.start_time] for stop in route.schedule() if stop.is_client()
        ]
    return made


if __name__ == "__main__":
    json.dump(routes(json.load(sys.stdin)), sys.stdout)
