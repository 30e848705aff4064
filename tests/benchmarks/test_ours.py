"""The adapter hands the worlds to the algorithm as they are: its offers pass the judge."""

from benchmarks.worlds.home_bookings import booked_by
from benchmarks.worlds.home_visits import home_world, seeds
from benchmarks.worlds.ours import SteeredHomeVisits


def test_no_offer_of_a_home_visit_is_unreachable() -> None:
    town = home_world(seeds(tuning=True)[0])
    found = booked_by(town, SteeredHomeVisits(town))
    assert found.accepted > 0
    assert (found.late, found.late_home, found.unreachable, found.faults) == (0, 0, 0, ())
