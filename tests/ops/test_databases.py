"""The house stands on either database, and a race has one winner, with real processes."""

import subprocess
import sys
from pathlib import Path

from tests.ops.terminal import easeback, environment, python

OPEN = "from easeback.ops.tables import open_tables; open_tables()\n"
ISSUE = (
    OPEN
    + """
from django.utils import timezone
from easeback.apps.accounts.actions import appoint_owner, issue_sign_in_link
print(issue_sign_in_link(appoint_owner(), at=timezone.now()))
"""
)
REDEEM = (
    OPEN
    + """
import sys
from django.utils import timezone
from easeback.apps.accounts.actions import LinkRefused, redeem_sign_in_link
token = sys.argv[1]
print("ready", flush=True)
sys.stdin.readline()
try:
    redeem_sign_in_link(token, at=timezone.now())
    print("in")
except LinkRefused:
    print("refused")
"""
)


def test_the_demonstration_is_set_up_once(database: str, tmp_path: Path) -> None:
    said = [easeback("demo", data=tmp_path, EASEBACK_DATABASE=database) for _ in range(2)]
    assert [done.returncode for done in said] == [0, 0], said[0].stderr
    assert "is set up" in said[0].stdout
    assert "a practice already" in said[1].stdout
    asked = python(
        "-c",
        OPEN + "from easeback.apps.practice import queries\n"
        "print(queries.practice().is_demo, len(queries.therapists()))",
        data=tmp_path,
        EASEBACK_DATABASE=database,
    )
    assert asked.stdout.split() == ["True", "3"], asked.stderr


def test_of_many_uses_of_a_link_at_once_one_gets_in(database: str, tmp_path: Path) -> None:
    token = python("-c", ISSUE, data=tmp_path, EASEBACK_DATABASE=database).stdout.strip()
    assert token
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", REDEEM, token],
            env=environment(tmp_path, EASEBACK_DATABASE=database),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for racer in racers:
        assert racer.stdout
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin
        racer.stdin.write("go\n")
        racer.stdin.flush()
    results = sorted(racer.communicate(timeout=60)[0].strip() for racer in racers)
    assert results == ["in", "refused", "refused", "refused"]
