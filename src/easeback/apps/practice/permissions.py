"""Who may do what with the practice."""

from typing import TypeGuard

from django.contrib.auth.models import AbstractUser, AnonymousUser


def may_approve_knowledge(user: AbstractUser | AnonymousUser) -> TypeGuard[AbstractUser]:
    """The clinical lead: staff to whom the owner gave the right to approve."""
    return user.is_active and user.is_staff and user.has_perm("practice.add_clinicalapproval")
