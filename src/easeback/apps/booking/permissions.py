"""Who may see and change what of the practice's time."""

from typing import TypeGuard

from django.contrib.auth.models import AbstractUser, AnonymousUser

from easeback.apps.booking.facts import Colleague

User = AbstractUser | AnonymousUser


def may_see_every_day(user: User) -> TypeGuard[AbstractUser]:
    """The front desk and the lead."""
    return _is_staff(user) and (
        user.has_perm("booking.view_visit") or user.has_perm("booking.change_therapisttime")
    )


def may_see_day(user: User, therapist: Colleague) -> bool:
    """Their own, or everybody's."""
    return is_own(user, therapist) or may_see_every_day(user)


def may_change_visits(user: User, therapist: Colleague) -> bool:
    """Cancel, and note that nobody came: the therapist, the lead, and whoever may change visits."""
    return may_change_hours(user, therapist) or (
        _is_staff(user) and user.has_perm("booking.change_visit")
    )


def may_see_waiting(user: User, therapist: Colleague | None) -> bool:
    """Who waits for an earlier visit with this therapist; with anybody (None): the front desk and
    the lead."""
    return may_see_every_day(user) if therapist is None else may_see_day(user, therapist)


def may_take_off_list(user: User, therapist: Colleague | None) -> bool:
    """Take them off the list: whoever may cancel visits with this therapist, or with anybody."""
    if therapist is not None:
        return may_change_visits(user, therapist)
    return may_change_every_hours(user) or (
        _is_staff(user) and user.has_perm("booking.change_visit")
    )


def may_change_every_hours(user: User) -> TypeGuard[AbstractUser]:
    """The lead and the owner."""
    return _is_staff(user) and user.has_perm("booking.change_therapisttime")


def may_change_hours(user: User, therapist: Colleague) -> bool:
    """Their own, or everybody's."""
    return is_own(user, therapist) or may_change_every_hours(user)


def is_own(user: User, therapist: Colleague) -> bool:
    """Whether this account is the therapist's."""
    return _is_staff(user) and user.pk is not None and user.pk == therapist.account


def _is_staff(user: User) -> TypeGuard[AbstractUser]:
    return user.is_active and user.is_staff
