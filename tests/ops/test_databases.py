"""The house stands on either database, and a race has one winner, with real processes."""

from pathlib import Path

import pytest

from tests.conftest import SLOW_KINDS
from tests.ops.racing import OPEN, race
from tests.ops.terminal import easeback, python

ISSUE = (
    OPEN
    + """
from django.utils import timezone
from easeback.apps.accounts.actions import appoint_owner, issue_sign_in_link
print(issue_sign_in_link(appoint_owner(), at=timezone.now()))
"""
)
AGAIN = (
    OPEN
    + """
from django.contrib.auth.models import Permission
from django.core.management import call_command
from easeback.apps.booking import guard
from easeback.ops.tables import is_newest
guard.take_down()
Permission.objects.all().delete()
open_tables()
print(guard.stands(), Permission.objects.filter(codename="change_visit").exists())
call_command("migrate", "accounts", "0001", verbosity=0)
print(is_newest())
open_tables()
print(is_newest())
"""
)
REDEEM = """
import sys
from django.utils import timezone
from easeback.apps.accounts.actions import LinkRefused, redeem_sign_in_link
print("ready", flush=True)
sys.stdin.readline()
try:
    redeem_sign_in_link(sys.argv[1], at=timezone.now())
    print("in")
except LinkRefused:
    print("refused")
"""


def test_the_demonstration_is_set_up_once(empty_database: str, tmp_path: Path) -> None:
    said = [easeback("demo", data=tmp_path, EASEBACK_DATABASE=empty_database) for _ in range(2)]
    assert [done.returncode for done in said] == [0, 0], said[0].stderr
    assert "is set up" in said[0].stdout
    assert "a practice already" in said[1].stdout
    asked = python(
        "-c",
        OPEN + "from easeback.apps.practice import queries\n"
        "print(queries.practice().is_demo, len(queries.therapists()))",
        data=tmp_path,
        EASEBACK_DATABASE=empty_database,
    )
    assert asked.stdout.split() == ["True", "3"], asked.stderr


@pytest.mark.parametrize("database", SLOW_KINDS, indirect=True)
def test_a_start_with_nothing_to_migrate_mends_what_is_missing_and_one_that_is_behind_migrates(
    database: str, tmp_path: Path
) -> None:
    said = python("-c", AGAIN, data=tmp_path, EASEBACK_DATABASE=database)
    assert said.stdout.split() == ["True", "True", "False", "True"], said.stderr


def test_of_many_uses_of_a_link_at_once_one_gets_in(database: str, tmp_path: Path) -> None:
    token = python("-c", ISSUE, data=tmp_path, EASEBACK_DATABASE=database).stdout.strip()
    assert token
    said = race(REDEEM, token, racers=4, data=tmp_path, EASEBACK_DATABASE=database)
    assert sorted(said) == ["in", "refused", "refused", "refused"]
