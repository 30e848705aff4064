"""Who is offered what is left: those who are worse, the same therapist, the shortest way."""

from datetime import UTC, datetime, time

import pytest

from easeback.domain.booking import (
    Busy,
    CoursePlan,
    Hours,
    Mode,
    Place,
    Release,
    Roster,
    Service,
    Severity,
    Shift,
    StraightLine,
    Therapist,
    WeeklyRule,
    Window,
    Wish,
    nearest,
    open_slots,
    suggest,
)
from easeback.domain.vocabulary import Span, seconds

MONDAY = seconds(datetime(2026, 12, 7, tzinfo=UTC))
DAY, HOUR = 86_400, 3600
VISIT = Service("visit", 60, step=60)
EVERY_DAY = tuple(WeeklyRule(day, Shift(time(9), time(13), frozenset(Mode))) for day in range(7))
STRAIGHT = StraightLine()


def therapist(id: str, *busy: Busy, base: Place | None = None) -> Therapist:
    return Therapist(id, Hours("UTC", EVERY_DAY), busy, base)


def days_offered(
    severity: Severity, releases: tuple[Release, ...], *people: Therapist, at: int = MONDAY
) -> list[int]:
    wish = Wish(VISIT, Span(at, at + 5 * DAY), asked_at=at, severity=severity)
    found = open_slots(Roster("UTC", people, releases=releases), wish, STRAIGHT)
    return sorted({(one.start - at) // DAY for one in found})


def test_a_kept_day_is_closed_to_the_milder_until_it_is_released() -> None:
    kept = (Release(Severity.SEVERE, 1, 4), Release(Severity.SOON, 3, 4))
    assert days_offered(Severity.ROUTINE, kept, therapist("clara")) == [0, 1]
    assert days_offered(Severity.SOON, kept, therapist("clara")) == [0, 1]
    assert days_offered(Severity.SEVERE, kept, therapist("clara")) == [0, 1, 2, 3, 4]
    soon = (Release(Severity.SOON, 3, 4),)
    assert days_offered(Severity.ROUTINE, soon, therapist("clara")) == [0, 1, 2, 3]


def test_the_number_kept_counts_what_all_therapists_have_free_together() -> None:
    kept = (Release(Severity.SEVERE, 0, 7),)
    assert days_offered(Severity.ROUTINE, kept, therapist("clara")) == [0]
    both = (therapist("clara"), therapist("dan"))
    assert days_offered(Severity.ROUTINE, kept, *both) == [0, 1, 2, 3, 4]
    taken = Busy(MONDAY + DAY + 9 * HOUR, MONDAY + DAY + 10 * HOUR)
    assert days_offered(Severity.ROUTINE, kept, therapist("clara", taken), both[1]) == [0, 2, 3, 4]


def test_the_therapist_with_more_room_for_the_course_comes_first() -> None:
    weekly = CoursePlan(3, 7, 0, VISIT)
    full = [Busy(MONDAY + day * DAY + 9 * HOUR, MONDAY + day * DAY + 12 * HOUR) for day in (7, 14)]
    roster = Roster("UTC", (therapist("dan", *full), therapist("clara")))
    wish = Wish(VISIT, Span(MONDAY, MONDAY + DAY), frozenset({Mode.CLINIC}), course=weekly)
    found = open_slots(roster, wish, STRAIGHT)
    assert [o.therapist for o in found.of(MONDAY + 9 * HOUR)] == ["clara", "dan"]


def test_the_nearest_free_start_is_found_and_of_two_the_earlier() -> None:
    window = Window(MONDAY, 288)
    free = 1 << 100 | 1 << 110
    day = Span(MONDAY, MONDAY + DAY)
    assert nearest(free, window, window.at(104), day) == window.at(100)
    assert nearest(free, window, window.at(105), day) == window.at(100)
    assert nearest(free, window, window.at(106), day) == window.at(110)
    assert nearest(free, window, window.at(106), Span(day.start, window.at(90))) is None


@pytest.mark.parametrize(("north", "first"), [(0.0, "near"), (0.3, "far")])
def test_a_home_visit_is_suggested_where_it_is_on_the_way(north: float, first: str) -> None:
    near, far = Place(40.0, -75.0), Place(40.3, -75.0)
    roster = Roster("UTC", (therapist("near", base=near), therapist("far", base=far)))
    wish = Wish(
        VISIT, Span(MONDAY, MONDAY + DAY), frozenset({Mode.HOME}), place=Place(40 + north, -75.01)
    )
    found = open_slots(roster, wish, STRAIGHT)
    best = min(suggest(found, roster, wish, STRAIGHT), key=lambda s: s.cost)
    assert best.open.therapist == first
    assert best.trips.detour > 0


def test_a_hole_that_fits_nobody_is_left_for_last() -> None:
    home = Place(40.0, -75.0)
    stop = Busy(MONDAY + 11 * HOUR, MONDAY + 12 * HOUR, home)
    service = Service("visit", 60, step=15)
    roster = Roster("UTC", (therapist("clara", stop, base=home),))
    wish = Wish(service, Span(MONDAY, MONDAY + DAY), frozenset({Mode.HOME}), place=home)
    found = open_slots(roster, wish, STRAIGHT)
    assert [o.start for o in found if o.start == MONDAY + 9 * HOUR + 1800]
    starts = [s.open.start for s in suggest(found, roster, wish, STRAIGHT)]
    assert MONDAY + 9 * HOUR + 1800 not in starts
    assert starts[0] in {MONDAY + 9 * HOUR, MONDAY + 10 * HOUR}
