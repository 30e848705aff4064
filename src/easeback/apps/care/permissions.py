"""Who may read and write the record. The owner's rights over settings open no record."""

from datetime import datetime

from django.contrib.auth.models import AbstractUser, AnonymousUser, Permission
from django.db.models import Q

from easeback.apps.booking.facts import CourseFacts
from easeback.apps.booking.permissions import is_own
from easeback.apps.care.models import Opening

User = AbstractUser | AnonymousUser
LEAD = "open_any_record"


def may_write(user: User, course: CourseFacts) -> bool:
    """The therapist of the course, and nobody else."""
    return is_own(user, course.therapist)


def may_read(user: User, course: CourseFacts, *, at: datetime) -> bool:
    """The therapist of the course, and a lead for as long as they have opened it with a reason."""
    if may_write(user, course):
        return True
    opened = Opening.objects.filter(course=course.id, by=user.pk, until__gt=at)
    return may_open_any(user) and opened.exists()


def may_transfer(user: User, course: CourseFacts) -> bool:
    """Hand the course to a colleague: its therapist, and a lead."""
    return may_write(user, course) or may_open_any(user)


def may_see_outcomes(user: User) -> bool:
    """How the practice as a whole does: a lead and the owner. Not a therapist: whoever takes their
    own numbers from the whole sees those of their colleagues. What the owner's rights say counts
    here, since no record is opened by it."""
    return user.is_active and user.is_staff and user.has_perm(f"care.{LEAD}")


def may_compare_therapists(user: User) -> bool:
    """The same by therapist: a lead alone, who can tell why numbers differ."""
    return may_open_any(user)


def may_open_any(user: User) -> bool:
    """A lead, who was given this right by name: that somebody owns the practice is not enough."""
    if not (user.is_active and user.is_staff and user.pk):
        return False
    given = Permission.objects.filter(codename=LEAD, content_type__app_label="care")
    return given.filter(Q(user=user.pk) | Q(group__user=user.pk)).exists()
