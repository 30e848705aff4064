"""Who may see to the calendars of a therapist: the feed's addresses, and calendars elsewhere."""

from django.contrib.auth.models import AbstractUser, AnonymousUser

from easeback.apps.booking.models import TherapistTime
from easeback.apps.booking.permissions import may_change_every_hours


def may_keep_calendars(user: AbstractUser | AnonymousUser, therapist: int) -> bool:
    """Whether somebody may make and end addresses of this therapist's feed, and name their other
    calendars: the therapist, the lead and the owner."""
    if may_change_every_hours(user):
        return True
    if not (user.is_active and user.is_staff and user.pk is not None):
        return False
    # Not asked for by its number: an address may hold one that is too big for any database.
    own = TherapistTime.objects.filter(account=user.pk).values_list("pk", flat=True)
    return therapist in own
