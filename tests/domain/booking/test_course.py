"""A course of visits: at the same time each week, in order, with a day between, near enough."""

from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.booking import CELL, Free, Proposal, Rhythm, Window, best_of, propose
from easeback.domain.booking.course import APART, too_close
from easeback.domain.vocabulary import moment, seconds

DAY = 86_400
STEP = 1800
BEGIN = seconds(datetime(2026, 10, 1, tzinfo=UTC))
WINDOW = Window(BEGIN, 100 * DAY // CELL)
ZONES = ["America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]
RHYTHMS = [((7,), 2), ((3, 4), 1), ((4, 3), 1), ((14,), 2), ((2,), 1)]


def free(*starts: int, zone: str = "UTC", step: int = 30) -> Free:
    mask = 0
    for start in starts:
        mask |= 1 << (start - BEGIN) // CELL
    return Free(mask, WINDOW, zone, step)


@st.composite
def courses(draw: st.DrawFn) -> tuple[int, Rhythm, Free]:
    steps, slack = draw(st.sampled_from(RHYTHMS))
    zone = draw(st.sampled_from(ZONES))
    first = BEGIN + draw(st.integers(0, 20 * DAY // STEP)) * STEP
    taken = draw(st.sets(st.integers(0, 100 * DAY // STEP - 1), max_size=60))
    hours = draw(st.sets(st.integers(0, 47), min_size=1, max_size=6))
    days = draw(st.sets(st.integers(0, 99), min_size=5, max_size=100))
    wall = (moment(first).hour * 60 + moment(first).minute) // 30
    open_at = {day * 48 + half for day in days for half in {*hours, wall}} - taken
    starts = [BEGIN + n * STEP for n in sorted(open_at)]
    return first, Rhythm(draw(st.integers(1, 10)), steps, slack), free(*starts, zone=zone)


@given(courses())
def test_what_is_proposed_is_free_in_order_and_a_day_apart(
    course: tuple[int, Rhythm, Free],
) -> None:
    first, rhythm, can = course
    proposed = propose(first, rhythm, can)
    assert len(proposed) == rhythm.visits
    starts = [one.start for one in proposed if one.start is not None]
    assert all(can.starts >> (start - BEGIN) // CELL & 1 for start in starts)
    assert starts == sorted(starts)
    assert too_close([first, *starts], can.zone) == []


@given(courses())
def test_the_same_time_is_kept_wherever_it_is_free(course: tuple[int, Rhythm, Free]) -> None:
    first, rhythm, can = course
    for one in propose(first, rhythm, can):
        is_free = bool(can.starts >> max(one.due - BEGIN, 0) // CELL & 1)
        assert one.is_same_time == (is_free and one.due % CELL == 0)


@given(courses())
def test_any_other_is_the_nearest_within_the_slack_that_leaves_a_day_to_its_neighbors(
    course: tuple[int, Rhythm, Free],
) -> None:
    """Slowly and obviously: each free start is tried."""
    first, rhythm, can = course
    before = first
    proposed = propose(first, rhythm, can)
    for one, later in zip_longest(proposed, proposed[1:]):
        earliest, latest = around(one.due, rhythm.slack_days, can.zone)
        after = [later.due] if later is not None else []
        fits = [
            start
            for start in range(earliest, latest + 1, CELL)
            if BEGIN <= start < WINDOW.span.end
            and can.starts >> (start - BEGIN) // CELL & 1
            and not too_close([before, start, *after], can.zone)
        ]
        if not one.is_same_time:
            best = sorted((abs(start - one.due), start) for start in fits)
            assert one.start == (best[0][1] if best else None)
        before = one.start if one.start is not None else one.due


def around(due: int, slack: int, zone: str) -> list[int]:
    local = moment(due).astimezone(ZoneInfo(zone))
    # A sum of a day and a duration is the wall clock's, which is meant here.
    return [int((local + timedelta(days=days)).timestamp()) for days in (-slack, slack)]


@given(courses())
def test_the_others_are_free_each_on_a_day_of_its_own(course: tuple[int, Rhythm, Free]) -> None:
    first, rhythm, can = course
    for one in propose(first, rhythm, can):
        assert len(one.others) <= 4
        assert one.start not in one.others
        assert all(can.starts >> (start - BEGIN) // CELL & 1 for start in one.others)
        assert len({can.day(start) for start in one.others}) == len(one.others)


@pytest.mark.parametrize("zone", ZONES)
def test_the_clock_on_the_wall_says_the_same_through_the_change(zone: str) -> None:
    clock = ZoneInfo(zone)
    first = seconds(datetime(2026, 10, 20, 9, 30, tzinfo=clock))
    for one in propose(first, Rhythm(10, (7,), 2), free(zone=zone)):
        local = moment(one.due).astimezone(clock)
        assert (local.hour, local.minute, local.weekday()) == (9, 30, 1)


def test_a_first_visit_off_the_grid_is_followed_by_visits_at_one_time() -> None:
    first = seconds(datetime(2026, 10, 20, 9, 45, tzinfo=UTC))
    due = [one.due for one in propose(first, Rhythm(3, (7,), 2), free(step=30))]
    assert [moment(at).strftime("%H:%M") for at in due] == ["09:30"] * 3


def test_twice_a_week_takes_the_pair_of_days_that_fits() -> None:
    thursday = seconds(datetime(2026, 10, 8, 9, tzinfo=UTC))
    weekdays = [
        at
        for at in range(thursday, thursday + 40 * DAY, DAY)
        if moment(at).weekday() in {0, 1, 2, 3, 4}
    ]
    can = free(*weekdays)
    both = [propose(thursday, Rhythm(6, steps, 1), can) for steps in ((3, 4), (4, 3))]
    best = best_of(both)
    assert best == both[1]
    assert all(one.is_same_time for one in best)


def test_of_two_equal_rhythms_the_first_is_taken() -> None:
    one, other = [Proposal(1, 1)], [Proposal(2, 2)]
    assert best_of([one, other]) is one


def test_a_conflict_names_what_is_free_nearby_however_far_the_slack() -> None:
    first = seconds(datetime(2026, 10, 5, 9, tzinfo=UTC))
    can = free(first + 10 * DAY, first + 14 * DAY)
    missing, kept = propose(first, Rhythm(2, (7,), 2), can)
    assert missing.start is None
    assert missing.others == (first + 10 * DAY,)
    assert kept.is_same_time


def test_a_rhythm_without_a_day_between_is_refused() -> None:
    with pytest.raises(ValueError, match="no day between"):
        Rhythm(3, (1,), 0)
    assert APART == 2
