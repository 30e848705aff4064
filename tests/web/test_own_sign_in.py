"""A person's own sign-in: what they set up, and that a change of it takes a proof."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from easeback.apps.accounts.actions import issue_sign_in_link
from easeback.apps.accounts.models import User
from easeback.apps.accounts.presence import FRESH
from easeback.apps.accounts.queries import factors_of, unused_codes
from tests import cast
from tests.codes import code_of

YOURS = "/staff/sign-in/yours/"
APP = f"{YOURS}app/"
CODES = f"{YOURS}codes/"
AGAIN = "/staff/sign-in/again/"
CHANGES = [f"{YOURS}passkey/", APP, CODES]
POSTS = [f"{YOURS}passkey/challenge/", f"{YOURS}codes/new/", f"{YOURS}remove/"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def clara(client: Client) -> User:
    """Came by a link, and has nothing yet."""
    person = cast.clara()
    client.post(f"/staff/sign-in/{issue_sign_in_link(person.pk, at=timezone.now())}/")
    return person


@pytest.fixture
def stale(client: Client) -> User:
    """Has an app, and showed it a while ago."""
    return cast.signed_in(client, cast.clara(), shown_at=datetime.now(UTC) - FRESH)


def secret_on(page: str) -> str:
    found = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', page)
    assert found
    return found[1].replace(" ", "")


def sets_app_up(client: Client) -> str:
    secret = secret_on(client.get(APP).content.decode())
    assert client.post(APP, {"code": code_of(secret)})["Location"] == CODES
    return secret


def test_an_app_is_set_up_and_nothing_opens_before_the_codes_are_kept(
    client: Client, clara: User
) -> None:
    sets_app_up(client)
    assert client.get("/admin/")["Location"] == CODES
    page = client.get(CODES).content.decode()
    assert [code for code in unused_codes(clara.pk) if code not in page] == []
    assert len(unused_codes(clara.pk)) == 10
    assert client.get("/staff/exercises/")["Location"] == CODES
    assert client.post(CODES)["Location"] == "/staff/"
    assert client.get("/admin/").status_code == 200
    assert client.get(CODES)["Location"] == YOURS


def test_the_picture_says_what_the_key_says(client: Client, clara: User) -> None:
    page = client.get(APP).content.decode()
    assert "<svg" in page
    assert f"otpauth://totp/clara?secret={secret_on(page)}&amp;issuer=Easeback" in page


def test_a_wrong_code_sets_nothing_up_and_keeps_the_key(client: Client, clara: User) -> None:
    secret = secret_on(client.get(APP).content.decode())
    answer = client.post(APP, {"code": "12"})
    assert answer.status_code == 403
    assert secret_on(answer.content.decode()) == secret
    assert not factors_of(clara.pk).any
    assert client.post(APP, {"code": code_of(secret)}).status_code == 302


def test_the_code_of_the_set_up_signs_nobody_in(client: Client, clara: User) -> None:
    # A code lasts half a minute: without this the next one may have begun.
    with time_machine.travel(timezone.now(), tick=False):
        secret = sets_app_up(client)
        other = Client()
        other.post(f"/staff/sign-in/{issue_sign_in_link(clara.pk, at=timezone.now())}/")
        assert other.post("/staff/sign-in/code/", {"code": code_of(secret)}).status_code == 403


def test_the_key_of_the_app_lies_encrypted_in_the_database(client: Client, clara: User) -> None:
    secret = sets_app_up(client)
    kept = str(list(Authenticator.objects.values()))
    assert secret not in kept
    assert [code for code in unused_codes(clara.pk) if code in kept] == []


def test_after_the_key_of_the_site_was_changed_no_code_is_good(client: Client) -> None:
    clara = cast.with_app(cast.clara())
    before = unused_codes(clara.pk)
    with override_settings(SECRET_KEY=f"another {settings.SECRET_KEY}"):
        client.post(f"/staff/sign-in/{issue_sign_in_link(clara.pk, at=timezone.now())}/")
        for code in (code_of(cast.SECRET), before[0]):
            assert client.post("/staff/sign-in/code/", {"code": code}).status_code == 403


@pytest.mark.parametrize("path", CHANGES)
def test_a_change_asks_for_a_proof_again(client: Client, stale: User, path: str) -> None:
    assert client.get(path)["Location"] == f"{AGAIN}?next={path.replace('/', '%2F')}"
    assert client.post(path)["Location"].startswith(AGAIN)


@pytest.mark.parametrize("path", POSTS)
def test_a_button_asks_for_a_proof_again_and_does_nothing(
    client: Client, stale: User, path: str
) -> None:
    before = factors_of(stale.pk), unused_codes(stale.pk)
    assert before[0].app
    answer = client.post(path, {"factor": before[0].app.id})
    assert answer["Location"] == f"{AGAIN}?next={YOURS.replace('/', '%2F')}"
    assert (factors_of(stale.pk), unused_codes(stale.pk)) == before


def test_the_proof_leads_back_to_the_change(client: Client, stale: User) -> None:
    there = f"{YOURS}passkey/"
    assert client.post(AGAIN, {"code": "000000", "next": there}).status_code == 403
    assert client.get(there).status_code == 302
    answer = client.post(AGAIN, {"code": code_of(cast.SECRET), "next": there})
    assert answer["Location"] == there
    assert client.get(there).status_code == 200


def test_a_proof_is_soon_too_old(client: Client) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, tzinfo=UTC), tick=False) as clock:
        cast.signed_in(client, cast.clara(), shown_at=timezone.now())
        clock.shift(FRESH - timedelta(seconds=1))
        assert client.get(f"{YOURS}passkey/").status_code == 200
        clock.shift(timedelta(seconds=1))
        assert client.get(f"{YOURS}passkey/").status_code == 302


@pytest.mark.parametrize("path", [YOURS, AGAIN, *CHANGES, *POSTS])
def test_a_stranger_is_led_to_the_door(client: Client, path: str) -> None:
    client.force_login(cast.eve())
    for answer in (client.post(path), client.get(path)):
        assert answer["Location"].startswith("/admin/login/")


def test_the_only_way_in_cannot_be_removed(client: Client) -> None:
    clara = cast.signed_in(client, cast.clara())
    app = factors_of(clara.pk).app
    assert app
    answer = client.post(f"{YOURS}remove/", {"factor": app.id})
    assert answer.status_code == 403
    assert "only way to sign in" in answer.content.decode()
    assert factors_of(clara.pk).app == app


@pytest.mark.parametrize("factor", ["", "x", "-1", "9" * 400, "9" * 5000, "٣"])
def test_what_is_not_there_cannot_be_removed(client: Client, factor: str) -> None:
    clara = cast.signed_in(client, cast.clara())
    assert client.post(f"{YOURS}remove/", {"factor": factor}).status_code == 302
    assert factors_of(clara.pk).app


def passkey_of(user: User) -> Authenticator:
    data = {"name": "Old phone", "credential": {}, "passwordless": True}
    kind = Authenticator.Type.WEBAUTHN
    return Authenticator.objects.create(user=user, type=kind, data=data)


def test_what_is_removed_takes_every_other_session_with_it(client: Client) -> None:
    clara = cast.signed_in(client, cast.clara())
    lost, elsewhere = passkey_of(clara), Client()
    cast.signed_in(elsewhere, clara)
    client.post(f"{YOURS}remove/", {"factor": 0})
    assert elsewhere.get(YOURS).status_code == 200
    client.post(f"{YOURS}remove/", {"factor": lost.pk})
    assert elsewhere.get(YOURS)["Location"].startswith("/admin/login/")
    assert client.get(YOURS).status_code == 200


def test_a_new_app_in_the_place_of_the_old_ends_every_other_session(client: Client) -> None:
    clara, elsewhere = cast.signed_in(client, cast.clara()), Client()
    cast.signed_in(elsewhere, clara)
    secret = secret_on(client.get(APP).content.decode())
    assert client.post(APP, {"code": code_of(secret)})["Location"] == YOURS
    assert elsewhere.get(YOURS)["Location"].startswith("/admin/login/")
    assert client.get(YOURS).status_code == 200


def test_new_codes_end_every_other_session(client: Client) -> None:
    clara, elsewhere = cast.signed_in(client, cast.clara()), Client()
    cast.signed_in(elsewhere, clara)
    client.post(f"{YOURS}codes/new/")
    assert elsewhere.get(YOURS)["Location"].startswith("/admin/login/")
    assert client.get(CODES).status_code == 200


def test_an_app_on_a_new_phone_takes_the_place_of_the_old(client: Client) -> None:
    clara = cast.signed_in(client, cast.clara())
    secret = secret_on(client.get(APP).content.decode())
    assert client.post(APP, {"code": code_of(secret)})["Location"] == YOURS
    other = Client()
    other.post(f"/staff/sign-in/{issue_sign_in_link(clara.pk, at=timezone.now())}/")
    assert other.post("/staff/sign-in/code/", {"code": code_of(cast.SECRET)}).status_code == 403
    next_one = code_of(secret, datetime.now(UTC) + timedelta(seconds=30))
    assert other.post("/staff/sign-in/code/", {"code": next_one}).status_code == 302


def test_nobody_removes_what_is_somebody_elses(client: Client) -> None:
    dan = cast.with_app(cast.dan())
    app = factors_of(dan.pk).app
    assert app
    cast.signed_in(client, cast.clara())
    client.post(f"{YOURS}remove/", {"factor": app.id})
    assert factors_of(dan.pk).app == app


def test_new_codes_void_the_old_ones(client: Client) -> None:
    clara = cast.signed_in(client, cast.clara())
    before = unused_codes(clara.pk)
    assert client.post(f"{YOURS}codes/new/")["Location"] == CODES
    assert set(before) & set(unused_codes(clara.pk)) == set()
    assert client.get("/admin/")["Location"] == CODES


def test_the_page_speaks_spanish(client: Client, clara: User) -> None:
    assert "Elija cómo va a entrar" in client.get(f"/es{YOURS}").content.decode()


def test_the_admin_leads_here_instead_of_to_a_new_password(client: Client) -> None:
    cast.signed_in(client, cast.clara())
    page = client.get("/admin/password_change/").content.decode()
    assert "Your sign-in" in page
    assert 'type="password"' not in page
    assert f'href="{YOURS}"' in client.get("/admin/").content.decode()
