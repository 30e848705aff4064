"""Workers that offer at once: no slot to two people, no two slots to one, never both visits."""

from pathlib import Path

import pytest

from tests.apps.booking.judging import OVERLAPS, WRONG, asked, contend, deadlocks, number

pytestmark = pytest.mark.proof

ROUNDS = 6
KILLS = 16
LATEST = "(SELECT status FROM booking_{0}status s WHERE s.{1}_id = {2} ORDER BY id DESC LIMIT 1)"
WAITS = LATEST.format("waiting", "waiting", "w.id")
VISIT = LATEST.format("visit", "visit", "v.id")
# Of all visits that were offered to one person, at most one is held or promised.
TWO_AT_ONCE = f"""
SELECT COUNT(*) FROM (
  SELECT o.waiting_id FROM booking_offer o JOIN booking_visit v ON v.id = o.visit_id
  WHERE {VISIT} IN ('held', 'confirmed') GROUP BY o.waiting_id HAVING COUNT(*) > 1
) several
"""  # noqa: S608  Nothing here comes from outside.
# Who has taken an offer has that visit and no longer the old one; everybody else has the old one.
ODD = f"""
SELECT COUNT(*) FROM booking_waiting w JOIN booking_visit v ON v.id = w.visit_id
WHERE ({WAITS} = 'taken') <> ({VISIT} = 'cancelled')
"""  # noqa: S608
TAKEN = f"""
SELECT COUNT(*) FROM booking_waiting w WHERE {WAITS} = 'taken' AND 1 <> (
  SELECT COUNT(*) FROM booking_offer o JOIN booking_visit v ON v.id = o.visit_id
  WHERE o.waiting_id = w.id AND {VISIT} = 'confirmed')
"""  # noqa: S608
PROMISED = f"SELECT v.id FROM booking_visit v WHERE {VISIT} = 'confirmed'"  # noqa: S608
TWICE = """
SELECT COUNT(*) FROM (
  SELECT o.waiting_id FROM booking_offer o
  JOIN booking_visit v ON v.id = o.visit_id JOIN booking_course c ON c.id = v.course_id
  GROUP BY o.waiting_id, c.therapist_id, v.starts_at HAVING COUNT(*) > 1
) again
"""

# For one visit, or one person who has none, one place on the list counts.
TWO_PLACES = f"""
SELECT COUNT(*) FROM (
  SELECT w.visit_id, w.name, w.email FROM booking_waiting w WHERE {WAITS} NOT IN ('ended', 'taken')
  GROUP BY w.visit_id, w.name, w.email HAVING COUNT(*) > 1
) several
"""  # noqa: S608


def assert_nothing_crossed(database: str) -> None:
    for query in (OVERLAPS, WRONG, TWO_AT_ONCE, ODD, TAKEN, TWICE):
        assert number(database, query) == 0, query


def test_offers_of_several_workers_never_cross(database: str, tmp_path: Path) -> None:
    result = contend(database, tmp_path, "race", str(ROUNDS), who="wait_contenders")
    done = result["done"]
    assert done["offered"] > 0
    assert done["taken"] > 0
    assert_nothing_crossed(database)
    assert asked(database, "SELECT COUNT(*) FROM booking_offer")[0][0] >= done["taken"]
    assert deadlocks(database) == 0


def test_a_kill_leaves_nobody_with_two_visits_or_none(database: str, tmp_path: Path) -> None:
    """Workers that offer, and people's answers, cut off at any moment."""
    result = contend(database, tmp_path, "killed", str(KILLS), who="wait_contenders")
    assert result["confirmed"] > 0
    assert number(database, "SELECT COUNT(*) FROM booking_offer") > 0
    assert_nothing_crossed(database)
    # What was told to be taken is promised.
    promised = {str(id).replace("-", "") for (id,) in asked(database, PROMISED)}
    assert {visit.replace("-", "") for visit in result["standing"]} <= promised


def test_of_those_who_join_at_once_for_one_visit_one_place_counts(
    database: str, tmp_path: Path
) -> None:
    result = contend(database, tmp_path, "join", "2", who="wait_contenders")
    assert result["done"]["joined"] == 96
    assert number(database, TWO_PLACES) == 0
    assert deadlocks(database) == 0
