"""Hours on the days on which clocks are moved, beside another library that knows the zones."""

import os
import time as clock
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from whenever import PlainDateTime

from easeback.domain.booking import (
    Hours,
    Mode,
    Override,
    Service,
    Shift,
    StraightLine,
    Therapist,
    WeeklyRule,
    Wish,
    open_slots,
)
from easeback.domain.booking import Roster as Practice
from easeback.domain.vocabulary import Span, seconds

CLINIC = frozenset({Mode.CLINIC})
EVERY_HOUR = Service("half-hour", 30, step=30)
PATTERNS = {
    "a working day": (time(9), time(17)),
    "a night": (time(22), time(6)),
    "round the clock": (time(0), time(0)),
    "over the change": (time(1, 30), time(3, 30)),
    "from within the change": (time(2, 30), time(10)),
}
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


@cache
def changes(zone: str) -> tuple[date, ...]:
    """The local days on which this zone's clock is moved, in two years."""
    known, found, at = ZoneInfo(zone), [], FIRST
    while at < LAST:
        after = at + timedelta(days=1)
        if at.astimezone(known).utcoffset() != after.astimezone(known).utcoffset():
            found += [at.astimezone(known).date(), after.astimezone(known).date()]
        at = after
    return tuple(dict.fromkeys(found))


ZONES = sorted(zone for zone in available_timezones() if changes(zone))


def by_the_other_library(day: date, wall: time, zone: str) -> int:
    plain = PlainDateTime(day.year, day.month, day.day, wall.hour, wall.minute)
    return plain.assume_tz(zone, disambiguation="compatible").timestamp()


def expected(day: date, pattern: tuple[time, time], zone: str) -> tuple[int, int]:
    start, end = pattern
    ends_on = day if end > start else day + timedelta(days=1)
    return by_the_other_library(day, start, zone), by_the_other_library(ends_on, end, zone)


def proof(zone: str) -> Any:
    return pytest.param(zone, marks=pytest.mark.proof)


# The one whose clock is moved itself always; those that can tell less with the proofs.
@pytest.fixture(params=[proof("UTC"), "America/New_York", proof("Asia/Kathmandu")])
def server_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The machine itself stands in another zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    clock.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    clock.tzset()


def test_there_are_zones_to_ask() -> None:
    assert len(ZONES) > 150


@pytest.mark.usefixtures("server_zone")
def test_hours_are_right_around_every_change_of_every_zone() -> None:
    wrong = []
    for zone, pattern in product(ZONES, PATTERNS.values()):
        rules = tuple(WeeklyRule(day, Shift(*pattern, CLINIC)) for day in range(7))
        hours = Hours(zone, rules)
        for change, near in product(changes(zone), range(-2, 3)):
            day = change + timedelta(days=near)
            start, end = expected(day, pattern, zone)
            around = Span(start - 86_400, max(start, end) + 86_400)
            found = [s for s in hours.spans(Mode.CLINIC, around) if s == (start, end)]
            if len(found) != (start < end):
                wrong.append((zone, pattern, day))
    assert not wrong


@pytest.mark.usefixtures("server_zone")
def test_slots_are_right_around_every_change_of_every_zone() -> None:
    """Every start that lies on the half hour of the wall clock and ends within the hours."""
    wrong = []
    for zone, pattern in product(ZONES, PATTERNS.values()):
        for day in changes(zone):
            only_then = Override(day, (Shift(*pattern, CLINIC),))
            start, end = expected(day, pattern, zone)
            therapist = Therapist("a", Hours(zone, (), (only_then,)))
            within = Span(start - 3600, max(start, end) + 3600)
            wish = Wish(EVERY_HOUR, within, CLINIC)
            practice = Practice(zone, (therapist,))
            found = [o.start for o in open_slots(practice, wish, StraightLine())]
            wanted = [
                at
                for at in range(start, end - 1800 + 1, 300)
                if datetime.fromtimestamp(at, ZoneInfo(zone)).minute % 30 == 0
            ]
            if found != wanted:
                wrong.append((zone, pattern, day))
    assert not wrong


def test_a_night_is_an_hour_longer_in_autumn_and_shorter_in_spring() -> None:
    night = Shift(time(22), time(6), CLINIC)
    hours = Hours("America/New_York", tuple(WeeklyRule(day, night) for day in range(7)))
    lengths = {}
    for day in (date(2026, 3, 7), date(2026, 10, 31), date(2026, 12, 1)):
        noon = seconds(datetime.combine(day, time(17), UTC))
        span = next(iter(hours.spans(Mode.CLINIC, Span(noon + 36_000, noon + 36_300))))
        lengths[day.month] = (span.end - span.start) // 3600
    assert lengths == {3: 7, 10: 9, 12: 8}


def test_an_override_takes_the_place_of_all_that_begins_that_day() -> None:
    rules = tuple(WeeklyRule(day, Shift(time(20), time(4), CLINIC)) for day in range(7))
    late = Override(date(2026, 12, 2), (Shift(time(10), time(11), CLINIC),))
    hours = Hours("UTC", rules, (late, Override(date(2026, 12, 3))))
    start = seconds(datetime(2026, 12, 2, tzinfo=UTC))
    found = [
        (s.starts_at.strftime("%d %H"), s.ends_at.strftime("%d %H"))
        for s in hours.spans(Mode.CLINIC, Span(start, start + 3 * 86_400))
    ]
    assert found == [("01 20", "02 04"), ("02 10", "02 11"), ("04 20", "05 04")]


def test_a_rule_holds_from_its_first_day_to_its_last() -> None:
    shift = Shift(time(9), time(10), CLINIC)
    rules = tuple(WeeklyRule(day, shift, date(2026, 12, 2), date(2026, 12, 3)) for day in range(7))
    start = seconds(datetime(2026, 12, 1, tzinfo=UTC))
    found = Hours("UTC", rules).spans(Mode.CLINIC, Span(start, start + 7 * 86_400))
    assert [span.starts_at.day for span in found] == [2, 3]
