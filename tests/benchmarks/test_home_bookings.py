"""The judge of home visits sees what is late or was never possible; buffers keep their time."""

from dataclasses import replace
from datetime import date

from benchmarks.worlds import replay
from benchmarks.worlds.buffers import FixedBuffer
from benchmarks.worlds.home_bookings import booked_by, judged
from benchmarks.worlds.home_visits import HomeWorld, home_world, seeds
from benchmarks.worlds.travel import Road
from benchmarks.worlds.values import (
    Calendar,
    Offer,
    Place,
    Request,
    Span,
    State,
    Therapist,
    Visit,
)

NINE, NOON = 540, 720
HOME = Place("home", 39.8, -89.64)
NEAR = Place("near", 39.8, -89.65)
FAR = Place("far", 39.9, -89.64)
ADA = Therapist("ada", "UTC", ((Span(NINE, 2 * NINE),),) * 7, HOME)
ROAD = Road(winding=1.35, kmh=30, extra_minutes=4, earth_radius_km=6371)
TO_FAR, TO_NEAR, BETWEEN = (ROAD.minutes(*way) for way in [(HOME, FAR), (HOME, NEAR), (NEAR, FAR)])


def visit(starts: int, place: Place, name: str = "r1") -> Visit:
    return Visit(name, "ada", starts, starts + 60, place)


def world(*requests: Request) -> HomeWorld:
    calendar = Calendar(date(2027, 2, 1), "UTC")
    return HomeWorld(1, calendar, (ADA,), requests, ROAD, range(7), shown=3, grid=15)


def state(*visits: Visit) -> State:
    return State(Calendar(date(2027, 2, 1), "UTC"), (ADA,), {"ada": visits}, -600)


def test_a_visit_is_late_by_the_minutes_that_the_way_takes_longer() -> None:
    first = visit(NINE + TO_NEAR, NEAR)
    just = visit(first.ends + BETWEEN, FAR, "r2")
    assert replay.minutes_late(ADA, [first, just], ROAD.minutes) == [0, 0, 0]
    early = visit(first.ends + BETWEEN - 1, FAR, "r2")
    assert replay.minutes_late(ADA, [first, early], ROAD.minutes) == [0, 1, 0]


def test_lateness_is_carried_to_the_next_visit_and_home() -> None:
    hurried = [visit(NINE, NEAR), visit(NINE + 60 + BETWEEN, FAR)]
    assert replay.minutes_late(ADA, hurried, ROAD.minutes) == [TO_NEAR, TO_NEAR, 0]
    last = visit(2 * NINE - 60, FAR)
    assert replay.minutes_late(ADA, [last], ROAD.minutes) == [0, TO_FAR]


def test_travel_counts_the_ways_from_home_and_back() -> None:
    day = [visit(700, NEAR), visit(900, FAR)]
    assert replay.travel_minutes(ADA, day, ROAD.minutes) == TO_NEAR + BETWEEN + TO_FAR


def test_an_offer_is_unreachable_from_one_minute_too_early_on() -> None:
    asked = Request("r2", 0, 60, range(7), FAR)
    diary = [visit(700, NEAR)]

    def unreachable(starts: int) -> bool:
        return replay.is_unreachable(world(asked), diary, asked, Offer("ada", starts))

    assert not unreachable(760 + BETWEEN)
    assert unreachable(760 + BETWEEN - 1)
    assert not unreachable(700 - BETWEEN - 60)
    assert unreachable(700 - BETWEEN - 59)
    assert unreachable(730)
    assert unreachable(NINE + TO_FAR - 1)
    assert unreachable(2 * NINE - 60 - TO_FAR + 1)
    assert not unreachable(2 * NINE - 60 - TO_FAR)


def test_what_was_not_asked_for_is_a_fault() -> None:
    asked = Request("r1", 0, 60, range(1), NEAR)
    here = world(asked)
    assert replay.faults(here, [visit(NINE, NEAR)]) == []
    assert replay.faults(here, [visit(NINE, NEAR), visit(NINE + 30, NEAR)]) != []
    assert replay.faults(here, [visit(NINE + 1440, NEAR)]) != []
    assert replay.faults(here, [visit(NINE - 1, NEAR)]) != []
    assert replay.faults(here, [replace(visit(NINE, NEAR), ends=NINE + 45)]) != []


def test_a_buffer_is_kept_around_every_visit_and_at_both_ends() -> None:
    asked = Request("r2", 0, 60, range(1), FAR)
    policy = FixedBuffer(30, 15)
    starts = [offer.starts for offer in policy.offers(state(visit(NOON, NEAR)), asked)]
    assert starts[0] == NINE + 30
    assert starts[-1] == 2 * NINE - 30 - 60
    assert NOON - 90 in starts
    assert NOON + 90 in starts
    assert not {start for start in starts if NOON - 90 < start < NOON + 90}


def test_an_hour_is_never_late_and_half_an_hour_is() -> None:
    town = home_world(seeds(tuning=True)[0])
    assert booked_by(town, FixedBuffer(60, town.grid)).late == 0
    half = booked_by(town, FixedBuffer(30, town.grid))
    assert half.late > 0
    assert half.unreachable > 0
    assert half.faults == ()


def test_visits_made_in_other_ways_are_judged_alike() -> None:
    asked = Request("r1", 0, 60, range(1), NEAR)
    found = judged(world(asked), [visit(NINE, NEAR)])
    assert (found.accepted, found.late, found.travel_per_visit) == (1, 1, 2 * TO_NEAR)
