"""A clinic that is nearly full, in twenty worlds: who is seen how soon, and what it costs.

A policy that is at its worst is at its worst seed; the cost is taken seed by seed.
"""

import argparse
from collections.abc import Callable, Mapping
from statistics import median, quantiles

from benchmarks.worlds import urgency
from benchmarks.worlds.clinic_bookings import Clinic, booked_by, severities
from benchmarks.worlds.first_come import FirstCome
from benchmarks.worlds.ours import ProtectedCapacity
from benchmarks.worlds.reading import stated
from benchmarks.worlds.urgency import UrgencyWorld, urgency_world
from benchmarks.worlds.values import Policy

BASELINE = "nothing kept"
WORST = "severe"
POLICIES: Mapping[str, Callable[[UrgencyWorld], Policy]] = {
    BASELINE: lambda world: FirstCome(world.grid, world.notice),
    "Easeback, nothing kept": lambda world: ProtectedCapacity(world, ()),
    "Easeback": ProtectedCapacity,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=20, help="how many of the seeds, from first")
    parser.add_argument("--tuning", action="store_true", help="the seeds that may be tuned on")
    options = parser.parse_args()
    seeds = urgency.seeds(tuning=options.tuning)[: options.worlds]
    worlds = [urgency_world(seed) for seed in seeds]
    booked = {
        name: [booked_by(world, policy(world)) for world in worlds]
        for name, policy in POLICIES.items()
    }
    _print(booked)


def _print(booked: Mapping[str, list[Clinic]]) -> None:
    said = stated(urgency.FILE)
    worlds = booked[BASELINE]
    asked = sum(one.asked[WORST] for one in worlds)
    weeks, load = said["weeks"]["measured"], 100 * said["load"]
    print(f"{len(worlds)} worlds of {weeks} weeks, {load:g} % of the hours asked for", end="; ")
    print(f"{asked} people of them {WORST}; median (worst)\n")
    print(
        f"{'':<24} {'severe within a working day':>36} {'hours used':>17} {'cost, points':>15} "
        f"{'not offered':>12} {'faults':>7}"
    )
    for name, ours in booked.items():
        print(f"{name:<24} {_row(ours, worlds)}")
    print(
        f"\n{'working days until the first visit':<36} "
        + " ".join(f"{s:>16}" for s in severities())
    )
    for name, ours in booked.items():
        print(f"{name:<36} " + " ".join(f"{_waiting(ours, s):>16}" for s in severities()))
    print(f"\n{'follow-ups, days after they were due':<36} {'median':>8} {'p90':>6} {'never':>6}")
    for name, ours in booked.items():
        delays = [delay for one in ours for delay in one.delays]
        p90 = quantiles(delays, n=10)[8]
        never = sum(one.without for one in ours)
        print(f"{name:<36} {median(delays):>8.0f} {p90:>6.0f} {never:>6}")
    print("\nseen within a working day: on the day of asking or the next working day.")
    print("all: everyone of all worlds together. waiting: median, p90, longest.")
    print("cost: how much less of the hours is used than with nothing kept, of 100.")


def _row(ours: list[Clinic], base: list[Clinic]) -> str:
    shares = [100 * one.within_a_day(WORST) for one in ours]
    people = sum(one.asked[WORST] for one in ours)
    seen = sum(one.within_a_day(WORST) * one.asked[WORST] for one in ours)
    used = [100 * one.used for one in ours]
    cost = [100 * (other.used - one.used) for one, other in zip(ours, base, strict=True)]
    share = f"{median(shares):.1f} % ({min(shares):.1f} %), all {100 * seen / people:.1f} %"
    hours = f"{median(used):.1f} % ({min(used):.1f} %)"
    points = f"{median(cost):.1f} ({max(cost):.1f})"
    lost = sum(one.not_offered for one in ours)
    return f"{share:>36} {hours:>17} {points:>15} {lost:>12} {sum(o.faults for o in ours):>7}"


def _waiting(ours: list[Clinic], severity: str) -> str:
    waits = [wait for one in ours for wait in one.waits.get(severity, [])]
    return f"{median(waits):.0f}, {quantiles(waits, n=10)[8]:.0f}, {max(waits)}"


if __name__ == "__main__":
    main()
