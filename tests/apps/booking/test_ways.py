"""The ways between visits as they are claimed: nobody is at two places at once."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from easeback.apps.booking import actions, changes, claims
from easeback.apps.booking.facts import ClaimKind
from easeback.apps.booking.models import Claim, Terms
from easeback.domain.booking import Mode, Place, StraightLine
from easeback.domain.vocabulary import seconds
from tests.apps.booking.world import CLINIC, NEAR, NOW, at, held, open_world, promised, therapist

pytestmark = pytest.mark.django_db
ALL_DAY = {"days": ["mon", "tue"], "start": "08:00", "end": "18:00"}
# Far from the clinic, and near the person's home.
BASE = {"latitude": 40.72, "longitude": -73.99}
MINUTES = StraightLine().minutes(Place(**CLINIC), NEAR)


@pytest.fixture(autouse=True)
def world() -> None:
    open_world()
    part = {"weekly": [ALL_DAY], "home_point": BASE}
    changes.change_schedule(therapist(), part, key="w", at=NOW)


def claimed() -> list[tuple[int, int]]:
    """The ways of the therapist, in minutes after ten."""
    ways = Claim.objects.filter(kind=ClaimKind.TRAVEL).order_by("starts")
    ten = seconds(at(1, 10))
    return [((way.starts - ten) // 60, (way.ends - ten) // 60) for way in ways]


def test_the_way_after_a_video_visit_is_as_long_as_from_where_it_was_held() -> None:
    promised(at(1, 10))
    promised(at(1, 10, 45), mode=Mode.TELEHEALTH)
    with pytest.raises(actions.SlotTaken):
        held(at(1, 11, 30), mode=Mode.HOME)
    promised(at(1, 12), mode=Mode.HOME)
    assert claimed() == [(120 - MINUTES, 120)]


def test_a_video_visit_is_not_put_between_two_places_that_are_then_too_far_apart() -> None:
    promised(at(1, 10))
    promised(at(1, 12), mode=Mode.HOME)
    with pytest.raises(actions.SlotTaken):
        held(at(1, 11), mode=Mode.TELEHEALTH)
    promised(at(1, 10, 45), mode=Mode.TELEHEALTH)
    assert claimed() == [(120 - MINUTES, 120)]


def test_when_the_clinic_moves_its_visits_move_with_it() -> None:
    promised(at(1, 10))
    far = {"latitude": 40.9, "longitude": -74.05}
    changes.change_terms(far, key="t", at=NOW)
    promised(at(1, 12), mode=Mode.HOME)
    way = StraightLine().minutes(Place(**far), NEAR)
    assert way > MINUTES
    assert claimed() == [(120 - way, 120)]


def test_a_visit_that_waited_while_the_clinic_moved_is_where_it_is_now(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever moves it touches every therapist; who books waits there, and then looks."""
    far = {"latitude": 40.9, "longitude": -74.05}
    touch = claims.touch

    def waits(resources: Iterable[int]) -> None:
        Terms.objects.update(**far)
        touch(resources)

    monkeypatch.setattr(claims, "touch", waits)
    promised(at(1, 10))
    where = Claim.objects.filter(resource=therapist()).values_list("latitude", "longitude")
    assert set(where) == {(40.9, -74.05)}


def test_the_way_past_a_hold_that_ran_out_begins_where_the_therapist_then_is() -> None:
    promised(at(1, 10))
    held(at(1, 11, 15), mode=Mode.HOME)
    promised(at(1, 12, 15), mode=Mode.HOME)
    assert claimed()[0] == (75 - MINUTES, 75)
    # Somebody books a visit on another day.
    held(at(0, 9), when=NOW + timedelta(minutes=11))
    assert claimed() == [(135 - MINUTES, 135)]


def test_ways_that_a_visit_makes_longer_are_claimed_anew() -> None:
    promised(at(1, 10, 45), mode=Mode.TELEHEALTH)
    promised(at(1, 12), mode=Mode.HOME)
    assert claimed()[0][1] - claimed()[0][0] < MINUTES
    promised(at(1, 10))
    assert claimed() == [(120 - MINUTES, 120)]
