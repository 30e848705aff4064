"""Starts the contenders, and looks at what they left behind: by other drivers, none of our code.

The one thing of ours is how long a way takes.
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any

import psycopg

from easeback.domain.booking import Place, StraightLine
from tests.ops.terminal import ROOT, environment

OVERLAPS = """
SELECT COUNT(*) FROM booking_claim a JOIN booking_claim b
ON a.resource_id = b.resource_id AND a.id < b.id AND a.starts < b.ends AND b.starts < a.ends
"""
LATEST = (
    "(SELECT status FROM booking_visitstatus s WHERE s.visit_id = v.id ORDER BY id DESC LIMIT 1)"
)
# A visit takes its therapist, its patient once it is promised, and a room at the clinic.
WRONG = f"""
SELECT COUNT(*) FROM booking_visit v
WHERE (SELECT COUNT(DISTINCT c.resource_id) FROM booking_claim c WHERE c.visit_id = v.id) <>
  CASE {LATEST}
    WHEN 'held' THEN
      (SELECT CASE WHEN k.patient_id IS NULL THEN 1 ELSE 2 END
       FROM booking_course k WHERE k.id = v.course_id) +
      CASE v.mode WHEN 'clinic' THEN 1 ELSE 0 END
    WHEN 'confirmed' THEN CASE v.mode WHEN 'clinic' THEN 3 ELSE 2 END
    WHEN 'moved' THEN CASE v.mode WHEN 'clinic' THEN 3 ELSE 2 END
    ELSE 0
  END
"""  # noqa: S608  Nothing here comes from outside.
# The fixed world has one speed and one clinic; a way is the straight line, longer, at that speed.
CLINIC = Place(40.7, -74.05)
BASES = "SELECT resource_id, schedule FROM booking_therapisttime"
STOPS = """
SELECT resource_id, starts, ends, latitude, longitude FROM booking_claim
WHERE kind = 'visit' AND resource_id IN (SELECT resource_id FROM booking_therapisttime)
ORDER BY resource_id, starts
"""
TAKEN_AGAIN = """
SELECT COUNT(*) FROM booking_visitstatus one JOIN booking_visitstatus later
ON later.visit_id = one.visit_id AND later.id > one.id
WHERE one.status IN ('cancelled', 'late-cancel') AND later.status <> one.status
"""
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
HELD = f"SELECT COUNT(*) FROM booking_visit v WHERE {LATEST} = 'held'"  # noqa: S608
STANDING = f"SELECT v.id, {LATEST} FROM booking_visit v"  # noqa: S608


def contend(database: str, data: Path, *words: str, who: str = "contenders") -> dict[str, Any]:
    more = {
        "EASEBACK_DATABASE": database,
        # A way out for mail, which nobody asks to send any.
        "EASEBACK_MAIL": "smtp://127.0.0.1:9",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-m", f"tests.apps.booking.{who}", *words],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=3000,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def asked(database: str, query: str) -> list[tuple[Any, ...]]:
    """The rows, by a driver of our own and none of our code."""
    if database.startswith("sqlite"):
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as file:
            return file.execute(query).fetchall()
    with psycopg.connect(database) as server:
        return server.execute(query.encode()).fetchall()


def number(database: str, query: str) -> int:
    return int(asked(database, query)[0][0])


def deadlocks(database: str) -> int:
    """How often two writers waited for each other. SQLite has one at a time."""
    return 0 if database.startswith("sqlite") else number(database, DEADLOCKS)


def late_ways(database: str) -> int:
    """How often a therapist could not get to the next place in time.

    What has no place is at the clinic or at the therapist's base: it is as where it does the least
    harm, but at one of the two from its start to its end.
    """
    bases, late = _bases(database), 0
    for therapist, stops in groupby(asked(database, STOPS), key=lambda row: row[0]):
        missed: dict[Place, int] = {}
        ended = 0
        for _, starts, ends, latitude, longitude in stops:
            known = [Place(latitude, longitude)] if latitude is not None else []
            missed = {
                place: min(
                    (
                        so_far + (ended + StraightLine().minutes(before, place) * 60 > starts)
                        for before, so_far in missed.items()
                    ),
                    default=0,
                )
                for place in known or {CLINIC, bases[therapist]}
            }
            ended = ends
        late += min(missed.values())
    return late


def _bases(database: str) -> dict[int, Place]:
    """Where each therapist's home visits begin."""
    found = {}
    for therapist, schedule in asked(database, BASES):
        told = json.loads(schedule) if isinstance(schedule, str) else schedule
        point = told["home_point"]
        found[therapist] = Place(point["latitude"], point["longitude"]) if point else CLINIC
    return found


def lost(database: str, promised: Iterable[str]) -> list[str]:
    """Which of the visits that were promised do not stand."""
    standing = {str(id).replace("-", ""): status for id, status in asked(database, STANDING)}
    promises = (visit.replace("-", "") for visit in promised)
    return [visit for visit in promises if standing.get(visit) not in {"confirmed", "moved"}]
