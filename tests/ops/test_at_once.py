"""What one person, or somebody who tries codes, does at the same moment: nothing slips between."""

import json
from pathlib import Path

import pytest

from tests.conftest import SLOW_KINDS
from tests.ops.racing import OPEN
from tests.ops.terminal import python

THREADS = """
import json, sys, threading, time
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from django.db import connection, transaction
from easeback.domain.vocabulary import Language

how, faults = sys.argv[1], []

def at_once(*deeds):
    start = threading.Barrier(len(deeds))
    def doing(deed):
        start.wait()
        try:
            deed()
        except Exception as error:
            faults.append(type(error).__name__)
        finally:
            connection.close()
    threads = [threading.Thread(target=doing, args=(deed,)) for deed in deeds]
    for thread in threads: thread.start()
    for thread in threads: thread.join()

def somebody():
    from easeback.apps.accounts.devices import open_account
    given = {"language": Language.ENGLISH, "zone": "UTC", "at": datetime.now(UTC)}
    return open_account(opened_by=uuid4(), **given)
"""
STOPPED = (
    OPEN
    + THREADS
    + """
from easeback.apps.notifications.facts import Message, Way
from easeback.apps.notifications.models import OutboxMessage
from easeback.apps.selfcare import following
if how == "cheating":
    following.lock_account = lambda account: None
seen = following.place_in
def slowly(row):
    time.sleep(0.01)
    return seen(row)
following.place_in = slowly

def words(check_in):
    key = following.about(check_in.id)
    said = Message(key, "check-in", check_in.email, Language.ENGLISH, "s", "b", key)
    yield said, check_in.due_at

asked = 0
for _ in range(40):
    account, at = somebody().account, datetime.now(UTC)
    told = following.Reported(pain=8, is_first=False, zone="UTC", language="en")
    follow_up = following.begin(account, told, opened_by=uuid4(), at=at)
    def ask(email):
        following.ask_by(follow_up, Way.MAIL, email, site="https://a", words=words, at=at)
    ask("a@example.org")
    at_once(lambda: ask("b@example.org"), lambda: following.stop(account, follow_up, at=at))
    abouts = [following.about(id) for id in following.asked_of(account)]
    asked += OutboxMessage.objects.filter(about__in=abouts, ending=None).exists()
print(json.dumps([asked, sorted(set(faults))]))
"""
)
CODES = (
    OPEN
    + THREADS
    + """
from easeback.apps.accounts import codes
from easeback.apps.accounts.emails import make_code
from easeback.apps.accounts.models import EmailCode
if how == "cheating":
    codes.one_at_a_time = lambda what: None
account = somebody().account
def order():
    with transaction.atomic():
        make_code("a@example.org", account=account, at=datetime.now(UTC))
for _ in range(3):
    at_once(*[order] * 10)
print(json.dumps([EmailCode.objects.count(), sorted(set(faults))]))
"""
)


def raced(script: str, how: str, database: str, data: Path) -> tuple[int, list[str]]:
    done = python("-c", script, how, data=data, EASEBACK_DATABASE=database)
    assert done.returncode == 0, done.stderr
    count, faults = json.loads(done.stdout)
    return count, faults


@pytest.mark.parametrize("database", SLOW_KINDS, indirect=True)
def test_after_stop_nobody_is_asked_and_nobody_waits_for_another(
    database: str, tmp_path: Path
) -> None:
    assert raced(STOPPED, "honest", database, tmp_path) == (0, [])


def test_one_address_gets_five_codes_however_many_ask(database: str, tmp_path: Path) -> None:
    assert raced(CODES, "honest", database, tmp_path) == (5, ["TooManyCodes"])


@pytest.mark.proof
@pytest.mark.postgres
def test_without_the_locks_both_are_noticed(tmp_path: Path, empty_database: str) -> None:
    if not empty_database.startswith("postgres"):
        pytest.skip("On SQLite writers wait for each other from the beginning.")
    asked, faults = raced(STOPPED, "cheating", empty_database, tmp_path)
    assert asked or faults
    assert raced(CODES, "cheating", empty_database, tmp_path)[0] > 5
