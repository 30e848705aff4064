"""A worker that is killed while it pushes loses no push, and what goes twice shows once."""

from collections import Counter
from pathlib import Path

import pytest

from tests.apps.booking.judging import number
from tests.ops.terminal import python
from tests.ops.test_worker_killed import CHEAT, ENDED, GO, REAL, WORK, Workers, until
from tests.pushed import Phone, Service, service

pytestmark = pytest.mark.proof

PUSHES = 8
FILL = (
    REAL
    + """
import sys
from dataclasses import replace
from django.conf import settings
from django.utils import timezone
from easeback.apps.notifications.actions import enqueue, keep_destination
from easeback.apps.notifications.facts import Message, Way
from easeback.domain.vocabulary import Language
settings.PUSH_TO_LOOPBACK = True
at = timezone.now()
for count in range(int(sys.argv[1])):
    to = keep_destination(Way.PUSH, sys.argv[2], at=at)
    said = "Hi\\nhttps://relief.example/check/1"
    made = Message(f"k{count}", "told", str(to), Language.ENGLISH, "Harbor", said, "visit:1")
    enqueue(replace(made, way=Way.PUSH), due_at=at, at=at)
"""
)
LOOPBACK = """
from django.conf import settings
settings.PUSH_TO_LOOPBACK = True
"""


def killed_twice(here: Service, script: str, data: Path, database: str) -> None:
    """Kills the worker before its second push was taken, and after its fourth was."""
    to = Phone().subscription(here.endpoint())
    more = {"EASEBACK_DATABASE": database}
    done = python("-c", FILL, str(PUSHES), to, data=data, **more)
    assert done.returncode == 0, done.stderr

    def before(push: int) -> bool:
        if push == 2:
            workers.kill()
        return push == 2

    here.before = before
    here.after = lambda push: workers.kill() if push == 4 else None
    workers = Workers(script, data, **more)
    try:
        assert until(lambda: workers.kills == 2 and number(database, ENDED) == PUSHES)
    finally:
        workers.leave(workers.running)


def test_every_push_arrives_and_what_goes_twice_bears_one_topic(
    database: str, tmp_path: Path
) -> None:
    with service() as here:
        killed_twice(here, WORK + LOOPBACK + GO, tmp_path, database)
        times = Counter(push.headers["topic"] for push in here.taken)
    assert sorted(times.values()) == [1] * (PUSHES - 1) + [2]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_worker_that_writes_first_and_pushes_after_is_caught_by_this_proof(
    database: str, tmp_path: Path
) -> None:
    with service() as here:
        killed_twice(here, WORK + LOOPBACK + CHEAT + GO, tmp_path, database)
        assert len({push.headers["topic"] for push in here.taken}) < PUSHES
