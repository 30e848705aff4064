"""What is deleted when nobody needs it any more: keys of writes, who waited, holds never booked.

Due work, all of it: called again, it finds what is left.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from easeback.apps.booking import waiting
from easeback.apps.booking.facts import PROMISED, Status, WaitStatus
from easeback.apps.booking.models import (
    Course,
    Offer,
    Visit,
    VisitStatus,
    Waiting,
    WaitingStatus,
    Write,
)

KEYS_KEPT = timedelta(days=60)
"""For so long a key is known again: far longer than a page stays open or a phone is offline."""
HOLDS_KEPT = KEYS_KEPT + timedelta(days=1)
"""Longer than the keys, whose answers name them."""
WAITING_KEPT = timedelta(days=30)
"""Who waited is known for so long after the end, for whoever opens an old link."""
MOST = 1000
"""Holds that are forgotten in one round."""


def forget_writes(*, at: datetime) -> int:
    """Deletes the keys and answers of old writes, not what they wrote; the number of them."""
    return Write.objects.filter(at__lt=at - KEYS_KEPT).delete()[0]


def forget_who_waited(*, at: datetime) -> int:
    """Deletes who left the list long ago, and what they were offered; the number of them.

    The visits that they had or took are no part of it.
    """
    over = [status.value for status in WaitStatus if status.is_over]
    rows = waiting.rows(over).annotate(ended_at=Max("statuses__at"))
    ids = list(rows.filter(ended_at__lt=at - WAITING_KEPT).values_list("pk", flat=True))
    with transaction.atomic():
        Offer.objects.filter(waiting__in=ids).delete()
        WaitingStatus.objects.filter(waiting__in=ids).delete()
        Waiting.objects.filter(pk__in=ids).delete()
    return len(ids)


def forget_holds(*, at: datetime) -> int:
    """Deletes first visits that were let go of long ago and never promised, with the courses that
    began with them; the number of visits. They bear nobody's name, but how soon somebody had to be
    seen. By courses without a patient, of which there are few: every round looks."""
    statuses = VisitStatus.objects.filter(visit=OuterRef("pk"))
    never = ~Exists(statuses.filter(status__in=list(PROMISED)))
    over = Exists(statuses.filter(status__in=[s.value for s in Status if s.is_over]))
    nobody_asked = ~Exists(Offer.objects.filter(visit=OuterRef("pk")))
    rows = Visit.objects.filter(never, over, nobody_asked, course__patient=None)
    rows = rows.annotate(ended_at=Max("statuses__at"))
    old = rows.filter(ended_at__lt=at - HOLDS_KEPT).values_list("pk", "course")[:MOST]
    courses = {course for _, course in old}
    ids = [visit for visit, _ in old]
    with transaction.atomic():
        VisitStatus.objects.filter(visit__in=ids).delete()
        Visit.objects.filter(pk__in=ids).delete()
        Course.objects.filter(pk__in=courses, patient=None, visits=None).delete()
    return len(ids)
