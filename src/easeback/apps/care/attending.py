"""A therapist says that they have seen to what somebody needed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from easeback.apps.audit import actions as audit
from easeback.apps.booking.queries import visits_in
from easeback.apps.care.models import Attended
from easeback.apps.care.queries import line_around
from easeback.apps.care.signing import HandedOn, KeyReused
from easeback.apps.care.situations import REASONS
from easeback.apps.notifications import actions as notifications
from easeback.domain.attention import Reason


class EndsByItself(ValueError):
    """A reason that ends by what is done about it."""


def attend(
    course: UUID, reason: Reason, *, up_to: datetime, by: int, key: UUID, at: datetime
) -> None:
    """They have seen to this reason, as far as they knew of it; the tasks for staff about it that
    are no newer are done, too. Once for each key.

    Raises EndsByItself, HandedOn, KeyReused.
    """
    if reason.has_own_end:
        raise EndsByItself(reason)
    line, goes_on = line_around(course)
    if goes_on is not None:
        raise HandedOn(course)
    values = {"course": course, "reason": reason, "up_to": up_to, "by_id": by, "at": at}
    with transaction.atomic():
        row, is_new = Attended.objects.get_or_create(id=key, defaults=values)
        if (row.course, row.reason, row.by_id) != (course, reason, by):
            raise KeyReused(key)
        if is_new:
            kinds = [kind for kind, why in REASONS.items() if why is reason]
            abouts = [f"visit:{visit.id}" for visit in visits_in(line)]
            notifications.finish_tasks(abouts, kinds=kinds, up_to=up_to, by=by, at=at)
            what, about = f"attended.{reason}", f"course:{course}"
            audit.write_down(what, by=f"staff:{by}", about=about, at=at)
