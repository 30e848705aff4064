"""The staff's entrance: a link shows a button, the button signs in, once."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from easeback.apps.accounts.actions import LINK_LIFETIME, issue_sign_in_link
from tests import cast

pytestmark = pytest.mark.django_db


def link(age: timedelta = timedelta(0)) -> str:
    token = issue_sign_in_link(cast.clara().pk, at=timezone.now() - age)
    return f"/staff/sign-in/{token}/"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_opening_the_link_shows_one_button_and_uses_nothing_up(client: Client) -> None:
    address = link()
    pages = [client.get(address) for _ in range(3)]
    assert {page.status_code for page in pages} == {200}
    assert len(re.findall("<button", pages[0].content.decode())) == 1
    assert not signed_in(client)
    assert client.post(address).status_code == 302


def test_pressing_the_button_lands_in_the_admin(client: Client) -> None:
    answer = client.post(link(), follow=True)
    assert answer.redirect_chain == [("/admin/", 302)]
    assert answer.status_code == 200
    assert signed_in(client)


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
    assert client.post(link(age=LINK_LIFETIME)).status_code == 403
    assert not signed_in(client)


def test_somebody_who_may_no_longer_sign_in_is_refused(client: Client) -> None:
    clara = cast.clara()
    token = issue_sign_in_link(clara.pk, at=timezone.now())
    clara.is_active = False
    clara.save()
    assert client.post(f"/staff/sign-in/{token}/").status_code == 403
    assert not signed_in(client)


def test_the_page_is_kept_in_no_cache(client: Client) -> None:
    assert "no-store" in client.get(link())["Cache-Control"]
