"""Being asked on a phone or by text: only its owner is, and what shows says nothing of a back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.conf import settings as ours
from django.test import Client
from pytest_django import Settings

from easeback.apps.accounts import limits
from easeback.apps.accounts.devices import new_key
from easeback.apps.accounts.limits import LIMITS
from easeback.apps.accounts.models import AccountEmail
from easeback.apps.notifications.actions import send_waiting
from easeback.apps.notifications.facts import Way
from easeback.apps.notifications.models import Destination, OutboxMessage
from easeback.apps.notifications.pushing import public_key
from easeback.apps.notifications.queries import on_the_page
from easeback.apps.practice import queries
from easeback.apps.practice.actions import open_practice
from easeback.apps.practice.facts import PracticeFacts
from easeback.apps.practice.models import Practice
from easeback.apps.selfcare import following
from easeback.apps.selfcare.facts import AskedBy
from easeback.apps.selfcare.models import FollowUp, NumberCode
from easeback.web.patient.checkin.letters import about_check_in
from tests.apps.selfcare.test_diary import stored_text
from tests.pushed import Phone
from tests.web.keeper import account_on, held, keeper, phone
from tests.web.test_checkin import NOON, due, followed, page

pytestmark = pytest.mark.django_db
NUMBER = "+19735550199"
PUSH, TEXT, CODE = "/my/asking/push", "/my/asking/text", "/my/asking/text/code"
HEALTH = ("back", "pain", "flare", "therap", "espalda", "dolor", "terap", "crisis")
Clock = time_machine.Traveller


@pytest.fixture(autouse=True)
def demonstration() -> None:
    open_practice(PracticeFacts(name="Harbor PT", phone="1-555-555-0142", is_demo=True), [])


@pytest.fixture
def clock() -> Iterator[Clock]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ana(clock: Clock) -> Client:
    client = keeper()
    followed(client)
    return client


def follow_up(client: Client) -> UUID:
    found = following.open_one(account_on(client), at=datetime.now(UTC))
    assert found is not None
    return found


def asked_by(client: Client) -> AskedBy:
    return following.asked_by(follow_up(client))


def given(name: str = "ana") -> dict[str, str]:
    return Phone().given(f"https://push.example/{name}")


def code_sent() -> str:
    """The code on the demonstration's page."""
    assert send_waiting(at=datetime.now(UTC)).sent == 1
    found = re.search(r"(\d{4}) (\d{4})", on_the_page(limit=1)[0].body)
    assert found is not None
    return found[1] + found[2]


def test_a_phone_that_subscribes_is_asked_and_says_nothing_of_a_back(
    ana: Client, clock: Clock
) -> None:
    assert ana.post(PUSH, given())["Location"] == "/my/"
    assert asked_by(ana).way is Way.PUSH
    assert OutboxMessage.objects.count() == 10
    clock.shift(timedelta(days=1, minutes=1))
    assert send_waiting(at=datetime.now(UTC)).sent == 1
    (notice,) = on_the_page()
    assert notice.subject == "Harbor PT"
    assert notice.body == f"How is it going? Open this page.\nhttp://testserver{due(ana)}"
    assert "Now we ask you on a phone" in page(ana, "/my/asking")
    assert "push.example" not in page(ana, "/my/asking")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("way", [Way.PUSH, Way.TEXT])
def test_no_message_holds_a_word_of_health(clock: Clock, way: Way, language: str) -> None:
    client = keeper()
    followed(client)
    FollowUp.objects.update(language=language)
    place = {Way.PUSH: Phone().subscription("https://push.example/a"), Way.TEXT: NUMBER}[way]
    following.ask_by(
        follow_up(client),
        way,
        place,
        site="https://relief.example",
        words=about_check_in,
        at=datetime.now(UTC),
    )
    rows = OutboxMessage.objects.all()
    assert len(rows) == 10
    for row in rows:
        said = re.sub(r"https://\S+", "", f"{row.subject} {row.body}").lower()
        assert "?" in said
        assert not any(word in said for word in HEALTH)
        assert "/check/" in row.body


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "https://127.0.0.1/a"},
        {"endpoint": "http://push.example/a"},
        {"endpoint": "https://push.example/" + "a" * 2000},
        {"p256dh": "no"},
        {"auth": ""},
    ],
)
def test_what_is_no_subscription_is_refused_calmly_and_kept_nowhere(
    ana: Client, wrong: dict[str, str]
) -> None:
    answer = ana.post(PUSH, {**given(), **wrong})
    assert answer.status_code == 422
    assert "That did not work on this phone" in answer.content.decode()
    assert not Destination.objects.exists()


def test_the_page_tells_a_browser_the_practices_key_and_hides_the_button_without_a_script(
    ana: Client,
) -> None:
    said = page(ana, "/my/asking")
    (form,) = re.findall(r"<form[^>]*data-push=[^>]*>", said)
    assert f'data-push="{public_key()}"' in form
    assert form.endswith(" hidden>")


def test_a_number_is_asked_at_once_its_code_is_typed_and_not_before(
    ana: Client, clock: Clock
) -> None:
    assert ana.post(TEXT, {"number": "(973) 555-0199"})["Location"] == CODE
    assert asked_by(ana) == AskedBy(Way.MAIL, "")
    code = code_sent()
    assert "9735550199" not in stored_text()
    wrong = ana.post(CODE, {"code": "1234"})
    assert wrong.status_code == 422
    assert "That is not the code" in wrong.content.decode()
    assert asked_by(ana) == AskedBy(Way.MAIL, "")
    assert ana.post(CODE, {"code": code})["Location"] == "/my/"
    assert asked_by(ana) == AskedBy(Way.TEXT, NUMBER)
    assert NUMBER in page(ana, "/my/asking")
    clock.shift(timedelta(days=1, minutes=1))
    assert send_waiting(at=datetime.now(UTC)).sent == 1
    assert on_the_page(limit=1)[0].body == (
        f"Harbor PT: How is it going? Open this link: http://testserver{due(ana)}"
    )


def test_the_text_with_a_code_says_nothing_of_a_back(ana: Client) -> None:
    ana.post(TEXT, {"number": NUMBER})
    code = code_sent()
    said = on_the_page(limit=1)[0].body
    assert said.startswith("Harbor PT: Your code is ")
    assert not any(word in said.lower() for word in HEALTH)
    assert len(code) == 8


def test_a_code_counts_on_the_device_that_asked_for_it_alone(ana: Client) -> None:
    ana.post(TEXT, {"number": NUMBER})
    code = code_sent()
    tablet, ben = phone(), keeper()
    followed(ben)
    other = new_key(account_on(ana), datetime.now(UTC))
    tablet.cookies[ours.KEEP_COOKIE] = other
    assert held(tablet) == [other]
    for client in (tablet, ben):
        answer = client.post(CODE, {"code": code})
        assert answer.status_code == 422
        assert "does not count any more" in answer.content.decode()
    assert ana.post(CODE, {"code": code})["Location"] == "/my/"


@pytest.mark.parametrize("typed", ["", "555", "ana@example.org", "+19735550199/json://x", "9" * 99])
def test_what_is_no_number_is_said_beside_the_field(ana: Client, typed: str) -> None:
    answer = ana.post(TEXT, {"number": typed})
    assert answer.status_code == 422
    assert "Type your whole number" in answer.content.decode()
    assert not NumberCode.objects.exists()


def test_many_codes_are_too_many(ana: Client) -> None:
    for _ in range(5):
        assert ana.post(TEXT, {"number": NUMBER}).status_code == 302
    answer = ana.post(TEXT, {"number": NUMBER})
    assert answer.status_code == 429
    assert "We have sent many codes lately" in answer.content.decode()
    assert NumberCode.objects.count() == 5


def test_one_connection_may_not_ask_for_ever(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LIMITS", dict.fromkeys(LIMITS, "1/h/key"))
    assert ana.post(PUSH, given()).status_code == 302
    assert ana.post(PUSH, given("other")).status_code == 429
    assert ana.post(TEXT, {"number": NUMBER}).status_code == 302
    assert ana.post(TEXT, {"number": NUMBER}).status_code == 429
    assert ana.post(CODE, {"code": "1"}).status_code == 422
    assert ana.post(CODE, {"code": "1"}).status_code == 429


def test_stop_erases_the_phone_and_the_number(ana: Client) -> None:
    proven = {"address": "ana@example.org", "proven_at": datetime.now(UTC)}
    AccountEmail.objects.create(account_id=account_on(ana), **proven)
    for send in (lambda: ana.post(PUSH, given()), lambda: by_text(ana)):
        send()
        assert Destination.objects.count() == 1
        assert OutboxMessage.objects.count() == 10
        ana.post("/my/asking")
        assert not Destination.objects.exists()
    ana.post(PUSH, given())
    ana.post("/my/asking/stop")
    assert not Destination.objects.exists()
    assert not OutboxMessage.objects.filter(ending=None).exists()


def by_text(client: Client) -> None:
    client.post(TEXT, {"number": NUMBER})
    client.post(CODE, {"code": code_sent()})


def test_erasing_the_diary_leaves_no_trace_of_a_number(ana: Client) -> None:
    by_text(ana)
    ana.post(TEXT, {"number": "+19735550198"})
    ana.post("/my/keeping/erase", {"sure": "yes"})
    for model in (Destination, NumberCode, OutboxMessage):
        assert not model.objects.exists()


@pytest.mark.parametrize("is_set", [False, True])
def test_what_leaves_nowhere_is_not_offered(
    ana: Client, settings: Settings, *, is_set: bool
) -> None:
    open_real(settings, is_set=is_set)
    said = page(ana, "/my/asking")
    assert ("data-push" in said) == is_set
    assert (f'href="{TEXT}"' in said) == is_set
    assert ana.get(TEXT).status_code == (200 if is_set else 302)
    ana.post(PUSH, given())
    assert Destination.objects.exists() == is_set


def open_real(settings: Settings, *, is_set: bool) -> None:
    Practice.objects.update(is_demo=False)
    queries.forget()
    settings.PUSHES = is_set
    settings.TEXT_GATEWAY = "json://sms.example/{number}" if is_set else ""


def test_whoever_is_asked_nothing_has_no_such_pages(clock: Clock) -> None:
    client = keeper()
    answers: list[Any] = [
        client.post(PUSH, given()),
        client.get(TEXT),
        client.post(TEXT, {"number": NUMBER}),
        client.get(CODE),
        client.post(CODE, {"code": "1"}),
    ]
    assert [answer["Location"] for answer in answers] == ["/my/"] * 5
    assert not Destination.objects.exists()


def test_a_form_from_elsewhere_subscribes_nobody(ana: Client) -> None:
    elsewhere = {"HTTP_ORIGIN": "https://evil.example"}
    for path, sent in ((PUSH, given()), (TEXT, {"number": NUMBER}), (CODE, {"code": "1"})):
        assert ana.post(path, sent, **elsewhere)["Location"] == "/keep"  # type: ignore[arg-type]
    assert not Destination.objects.exists()


@pytest.mark.parametrize("path", ["/my/asking", TEXT, CODE])
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_the_pages_stand_in_both_languages(ana: Client, prefix: str, path: str) -> None:
    said = page(ana, prefix + path)
    assert ("número" in said.lower() or "código" in said or "texto" in said) == bool(prefix)


@pytest.mark.parametrize(("left", "stays"), [("ana", 0), ("another", 1)])
def test_a_phone_that_is_given_away_gets_no_more_notices(
    ana: Client, left: str, stays: int
) -> None:
    ana.post(PUSH, given())
    ana.post("/my/keeping/leave", {"endpoint": f"https://push.example/{left}"})
    assert Destination.objects.count() == stays
    assert OutboxMessage.objects.exists() is bool(stays)
    assert FollowUp.objects.get().site
