"""What is listed beside a peer is what is free by looking, and one of a race gets the slot."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.calendars import calendars, free_starts
from benchmarks.peer_slots import ours

MONDAY = date(2027, 4, 5)


def test_busy_times_are_the_same_every_time_and_what_is_left_is_free() -> None:
    given = calendars(2, 7, MONDAY)
    assert given == calendars(2, 7, MONDAY)
    free = free_starts(given)
    assert len(free) + sum(map(len, given["busy"])) == 2 * 5 * 16
    assert not {f"0 {busy}" for busy in given["busy"][0]} & set(free)


def test_easeback_lists_what_is_free_and_gives_a_slot_once(tmp_path: Path) -> None:
    today = datetime.now(UTC).date()
    given = calendars(3, 7, today + timedelta(days=7 - today.weekday()))
    free = free_starts(given)
    ask = ours(tmp_path)
    listed = ask({**given, "ask": "list"})
    assert sorted(listed["starts"]) == sorted(free)
    assert listed["queries"] <= 3
    raced = ask({**given, "ask": "race", "people": 3, "slot": free[0]})
    assert (raced["kept"], raced["told"], raced["answered"]) == (1, 1, 3)
