"""A sign-in link lets one person in, once, for a quarter of an hour."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from easeback.apps.accounts.actions import (
    HANDED_LIFETIME,
    PRINTED_LIFETIME,
    LinkRefused,
    appoint_owner,
    issue_sign_in_link,
    print_sign_in_link,
    redeem_sign_in_link,
)
from easeback.apps.accounts.models import SignInLink, User
from tests import cast

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_it_lets_its_owner_in() -> None:
    clara = cast.clara()
    cast.dan()
    token = issue_sign_in_link(clara.pk, at=NOW)
    assert redeem_sign_in_link(token, at=NOW + timedelta(minutes=1)).user_id == clara.pk


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_superuser": False}])
def test_there_is_a_way_back_in_after_the_owner_was_barred(change: dict[str, bool]) -> None:
    for name in ("owner", "owner-2"):
        before = appoint_owner()
        assert appoint_owner() == before
        assert User.objects.get(pk=before).username == name
        User.objects.filter(pk=before).update(**change)


def test_an_owner_who_cannot_use_the_link_is_none() -> None:
    first = appoint_owner()
    User.objects.filter(pk=first).update(is_staff=False)
    token = print_sign_in_link(appoint_owner(), at=NOW)
    assert redeem_sign_in_link(token, at=NOW).user_id != first


def test_it_works_once() -> None:
    token = issue_sign_in_link(cast.clara().pk, at=NOW)
    redeem_sign_in_link(token, at=NOW)
    with pytest.raises(LinkRefused):
        redeem_sign_in_link(token, at=NOW)


@pytest.mark.parametrize(
    ("issue", "lifetime"),
    [(issue_sign_in_link, HANDED_LIFETIME), (print_sign_in_link, PRINTED_LIFETIME)],
)
def test_it_works_until_it_expires_and_not_a_moment_longer(
    issue: Callable[..., str], lifetime: timedelta
) -> None:
    clara = cast.clara()
    early, late = (issue(clara.pk, at=NOW) for _ in range(2))
    found = redeem_sign_in_link(early, at=NOW + lifetime - timedelta(microseconds=1))
    assert found.user_id == clara.pk
    with pytest.raises(LinkRefused):
        redeem_sign_in_link(late, at=NOW + lifetime)


def test_only_a_link_of_the_machine_is_marked_as_printed() -> None:
    clara = cast.clara()
    handed, printed = (
        issue(clara.pk, at=NOW) for issue in (issue_sign_in_link, print_sign_in_link)
    )
    assert not redeem_sign_in_link(handed, at=NOW).printed
    assert redeem_sign_in_link(printed, at=NOW).printed


@pytest.mark.parametrize("who", [cast.eve, cast.dan])
def test_a_stranger_or_somebody_who_left_is_not_let_in(who: Callable[[], User]) -> None:
    person = who()
    person.is_active = person.username == "eve"
    person.save()
    token = issue_sign_in_link(person.pk, at=NOW)
    with pytest.raises(LinkRefused):
        redeem_sign_in_link(token, at=NOW)


@pytest.mark.parametrize("token", ["", "x", "a:b", "\x00", "é:ü", "a" * 5000])
def test_a_token_that_was_never_issued_is_refused(token: str) -> None:
    with pytest.raises(LinkRefused):
        redeem_sign_in_link(token, at=NOW)


def test_a_token_changed_by_one_letter_is_refused() -> None:
    token = issue_sign_in_link(cast.clara().pk, at=NOW)
    other = ("b" if token[0] == "a" else "a") + token[1:]
    with pytest.raises(LinkRefused):
        redeem_sign_in_link(other, at=NOW)
    assert not redeem_sign_in_link(token, at=NOW).printed


def test_the_token_itself_is_kept_nowhere() -> None:
    token = issue_sign_in_link(cast.clara().pk, at=NOW)
    kept = str(list(SignInLink.objects.values()))
    assert token not in kept
    assert token.split(":")[0] not in kept


def test_the_first_start_appoints_an_owner_without_a_password() -> None:
    owner = User.objects.get(pk=appoint_owner())
    assert owner.is_superuser
    assert not owner.has_usable_password()


def test_a_later_start_finds_the_same_owner() -> None:
    assert appoint_owner() == appoint_owner()
    assert User.objects.count() == 1


def test_an_owner_who_left_is_not_let_in_again() -> None:
    first = appoint_owner()
    User.objects.filter(pk=first).update(is_active=False, username="left")
    assert appoint_owner() != first
