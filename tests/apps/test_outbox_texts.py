"""A text leaves by the practice's own gateway, to a number and to nothing else."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from easeback.apps.accounts.actions import appoint_owner
from easeback.apps.accounts.models import User
from easeback.apps.notifications import texting
from easeback.apps.notifications.actions import (
    MessageRefused,
    enqueue,
    keep_destination,
    send_waiting,
)
from easeback.apps.notifications.channels import open_channel
from easeback.apps.notifications.facts import Message, Sending, Way
from easeback.apps.notifications.models import OutboxMessage, Outcome
from easeback.apps.notifications.queries import goes_out
from easeback.apps.practice.actions import open_practice
from easeback.apps.practice.facts import PracticeFacts
from easeback.config.environment import text_gateway
from tests import cast
from tests.apps.letters import NOW, message
from tests.interop.answering import serving

pytestmark = pytest.mark.django_db
NUMBER = "+19735550199"
BODY = 'Harbor: ¿Qué tal sigue? "Abra" & <esto>: https://relief.example/check/a:b_-'
HARBOR = PracticeFacts(name="Harbor", phone="1-555-555-0142")


@dataclass
class Carrier:
    status: int = 200
    taken: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0


@contextmanager
def carrier(status: int = 200) -> Iterator[Carrier]:
    here = Carrier(status)

    def answer(to: BaseHTTPRequestHandler) -> None:
        body = to.rfile.read(int(to.headers["Content-Length"]))
        here.taken.append((to.path, json.loads(body)))
        to.send_response(here.status)
        to.send_header("Content-Length", "0")
        to.end_headers()

    with serving(answer) as here.port:
        yield here


def text(number: str = NUMBER, key: str = "one") -> Message:
    to = keep_destination(Way.TEXT, number, at=NOW)
    return message(key, way=Way.TEXT, recipient=str(to), body=BODY, asks_staff=False)


def texted(settings: Settings, port: int) -> Sending:
    open_practice(HARBOR, [])
    settings.TEXT_GATEWAY = f"json://secret:word@127.0.0.1:{port}/send?:to={{number}}"
    enqueue(text(), due_at=NOW, at=NOW)
    return send_waiting(at=NOW)


def test_the_gateway_gets_the_number_and_the_words_as_they_are(settings: Settings) -> None:
    with carrier() as here:
        assert texted(settings, here.port) == Sending(sent=1)
    ((path, said),) = here.taken
    assert path == "/send"
    assert (said["to"], said["message"], said["title"]) == (NUMBER, BODY, "")


@pytest.mark.parametrize("status", [400, 429, 500])
def test_a_gateway_that_refuses_is_tried_again(settings: Settings, status: int) -> None:
    with carrier(status) as here:
        assert texted(settings, here.port) == Sending(failed=1)
    outcome = Outcome.objects.get()
    assert outcome.reason == "the gateway refused it, or is silent"
    assert outcome.retry_at is not None


def test_a_gateway_that_is_not_there_is_tried_again(settings: Settings) -> None:
    assert texted(settings, 1) == Sending(failed=1)


def test_a_gateway_that_apprise_does_not_know_is_named_in_the_outcome(settings: Settings) -> None:
    open_practice(HARBOR, [])
    settings.TEXT_GATEWAY = "nosuchthing://x/{number}"
    enqueue(text(), due_at=NOW, at=NOW)
    assert send_waiting(at=NOW) == Sending(failed=1)
    assert Outcome.objects.get().reason == "Apprise knows no such gateway"


def test_no_log_names_the_number_or_the_gateway(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    printed = StringIO()
    logging.getLogger().addHandler(ours := logging.StreamHandler(printed))
    try:
        with carrier(500) as here:
            texted(settings, here.port)
    finally:
        logging.getLogger().removeHandler(ours)
    assert "refused" in printed.getvalue()
    for secret in ("9735550199", "secret", str(here.port)):
        # pytest listens to Apprise itself, which says all of it.
        assert secret in caplog.text
        assert secret not in printed.getvalue()


@pytest.mark.parametrize(
    "number",
    [
        "9735550199",
        "+0735550199",
        "+1973",
        "+1973555019912345",
        "+1 973 555 0199",
        "+19735550199\n",
        "+19735550199/x",
        "+19735550199?a=b",
        "+19735550199,json://x",
        "+１９７３５５５０１９９",  # noqa: RUF001  Digits, but not ours.
        "tel:+19735550199",
        "",
    ],
)
def test_what_is_no_number_never_comes_near_an_address(number: str) -> None:
    with pytest.raises(MessageRefused):
        keep_destination(Way.TEXT, number, at=NOW)


def test_a_text_that_is_long_is_refused() -> None:
    to = keep_destination(Way.TEXT, NUMBER, at=NOW)
    with pytest.raises(MessageRefused):
        enqueue(message(way=Way.TEXT, recipient=str(to), body="x" * 501), due_at=NOW, at=NOW)


def test_without_the_setting_nobody_is_offered_a_text(settings: Settings) -> None:
    open_practice(HARBOR, [])
    settings.TEXT_GATEWAY = ""
    assert not goes_out(Way.TEXT)
    assert texting.missing() == ""


def test_without_the_extra_nobody_is_offered_one_and_staff_are_told_why(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    open_practice(HARBOR, [])
    settings.TEXT_GATEWAY = "json://127.0.0.1/{number}"
    assert open_channel(Way.TEXT) is not None
    cast.signed_in(client, User.objects.get(pk=appoint_owner()))
    told = "Apprise is not installed"
    assert told not in client.get("/admin/notifications/outboxmessage/").content.decode()
    monkeypatch.setattr(texting, "find_spec", lambda _: None)
    assert not goes_out(Way.TEXT)
    assert told in client.get("/admin/notifications/outboxmessage/").content.decode()
    enqueue(text(), due_at=NOW, at=NOW)
    assert send_waiting(at=NOW) == Sending()
    assert OutboxMessage.objects.filter(ending=None).exists()


@pytest.mark.parametrize(
    "given",
    [
        "twilio://sid:secret@15550001111/",
        "twilio://sid:secret@15550001111/{number}/{number}",
        "secret {number}",
        "json://secret/{number} json://b",
        "json://sécret/{number}",
    ],
)
def test_a_gateway_that_is_none_stops_the_start_and_is_not_shown(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EASEBACK_TEXT_GATEWAY", given)
    with pytest.raises(ValueError, match="EASEBACK_TEXT_GATEWAY") as refusal:
        text_gateway()
    assert "cret" not in str(refusal.value)


@pytest.mark.parametrize(
    "given", ["", "twilio://sid:word@15550001111/{number}", "json://sms.example/?:to={number}"]
)
def test_a_gateway_with_one_place_for_the_number_is_taken(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EASEBACK_TEXT_GATEWAY", given)
    assert text_gateway() == given


def test_it_lies_sealed() -> None:
    text()
    with connection.cursor() as cursor:
        cursor.execute("SELECT place FROM notifications_destination")
        ((lies,),) = cursor.fetchall()
    assert lies
    assert "9735550199" not in lies
