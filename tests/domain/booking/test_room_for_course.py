"""Whether a whole course has room: on the practice's days, each start for one visit only."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.booking import (
    Busy,
    CoursePlan,
    Hours,
    Mode,
    Override,
    Room,
    Roster,
    Service,
    Shift,
    StraightLine,
    Therapist,
    WeeklyRule,
    Wish,
    open_slots,
    room_by_day,
)
from easeback.domain.vocabulary import Span, seconds

VISIT = Service("visit", 60, frozenset({Mode.CLINIC}), step=60)
FIRST = date(2026, 10, 29)
ONE = timedelta(days=1)


def hours(zone: str, weekdays: range, start: time = time(9), end: time = time(10)) -> Hours:
    rules = tuple(WeeklyRule(d, Shift(start, end, frozenset(Mode))) for d in weekdays)
    return Hours(zone, rules)


def offered(of: Hours, plan: CoursePlan, *rooms: Room, first: date = FIRST) -> int:
    """How many starts are offered on the day of the first visit."""
    zone = datetime(first.year, first.month, first.day, tzinfo=UTC)
    within = Span(seconds(zone) - 43_200, seconds(zone) + 2 * 86_400)
    roster = Roster(of.zone, (Therapist("clara", of),), rooms)
    found = open_slots(roster, Wish(plan.follow_up, within, course=plan), StraightLine())
    return sum(found.room["clara"].get(first, 0) > 0 for _ in found) if found.room else 0


def test_more_slack_than_days_between_refuses_nobody() -> None:
    for slack in range(12):
        assert offered(hours("UTC", range(7)), CoursePlan(3, 3, slack, VISIT)) > 0


def test_days_are_those_of_the_practice_where_the_clock_is_moved() -> None:
    """At half past seven in the evening it is the next UTC day after the change, not before."""
    late = hours("America/New_York", range(3, 4), time(19, 15), time(20, 15))
    service = Service("visit", 60, frozenset({Mode.CLINIC}), step=15)
    assert offered(late, CoursePlan(3, 7, 0, service)) > 0


def test_one_free_start_does_not_serve_two_visits() -> None:
    """Clara works on three days in all: a first visit, and one of the two that should follow."""
    days = (FIRST, FIRST + 5 * ONE)
    shift = Shift(time(9), time(10), frozenset(Mode))
    some = Hours("UTC", (), tuple(Override(day, (shift,)) for day in days))
    assert offered(some, CoursePlan(3, 4, 4, VISIT)) == 0
    more = Hours("UTC", (), tuple(Override(day, (shift,)) for day in (*days, FIRST + 8 * ONE)))
    assert offered(more, CoursePlan(3, 4, 4, VISIT)) == 1


def test_a_course_needs_its_rooms() -> None:
    in_room = Service("visit", 60, frozenset({Mode.CLINIC}), step=60, room_tags=frozenset())
    week = seconds(datetime(2026, 11, 5, tzinfo=UTC))
    taken = Room("one", busy=(Busy(week, week + 86_400),))
    thursdays = hours("UTC", range(3, 4))
    assert offered(thursdays, CoursePlan(2, 7, 0, in_room), taken) == 0
    assert offered(thursdays, CoursePlan(2, 7, 0, in_room), taken, Room("two")) == 1


@given(
    st.lists(st.integers(0, 2), min_size=12, max_size=12),
    st.integers(2, 4),
    st.integers(1, 4),
    st.integers(0, 5),
)
def test_there_is_room_if_some_choice_of_days_does(
    free: list[int], visits: int, every: int, slack: int
) -> None:
    """Every choice of days is tried."""
    days, mask, cell = [], 0, 0
    for number, starts in enumerate(free):
        days.append((FIRST + number * ONE, 0b11 << cell))
        mask |= ((1 << starts) - 1) << cell
        cell += 2
    room = room_by_day(mask, days, CoursePlan(visits, every, slack, VISIT))
    for first in range(len(free) - (visits - 1) * every - slack):
        due = [first + n * every for n in range(1, visits)]
        tried = [
            chosen
            for chosen in product(range(len(free)), repeat=visits - 1)
            if all(
                free[day] and abs(day - at) <= slack for day, at in zip(chosen, due, strict=True)
            )
            and all(day - before >= min(2, every) for before, day in pairwise((first, *chosen)))
        ]
        choice = [{chosen[n] for chosen in tried} for n in range(visits - 1)]
        most = min(sum(free[day] for day in some) for some in choice)
        assert room[FIRST + first * ONE] == most
