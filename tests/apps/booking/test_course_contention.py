"""Of two courses that overlap one is booked whole, and the other not at all: real processes."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.apps.booking.contenders import PROCESSES
from tests.apps.booking.course_contenders import VISITS
from tests.apps.booking.judging import OVERLAPS, asked, contend, deadlocks, number

pytestmark = pytest.mark.proof

ATTEMPTS = 80
KILLS = 12
ANSWERS = "SELECT answer FROM booking_write"
FOLLOW_UPS = """
SELECT v.id, COUNT(s.id) FROM booking_visit v
LEFT JOIN booking_visitstatus s ON s.visit_id = v.id AND s.status = 'confirmed'
WHERE v.service_id = 'follow-up' GROUP BY v.id
"""


def plain(id: Any) -> str:
    return str(id).replace("-", "")


def booked_courses(database: str) -> list[set[str]]:
    """The visits of each course that was booked, by what the writes answered."""
    answers = [row[0] for row in asked(database, ANSWERS)]
    read = [json.loads(answer) if isinstance(answer, str) else answer for answer in answers]
    return [set(map(plain, answer["visits"])) for answer in read if "visits" in answer]


def assert_no_half_course(database: str) -> None:
    courses = booked_courses(database)
    assert {len(course) for course in courses} == {VISITS}
    rows = {plain(id): confirmed for id, confirmed in asked(database, FOLLOW_UPS)}
    assert set(rows) == set.union(*courses)
    assert set(rows.values()) == {1}
    assert number(database, OVERLAPS) == 0


def test_overlapping_courses_are_booked_whole_or_not_at_all(database: str, tmp_path: Path) -> None:
    done = contend(database, tmp_path, "race", str(ATTEMPTS), who="course_contenders")["done"]
    assert done["booked"] > 0
    assert done["refused"] > 0
    assert len(booked_courses(database)) == done["booked"]
    assert_no_half_course(database)
    assert deadlocks(database) == 0


def test_a_kill_leaves_no_half_course(database: str, tmp_path: Path) -> None:
    result = contend(database, tmp_path, "killed", str(KILLS), who="course_contenders")
    assert result["confirmed"] > 0
    kept = set.union(*booked_courses(database))
    assert {plain(visit) for visit in result["standing"]} <= kept
    assert_no_half_course(database)


def test_of_two_tabs_that_book_at_once_one_books_the_course(database: str, tmp_path: Path) -> None:
    done = contend(database, tmp_path, "tabs", "3", who="course_contenders")["done"]
    assert done["booked"] == PROCESSES
    assert done["refused"] == 2 * PROCESSES
    assert {len(course) for course in booked_courses(database)} == {2}
