"""Where somebody is asked: an address, or what lies sealed and goes as soon as it is not needed."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from easeback.apps.accounts.devices import lock_account
from easeback.apps.notifications import actions as notifications
from easeback.apps.notifications.facts import Way
from easeback.apps.notifications.pushing import is_of
from easeback.apps.notifications.queries import place_of
from easeback.apps.selfcare.facts import AskedBy
from easeback.apps.selfcare.models import CheckIn, FollowUp

KEPT = timedelta(days=30)
"""So long after the last question its messages are kept, for whoever asks what was sent."""


def place_in(row: FollowUp) -> AskedBy:
    """How this row has its person asked. A place that was erased meanwhile is none."""
    way = Way(row.way)
    if way is Way.MAIL:
        return AskedBy(way, row.email)
    return AskedBy(way, place_of(row.destination) if row.destination else "")


def forget_place(row: FollowUp) -> None:
    """Erases where pushes or texts go; the caller saves the row, in the same transaction."""
    if row.destination is not None:
        notifications.forget_destination(row.destination)
    row.destination = None


def about(check_in: UUID) -> str:
    """What the messages of a question are about."""
    return f"check-in:{check_in}"


def messages_of(rows: QuerySet[FollowUp]) -> list[str]:
    """What all messages of these are about."""
    ids = CheckIn.objects.filter(follow_up__in=rows).values_list("pk", flat=True)
    return [about(id) for id in ids]


def forget_phone(account: UUID, endpoint: str) -> None:
    """The phone whose notices come in there is given away: from now on none go to it.

    Whoever was asked there is asked in their diary alone, until they choose again.
    """
    with transaction.atomic():
        lock_account(account)
        rows = FollowUp.objects.filter(account=account, way=Way.PUSH.value)
        for row in rows.exclude(destination=None):
            if endpoint and is_of(place_in(row).place, endpoint):
                notifications.forget(messages_of(rows.filter(pk=row.pk)))
                forget_place(row)
                row.save(update_fields=["destination"])


def forget_old_messages(*, at: datetime) -> int:
    """Erases the messages of follow-ups that are long over, and the address they went to; of how
    many accounts."""
    going_on = CheckIn.objects.filter(follow_up=OuterRef("pk"), ends_at__gt=at - KEPT)
    rows = FollowUp.objects.exclude(site="").filter(~Exists(going_on))
    accounts = set(rows.values_list("account", flat=True))
    for account in accounts:
        with transaction.atomic():
            lock_account(account)
            old = rows.filter(account=account)
            notifications.forget(messages_of(old))
            # Without a site nothing was ever sent: it is not looked at again.
            old.update(email="", site="")
    return len(accounts)


def forget_old_places(*, at: datetime) -> int:
    """Erases where pushes or texts went for whoever is asked nothing more; of how many."""
    going_on = CheckIn.objects.filter(follow_up=OuterRef("pk"), ends_at__gt=at)
    rows = FollowUp.objects.exclude(destination=None).filter(~Exists(going_on))
    accounts = set(rows.values_list("account", flat=True))
    for account in accounts:
        with transaction.atomic():
            lock_account(account)
            for row in rows.filter(account=account):
                forget_place(row)
                row.save(update_fields=["destination"])
    return len(accounts)
