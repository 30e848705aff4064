"""The staff's entrance: a link shows a button, the button signs in, once, and never halfway."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from easeback.apps.accounts.actions import (
    HANDED_LIFETIME,
    issue_sign_in_link,
    print_sign_in_link,
    reset_factors,
)
from easeback.apps.accounts.models import User
from easeback.apps.accounts.presence import IDLE, WORKING_DAY
from easeback.apps.accounts.queries import unused_codes
from tests import cast
from tests.codes import code_of

DOOR = "/staff/sign-in/"
CODE = "/staff/sign-in/code/"
YOURS = "/staff/sign-in/yours/"
pytestmark = pytest.mark.django_db


def link(
    person: User | None = None, age: timedelta = timedelta(0), *, printed: bool = False
) -> str:
    issue = print_sign_in_link if printed else issue_sign_in_link
    token = issue((person or cast.clara()).pk, at=timezone.now() - age)
    return f"/staff/sign-in/{token}/"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def opens(client: Client, path: str = "/admin/") -> bool:
    return client.get(path).status_code == 200


def test_opening_the_link_shows_one_button_and_uses_nothing_up(client: Client) -> None:
    address = link()
    pages = [client.get(address) for _ in range(3)]
    assert {page.status_code for page in pages} == {200}
    assert len(re.findall("<button", pages[0].content.decode())) == 1
    assert not signed_in(client)
    assert client.post(address).status_code == 302


@pytest.mark.parametrize("printed", [False, True])
def test_a_link_leads_whoever_has_nothing_yet_to_set_it_up(client: Client, printed: bool) -> None:  # noqa: FBT001
    answer = client.post(link(printed=printed), follow=True)
    assert answer.redirect_chain == [("/staff/", 302), (YOURS, 302)]
    assert "Set up how you sign in" in answer.content.decode()
    for path in ("/admin/", "/admin/practice/practice/", "/staff/exercises/"):
        assert client.get(path)["Location"] == YOURS
    assert client.post("/admin/practice/practice/add/", {"name": "Mine"})["Location"] == YOURS


def test_a_link_lets_nobody_skip_the_second_step(client: Client) -> None:
    answer = client.post(link(cast.with_app(cast.clara())))
    assert answer["Location"] == CODE
    assert not signed_in(client)
    assert not opens(client)
    assert client.get(YOURS)["Location"].startswith("/admin/login/")
    assert client.post(CODE, {"code": code_of(cast.SECRET)})["Location"] == "/staff/"
    assert opens(client)
    assert opens(client, "/staff/exercises/")


def test_the_printed_link_is_the_way_back_in_when_everything_is_lost(client: Client) -> None:
    clara = cast.with_app(cast.clara())
    assert client.post(link(clara, printed=True))["Location"] == "/staff/"
    assert opens(client)
    assert opens(client, f"{YOURS}passkey/")


def test_a_link_in_a_browser_where_somebody_else_sits_starts_anew(client: Client) -> None:
    cast.signed_in(client, cast.dan())
    clara = cast.with_app(cast.clara())
    client.post(link(clara))
    assert not signed_in(client)
    client.post(CODE, {"code": code_of(cast.SECRET)})
    assert client.session["_auth_user_id"] == str(clara.pk)
    assert opens(client)


def test_a_code_works_once(client: Client) -> None:
    clara = cast.with_app(cast.clara())
    code = code_of(cast.SECRET)
    for browser, status in ((client, 302), (Client(), 403)):
        browser.post(link(clara))
        assert browser.post(CODE, {"code": code}).status_code == status
        assert signed_in(browser) is (status == 302)


def test_a_recovery_code_works_once(client: Client) -> None:
    clara = cast.with_app(cast.clara())
    code = unused_codes(clara.pk)[3]
    for browser, status in ((client, 302), (Client(), 403)):
        browser.post(link(clara))
        assert browser.post(CODE, {"code": code}).status_code == status
    assert len(unused_codes(clara.pk)) == 9
    assert code not in unused_codes(clara.pk)


def test_guesses_are_counted_and_stopped(client: Client) -> None:
    clara = cast.with_app(cast.clara())
    client.post(link(clara))
    answers = [client.post(CODE, {"code": "000000"}).status_code for _ in range(6)]
    assert answers == [403] * 5 + [429]
    assert client.post(CODE, {"code": code_of(cast.SECRET)}).status_code == 429
    assert not signed_in(client)
    cache.clear()
    assert client.post(CODE, {"code": code_of(cast.SECRET)}).status_code == 302


def test_guesses_in_another_browser_count_too(client: Client) -> None:
    clara = cast.with_app(cast.clara())
    answers = []
    for browser in (Client(), client):
        browser.post(link(clara))
        answers += [browser.post(CODE, {"code": "000000"}).status_code for _ in range(3)]
    assert answers == [403] * 5 + [429]


def test_the_second_step_cannot_wait_for_long(client: Client) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, tzinfo=UTC), tick=False) as clock:
        client.post(link(cast.with_app(cast.clara())))
        clock.shift(timedelta(minutes=16))
        code = code_of(cast.SECRET, timezone.now())
        assert client.post(CODE, {"code": code})["Location"] == DOOR
    assert not signed_in(client)


@pytest.mark.parametrize("change", ["is_active", "is_staff"])
def test_somebody_who_left_meanwhile_is_stopped_at_the_second_step(
    client: Client, change: str
) -> None:
    clara = cast.with_app(cast.clara())
    client.post(link(clara))
    User.objects.update(**{change: False})
    assert client.post(CODE, {"code": code_of(cast.SECRET)})["Location"] == DOOR
    assert not signed_in(client)


@pytest.mark.parametrize("change", ["is_active", "is_staff"])
def test_a_link_of_somebody_who_left_is_refused(client: Client, change: str) -> None:
    address = link()
    User.objects.update(**{change: False})
    assert client.post(address).status_code == 403
    assert not signed_in(client)


def test_the_form_carries_what_protects_it() -> None:
    careful = Client(enforce_csrf_checks=True)
    address = link()
    page = careful.get(address).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    assert careful.post(address).status_code == 403
    assert careful.post(address, {"csrfmiddlewaretoken": token[1]}).status_code == 302


@pytest.mark.parametrize(("prefix", "words"), [("", "no longer works"), ("/es", "ya no funciona")])
def test_a_used_link_says_so_in_both_languages(client: Client, prefix: str, words: str) -> None:
    address = link()
    Client().post(address)
    answer = client.post(prefix + address)
    assert answer.status_code == 403
    assert words in answer.content.decode()
    assert not signed_in(client)


def test_an_expired_link_lets_nobody_in(client: Client) -> None:
    assert client.post(link(age=HANDED_LIFETIME)).status_code == 403
    assert not signed_in(client)


@pytest.mark.parametrize("path", [DOOR, YOURS, CODE, f"{DOOR}x/"])
def test_the_pages_are_kept_in_no_cache(client: Client, path: str) -> None:
    assert "no-store" in client.get(path)["Cache-Control"]


# The hours of a session


@pytest.mark.parametrize(
    ("steps", "stays"),
    [
        ([IDLE - timedelta(minutes=2)] * 3, True),
        ([timedelta(minutes=30), IDLE], False),
        ([timedelta(minutes=50)] * 14, True),
        ([timedelta(minutes=50)] * 15, False),
    ],
    ids=["works on", "an idle hour", "almost a working day", "a working day"],
)
def test_a_session_ends_in_time(client: Client, steps: list[timedelta], stays: bool) -> None:  # noqa: FBT001
    with time_machine.travel(datetime(2026, 3, 2, 8, tzinfo=UTC), tick=False) as clock:
        cast.signed_in(client, cast.clara())
        last = opens(client)
        assert last
        for step in steps:
            clock.shift(step)
            last = opens(client)
        assert last is stays
    assert sum(steps, timedelta(0)) < WORKING_DAY or not stays


def test_a_reset_ends_every_session_of_that_person_and_of_nobody_else(client: Client) -> None:
    clara = cast.signed_in(client, cast.clara())
    other, unused = Client(), link(clara)
    cast.signed_in(other, cast.dan())
    reset_factors(clara.pk)
    assert not opens(client)
    assert opens(other)
    assert Client().post(unused).status_code == 403


def test_a_session_that_never_showed_a_factor_is_turned_out(client: Client) -> None:
    clara = cast.clara()
    client.post(link(clara))
    cast.with_app(clara)  # Somewhere else, by the person themselves.
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert not signed_in(client)


# There is no password


@pytest.mark.parametrize("who", [cast.clara, cast.eve])
def test_a_password_lets_nobody_in(client: Client, who: Callable[[], User]) -> None:
    person = who()
    person.set_password("correct horse")
    person.save()
    said = {"username": person.username, "password": "correct horse"}
    assert not client.login(**said)
    for path in ("/admin/login/", DOOR):
        client.post(path, said)
        assert not signed_in(client)


def test_the_admin_sends_people_to_this_page_and_back(client: Client) -> None:
    answer = client.get("/admin/practice/practice/", follow=True)
    chain = [address for address, _ in answer.redirect_chain]
    assert chain[-1] == f"{DOOR}?next=/admin/practice/practice/"
    page = answer.content.decode()
    assert 'name="next" value="/admin/practice/practice/"' in page
    assert "password" not in page.lower()


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_the_page_leads_on_to_our_own_pages_only(client: Client, there: str) -> None:
    page = client.get(DOOR, {"next": there}).content.decode()
    assert 'name="next" value="/staff/"' in page


def test_signing_out_takes_a_button(client: Client) -> None:
    cast.signed_in(client, cast.clara())
    for path in ("/admin/logout/", f"{DOOR}out/"):
        assert client.get(path).status_code == 405
    assert client.post("/admin/logout/")["Location"] == DOOR
    assert not signed_in(client)


@pytest.mark.parametrize(
    ("host", "there"),
    [("127.0.0.1:8000", "http://localhost:8000"), ("[::1]:81", "http://localhost:81")],
)
def test_an_address_that_is_a_number_offers_the_same_page_by_name(
    client: Client, host: str, there: str
) -> None:
    for path in (DOOR, link()):
        page = client.get(path, headers={"host": host}).content.decode()
        assert f'href="{there}{path}"' in page
        assert "data-passkey" not in page
    assert "localhost" not in client.get(DOOR, headers={"host": "localhost"}).content.decode()
