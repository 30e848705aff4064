"""Due work is done, a piece that fails holds up no other, and its failure names no person."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from easeback.apps.accounts.presence import IDLE
from easeback.apps.notifications import queries
from easeback.apps.notifications.actions import enqueue
from easeback.apps.practice.actions import open_practice
from easeback.apps.practice.facts import PracticeFacts
from easeback.ops.due import Due, all_due, run_due
from easeback.ops.ticking import KEPT, ask_for_tick, forget_ticks, tick
from tests import cast
from tests.apps.letters import message
from tests.ops.terminal import easeback

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def fail(at: datetime) -> None:
    who = message().recipient
    raise RuntimeError(who)


@pytest.mark.django_db
def test_a_piece_that_fails_holds_up_no_other(caplog: pytest.LogCaptureFixture) -> None:
    done: list[datetime] = []
    pieces = [Due("first", fail), Due("second", done.append), Due("third", fail)]
    with caplog.at_level(logging.DEBUG):
        assert run_due(pieces, at=NOW) == ("first", "third")
    assert done == [NOW]
    assert "'first': builtins.RuntimeError" in caplog.text
    assert "in fail" in caplog.text
    assert "ana@" not in caplog.text


@pytest.mark.django_db
def test_a_round_sends_the_mail_of_the_demonstration_to_its_page() -> None:
    open_practice(PracticeFacts(name="Harbor", phone="1-555-555-0142", is_demo=True), [])
    id = enqueue(message(), due_at=NOW, at=NOW)
    assert tick.call() == []
    assert [mail.id for mail in queries.on_the_page()] == [id]


@pytest.mark.django_db
def test_mail_waits_where_there_is_no_way_out() -> None:
    open_practice(PracticeFacts(name="Harbor", phone="1-555-555-0142"), [])
    enqueue(message(), due_at=NOW, at=NOW)
    assert run_due(all_due(), at=NOW) == ()
    assert queries.waiting(NOW) == 1


@pytest.mark.django_db
def test_one_round_waits_at_most() -> None:
    for _ in range(3):
        ask_for_tick()
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db
def test_old_rounds_are_forgotten_those_of_killed_workers_too() -> None:
    ask_for_tick()
    DBTaskResult.objects.update(status="RUNNING")
    assert forget_ticks(at=timezone.now()) == 0
    assert forget_ticks(at=timezone.now() + KEPT + timedelta(minutes=1)) == 1


@pytest.mark.django_db
def test_sessions_that_are_over_are_forgotten_and_no_other(client: Client) -> None:
    clara = cast.signed_in(client, cast.clara())
    cast.signed_in(Client(), clara)
    ends = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    Session.objects.exclude(pk=client.session.session_key).update(expire_date=ends - IDLE)
    assert run_due(all_due(), at=ends - timedelta(minutes=1)) == ()
    assert [each.pk for each in Session.objects.all()] == [client.session.session_key]


def test_a_timer_of_the_system_can_do_it(empty_database: str, tmp_path: Path) -> None:
    without_tables = easeback("tick", data=tmp_path, EASEBACK_DATABASE=empty_database)
    assert without_tables.returncode == 1
    assert "forget old ticks: failed" in without_tables.stdout
    assert easeback("demo", data=tmp_path, EASEBACK_DATABASE=empty_database).returncode == 0
    done = easeback("tick", data=tmp_path, EASEBACK_DATABASE=empty_database)
    assert done.returncode == 0, done.stderr
    assert "send mail: done" in done.stdout.splitlines()
