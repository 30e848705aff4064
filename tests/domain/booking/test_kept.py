"""What is kept for those who are worse could really be had: with a room, in a way, and in time."""

from datetime import UTC, datetime, time
from typing import Any

from easeback.domain.booking import (
    Busy,
    Hours,
    Mode,
    Place,
    Release,
    Room,
    Roster,
    Service,
    Severity,
    Shift,
    StraightLine,
    Therapist,
    WeeklyRule,
    Wish,
    open_slots,
)
from easeback.domain.vocabulary import Span, seconds

MONDAY = seconds(datetime(2026, 12, 7, tzinfo=UTC))
DAY, HOUR = 86_400, 3600
TUESDAY = MONDAY + DAY
INDOORS = frozenset({Mode.CLINIC, Mode.TELEHEALTH})
CLINIC, HOME = frozenset({Mode.CLINIC}), frozenset({Mode.HOME})
IN_ROOM = Service("visit", 60, CLINIC, step=60, room_tags=frozenset())
FOUR = (Release(Severity.SEVERE, 0, 4),)


def therapist(
    id: str, *shifts: tuple[int, int, frozenset[Mode]], base: Place | None = None
) -> Therapist:
    rules = tuple(
        WeeklyRule(day, Shift(time(start), time(end), modes))
        for day in range(7)
        for start, end, modes in shifts or ((9, 13, INDOORS),)
    )
    return Therapist(id, Hours("UTC", rules), base=base)


def offered(
    *people: Therapist,
    service: Service = IN_ROOM,
    rooms: tuple[Room, ...] = (),
    releases: tuple[Release, ...] = FOUR,
    **asked: Any,
) -> set[tuple[int, str]]:
    """The hours that are offered on Tuesday to somebody who is not worse, with whom."""
    whole = {"within": Span(TUESDAY, TUESDAY + DAY), "asked_at": MONDAY, **asked}
    found = open_slots(
        Roster("UTC", people, rooms, releases=releases), Wish(service, **whole), StraightLine()
    )
    return {(one.start % DAY // HOUR, one.therapist) for one in found}


def test_two_therapists_with_one_room_keep_no_more_than_it_holds() -> None:
    both = (therapist("clara"), therapist("dan"))
    assert offered(*both, rooms=(Room("one"),)) == set()
    assert len(offered(*both, rooms=(Room("one"), Room("two")))) == 8


def test_a_room_that_is_taken_all_day_keeps_nobody() -> None:
    full = Room("two", busy=(Busy(TUESDAY, TUESDAY + DAY),))
    both = (therapist("clara"), therapist("dan"))
    assert offered(*both, rooms=(Room("one"), full)) == set()


def test_a_visit_that_takes_no_room_costs_none() -> None:
    """Dan works by video only, so Clara can still have the one room all day."""
    service = Service("visit", 60, INDOORS, step=60, room_tags=frozenset())
    people = (therapist("clara"), therapist("dan", (9, 13, frozenset({Mode.TELEHEALTH}))))
    found = offered(*people, service=service, rooms=(Room("one"),))
    assert found == {(hour, who) for hour in range(9, 13) for who in ("clara", "dan")}
    five = (Release(Severity.SEVERE, 0, 8),)
    assert offered(*people, service=service, rooms=(Room("one"),), releases=five) == set()


def test_the_room_that_a_visit_takes_is_missing_to_another_therapist() -> None:
    """Clara is free for one hour, in which Dan needs the room."""
    clara, dan = therapist("clara", (9, 10, CLINIC)), therapist("dan", (9, 10, CLINIC))
    one = (Release(Severity.SEVERE, 0, 1),)
    assert offered(clara, dan, rooms=(Room("one"),), releases=one) == set()
    two = offered(clara, dan, rooms=(Room("one"), Room("two")), releases=one)
    assert two == {(9, "clara"), (9, "dan")}


def test_home_visits_that_nobody_could_make_are_not_kept_in_place_of_others() -> None:
    service = Service("visit", 60, step=60)
    people = (therapist("clara"), therapist("dan", (9, 13, HOME)))
    assert offered(*people, service=service, modes=CLINIC) == set()


def test_who_asks_for_a_home_visit_leaves_those_that_could_be_made_there() -> None:
    service, near = Service("visit", 60, HOME, step=60), Place(40.0, -75.0)
    dan = therapist("dan", (9, 13, HOME), base=near)
    assert offered(dan, service=service, place=near) == set()
    three = (Release(Severity.SEVERE, 0, 3),)
    assert offered(dan, service=service, place=near, releases=three)


def test_starts_that_are_over_are_not_kept() -> None:
    service = Service("visit", 60, CLINIC, step=60, notice=60)
    always = (Release(Severity.SEVERE, -1, 2),)
    today: dict[str, Any] = {"service": service, "releases": always}
    today["within"] = Span(MONDAY, MONDAY + DAY)
    assert offered(therapist("clara"), asked_at=MONDAY + 10 * HOUR, **today) == set()
    assert offered(therapist("clara"), **today)


def test_the_time_between_two_visits_that_are_kept_counts() -> None:
    """With half an hour to tidy only three fit into four hours."""
    tidy = Service("visit", 60, CLINIC, clean_up=30, step=15)
    three = (Release(Severity.SEVERE, 0, 3),)
    assert offered(therapist("clara"), service=tidy, releases=three) == set()


def test_what_is_kept_of_every_length_is_kept() -> None:
    """Four short visits always fit; the one long visit would not."""
    both = (Release(Severity.SEVERE, 0, 1, 240), Release(Severity.SOON, 0, 2, 30))
    assert offered(therapist("clara"), releases=both[1:], rooms=(Room("one"),))
    assert offered(therapist("clara"), releases=both, rooms=(Room("one"),)) == set()
