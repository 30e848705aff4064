"""Nothing is taken twice, no promise is lost, no free slot refused: real processes, both databases.

`--contended` sets the number of attempts on each database.
"""

from pathlib import Path

import pytest

from tests.apps.booking.contenders import PROCESSES
from tests.apps.booking.judging import (
    HELD,
    OVERLAPS,
    TAKEN_AGAIN,
    WRONG,
    contend,
    deadlocks,
    late_ways,
    lost,
    number,
)

KILLS = 100


@pytest.mark.proof
def test_contended_attempts_leave_no_overlap(database: str, tmp_path: Path, contended: int) -> None:
    result = contend(database, tmp_path, "race", str(contended))
    done = result["done"]
    assert sum(done.values()) == contended // PROCESSES * PROCESSES
    assert lost(database, result["standing"]) == []
    assert all(done[what] for what in ("held", "confirmed", "moved", "cancelled", "refused"))
    assert number(database, OVERLAPS) == 0
    assert number(database, WRONG) == 0
    assert late_ways(database) == 0
    assert deadlocks(database) == 0


def test_the_guard_alone_stops_those_who_look_before_they_write(
    database: str, tmp_path: Path
) -> None:
    result = contend(database, tmp_path, "race", "800", "naive")
    assert result["done"]["confirmed"]
    assert number(database, OVERLAPS) == 0


def test_without_the_guard_the_same_writers_take_slots_twice(database: str, tmp_path: Path) -> None:
    """The negative control: the test above can fail."""
    contend(database, tmp_path, "race", "800", "naive", "unguarded")
    assert number(database, OVERLAPS) > 0


def test_of_all_who_want_a_free_slot_one_gets_it(database: str, tmp_path: Path) -> None:
    done = contend(database, tmp_path, "each")["done"]
    assert done == {"confirmed": 24, "refused": 7 * 24}


@pytest.mark.proof
def test_a_kill_loses_no_promise_and_leaves_nothing_half(database: str, tmp_path: Path) -> None:
    result = contend(database, tmp_path, "killed", str(KILLS))
    assert result["confirmed"] > 0
    assert result["standing"]
    assert lost(database, result["standing"]) == []
    assert number(database, OVERLAPS) == 0
    assert number(database, WRONG) == 0


def test_of_time_off_and_a_booking_at_one_moment_one_happens(database: str, tmp_path: Path) -> None:
    """Time off that nobody answered for never lies over a visit, whichever came first."""
    rounds = 90
    won: dict[int, list[int]] = {turn: [] for turn in range(rounds)}
    for turn, who in contend(database, tmp_path, "changed", str(rounds), who="pairs")["won"]:
        won[turn].append(who)
    assert {len(winners) for winners in won.values()} == {1}
    assert {winners[0] for winners in won.values()} == {0, 1}


def test_of_a_cancel_and_a_move_at_one_moment_the_cancel_stays(
    database: str, tmp_path: Path
) -> None:
    """Whichever comes first: a visit that was given back is never taken again by its own move."""
    rounds = 30
    won = contend(database, tmp_path, "crossed", str(rounds), who="pairs")["won"]
    assert sorted(turn for turn, who in won if who == 0) == list(range(rounds))
    assert 0 < sum(who for _, who in won) < rounds
    assert number(database, TAKEN_AGAIN) == 0
    assert number(database, WRONG) == 0


def test_people_who_change_to_each_others_therapist_at_one_moment_do_not_wait_for_each_other(
    database: str, tmp_path: Path
) -> None:
    rounds = 54
    won = contend(database, tmp_path, "swapped", str(rounds), who="pairs")["won"]
    assert len(won) == 2 * rounds
    # What each had held before was let go.
    assert number(database, HELD) == 2 * rounds
    assert deadlocks(database) == 0
