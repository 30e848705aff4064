"""Who may see to the calendars of a therapist: the feed's addresses, and calendars elsewhere."""

from django.contrib.auth.models import AbstractUser, AnonymousUser


def may_keep_calendars(user: AbstractUser | AnonymousUser, therapist: int) -> bool:
    """Whether somebody may make and end addresses of this therapist's feed, and name their other
    calendars: the owner, and staff to whom the owner gave the therapists' time."""
    # A therapist's own account is to be let in here as soon as one is linked to the time.
    return may_keep_every_calendar(user)


def may_keep_every_calendar(user: AbstractUser | AnonymousUser) -> bool:
    return user.is_active and user.is_staff and user.has_perm("booking.change_therapisttime")
