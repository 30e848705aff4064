"""The practice changes its time: promises stand, and nobody breaks one without having seen it."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from easeback.apps.booking import actions, changes, timetables
from easeback.apps.booking.changes import BadSchedule, BreaksPromises, KeyReused, NoSuchTime
from easeback.apps.booking.facts import Lengths, Status
from easeback.apps.booking.models import Blocked, Resource, TherapistTime
from easeback.apps.booking.offers import offers
from easeback.apps.booking.queries import catalogue, visit
from easeback.domain.booking import Mode, StraightLine, Wish
from easeback.domain.vocabulary import Span, seconds
from tests.apps.booking.world import (
    ANA,
    ANN,
    NEAR,
    NOW,
    at,
    held,
    open_world,
    promised,
    room,
    therapist,
)

pytestmark = pytest.mark.django_db
MORNINGS = [{"days": ["mon", "wed"], "start": "09:00", "end": "12:00", "modes": ["clinic"]}]
LENGTHS = Lengths(40, 0, 5, frozenset(Mode))


@pytest.fixture(autouse=True)
def world() -> None:
    open_world()


def change(part: dict[str, Any], *, although: Collection[UUID] = (), key: str = "") -> None:
    changes.change_schedule(therapist(), part, although=although, key=key or str(uuid4()), at=NOW)


def take_off(first: datetime, last: datetime, *, although: Collection[UUID] = ()) -> None:
    span = Span.of(first, last)
    changes.add_time_off(therapist(), span, "", although=although, key=str(uuid4()), at=NOW)


def lengthen(lengths: Lengths, *, although: Collection[UUID] = ()) -> None:
    changes.change_lengths("visit", lengths, although=although, key=str(uuid4()), at=NOW)


def asked(broken: pytest.ExceptionInfo[BreaksPromises]) -> set[UUID]:
    return {one.id for one in broken.value.visits}


def offered(day: int, name: str = "Ann") -> set[int]:
    given = catalogue()
    within = Span.of(at(day, 0), at(day + 1, 0))
    wish = Wish(given.services["visit"], within, therapist=str(therapist(name)))
    return {slot.start for slot in offers(wish, given, at=NOW).slots}


def test_hours_that_break_nothing_are_changed_and_offered_at_once() -> None:
    before = offered(7)
    change({"weekly": MORNINGS})
    assert offered(7) < before
    assert offered(10) == set()
    assert timetables.schedule(therapist()).weekly[0].days == ["mon", "wed"]


@pytest.mark.parametrize(
    ("starts_at", "mode"),
    [(at(0, 14), Mode.CLINIC), (at(0, 10), Mode.TELEHEALTH), (at(1, 10), Mode.HOME)],
    ids=["hour", "mode", "day"],
)
def test_a_visit_left_outside_is_asked_about_and_stands(starts_at: datetime, mode: Mode) -> None:
    stays, goes = promised(at(2, 10)), promised(starts_at, mode=mode)
    with pytest.raises(BreaksPromises) as broken:
        change({"weekly": MORNINGS})
    assert asked(broken) == {goes}
    assert timetables.schedule(therapist()).weekly[0].end == "12:00"
    assert timetables.schedule(therapist()).weekly[0].days == ANN["weekly"][0]["days"]
    change({"weekly": MORNINGS}, although=[goes])
    for one in (stays, goes):
        found = visit(one)
        assert found is not None
        assert found.status is Status.CONFIRMED
    outside = timetables.visits_outside_of_hours(at=NOW, therapists=[therapist()])
    assert [one.id for one in outside] == [goes]


def test_a_visit_that_was_booked_meanwhile_is_asked_about_too() -> None:
    first = promised(at(0, 14))
    second = promised(at(0, 15))
    with pytest.raises(BreaksPromises) as broken:
        change({"weekly": MORNINGS}, although=[first])
    assert asked(broken) == {first, second}


def test_a_visit_that_went_meanwhile_is_not_asked_about() -> None:
    first = promised(at(0, 14))
    actions.cancel(first, key="c", by="patient", at=NOW)
    change({"weekly": MORNINGS}, although=[first])
    assert timetables.schedule(therapist()).weekly[0].modes == [Mode.CLINIC]


def test_what_lay_outside_before_is_not_asked_about_again() -> None:
    first = promised(at(0, 14))
    change({"weekly": MORNINGS}, although=[first])
    change({"weekly": [{**MORNINGS[0], "end": "11:30"}]})


def test_a_hold_is_a_promise_until_it_runs_out() -> None:
    one = held(at(0, 14))
    with pytest.raises(BreaksPromises) as broken:
        change({"weekly": MORNINGS})
    assert asked(broken) == {one}
    later = NOW + timedelta(minutes=11)
    changes.change_schedule(therapist(), {"weekly": MORNINGS}, key="later", at=later)


def test_a_visit_that_is_over_is_not_asked_about() -> None:
    promised(at(0, 14))
    changes.change_schedule(therapist(), {"weekly": MORNINGS}, key="after", at=at(0, 15))


def test_other_areas_ask_about_home_visits_beyond_them() -> None:
    one = promised(at(1, 10), mode=Mode.HOME)
    far = {"center": {"latitude": 41.5, "longitude": -74.0}, "radius_km": 5}
    with pytest.raises(BreaksPromises) as broken:
        change({"areas": [far]})
    assert asked(broken) == {one}


def test_another_home_point_asks_about_ways_that_take_too_long_then() -> None:
    weekly = [{"days": ["tue"], "start": "09:00", "end": "17:00"}]
    nearby = {"latitude": NEAR.latitude, "longitude": NEAR.longitude}
    change({"weekly": weekly, "home_point": nearby})
    promised(at(1, 10), mode=Mode.TELEHEALTH)
    one = promised(at(1, 10, 45), mode=Mode.HOME)
    with pytest.raises(BreaksPromises) as broken:
        change({"home_point": {"latitude": 41.2, "longitude": -74.05}})
    assert asked(broken) == {one}


def slower(*, although: Collection[UUID] = ()) -> None:
    changes.change_terms({"speed_kmh": 5}, although=although, key=str(uuid4()), at=NOW)


def test_slower_ways_are_asked_about_and_the_day_can_still_be_booked() -> None:
    change({"weekly": [{"days": ["tue"], "start": "07:00", "end": "20:00"}]})
    promised(at(1, 10))
    one = promised(at(1, 11, 15), mode=Mode.HOME)
    with pytest.raises(BreaksPromises) as broken:
        slower()
    assert asked(broken) == {one}
    assert catalogue().travel == StraightLine()
    slower(although=[one])
    assert catalogue().travel == StraightLine(speed_kmh=5)
    early = promised(at(1, 8), mode=Mode.CLINIC)
    actions.move(early, at(1, 7), key="m", by="staff", at=NOW)
    actions.cancel(one, key="c", by="patient", at=NOW)


def test_another_zone_moves_the_hours() -> None:
    one = promised(at(0, 9))
    with pytest.raises(BreaksPromises) as broken:
        changes.change_schedule(therapist(), {}, zone="America/Denver", key="z", at=NOW)
    assert asked(broken) == {one}


def test_a_day_off_asks_and_the_rest_of_the_week_stands() -> None:
    one, _ = promised(at(2, 10)), promised(at(3, 10))
    off = {"overrides": [{"on": "2026-12-09", "hours": []}]}
    with pytest.raises(BreaksPromises) as broken:
        change(off)
    assert asked(broken) == {one}


@pytest.mark.parametrize(
    "part", [{"weekly": [{"days": [], "start": "1", "end": "2"}]}, {"home": 1}, {"areas": "none"}]
)
def test_a_schedule_that_is_not_whole_is_refused(part: dict[str, Any]) -> None:
    with pytest.raises(BadSchedule):
        change(part)
    assert TherapistTime.objects.get(pk=therapist()).schedule["weekly"][0]["start"] == "09:00"


def test_the_same_change_is_done_once_and_another_by_the_same_key_is_refused() -> None:
    change({"weekly": MORNINGS}, key="k")
    version = Resource.objects.get(pk=therapist()).version
    change({"weekly": MORNINGS}, key="k")
    assert Resource.objects.get(pk=therapist()).version == version
    with pytest.raises(KeyReused):
        change({"weekly": []}, key="k")


def test_time_off_takes_offers_away_and_gives_them_back() -> None:
    before = offered(4)
    take_off(at(4, 0), at(5, 0))
    assert offered(4) == set()
    (off,) = timetables.blocked([therapist()], Span.of(at(4, 9), at(4, 10)))[therapist()]
    changes.remove_time_off(therapist(), off.id, key="r", at=NOW)
    changes.remove_time_off(therapist(), off.id, key="r", at=NOW)
    assert offered(4) == before
    with pytest.raises(NoSuchTime):
        changes.remove_time_off(therapist(), off.id, key="r2", at=NOW)


def test_time_off_over_a_visit_asks_and_leaves_it_standing() -> None:
    one, _ = promised(at(0, 10)), promised(at(0, 11))
    with pytest.raises(BreaksPromises) as broken:
        take_off(at(0, 10, 30), at(0, 11))
    assert asked(broken) == {one}
    assert not Blocked.objects.exists()
    take_off(at(0, 10, 30), at(0, 11), although=[one])
    outside = timetables.visits_outside_of_hours(at=NOW, therapists=[therapist()])
    assert [each.id for each in outside] == [one]


def test_one_therapists_time_off_cannot_be_removed_as_anothers() -> None:
    take_off(at(4, 0), at(5, 0))
    with pytest.raises(NoSuchTime):
        changes.remove_time_off(therapist("Bea"), Blocked.objects.get().pk, key="r", at=NOW)


def test_a_room_that_closes_asks_about_the_visits_in_it() -> None:
    first, second = promised(at(0, 10)), promised(at(0, 10), name="Bea")
    found = visit(first)
    assert found is not None
    assert found.room == "Bed 1"
    with pytest.raises(BreaksPromises) as broken:
        changes.close_room(room(), key="c", at=NOW)
    assert asked(broken) == {first}
    changes.close_room(room(), although=[first], key="c", at=NOW)
    actions.cancel(second, key="x", by="patient", at=NOW)
    for hour in (11, 14):
        moved = visit(promised(at(0, hour), name="Bea"))
        assert moved is not None
        assert moved.room == "Bed 2"


def test_a_longer_service_asks_about_visits_that_have_no_room_for_it() -> None:
    first, second = promised(at(0, 9)), promised(at(0, 9, 45))
    alone, last = promised(at(0, 14)), promised(at(0, 11, 15))
    with pytest.raises(BreaksPromises) as broken:
        lengthen(Lengths(60, 0, 5, frozenset(Mode)))
    assert asked(broken) == {first, second, last}
    lengthen(Lengths(60, 0, 5, frozenset(Mode)), although=[first, second, last])
    found = visit(alone)
    assert found is not None
    assert found.ends_at - found.starts_at == timedelta(minutes=40)
    assert catalogue().services["visit"].length == 60


def test_a_longer_service_asks_about_the_way_between_home_visits() -> None:
    first = promised(at(1, 10), mode=Mode.HOME)
    second = promised(at(1, 11), mode=Mode.HOME)
    with pytest.raises(BreaksPromises) as broken:
        lengthen(Lengths(40, 20, 5, frozenset(Mode)))
    assert asked(broken) == {first, second}


def test_a_service_that_loses_a_mode_asks_about_its_visits() -> None:
    one, _ = promised(at(1, 10), mode=Mode.HOME), promised(at(0, 10))
    with pytest.raises(BreaksPromises) as broken:
        lengthen(Lengths(40, 0, 5, frozenset({Mode.CLINIC})))
    assert asked(broken) == {one}


def test_a_shorter_service_asks_nobody() -> None:
    promised(at(0, 9))
    promised(at(0, 9, 45))
    lengthen(Lengths(30, 0, 5, frozenset(Mode)))
    assert catalogue().services["visit"].length == 30


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: changes.change_schedule(999, {}, key="k", at=NOW),
        lambda: changes.add_time_off(999, Span(1, 2), "", key="k", at=NOW),
        lambda: changes.close_room(999, key="k", at=NOW),
        lambda: changes.change_lengths("none", LENGTHS, key="k", at=NOW),
    ],
)
def test_what_is_not_there_is_not_changed(attempt: Callable[[], None]) -> None:
    with pytest.raises(NoSuchTime):
        attempt()


def test_lists_of_visits_ask_the_tables_the_same_however_many_there_are(
    django_assert_num_queries: Any,
) -> None:
    promised(at(0, 9))
    for hour in (10, 11, 14, 15):
        promised(at(0, hour), who=ANA)
    take_off(at(4, 0), at(5, 0))
    both = [therapist(), therapist("Bea")]
    with django_assert_num_queries(3):
        timetables.visits_outside_of_hours(at=NOW, therapists=both)


def free_besides(visit_id: UUID) -> set[int]:
    """To when a visit can be moved, on Monday."""
    given, besides = catalogue(), visit(visit_id)
    assert besides is not None
    within = Span.of(at(0, 0), at(1, 0))
    clinic = frozenset({Mode.CLINIC})
    wish = Wish(given.services["visit"], within, clinic, therapist=str(therapist()))
    return {slot.start for slot in offers(wish, given, at=NOW, besides=besides).slots}


def test_a_visit_within_time_off_is_moved_only_out_of_it() -> None:
    one = promised(at(0, 10))
    take_off(at(0, 9), at(0, 12), although=[one])
    assert free_besides(one) == offered(0)
    assert not [start for start in free_besides(one) if start < seconds(at(0, 12))]


def test_a_visit_leaves_its_own_room_when_it_is_moved() -> None:
    changes.close_room(room("Bed 2"), key="c", at=NOW)
    one = promised(at(0, 10))
    assert seconds(at(0, 10, 15)) in free_besides(one)
    actions.move(one, at(0, 10, 15), key="m", by="patient", at=NOW)
