"""Which changes of pain matter, and which are never called one."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from easeback.domain.diary import Entry, Tendency, tendency_of, trend_of
from easeback.domain.outcome import matters
from tests.domain.diary.writing import daily, entry


@pytest.mark.parametrize(
    ("before", "after", "is_change"),
    [
        (7, 5, True),
        (4, 3, False),
        (5, 3.4, True),
        (5, 3.6, False),
        (1, 0, False),
        (3, 2, False),
        (2, 0.5, True),
        (5, 7, True),
        (5, 6, False),
        (8, 6.5, False),
    ],
)
def test_a_change_is_two_points_or_thirty_percent_and_never_one(
    before: float, after: float, *, is_change: bool
) -> None:
    """The fixtures of evidence 8 (7 to 5; 4 to 3), and what stands at the edges."""
    assert matters(before, after) is is_change


def test_up_and_down_by_one_is_no_change_in_any_number_of_weeks() -> None:
    trend = trend_of(daily(*([3, 4, 5, 4] * 15)))
    assert trend.changes == ()
    assert trend.tendency is Tendency.SAME


def test_a_long_diary_is_read_by_weeks() -> None:
    trend = trend_of(daily(*([6] * 14 + [3] * 14)))
    (change,) = trend.changes
    assert (change.before.pain, change.after.pain) == (6, 3)
    assert change.tendency is trend.tendency is Tendency.BETTER


def test_one_bad_day_is_no_change_of_a_week() -> None:
    assert trend_of(daily(*([3] * 10 + [9] + [3] * 10))).changes == ()


def test_small_steps_add_up_to_a_change() -> None:
    trend = trend_of(daily(*[pain for pain in (6, 5, 4, 3) for _ in range(7)]))
    assert [(c.before.pain, c.after.pain) for c in trend.changes] == [(6, 4)]


def test_a_new_pain_is_read_day_by_day() -> None:
    trend = trend_of(daily(8, 7, 5, 4))
    assert [(c.before.pain, c.after.pain) for c in trend.changes] == [(8, 5)]
    assert trend.tendency is Tendency.BETTER


def test_a_week_with_two_days_says_nothing() -> None:
    trend = trend_of([entry(0, 3), entry(1, 3), entry(30, 9), entry(31, 9)])
    assert (trend.periods, trend.tendency) == ((), Tendency.TOO_LITTLE)


def test_one_day_has_no_course() -> None:
    assert trend_of([entry(0, 5), entry(0.1, 9)]).tendency is Tendency.TOO_LITTLE
    assert trend_of([]).tendency is Tendency.TOO_LITTLE


def test_a_day_is_one_by_the_clock_of_whoever_writes() -> None:
    west = timezone(timedelta(hours=-8))
    late = datetime(2026, 11, 3, 2, tzinfo=UTC).astimezone(west)
    (day,) = trend_of([Entry(late, 4), Entry(late.replace(hour=9), 6)]).days
    assert (day.on.day, day.pain, day.entries) == (2, 5, 2)


def test_a_day_knows_its_lowest_and_highest_pain() -> None:
    (day,) = trend_of([entry(0, 3), entry(0.1, 8), entry(0.2, 4)]).days
    assert (day.low, day.pain, day.high) == (3, 4, 8)


def test_some_of_the_periods_have_a_course_of_their_own() -> None:
    """As in a part of a diary that somebody looks at."""
    trend = trend_of(daily(*([6] * 14 + [3] * 14)))
    assert tendency_of(trend.periods[:2]) is tendency_of(trend.periods[2:]) is Tendency.SAME
    assert tendency_of(trend.periods[1:3]) is Tendency.BETTER


def test_one_moment_by_two_clocks_is_one_day_whatever_comes_first() -> None:
    west = timezone(timedelta(hours=-6))
    late = Entry(datetime(2026, 11, 3, 23, 30, tzinfo=west), 4)
    same = Entry(late.at.astimezone(UTC), 4)
    assert trend_of([late, same]) == trend_of([same, late])
    assert len(trend_of([late, same]).days) == 1
