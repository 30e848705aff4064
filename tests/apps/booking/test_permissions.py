"""Who sees whose day, and who changes whose hours."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from easeback.apps.accounts.models import User
from easeback.apps.booking import permissions
from easeback.apps.booking.facts import Colleague
from tests import cast

pytestmark = pytest.mark.django_db


def with_rights(*names: str) -> Callable[[], User]:
    def make() -> User:
        user = User.objects.create_user("fay", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        return user

    return make


def owner() -> User:
    return User.objects.create_superuser("owner")


def away() -> User:
    return User.objects.create_superuser("away", is_active=False)


@pytest.mark.parametrize(
    ("who", "sees", "cancels", "changes"),
    [
        (cast.dan, False, False, False),
        (cast.eve, False, False, False),
        (with_rights("view_visit"), True, False, False),
        (with_rights("view_visit", "change_visit"), True, True, False),
        (with_rights("change_therapisttime"), True, True, True),
        (owner, True, True, True),
        (away, False, False, False),
        (AnonymousUser, False, False, False),
    ],
    ids=["colleague", "eve", "desk", "desk that cancels", "lead", "owner", "gone", "nobody"],
)
def test_others_need_the_right_to(
    who: Callable[[], User], *, sees: bool, cancels: bool, changes: bool
) -> None:
    user, ann = who(), Colleague(1, "Ann", "UTC", None)
    assert permissions.may_see_day(user, ann) is sees
    assert permissions.may_change_visits(user, ann) is cancels
    assert permissions.may_change_hours(user, ann) is changes


def test_a_therapist_sees_and_changes_their_own_and_no_one_elses() -> None:
    dan = cast.dan()
    own, other = Colleague(1, "Dan", "UTC", dan.pk), Colleague(2, "Ann", "UTC", dan.pk + 1)
    for may in (
        permissions.may_see_day,
        permissions.may_change_visits,
        permissions.may_change_hours,
    ):
        assert may(dan, own)
        assert not may(dan, other)


def test_who_is_no_longer_of_the_staff_has_no_time_here() -> None:
    eve = cast.eve()
    assert not permissions.may_change_hours(eve, Colleague(1, "Eve", "UTC", eve.pk))
