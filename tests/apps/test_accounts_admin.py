"""The owner makes links and resets for colleagues; nobody else does, and nobody sets a password."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client

from easeback.apps.accounts.actions import appoint_owner
from easeback.apps.accounts.models import SignInLink, User
from easeback.apps.accounts.presence import FRESH
from easeback.apps.accounts.queries import factors_of
from tests import cast

USERS = "/admin/accounts/user/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client) -> User:
    return cast.signed_in(client, User.objects.get(pk=appoint_owner()))


def test_a_link_for_a_colleague_is_shown_once_and_works(client: Client, owner: User) -> None:
    dan = cast.dan()
    address = f"{USERS}{dan.pk}/link/"
    assert f'href="{address}"' in client.get(f"{USERS}{dan.pk}/change/").content.decode()
    assert "/staff/sign-in/" not in client.get(address).content.decode().split('id="content"')[1]
    answer = client.post(address)
    assert "no-store" in answer["Cache-Control"]
    shown = re.search(r"<code>(http://\S+)</code>", answer.content.decode())
    assert shown
    assert "<code>" not in client.get(address).content.decode()
    other = Client()
    assert other.post(shown[1]).status_code == 302
    assert other.session["_auth_user_id"] == str(dan.pk)
    assert LogEntry.objects.get().change_message == "Made a sign-in link."


def test_looking_makes_no_link(client: Client, owner: User) -> None:
    client.get(f"{USERS}{cast.dan().pk}/link/")
    assert not SignInLink.objects.exists()


def test_nobody_gets_a_link_who_may_not_sign_in(client: Client, owner: User) -> None:
    answer = client.post(f"{USERS}{cast.eve().pk}/link/")
    assert "cannot sign in" in answer.content.decode()
    assert not SignInLink.objects.exists()


def test_a_reset_forgets_the_factors_and_says_who_did_it(client: Client, owner: User) -> None:
    dan = cast.with_app(cast.dan())
    address = f"{USERS}{dan.pk}/reset/"
    assert "the app with codes" in client.get(address).content.decode()
    assert factors_of(dan.pk).any
    assert client.post(address)["Location"] == f"{USERS}{dan.pk}/link/"
    assert not factors_of(dan.pk).any
    assert factors_of(dan.pk).codes_left == 0
    assert LogEntry.objects.get().user == owner


def test_the_owner_is_not_locked_out_by_a_reset_of_their_own(client: Client, owner: User) -> None:
    assert client.post(f"{USERS}{owner.pk}/reset/")["Location"] == "/staff/sign-in/yours/"
    assert factors_of(owner.pk).any


@pytest.mark.parametrize("page", ["link", "reset"])
def test_both_ask_for_a_fresh_proof(client: Client, page: str) -> None:
    old = datetime.now(UTC) - FRESH
    cast.signed_in(client, User.objects.get(pk=appoint_owner()), shown_at=old)
    dan = cast.with_app(cast.dan())
    answer = client.post(f"{USERS}{dan.pk}/{page}/")
    assert answer["Location"].startswith("/staff/sign-in/again/?next=")
    assert factors_of(dan.pk).any
    assert not SignInLink.objects.exists()


@pytest.mark.parametrize("where", ["{0}/change/", "{0}/delete/", "add/", ""])
def test_rights_take_a_fresh_proof(client: Client, where: str) -> None:
    old = datetime.now(UTC) - FRESH
    cast.signed_in(client, User.objects.get(pk=appoint_owner()), shown_at=old)
    dan = cast.dan()
    said = {"username": "dan", "is_staff": "on", "is_active": "on", "is_superuser": "on"}
    listed = {"action": "delete_selected", "_selected_action": dan.pk}
    there = USERS + where.format(dan.pk)
    before = list(User.objects.values())
    answer = client.post(there, {**said, **listed, "post": "yes", "username": "dan2"})
    if where:
        assert answer["Location"].startswith("/staff/sign-in/again/?next=")
        assert client.get(there)["Location"].startswith("/staff/sign-in/again/?next=")
    assert list(User.objects.values()) == before


def test_whoever_may_look_at_people_needs_no_proof_for_it(client: Client) -> None:
    dan = cast.dan()
    dan.user_permissions.set(Permission.objects.filter(codename="view_user"))
    cast.signed_in(client, dan, shown_at=datetime.now(UTC) - FRESH)
    assert client.get(f"{USERS}{dan.pk}/change/").status_code == 200


@pytest.mark.parametrize("page", ["link/", "reset/", "change/", "delete/"])
def test_a_colleague_with_every_right_over_users_may_not(client: Client, page: str) -> None:
    dan = cast.dan()
    dan.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    cast.signed_in(client, dan)
    clara = cast.with_app(cast.clara())
    said = {"post": "yes", "username": "clara", "is_superuser": "on"}
    assert client.post(f"{USERS}{clara.pk}/{page}", said).status_code == 403
    assert client.post(f"{USERS}{dan.pk}/{page}", said).status_code == 403
    assert factors_of(clara.pk).any
    assert not User.objects.get(pk=dan.pk).is_superuser


def test_somebody_new_gets_no_password(client: Client, owner: User) -> None:
    page = client.get(f"{USERS}add/").content.decode()
    assert 'type="password"' not in page
    client.post(f"{USERS}add/", {"username": "fay"})
    fay = User.objects.get(username="fay")
    assert fay.is_staff
    assert not fay.has_usable_password()
    assert "password" not in client.get(f"{USERS}{fay.pk}/change/").content.decode().lower()
    assert client.get(f"{USERS}{fay.pk}/password/").status_code in {302, 404}


def test_rights_can_still_be_given(client: Client, owner: User) -> None:
    dan = cast.dan()
    right = Permission.objects.get(codename="add_clinicalapproval")
    said = {"username": "dan", "is_active": "on", "is_staff": "on", "user_permissions": right.pk}
    assert client.post(f"{USERS}{dan.pk}/change/", said).status_code == 302
    assert User.objects.get(pk=dan.pk).has_perm("practice.add_clinicalapproval")


@pytest.mark.parametrize("place", ["mfa/authenticator", "account/emailaddress"])
def test_the_tables_of_the_library_have_no_pages(client: Client, owner: User, place: str) -> None:
    assert client.get(f"/admin/{place}/").status_code == 404
