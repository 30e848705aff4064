"""The worlds hold what their files state, and a seed always makes the same one."""

import pytest

from benchmarks.worlds import home_visits, urgency
from benchmarks.worlds.reading import stated
from benchmarks.worlds.travel import RealRoad, Road
from benchmarks.worlds.values import DAY, HALF, Place, Request, State, Visit


def test_a_seed_always_makes_the_same_world_and_another_seed_another() -> None:
    town, next_town = home_visits.seeds()[:2]
    assert home_visits.home_world(town) == home_visits.home_world(town)
    assert home_visits.home_world(town) != home_visits.home_world(next_town)
    clinic, next_clinic = urgency.seeds()[:2]
    assert urgency.urgency_world(clinic) == urgency.urgency_world(clinic)
    assert urgency.urgency_world(clinic) != urgency.urgency_world(next_clinic)


def test_each_family_has_twenty_seeds() -> None:
    assert len(set(home_visits.seeds())) == len(set(urgency.seeds())) == 20


def test_nothing_is_tuned_on_a_seed_that_is_measured() -> None:
    assert not set(home_visits.seeds(tuning=True)) & set(home_visits.seeds())
    assert not set(urgency.seeds(tuning=True)) & set(urgency.seeds())


def test_home_requests_come_before_their_days_and_lie_in_the_town() -> None:
    world = home_visits.home_world(home_visits.seeds()[0])
    town = stated("home_visits")["town"]
    middle = Place("middle", town["latitude"], town["longitude"])
    assert len(world.requests) == 700
    assert {request.length for request in world.requests} == {45, 60}
    for request in world.requests:
        assert request.asked_at < request.days.start * DAY
        assert set(request.days) <= set(world.days)
        assert request.place is not None
        assert world.road.kilometers(middle, request.place) <= 1.001 * town["radius_km"]


def test_a_buffer_of_an_hour_is_always_enough() -> None:
    world = home_visits.home_world(home_visits.seeds()[0])
    places = [request.place for request in world.requests[:200] if request.place]
    ways = [world.road.minutes(a, b) for a in places for b in places]
    assert 30 < max(ways) <= 60


def test_a_way_is_the_straight_line_by_the_stated_rule() -> None:
    road = Road.stated()
    here, there = Place("here", 39.8, -89.64), Place("there", 39.8 + 5 / 111.1949266, -89.64)
    assert road.kilometers(here, there) == pytest.approx(5, abs=1e-6)
    assert road.minutes(here, there) == 18  # 5 km x 1.35 at 30 km/h is 13.5 minutes, and 4 more
    assert road.minutes(there, here) == 18
    assert road.minutes(here, here) == 0


def test_what_a_way_really_took_is_the_same_for_every_policy() -> None:
    here, there = Place("here", 39.8, -89.64), Place("there", 39.85, -89.6)
    ways = [RealRoad.of_world(Road.stated(), 7).minutes(here, there) for _ in range(2)]
    assert ways[0] == ways[1]
    assert ways[0] != RealRoad.of_world(Road.stated(), 8).minutes(here, there)


def test_the_clinic_is_asked_for_the_stated_share_of_its_hours() -> None:
    world = urgency.urgency_world(urgency.seeds()[0])
    asked = sum(
        world.first_visit(person).length
        + sum(request.length for request in world.follow_ups(person, "ada", 0))
        for person in world.people
    )
    hours = sum(
        span.minutes
        for one in world.therapists
        for day in range(world.measured.stop)
        for span in one.hours(day)
    )
    assert asked / hours == pytest.approx(0.97, abs=0.002)
    assert all(len(person.halves) >= 2 for person in world.people)


def test_a_request_suits_on_its_days_and_half_days_only() -> None:
    request = Request("r", 0, 30, range(1, 3), halves=frozenset({2, 5}))
    morning, afternoon = DAY + 600, DAY + HALF
    assert request.suits(morning)
    assert not request.suits(afternoon)
    assert request.suits(afternoon + DAY)
    assert not request.suits(morning - DAY)


def test_a_moment_of_the_world_comes_back_as_its_minute() -> None:
    world = home_visits.home_world(home_visits.seeds()[0])
    for minute in (-600, 0, 27 * DAY + 1439):
        assert world.calendar.minute(world.calendar.moment(minute)) == minute
    assert world.calendar.moment(0).weekday() == 0


def test_a_diary_keeps_its_order_and_the_others_stay_the_same_objects() -> None:
    world = home_visits.home_world(home_visits.seeds()[0])
    state = State(world.calendar, world.therapists, {"ada": (), "bea": ()}, 0)
    later, earlier = Visit("b", "ada", 600, 660), Visit("a", "ada", 500, 560)
    after = state.with_visit(later).with_visit(earlier)
    assert after.diaries["ada"] == (earlier, later)
    assert after.diaries["bea"] is state.diaries["bea"]
    assert state.diaries["ada"] == ()
