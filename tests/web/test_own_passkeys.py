"""A passkey of a diary: made on its pages, and shown on another phone it opens them."""

import json

import pytest
from django.conf import settings
from django.test import Client

from easeback.apps.accounts import passkeys
from easeback.ops.demo import load_demo
from tests.passkeys import Passkey, asked_by
from tests.web.keeper import account_on, held, keeper, opened, phone
from tests.web.test_passkeys import GARBLED

pytestmark = pytest.mark.django_db
MINE, CREATION = "/my/keeping/passkey", "/my/keeping/passkey/challenge"
DOOR, CHALLENGE = "/keep/passkey", "/keep/passkey/challenge"
SECURE = {"origin": "https://testserver"}


@pytest.fixture(autouse=True)
def practice() -> None:
    load_demo()


def secure(client: Client) -> Client:
    client.defaults["HTTP_ORIGIN"] = SECURE["origin"]
    return client


@pytest.fixture
def ana() -> Client:
    return secure(keeper())


def made(client: Client, passkey: Passkey | None = None) -> tuple[Passkey, int]:
    asked = asked_by(client, CREATION)
    kept, credential = (passkey or Passkey()).made_for(asked)
    return kept, client.post(MINE, {"credential": credential}, secure=True).status_code


def shows(client: Client, passkey: Passkey) -> int:
    credential = passkey.shown_for(asked_by(client, CHALLENGE))
    return client.post(DOOR, {"credential": credential}, secure=True).status_code


def test_it_opens_the_diary_on_another_phone(ana: Client) -> None:
    passkey, status = made(ana)
    assert status == 302
    other = secure(phone())
    assert shows(other, passkey) == 302
    assert account_on(other) == account_on(ana)
    assert held(other) != held(ana)


def test_it_must_know_its_owner_and_be_found_without_a_name(ana: Client) -> None:
    asked = asked_by(ana, CREATION)
    chosen = asked["authenticatorSelection"]
    assert chosen["residentKey"] == chosen["userVerification"] == "required"
    told = asked_by(secure(phone()), CHALLENGE)
    assert told["userVerification"] == "required"
    assert not told.get("allowCredentials")


def test_an_unverified_owner_a_foreign_site_and_an_unknown_key_open_nothing(ana: Client) -> None:
    passkey, _ = made(ana)
    for broken in (
        Passkey(key=passkey.key, id=passkey.id, user=passkey.user, verified=False),
        Passkey(key=passkey.key, id=passkey.id, user=passkey.user, origin="https://x.testserver"),
        Passkey(key=passkey.key, id=passkey.id, user=passkey.user, site="x.testserver"),
        Passkey(id=passkey.id, user=passkey.user),
        Passkey(user=passkey.user),
    ):
        other = secure(phone())
        assert shows(other, broken) == 422
        assert settings.KEEP_COOKIE not in other.cookies


def test_an_answer_counts_once_and_only_on_the_browser_that_was_asked(ana: Client) -> None:
    passkey, _ = made(ana)
    other, thief = secure(phone()), secure(phone())
    asked = asked_by(other, CHALLENGE)
    state = other.cookies[settings.CHALLENGE_COOKIE].value
    said = {"credential": passkey.shown_for(asked)}
    assert thief.post(DOOR, said, secure=True).status_code == 422
    assert other.post(DOOR, said, secure=True).status_code == 302
    thief.cookies[settings.CHALLENGE_COOKIE] = state
    assert thief.post(DOOR, said, secure=True).status_code == 422


def test_what_was_asked_for_making_one_opens_nothing(ana: Client) -> None:
    passkey, _ = made(ana)
    asked = asked_by(ana, CREATION)
    said = {"credential": passkey.shown_for(asked)}
    assert ana.post(DOOR, said, secure=True).status_code == 422


def test_a_challenge_of_one_diary_makes_no_passkey_for_another(ana: Client) -> None:
    asked = asked_by(ana, CREATION)
    ben = secure(keeper())
    ben.cookies[settings.CHALLENGE_COOKIE] = ana.cookies[settings.CHALLENGE_COOKIE].value
    _, credential = Passkey().made_for(asked)
    assert ben.post(MINE, {"credential": credential}, secure=True).status_code == 422
    assert not passkeys.passkeys_of(account_on(ben))


@pytest.mark.parametrize("garbled", GARBLED)
def test_what_is_garbled_is_refused_and_nothing_breaks(ana: Client, garbled: str) -> None:
    other = secure(phone())
    asked_by(other, CHALLENGE)
    assert other.post(DOOR, {"credential": garbled}, secure=True).status_code == 422
    asked_by(ana, CREATION)
    assert ana.post(MINE, {"credential": garbled}, secure=True).status_code == 422


def test_without_a_challenge_nothing_counts(ana: Client) -> None:
    passkey, _ = made(ana)
    asked = asked_by(secure(phone()), CHALLENGE)
    other = secure(phone())
    assert (
        other.post(DOOR, {"credential": passkey.shown_for(asked)}, secure=True).status_code == 422
    )


def test_taken_away_it_opens_nothing_and_nobody_takes_anothers(ana: Client) -> None:
    passkey, _ = made(ana)
    ((id, _),) = passkeys.passkeys_of(account_on(ana))
    secure(keeper()).post(f"{MINE}/away", {"passkey": id}, secure=True)
    assert shows(secure(phone()), passkey) == 302
    ana.post(f"{MINE}/away", {"passkey": id}, secure=True)
    assert shows(secure(phone()), passkey) == 422


def test_a_form_from_elsewhere_opens_nothing(ana: Client) -> None:
    passkey, _ = made(ana)
    other = phone()
    other.defaults["HTTP_ORIGIN"] = "https://elsewhere.example"
    assert other.post(CHALLENGE, secure=True).status_code == 429
    assert shows(secure(phone()), passkey) == 302


def test_a_phone_with_five_people_takes_no_sixth(ana: Client) -> None:
    passkey, _ = made(ana)
    full = secure(keeper(*(opened() for _ in range(5))))
    assert shows(full, passkey) == 409
    assert len(held(full)) == 5


def test_the_offer_is_hidden_where_the_address_is_a_number(ana: Client) -> None:
    assert "data-passkey" in ana.get(MINE).content.decode()
    said = ana.get(MINE, headers={"host": "127.0.0.1"}).content.decode()
    assert "data-passkey" not in said


def test_the_export_names_it(ana: Client) -> None:
    made(ana)
    told = json.loads(ana.get("/my/keeping/diary.json").content)
    assert len(told["account"]["passkeys_made_at"]) == 1
