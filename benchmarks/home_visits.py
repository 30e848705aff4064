"""Home visits in twenty worlds: what is booked, driven and late under each policy.

A policy that is at its worst is at its worst seed; ratios are made seed by seed, before the median.
"""

import argparse
from collections.abc import Callable, Mapping
from statistics import median

from benchmarks.peer_environment import add_option, peer_python
from benchmarks.worlds import home_visits
from benchmarks.worlds.buffers import FixedBuffer
from benchmarks.worlds.clairvoyant import routed
from benchmarks.worlds.home_bookings import Booked, booked_by, judged
from benchmarks.worlds.home_visits import HomeWorld, home_world
from benchmarks.worlds.ours import SteeredHomeVisits

BASELINE = "30-minute buffer"
Way = Callable[[HomeWorld], Booked]


def ways_to_book(clairvoyant: Way | None) -> Mapping[str, Way]:
    """Every policy by its name."""
    ways: dict[str, Way] = {
        BASELINE: lambda world: booked_by(world, FixedBuffer(30, world.grid)),
        "60-minute buffer": lambda world: booked_by(world, FixedBuffer(60, world.grid)),
        "30-minute buffer, not at ends": lambda world: booked_by(
            world, FixedBuffer(30, world.grid, at_ends=False)
        ),
        SteeredHomeVisits.name: lambda world: booked_by(world, SteeredHomeVisits(world)),
    }
    return {**ways, "clairvoyant": clairvoyant} if clairvoyant else ways


def main() -> None:
    options = _options()
    clairvoyant: Way | None = None
    if options.seconds:
        python = peer_python(options.environment)

        def clairvoyant(world: HomeWorld) -> Booked:
            return judged(world, routed(world, python, options.seconds))

    seeds = home_visits.seeds(tuning=options.tuning)[: options.worlds]
    worlds = [home_world(seed) for seed in seeds]
    booked = {
        name: [book(world) for world in worlds] for name, book in ways_to_book(clairvoyant).items()
    }
    _print(booked, seeds, options.seconds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    add_option(parser)
    parser.add_argument("--worlds", type=int, default=20, help="how many of the seeds, from first")
    parser.add_argument("--seconds", type=float, default=10, help="for PyVRP in each; 0: without")
    parser.add_argument("--tuning", action="store_true", help="the seeds that may be tuned on")
    return parser.parse_args()


def _print(booked: Mapping[str, list[Booked]], seeds: list[int], seconds: float) -> None:
    asked = booked[BASELINE][0].asked
    print(f"Home visits: {len(seeds)} worlds, {asked} requests in each; median (worst)\n")
    print(
        f"{'':<30} {'accepted':>15} {'travel/visit':>15} {'reached late':>16} "
        f"{'late as driven':>16} {'unreachable':>14} {'home late':>10} {'shown':>6}"
    )
    for name, worlds in booked.items():
        print(f"{name:<30} {_row(worlds)}")
    print(f"\n{'beside ' + BASELINE:<30} {'accepted':>15} {'travel/visit':>15}")
    for name, worlds in booked.items():
        pairs = list(zip(worlds, booked[BASELINE], strict=True))
        more = [one.accepted / base.accepted for one, base in pairs]
        less = [one.travel_per_visit / base.travel_per_visit for one, base in pairs]
        print(
            f"{name:<30} {_of(median(more), min(more), '.2f', 'x')} "
            f"{_of(median(less), max(less), '.2f', 'x')}"
        )
    print("\naccepted: of those asked. travel: minutes by the planned ways, from home and back.")
    print(
        "reached late: by the planned ways. late as driven: 10 minutes or more, by the real ways."
    )
    print("unreachable: of the offers shown, by the replay of the day, summed over the worlds.")
    print("shown: offers to a person who got any; they take each with the same chance.")
    if seconds:
        print(f"clairvoyant: the best that PyVRP 0.14.1 found in {seconds:g} s a world.")
    wrong = [fault for worlds in booked.values() for one in worlds for fault in one.faults]
    print(f"faults in what was booked: {len(wrong)}", *wrong[:3], sep="\n  ")


def _row(worlds: list[Booked]) -> str:
    accepted = [one.accepted for one in worlds]
    travel = [one.travel_per_visit for one in worlds]
    late = [100 * one.late_share for one in worlds]
    really = [100 * one.late_really_share for one in worlds]
    offered = sum(one.offered for one in worlds)
    unreachable = f"{sum(one.unreachable for one in worlds)} of {offered}" if offered else "-"
    shown = f"{offered / sum(accepted):.1f}" if offered else "-"
    return (
        f"{_of(median(accepted), min(accepted), '.0f')} {_of(median(travel), max(travel), '.1f')} "
        f"{_of(median(late), max(late), '.1f', ' %', 16)} "
        f"{_of(median(really), max(really), '.1f', ' %', 16)} "
        f"{unreachable:>14} {sum(one.late_home for one in worlds):>10} {shown:>6}"
    )


def _of(middle: float, worst: float, form: str, unit: str = "", width: int = 15) -> str:
    return f"{f'{middle:{form}}{unit} ({worst:{form}}{unit})':>{width}}"


if __name__ == "__main__":
    main()
