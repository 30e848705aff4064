"""A push is sealed for one phone, signed by this practice, and goes nowhere inside our walls."""

import json
import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import serialization
from django.conf import settings as ours
from django.db import connection
from pytest_django import Settings

from easeback.apps.notifications.actions import (
    MessageRefused,
    enqueue,
    forget_destination,
    keep_destination,
    send_due,
    send_waiting,
)
from easeback.apps.notifications.channels import open_channel
from easeback.apps.notifications.facts import Message, Sending, Way
from easeback.apps.notifications.models import Attempt, Destination, Ending, Outcome, StaffTask
from easeback.apps.notifications.pushing import (
    NotSpokenTo,
    PushService,
    is_subscription,
    public_key,
)
from easeback.apps.notifications.sending import DELAYS
from easeback.apps.practice.actions import open_practice
from easeback.apps.practice.facts import PracticeFacts
from easeback.config import pushes
from tests import pushed
from tests.apps.letters import INVITE, NOW, message
from tests.pushed import Phone, Service, claims, public, whole

pytestmark = pytest.mark.django_db
PAGE = "https://relief.example/check/token"
SAID = "¿Qué tal sigue? Abra esta página."
SERVICE = "https://push.example/ana"


@pytest.fixture
def loopback(settings: Settings) -> None:
    settings.PUSH_TO_LOOPBACK = True


@pytest.fixture
def service(loopback: None) -> Iterator[Service]:
    with pushed.service() as here:
        yield here


@pytest.fixture
def phone() -> Phone:
    return Phone()


def kept(phone: Phone, endpoint: str) -> UUID:
    return keep_destination(Way.PUSH, phone.subscription(endpoint), at=NOW)


def notice(to: UUID, **more: Any) -> Message:
    said: dict[str, Any] = {
        "way": Way.PUSH,
        "recipient": str(to),
        "subject": "Harbor",
        "body": f"{SAID}\n{PAGE}",
    }
    return message(**{**said, "asks_staff": False, **more})


def pushed_to(phone: Phone, service: Service) -> Sending:
    enqueue(notice(kept(phone, service.endpoint())), due_at=NOW, at=NOW)
    return send_due(at=NOW, send=PushService())


def signer() -> bytes:
    key = serialization.load_pem_private_key(ours.PUSH_KEY.encode(), password=None)
    return public(key.public_key())  # type: ignore[arg-type]


def test_the_phone_opens_it_and_nobody_else_does(phone: Phone, service: Service) -> None:
    assert pushed_to(phone, service) == Sending(sent=1)
    (push,) = service.taken
    assert phone.opens(push.body) == {
        "id": Attempt.objects.get().message_id.hex,
        "title": "Harbor",
        "body": SAID,
        "page": PAGE,
        "lang": "es",
    }
    assert b"Harbor" not in push.body
    for other in (Phone(), replace(phone, auth=b"x" * 16)):
        with pytest.raises(InvalidTag):
            other.opens(push.body)


def test_the_push_service_sees_who_sent_it_and_for_how_long_to_keep_it(
    phone: Phone, service: Service
) -> None:
    pushed_to(phone, service)
    (push,) = service.taken
    claimed = claims(push.headers["authorization"], of=signer())
    assert claimed["aud"] == "http://127.0.0.1"
    assert claimed["sub"] == "mailto:no-reply@easeback.invalid"
    assert 0 < claimed["exp"] - time.time() <= 24 * 60 * 60
    assert push.headers["ttl"] == "86400"
    assert push.headers["content-encoding"] == "aes128gcm"
    assert len(push.headers["topic"]) <= 32
    forged = push.headers["authorization"].replace("t=e", "t=f", 1)
    with pytest.raises((InvalidSignature, ValueError, AssertionError)):
        claims(forged, of=signer())


def test_a_browser_is_told_the_key_that_signs() -> None:
    assert whole(public_key()) == signer()


def test_sent_again_it_is_sealed_anew_and_bears_the_same_topic(
    phone: Phone, loopback: None
) -> None:
    with pushed.service(503, 201) as service:
        assert pushed_to(phone, service) == Sending(failed=1)
        assert send_due(at=NOW + DELAYS[0] + timedelta(seconds=1), send=PushService()) == Sending(
            sent=1
        )
    one, two = service.taken
    assert one.body != two.body
    assert one.headers["topic"] == two.headers["topic"]
    assert phone.opens(one.body) == phone.opens(two.body)


@pytest.mark.parametrize("status", [404, 410])
def test_a_phone_that_is_gone_is_never_pushed_to_again(
    phone: Phone, loopback: None, status: int
) -> None:
    with pushed.service(status) as service:
        to = kept(phone, service.endpoint())
        for key in ("one", "two"):
            enqueue(notice(to, key=key), due_at=NOW, at=NOW)
        assert send_due(at=NOW, send=PushService()) == Sending(failed=2, given_up=2)
    assert len(service.taken) == 1
    assert not Destination.objects.exists()
    assert set(Ending.objects.values_list("why", flat=True)) == {Ending.Why.GIVEN_UP}
    assert not StaffTask.objects.exists()


@pytest.mark.parametrize(
    ("status", "is_tried_again"),
    [*((status, True) for status in (429, 500, 503, 302, 401, 403)), (400, False), (413, False)],
)
def test_what_may_pass_is_tried_again_and_the_phone_is_kept(
    phone: Phone, loopback: None, status: int, *, is_tried_again: bool
) -> None:
    with pushed.service(status) as service:
        assert pushed_to(phone, service) == Sending(failed=1, given_up=int(not is_tried_again))
        assert [push.path for push in service.taken] == ["/ana"]
    outcome = Outcome.objects.get()
    assert outcome.reason == f"push service said {status}"
    assert (outcome.retry_at is not None) == is_tried_again
    assert Destination.objects.exists()


def test_a_push_service_that_is_silent_is_left_in_time(
    phone: Phone, loopback: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("easeback.apps.notifications.pushing.TIMEOUT", 0.5)
    with pushed.service() as service:
        service.before = lambda _: time.sleep(2)
        began = time.monotonic()
        assert pushed_to(phone, service) == Sending(failed=1)
        assert time.monotonic() - began < 1.9
    assert Outcome.objects.get().retry_at is not None


@pytest.mark.parametrize(
    "found", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "192.168.1.1"]
)
def test_a_name_that_leads_inside_our_walls_is_not_spoken_to(
    phone: Phone, monkeypatch: pytest.MonkeyPatch, found: str
) -> None:
    opened: list[object] = []
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (found, 443))])
    monkeypatch.setattr("socket.create_connection", lambda *where, **_: opened.append(where))
    enqueue(notice(kept(phone, SERVICE)), due_at=NOW, at=NOW)
    assert send_due(at=NOW, send=PushService()) == Sending(failed=1, given_up=1)
    assert opened == []
    assert Outcome.objects.get().reason == "the address leads to a private network"


def test_the_switch_for_tests_is_off_and_nothing_from_outside_sets_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert ours.PUSH_TO_LOOPBACK is False
    with pushed.service() as service, pytest.raises(NotSpokenTo):
        pushes.post(service.endpoint(), b"", {}, 5)
    assert service.taken == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example/ana",
        "https://push.example:8443/ana",
        "https://127.0.0.1/ana",
        "https://[::1]/ana",
        "https://localhost/ana",
        "https://ana@push.example/",
        "https://push.example/a b",
        "https://push.example/a\nb",
        "https://push.example/añá",
        "https://push.example:x/",
        "https://" + "a" * 1000 + ".example/",
        "webcal://push.example/",
        "",
    ],
)
def test_what_is_no_push_service_is_refused_before_it_is_kept(phone: Phone, endpoint: str) -> None:
    with pytest.raises(MessageRefused):
        kept(phone, endpoint)
    assert not Destination.objects.exists()
    kept(phone, SERVICE)
    assert Destination.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"p256dh": "x" * 87},
        {"p256dh": "BA"},
        {"auth": "x" * 21},
        {"auth": "x" * 23},
        {"auth": "é" * 22},
        {"auth": None},
        {"more": "1"},
    ],
)
def test_keys_that_are_none_are_refused(phone: Phone, wrong: dict[str, object]) -> None:
    given = phone.given(SERVICE)
    assert is_subscription(json.dumps(given))
    assert not is_subscription(json.dumps({**given, **wrong}))


@pytest.mark.parametrize("text", ["", "[]", "1", "{}", "[" * 5000, "x" * 5000])
def test_what_is_no_subscription_at_all_is_refused(text: str) -> None:
    assert not is_subscription(text)


def test_it_lies_sealed_and_the_outbox_names_only_its_id(phone: Phone) -> None:
    to = kept(phone, SERVICE)
    enqueue(notice(to), due_at=NOW, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT place FROM notifications_destination")
        (lies,) = cursor.fetchone()
        cursor.execute("SELECT recipient FROM notifications_outboxmessage")
        (recipient,) = cursor.fetchone()
    assert "push.example" not in lies
    assert recipient == str(to)


def test_once_it_is_erased_nothing_goes_there(phone: Phone, service: Service) -> None:
    to = kept(phone, service.endpoint())
    enqueue(notice(to), due_at=NOW, at=NOW)
    forget_destination(to)
    assert send_due(at=NOW, send=PushService()) == Sending(failed=1, given_up=1)
    assert service.taken == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"recipient": "ana@example.org"},
        {"recipient": str(UUID(int=1))},
        {"way": Way.TEXT},
        {"attachments": (INVITE,)},
        {"body": f"{'x' * 2000}\n{PAGE}"},
        {"body": "How is it going?"},
    ],
)
def test_a_push_that_could_never_leave_is_refused(phone: Phone, wrong: dict[str, object]) -> None:
    with pytest.raises(MessageRefused):
        enqueue(notice(kept(phone, SERVICE), **wrong), due_at=NOW, at=NOW)


def test_the_longest_push_fits_into_one_record(phone: Phone, service: Service) -> None:
    said = {"subject": "é" * 200, "body": f"{'é' * 700}\n{PAGE}"}
    enqueue(notice(kept(phone, service.endpoint()), **said), due_at=NOW, at=NOW)
    assert send_due(at=NOW, send=PushService()).sent == 1
    assert len(service.taken[0].body) <= 4096


def test_no_log_and_no_row_names_the_endpoint(
    phone: Phone, loopback: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pushed.service(500) as service:
        pushed_to(phone, service)
    assert caplog.text
    assert "/ana" not in caplog.text
    assert str(service.port) not in caplog.text
    assert "ana" not in Outcome.objects.get().reason


@pytest.mark.parametrize(("off", "name"), [(False, "push"), (True, None)])
def test_a_practice_may_have_no_pushes(settings: Settings, *, off: bool, name: str | None) -> None:
    open_practice(PracticeFacts(name="Harbor", phone="1-555-555-0142"), [])
    settings.PUSHES = not off
    channel = open_channel(Way.PUSH)
    assert (channel and channel.name) == name


def test_the_demonstration_pushes_to_nobody(phone: Phone, service: Service) -> None:
    open_practice(PracticeFacts(name="Harbor", phone="1-555-555-0142", is_demo=True), [])
    enqueue(notice(kept(phone, service.endpoint())), due_at=NOW, at=NOW)
    assert send_waiting(at=NOW + timedelta(seconds=1)).sent == 1
    assert service.taken == []
