"""Who may do what with notifications."""

from typing import TypeGuard

from django.contrib.auth.models import AbstractUser, AnonymousUser


def may_finish_tasks(user: AbstractUser | AnonymousUser) -> TypeGuard[AbstractUser]:
    """Staff to whom the owner gave the right to say that a task is done."""
    return user.is_active and user.is_staff and user.has_perm("notifications.add_stafftaskdone")
