"""The clinic is booked as it is said: first come, first served, and never twice."""

from dataclasses import replace
from datetime import date

import pytest

from benchmarks.worlds.clinic_bookings import booked_by
from benchmarks.worlds.first_come import FirstCome
from benchmarks.worlds.ours import ProtectedCapacity
from benchmarks.worlds.urgency import UrgencyWorld, seeds, urgency_world
from benchmarks.worlds.values import (
    DAY,
    Calendar,
    Offer,
    Request,
    Span,
    State,
    Therapist,
    Visit,
    within,
)

WEEK = ((Span(540, 660),),) * 5 + ((), ())
ADA, BEA = Therapist("ada", "UTC", WEEK), Therapist("bea", "UTC", WEEK)
POLICY = FirstCome(grid=30, notice=60)


@pytest.fixture(scope="module")
def clinic() -> UrgencyWorld:
    """Seven weeks of a world, of which the last two count: by then it is full."""
    whole = urgency_world(seeds(tuning=True)[0])
    people = tuple(person for person in whole.people if person.asked_at < 49 * DAY)
    return replace(whole, people=people, measured=range(35, 49))


def state(now: int = 0, *visits: Visit) -> State:
    calendar = Calendar(date(2027, 4, 5), "UTC")
    return State(calendar, (ADA, BEA), {"ada": visits, "bea": ()}, now)


def test_the_emptiest_diary_comes_first_at_each_start() -> None:
    asked = Request("b", 0, 60, range(1))
    booked = state(0, Visit("a", "ada", 540, 600))
    assert list(POLICY.offers(booked, asked)) == [
        Offer("bea", 540),
        Offer("bea", 570),
        Offer("bea", 600),
        Offer("ada", 600),
    ]


def test_nothing_is_offered_sooner_than_the_notice() -> None:
    asked = Request("b", 511, 60, range(1), therapist="ada")
    assert list(POLICY.offers(state(511), asked)) == [Offer("ada", 600)]


def test_a_part_of_a_diary_is_that_of_its_days() -> None:
    visits = tuple(Visit(str(day), "ada", day * 1440 + 600, day * 1440 + 630) for day in range(5))
    assert within(visits, range(1, 3)) == visits[1:3]


def test_a_full_clinic_leaves_many_of_the_severe_waiting(clinic: UrgencyWorld) -> None:
    found = booked_by(clinic, FirstCome(clinic.grid, clinic.notice))
    assert found.faults == 0
    assert found.used > 0.85
    assert found.within_a_day("severe") < 0.9


def test_ours_books_the_same_as_first_come_when_nothing_is_kept(clinic: UrgencyWorld) -> None:
    ours, theirs = ProtectedCapacity(clinic, ()), FirstCome(clinic.grid, clinic.notice)
    assert booked_by(clinic, ours) == booked_by(clinic, theirs)


def test_keeping_capacity_brings_the_severe_in_sooner(clinic: UrgencyWorld) -> None:
    kept = booked_by(clinic, ProtectedCapacity(clinic))
    nothing = booked_by(clinic, ProtectedCapacity(clinic, ()))
    assert kept.faults == 0
    assert kept.within_a_day("severe") > nothing.within_a_day("severe")
