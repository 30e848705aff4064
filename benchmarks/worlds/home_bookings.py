"""Books the home-visit world of a seed under a policy, in the order in which people ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from benchmarks.worlds import replay
from benchmarks.worlds.home_visits import HomeWorld
from benchmarks.worlds.reading import stated
from benchmarks.worlds.travel import RealRoad
from benchmarks.worlds.values import Offer, Policy, Request, State, Visit


@dataclass(frozen=True)
class Booked:
    """What came of it. `late` counts visits by the planned ways, `late_really` by the real ones."""

    asked: int
    visits: tuple[Visit, ...]
    travel: float
    late: int
    late_home: int
    late_really: int
    offered: int
    unreachable: int
    faults: tuple[str, ...]

    @property
    def accepted(self) -> int:
        return len(self.visits)

    @property
    def travel_per_visit(self) -> float:
        return self.travel / len(self.visits)

    @property
    def late_share(self) -> float:
        return self.late / len(self.visits)

    @property
    def late_really_share(self) -> float:
        return self.late_really / len(self.visits)


def booked_by(world: HomeWorld, policy: Policy) -> Booked:
    """Everyone asks once, looks at the first few offers, and takes one of them."""
    diaries: dict[str, tuple[Visit, ...]] = {one.id: () for one in world.therapists}
    state = State(world.calendar, world.therapists, diaries, 0)
    offered = unreachable = 0
    for request in world.requests:
        state = state.at(request.asked_at)
        shown = list(islice(policy.offers(state, request), world.shown))
        offered += len(shown)
        unreachable += sum(
            replay.is_unreachable(world, state.diaries[offer.therapist], request, offer)
            for offer in shown
        )
        if shown:
            state = state.with_visit(_taken(shown, request))
    visits = [visit for diary in state.diaries.values() for visit in diary]
    return judged(world, visits, offered=offered, unreachable=unreachable)


def _taken(shown: Sequence[Offer], request: Request) -> Visit:
    offer = shown[int((request.pick or 0) * len(shown))]
    ends = offer.starts + request.length
    return Visit(request.id, offer.therapist, offer.starts, ends, request.place)


def judged(
    world: HomeWorld, visits: Sequence[Visit], *, offered: int = 0, unreachable: int = 0
) -> Booked:
    """Drives the days, however they came to be booked."""
    really: dict[str, Any] = stated("home_visits")["travel"]["really"]
    real = RealRoad.of_world(world.road, world.seed)
    therapists = {one.id: one for one in world.therapists}
    travel, late, late_home, late_really = 0.0, 0, 0, 0
    for day in replay.by_day(visits):
        therapist = therapists[day[0].therapist]
        travel += replay.travel_minutes(therapist, day, world.road.minutes)
        *reached, home = replay.minutes_late(therapist, day, world.road.minutes)
        late += sum(minutes > 0 for minutes in reached)
        late_home += home > 0
        *reached, _ = replay.minutes_late(therapist, day, real.minutes)
        late_really += sum(minutes >= really["late_from_minutes"] for minutes in reached)
    return Booked(
        asked=len(world.requests),
        visits=tuple(visits),
        travel=travel,
        late=late,
        late_home=late_home,
        late_really=late_really,
        offered=offered,
        unreachable=unreachable,
        faults=tuple(replay.faults(world, visits)),
    )
