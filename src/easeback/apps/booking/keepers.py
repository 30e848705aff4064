"""Who may see to the calendars of a therapist: the feed's addresses, and calendars elsewhere."""

from django.contrib.auth.models import AbstractUser, AnonymousUser

from easeback.apps.booking.models import TherapistTime
from easeback.apps.booking.permissions import may_change_every_hours


def may_keep_calendars(user: AbstractUser | AnonymousUser, therapist: int) -> bool:
    """Whether somebody may make and end addresses of this therapist's feed, and name their other
    calendars: the therapist, the lead and the owner."""
    if may_change_every_hours(user):
        return True
    own = TherapistTime.objects.filter(pk=therapist, account=user.pk)
    return user.is_active and user.is_staff and user.pk is not None and own.exists()
