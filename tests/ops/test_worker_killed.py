"""A worker that is killed in the middle loses no mail; one that cheats does, and is noticed."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.apps.booking.judging import number
from tests.ops.postbox import Postbox, opened
from tests.ops.racing import OPEN
from tests.ops.terminal import environment, python
from tests.ops.test_outbox_race import FILL
from tests.ops.test_run import fetch, free_port

pytestmark = pytest.mark.proof

MAILS = 8
ENDED = "SELECT COUNT(*) FROM notifications_ending"
REAL = (
    OPEN
    + """
from easeback.apps.practice.actions import open_practice
from easeback.apps.practice.facts import PracticeFacts
open_practice(PracticeFacts(name="Harbor", phone="1-555-555-0142"), [])
"""
)
# A worker as `easeback work` runs it, with less patience, so that this takes seconds.
WORK = """
import sys
from argparse import Namespace
from datetime import timedelta
from easeback.ops import work
from easeback.ops.tables import set_up_django
set_up_django()
from easeback.apps.notifications import sending
sending.LEASE = timedelta(seconds=2)
work.EVERY, work.LOOK = 0.5, 0.1
"""
CHEAT = """
honest = sending._try
def cheating(attempt, send, now):  # Says that it is sent before it is.
    sending._ended(attempt.message, "sent", now())
    return honest(attempt, send, now)
sending._try = cheating
"""
GO = "work.run(Namespace(until_input_ends=True))\n"


in_its_own_file = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Where Easeback looks for its database unless it is told of another."""


def until(what: Callable[[], object], seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return False


class Workers:
    """One worker at a time, killed wherever the postbox says."""

    def __init__(self, script: str, data: Path, **more: str) -> None:
        self.script, self.data, self.more = script, data, more
        self.kills = 0
        self.running = self.start()

    def start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-c", self.script],
            env=environment(self.data, **self.more),
            stdin=subprocess.PIPE,
        )

    def kill(self) -> None:
        os.kill(self.running.pid, signal.SIGKILL)
        self.running.wait()
        self.kills += 1
        self.leave(self.running)
        self.running = self.start()

    @staticmethod
    def leave(worker: "subprocess.Popen[bytes]") -> None:
        assert worker.stdin
        worker.stdin.close()
        worker.wait(20)


def killed_twice(box: Postbox, script: str, data: Path, database: str) -> None:
    """Kills the worker before its second mail has arrived, and after its fourth has."""
    more = {"EASEBACK_DATABASE": database, "EASEBACK_MAIL": f"smtp://127.0.0.1:{box.port}"}
    done = python("-c", REAL + FILL, str(MAILS), data=data, **more)
    assert done.returncode == 0, done.stderr
    box.before = lambda mail: workers.kill() if mail == 2 else None
    box.after = lambda mail: workers.kill() if mail == 4 else None
    workers = Workers(script, data, **more)
    try:
        assert until(lambda: workers.kills == 2 and number(database, ENDED) == MAILS)
        time.sleep(3)  # Whoever would send something again has had the time to.
    finally:
        workers.leave(workers.running)


def test_every_mail_arrives_and_only_the_one_in_flight_twice(database: str, tmp_path: Path) -> None:
    with opened() as box:
        killed_twice(box, WORK + GO, tmp_path, database)
    times = Counter(box.received)
    assert len(times) == MAILS
    assert sorted(times.values()) == [1] * (MAILS - 1) + [2]
    assert times[box.received[2]] == 2, "the third to arrive was the one whose worker died"


@in_its_own_file
def test_a_worker_that_writes_first_and_sends_after_is_caught_by_this_proof(
    database: str, tmp_path: Path
) -> None:
    with opened() as box:
        killed_twice(box, WORK + CHEAT + GO, tmp_path, database)
    assert len(set(box.received)) < MAILS


BESIDE = """
import sys
from easeback.ops.beside import worker_beside
with worker_beside():
    sys.stdin.readline()
"""


@contextmanager
def started(data: Path) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """A process that keeps a worker beside it, and the worker's id."""
    with subprocess.Popen(
        [sys.executable, "-c", BESIDE], env=environment(data), stdin=subprocess.PIPE
    ) as starter:
        assert until(lambda: children(starter.pid))
        (worker,) = children(starter.pid)
        assert until(lambda: b"work" in command(worker))
        yield starter, worker


@in_its_own_file
@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("how", ["ends", "is killed"])
def test_a_worker_ends_with_whoever_started_it(tmp_path: Path, how: str) -> None:
    with started(tmp_path) as (starter, worker):
        if how == "is killed":
            starter.kill()
        else:
            starter.communicate(b"\n", timeout=30)
        assert until(lambda: not command(worker))


@in_its_own_file
@pytest.mark.usefixtures("database")
def test_a_worker_that_is_killed_is_started_again(tmp_path: Path) -> None:
    with started(tmp_path) as (starter, first):
        os.kill(first, signal.SIGKILL)
        assert until(lambda: set(children(starter.pid)) - {first})
        starter.communicate(b"\n", timeout=30)


@in_its_own_file
@pytest.mark.usefixtures("database")
def test_a_served_practice_has_a_worker_and_takes_it_along(tmp_path: Path) -> None:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "easeback", "run", "--port", str(port)],
        env=environment(tmp_path),
        stdout=subprocess.DEVNULL,
    ) as server:

        def workers() -> list[int]:
            return [pid for pid in children(server.pid) if b"\0work\0" in command(pid)]

        assert until(workers)
        (worker,) = workers()
        # The server itself must be listening for signals.
        assert until(lambda: answers(port))
        server.terminate()
        assert server.wait(30) == 0
    assert until(lambda: not command(worker), seconds=5)


def answers(port: int) -> bool:
    try:
        return fetch(port, "/")[0] == 200
    except OSError:
        return False


def children(pid: int) -> list[int]:
    """The processes that this one started, as Linux tells them."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found.append(int(entry.parent.name))
    return found


def command(pid: int) -> bytes:
    """The command line; empty once it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
