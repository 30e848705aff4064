"""A passkey is set up and shown; what is replayed, foreign or garbled lets nobody in."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from easeback.apps.accounts.actions import issue_sign_in_link
from easeback.apps.accounts.models import User
from easeback.apps.accounts.queries import factors_of
from tests import cast
from tests.passkeys import Passkey, asked_by

DOOR = "/staff/sign-in/"
CHALLENGE = f"{DOOR}challenge/"
ADD = f"{DOOR}yours/passkey/"
GARBLED = [
    "",
    "x",
    "null",
    "1",
    "[]",
    "{}",
    '{"id": 1}',
    '{"response": {}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30"}}',
    '{"id": "AA", "rawId": "AA", "response": {"clientDataJSON": "", "authenticatorData": ""}}',
    '{"id": "AA", "rawId": "AA", "response": {"clientDataJSON": "e30", "attestationObject": ""}}',
    "[" * 2000,
]
pytestmark = pytest.mark.django_db


def new_passkey(client: Client, passkey: Passkey | None = None) -> Passkey:
    """Set up by whoever is signed in."""
    made, credential = (passkey or Passkey()).made_for(asked_by(client, f"{ADD}challenge/"))
    assert client.post(ADD, {"credential": credential}, secure=True).status_code == 302
    return made


@pytest.fixture
def clara(client: Client) -> User:
    return cast.signed_in(client, cast.clara())


@pytest.fixture
def passkey(client: Client, clara: User) -> Passkey:
    return new_passkey(client)


def shows(client: Client, passkey: Passkey, **said: str) -> int:
    credential = passkey.shown_for(asked_by(client, CHALLENGE))
    return client.post(DOOR, {"credential": credential, **said}, secure=True).status_code


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_it_signs_in_without_a_name_or_a_second_step(clara: User, passkey: Passkey) -> None:
    browser = Client()
    asked = asked_by(browser, CHALLENGE)
    assert asked["rpId"] == "testserver"
    assert asked["userVerification"] == "required"
    assert not asked.get("allowCredentials")
    said = {"credential": passkey.shown_for(asked), "next": "/staff/exercises/"}
    answer = browser.post(DOOR, said, secure=True)
    assert answer["Location"] == "/staff/exercises/"
    assert browser.get("/staff/exercises/", secure=True).status_code == 200
    assert factors_of(clara.pk).passkeys[0].used_at


def test_it_must_be_found_without_a_name_and_know_its_owner(client: Client, clara: User) -> None:
    chosen = asked_by(client, f"{ADD}challenge/")["authenticatorSelection"]
    assert chosen["residentKey"] == chosen["userVerification"] == "required"


def test_an_answer_cannot_be_sent_again(passkey: Passkey) -> None:
    browser, other = Client(), Client()
    said = {"credential": passkey.shown_for(asked_by(browser, CHALLENGE))}
    assert browser.post(DOOR, said, secure=True).status_code == 302
    browser.post(f"{DOOR}out/", secure=True)
    asked_by(other, CHALLENGE)
    for again in (browser, other, Client()):
        assert again.post(DOOR, said, secure=True).status_code == 403
        assert not signed_in(again)


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://evil.example"},
        {"origin": "https://page.testserver"},
        {"origin": "https://testserver:8443"},
        {"origin": "http://testserver"},
        {"site": "evil.example"},
        {"verified": False},
        {"id": b"another passkey!"},
        {"key": Passkey().key},
        {"user": "MQ999"},
        {"user": ""},
    ],
    ids="-".join,
)
def test_an_answer_that_is_not_right_in_everything_lets_nobody_in(
    passkey: Passkey, change: dict[str, object]
) -> None:
    browser = Client()
    assert shows(browser, replace(passkey, **change)) == 403  # type: ignore[arg-type]
    assert not signed_in(browser)


@pytest.mark.parametrize("change", [{"origin": "https://page.testserver"}, {"verified": False}])
def test_one_from_elsewhere_or_without_its_owner_is_not_set_up(
    client: Client, clara: User, change: dict[str, object]
) -> None:
    wrong = replace(Passkey(), **change)  # type: ignore[arg-type]
    _, credential = wrong.made_for(asked_by(client, f"{ADD}challenge/"))
    assert client.post(ADD, {"credential": credential}, secure=True).status_code == 403
    assert factors_of(clara.pk).passkeys == ()


@pytest.mark.parametrize("credential", GARBLED, ids=range(len(GARBLED)))
def test_what_no_browser_made_is_refused_calmly(
    client: Client, clara: User, credential: str
) -> None:
    browser = Client()
    asked_by(browser, CHALLENGE)
    answer = browser.post(DOOR, {"credential": credential}, secure=True)
    assert answer.status_code == 403
    assert "was not accepted" in answer.content.decode()
    asked_by(client, f"{ADD}challenge/")
    assert client.post(ADD, {"credential": credential}, secure=True).status_code == 403


@pytest.mark.parametrize("change", ["is_active", "is_staff"])
def test_somebody_who_left_is_refused(passkey: Passkey, change: str) -> None:
    User.objects.update(**{change: False})
    browser = Client()
    assert shows(browser, passkey) == 403
    assert not signed_in(browser)


def test_after_a_link_only_ones_own_will_do(clara: User, passkey: Passkey) -> None:
    dans = Client()
    cast.signed_in(dans, cast.dan())
    stranger = new_passkey(dans)
    browser = Client()
    link = f"{DOOR}{issue_sign_in_link(clara.pk, at=timezone.now())}/"
    browser.post(link, secure=True)
    for held, status in ((stranger, 403), (passkey, 302)):
        credential = held.shown_for(asked_by(browser, CHALLENGE))
        said = {"credential": credential}
        assert browser.post(f"{DOOR}code/", said, secure=True).status_code == status
    assert browser.session["_auth_user_id"] == str(clara.pk)


def test_in_a_browser_where_somebody_else_sits_it_starts_anew(passkey: Passkey) -> None:
    browser = Client()
    cast.signed_in(browser, cast.dan())
    credential = passkey.shown_for(asked_by(browser, CHALLENGE))
    assert browser.post(DOOR, {"credential": credential}, secure=True).status_code == 302
    assert browser.session["_auth_user_id"] == passkey_owner(passkey)
    assert browser.get("/admin/", secure=True).status_code == 200


def passkey_owner(passkey: Passkey) -> str:
    return str(User.objects.get(username="clara").pk) if passkey.user else ""


def test_of_two_one_can_be_removed(client: Client, clara: User, passkey: Passkey) -> None:
    first = factors_of(clara.pk).passkeys[0]
    client.post(f"{DOOR}yours/remove/", {"factor": first.id}, secure=True)
    assert factors_of(clara.pk).passkeys == ()
    assert shows(Client(), passkey) == 403


@pytest.mark.parametrize("ask", [lambda c: c.post(CHALLENGE), lambda c: c.post(DOOR)])
def test_attempts_are_counted(client: Client, ask: Callable[[Client], object]) -> None:
    cache.clear()
    statuses = [getattr(ask(client), "status_code", 0) for _ in range(31)]
    assert 429 not in statuses[:30]
    assert statuses[30] == 429
    assert client.get(DOOR).status_code == 200


@pytest.mark.parametrize("claimed", ["1.1.1.1, 2.2.2.2", "", "::1, [::2]:80"])
def test_whatever_a_visitor_claims_to_be_is_counted(
    client: Client, settings: Settings, claimed: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    known = {"x-forwarded-for": claimed}
    statuses = [client.post(CHALLENGE, headers=known).status_code for _ in range(31)]
    assert statuses == [200] * 30 + [429]
    assert client.post(CHALLENGE, headers={"x-forwarded-for": "9.9.9.9"}).status_code == 200


def test_a_visitor_whom_the_proxy_does_not_name_is_refused(
    client: Client, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert client.post(CHALLENGE, headers={"x-forwarded-for": "x"}).status_code == 403


def test_without_a_proxy_nobodys_word_is_taken_for_it(client: Client) -> None:
    for number in range(30):
        client.post(CHALLENGE, headers={"x-forwarded-for": f"1.1.1.{number}"})
    assert client.post(CHALLENGE, headers={"x-forwarded-for": "1.1.1.99"}).status_code == 429
