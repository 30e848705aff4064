"""The demonstration's mail is on a page; a real practice's mail is on none."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection, transaction
from django.test import Client

from easeback.apps.notifications.actions import (
    enqueue,
    keep_destination,
    send_due,
    send_waiting,
)
from easeback.apps.notifications.facts import Way
from easeback.apps.practice.actions import open_practice
from easeback.apps.practice.facts import PracticeFacts
from easeback.apps.practice.models import Practice
from tests.apps.letters import INVITE, NOW, PLAN, Memory, message
from tests.pushed import Phone

DEMO = PracticeFacts(name="Harbor", phone="1-555-555-0142", zone="America/Denver", is_demo=True)
LIST = "/demo/outbox"
pytestmark = pytest.mark.django_db


def delivered(*keys: str) -> list[str]:
    """The paths of these mails, delivered a minute apart."""
    paths = []
    for minute, key in enumerate(keys):
        at = NOW + timedelta(minutes=minute)
        letter = message(key, subject=f"Cita {key}", attachments=(INVITE, PLAN))
        paths.append(f"{LIST}/{enqueue(letter, due_at=at, at=at)}")
        send_waiting(at=at)
    return paths


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.parametrize("before", ["", "/es"])
def test_the_newest_stands_first_and_the_page_says_what_it_is(client: Client, before: str) -> None:
    open_practice(DEMO, [])
    paths = delivered("one", "two")
    page = read(client, before + LIST)
    assert -1 < page.index(f"{before}{paths[1]}") < page.index(f"{before}{paths[0]}")
    assert ("Esto es una demostración" if before else "This is the demonstration") in page


def test_a_mail_is_read_with_its_files(client: Client) -> None:
    open_practice(DEMO, [])
    (path,) = delivered("one")
    page = read(client, path)
    assert '<h1 lang="es">Cita one</h1>' in page
    assert "Le esperamos el lunes." in page
    assert "March 2, 2026, 1:30 a.m." in page
    for place, file in enumerate((INVITE, PLAN)):
        assert f"{path}/{place}" in page
        got = client.get(f"{path}/{place}")
        assert got.content == file.content
        assert got["Content-Type"] == file.media_type
        assert got["Content-Disposition"] == f'attachment; filename="{file.name}"'
    assert client.get(f"{path}/2").status_code == 404


def test_words_of_a_mail_are_never_markup(client: Client) -> None:
    open_practice(DEMO, [])
    letter = message(subject="<b>Hi", body="<script>1</script> https://relief.example/v/1")
    path = f"{LIST}/{enqueue(letter, due_at=NOW, at=NOW)}"
    send_waiting(at=NOW)
    page = client.get(path).content.decode()
    assert "<script>1" not in page
    assert "<b>Hi" not in page
    assert '<a href="https://relief.example/v/1"' in page


@pytest.mark.parametrize("way", [Way.PUSH, Way.TEXT])
def test_other_ways_end_on_the_page_too_and_it_names_no_address(client: Client, way: Way) -> None:
    open_practice(DEMO, [])
    place = {Way.PUSH: Phone().subscription("https://push.example/ana"), Way.TEXT: "+19735550199"}
    to = keep_destination(way, place[way], at=NOW)
    letter = message(way=way, recipient=str(to), body="How is it going?\nhttps://relief.example/")
    path = f"{LIST}/{enqueue(letter, due_at=NOW, at=NOW)}"
    assert send_waiting(at=NOW).sent == 1
    named = {Way.PUSH: "Notice on a phone", Way.TEXT: "Text message"}[way]
    for page in (read(client, LIST), read(client, path)):
        assert named in page
        assert not any(secret in page for secret in (str(to), "push.example", "5550199"))


def test_nothing_yet(client: Client) -> None:
    open_practice(DEMO, [])
    assert "No mail so far" in read(client, LIST)


def test_mail_that_left_another_way_is_not_there(client: Client) -> None:
    open_practice(DEMO, [])
    id = enqueue(message(attachments=(INVITE,)), due_at=NOW, at=NOW)
    send_due(at=NOW, send=Memory())
    assert "No mail so far" in read(client, LIST)
    for path in (f"{LIST}/{id}", f"{LIST}/{id}/0"):
        assert client.get(path).status_code == 404


def test_a_real_practice_has_no_such_page(client: Client) -> None:
    open_practice(DEMO, [])
    (path,) = delivered("one")
    practice = Practice.objects.get()
    practice.is_demo = False
    practice.save()
    for gone in (LIST, f"/es{LIST}", path, f"{path}/0"):
        answer = client.get(gone)
        assert answer.status_code == 404
        assert "Cita" not in answer.content.decode()


def test_nobody_set_up_has_none_either(client: Client) -> None:
    assert client.get(LIST).status_code == 404


def test_a_database_that_does_not_answer_is_survived(client: Client) -> None:
    open_practice(DEMO, [])
    (path,) = delivered("one")
    read(client, LIST)  # Now the practice is remembered, and only the mail must be asked for.
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE notifications_outcome RENAME TO gone")
        assert client.get(LIST).status_code == 200
        assert client.get(path).status_code == 404
        assert client.get(f"{path}/0").status_code == 404
        transaction.set_rollback(True)
