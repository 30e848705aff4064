"""Who may do what about other people's sign-in."""

from django.contrib.auth.models import AbstractUser, AnonymousUser


def may_run_the_entrance(user: AbstractUser | AnonymousUser) -> bool:
    """The owner alone: a link or a reset for somebody is as good as being them."""
    return user.is_active and user.is_superuser
