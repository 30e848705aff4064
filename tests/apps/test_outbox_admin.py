"""Staff see what did not arrive, and say when they have seen to it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from easeback.apps.accounts.actions import appoint_owner
from easeback.apps.accounts.models import User
from easeback.apps.notifications import queries
from easeback.apps.notifications.actions import enqueue, send_due
from easeback.apps.notifications.channels import NotDelivered
from easeback.apps.practice.actions import open_practice
from easeback.apps.practice.facts import PracticeFacts
from tests import cast
from tests.apps.letters import NOW, Memory, message

TASKS, MAIL = "/admin/notifications/stafftask/", "/admin/notifications/outboxmessage/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def undelivered() -> None:
    open_practice(PracticeFacts(name="Harbor", phone="1-555-555-0142"), [])
    enqueue(message(), due_at=NOW, at=NOW)
    send_due(at=NOW, send=Memory(NotDelivered("no", for_good=True)))


def reader(client: Client, *rights: str) -> None:
    """Dan, with these rights."""
    dan = cast.dan()
    dan.user_permissions.set(Permission.objects.filter(codename__in=rights))
    cast.signed_in(client, dan)


def done() -> dict[str, str]:
    return {"action": "mark_done", "_selected_action": str(queries.open_tasks()[0].id)}


def test_the_owner_sees_the_task_and_ends_it(client: Client) -> None:
    cast.signed_in(client, User.objects.get(pk=appoint_owner()))
    assert "could not be delivered" in client.get(TASKS).content.decode()
    assert client.post(TASKS, done()).status_code == 302
    assert queries.open_tasks() == ()
    assert "could not be delivered" not in client.get(TASKS).content.decode()
    kept = client.get(f"{TASKS}?done=done").content.decode()
    assert "could not be delivered" in kept
    assert "owner, 20" in kept


def test_who_may_only_read_cannot_end_it(client: Client) -> None:
    reader(client, "view_stafftask")
    assert "could not be delivered" in client.get(TASKS).content.decode()
    client.post(TASKS, done())
    assert len(queries.open_tasks()) == 1


def test_who_has_the_right_ends_it(client: Client) -> None:
    reader(client, "view_stafftask", "add_stafftaskdone")
    client.post(TASKS, done())
    assert queries.open_tasks() == ()


def test_others_see_nothing(client: Client) -> None:
    reader(client)
    assert [client.get(path).status_code for path in (TASKS, MAIL)] == [403, 403]
    client.force_login(cast.eve())
    assert [client.get(path).status_code for path in (TASKS, MAIL)] == [302, 302]


def test_mail_is_read_and_not_changed(client: Client) -> None:
    id = enqueue(message("second"), due_at=NOW, at=NOW)
    enqueue(message("later"), due_at=timezone.now() + timedelta(days=1), at=NOW)
    cast.signed_in(client, User.objects.get(pk=appoint_owner()))
    listed = client.get(MAIL).content.decode()
    assert all(state in listed for state in ("given-up", "waiting", "not due yet"))
    only = client.get(f"{MAIL}?delivery=waiting").content.decode()
    assert str(id) in only
    assert "1 message" in only
    assert client.get(f"{MAIL}{id}/change/").status_code == 200
    assert client.post(f"{MAIL}{id}/change/", {"subject": "x"}).status_code == 403
    assert client.post(f"{MAIL}{id}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{MAIL}add/").status_code == 403


@pytest.mark.parametrize("server", [True, False])
def test_staff_are_told_that_no_mail_server_is_set_up(
    client: Client, settings: Settings, *, server: bool
) -> None:
    settings.MAIL_SERVER = server
    cast.signed_in(client, User.objects.get(pk=appoint_owner()))
    assert ("No mail is sent" in client.get(MAIL).content.decode()) is not server
