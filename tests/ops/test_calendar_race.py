"""Workers at the same foreign calendars: each is read by one, and a worker who cheats is caught."""

from collections import Counter
from pathlib import Path

import pytest

from tests.ops.racing import OPEN, race
from tests.ops.terminal import python

pytestmark = pytest.mark.proof

CALENDARS, WORKERS = 12, 4
FILL = (
    OPEN
    + f"""
from datetime import datetime, timezone
from easeback.apps.accounts.actions import appoint_owner
from easeback.apps.booking import foreign
from easeback.apps.booking.models import TherapistTime
from easeback.ops.demo import load_demo
load_demo()
therapist, owner = TherapistTime.objects.first().pk, appoint_owner()
for n in range({CALENDARS}):
    foreign.add_calendar(
        therapist, f"https://x.example/{{n}}", key=str(n), by=owner, at=datetime.now(timezone.utc)
    )
"""
)
WORK = """
import os, sys, time
from datetime import timedelta
from django.utils import timezone
from easeback.apps.booking import reading
from easeback.apps.booking.foreign import address_of
log = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
class Slow:
    def fetch(self, address, known):
        time.sleep(0.02)
        os.write(log, f"{address}\\n".encode())
        return b"", reading.Tags()
    def spans(self, file, *, between, zone, but_not):
        starts = between[0] + timedelta(days=2)
        return [(starts, starts + timedelta(hours=1))]
def honest():
    return reading.read_calendars(Slow(), at=timezone.now())
def cheating():  # Looks, fetches, and writes down afterwards.
    rows = list(reading._due(timezone.now()).select_related("therapist"))
    for row in rows:
        Slow().fetch(address_of(row), None)
    return len(rows)
print("ready", flush=True)
sys.stdin.readline()
print({"honest": honest, "cheating": cheating}[sys.argv[2]]())
"""
COUNT = (
    OPEN
    + """
from easeback.apps.booking.models import Blocked, CalendarOutcome
print(Blocked.objects.count(), CalendarOutcome.objects.filter(what="read").count())
"""
)


def raced(database: str, data: Path, how: str) -> tuple[Counter[str], list[str]]:
    """How often each calendar was fetched, and how many each worker says it read."""
    filled = python("-c", FILL, data=data, EASEBACK_DATABASE=database)
    assert filled.returncode == 0, filled.stderr
    log = data / "fetched.txt"
    said = race(WORK, str(log), how, racers=WORKERS, data=data, EASEBACK_DATABASE=database)
    return Counter(log.read_text().splitlines()), said


def test_each_calendar_is_read_once_by_one_worker(database: str, tmp_path: Path) -> None:
    fetched, said = raced(database, tmp_path, "honest")
    assert set(fetched.values()) == {1}
    assert len(fetched) == CALENDARS == sum(map(int, said))
    counted = python("-c", COUNT, data=tmp_path, EASEBACK_DATABASE=database)
    assert counted.stdout.split() == [str(CALENDARS)] * 2, counted.stderr


def test_workers_that_claim_nothing_are_caught_by_this_proof(database: str, tmp_path: Path) -> None:
    fetched, _ = raced(database, tmp_path, "cheating")
    assert len(fetched) == CALENDARS
    assert max(fetched.values()) > 1


MAKE = """
import sys
from uuid import uuid4
from django.utils import timezone
from easeback.apps.accounts.actions import appoint_owner
from easeback.apps.booking import feeds
from easeback.apps.booking.facts import Flavor
from easeback.apps.booking.models import TherapistTime
therapist, owner = TherapistTime.objects.first().pk, appoint_owner()
print("ready", flush=True)
key = sys.stdin.readline() and sys.argv[1]
for n in range(5):
    own = f"{key}{n}" if key == "same" else str(uuid4())
    print(feeds.make_address(therapist, Flavor.FULL, key=own, by=owner, at=timezone.now()))
"""
GOOD = (
    OPEN
    + """
from django.utils import timezone
from easeback.apps.booking.feeds import feed_of
import sys
print(sum(feed_of(token, at=timezone.now()) is not None for token in sys.argv[1:]))
"""
)


@pytest.mark.parametrize(("key", "made"), [("same", 5), ("own", 20)])
def test_however_many_make_an_address_at_once_one_is_good(
    database: str, tmp_path: Path, key: str, made: int
) -> None:
    filled = python("-c", FILL, data=tmp_path, EASEBACK_DATABASE=database)
    assert filled.returncode == 0, filled.stderr
    said = race(MAKE, key, racers=WORKERS, data=tmp_path, EASEBACK_DATABASE=database)
    tokens = [token for lines in said for token in lines.split()]
    assert len(set(tokens)) == len(tokens) == made
    good = python("-c", GOOD, *tokens, data=tmp_path, EASEBACK_DATABASE=database)
    assert good.stdout.split() == ["1"], good.stderr
