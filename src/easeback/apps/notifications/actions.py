"""Writes about notifications: mail into the outbox, out of it, and tasks for staff."""

from collections.abc import Collection
from dataclasses import astuple
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from easeback.apps.notifications import destinations
from easeback.apps.notifications.destinations import forget_destination, keep_destination
from easeback.apps.notifications.facts import Message, MessageRefused, Way
from easeback.apps.notifications.models import (
    Attempt,
    Ending,
    OutboxAttachment,
    OutboxMessage,
    Outcome,
    StaffTask,
    StaffTaskDone,
)
from easeback.apps.notifications.sending import send_due, send_waiting

__all__ = [
    "MessageRefused",
    "ask_staff",
    "drop",
    "enqueue",
    "finish_task",
    "forget",
    "forget_destination",
    "forget_tasks",
    "hurry",
    "keep_destination",
    "let_go_of_tasks",
    "readdress",
    "send_due",
    "send_waiting",
]

HEAVIEST = 2_000_000
"""Bytes of all attachments of one message."""


def enqueue(message: Message, *, due_at: datetime, at: datetime) -> UUID:
    """Puts a message into the outbox, in the caller's transaction; the result is its id.

    It stands or falls with that transaction: no mail tells of what was rolled back, and none is
    forgotten of what was kept. A key that is there already changes nothing: the first message with
    that key stands, and its id is the result. Raises MessageRefused.
    """
    row = OutboxMessage(
        key=message.key,
        kind=message.kind,
        way=message.way.value,
        recipient=message.recipient,
        language=message.language,
        subject=message.subject,
        body=message.body,
        about=message.about,
        version=message.version,
        due_at=due_at,
        useful_until=message.useful_until,
        asks_staff=message.asks_staff,
        written_at=at,
    )
    files = [
        OutboxAttachment(message=row, place=place, name=name, media_type=kind, content=content)
        for place, (name, kind, content) in enumerate(map(astuple, message.attachments))
    ]
    _check(row, files)
    with transaction.atomic():
        OutboxMessage.objects.bulk_create([row], ignore_conflicts=True)
        kept = OutboxMessage.objects.values_list("pk", flat=True).get(key=message.key)
        if kept == row.pk:
            OutboxAttachment.objects.bulk_create(files)
    return kept


def hurry() -> None:
    """Has mail that somebody waits for sent as soon as it is committed, not in the next round."""
    transaction.on_commit(import_string(settings.ASK_FOR_ROUND))


def _check(row: OutboxMessage, files: list[OutboxAttachment]) -> None:
    try:
        row.clean_fields()
        row.clean()
        for file in files:
            file.clean_fields(exclude=["message"])
    except ValidationError as fault:
        # Only which field it was: what stands in it is nobody else's business.
        raise MessageRefused(", ".join(sorted(fault.message_dict))) from None
    if row.way != Way.MAIL.value:
        destinations.check(row, files)
    if sum(len(file.content) for file in files) > HEAVIEST:
        raise MessageRefused("attachments")


def drop(about: str, *, before_version: int, at: datetime) -> int:
    """Ends all unsent messages about this whose version is older; the number of them.

    A message that a worker is handing over at this moment may still arrive, but is not tried again.
    """
    if before_version <= 0:
        return 0
    unsent = OutboxMessage.objects.filter(
        about=about, version__lt=before_version, ending__isnull=True
    )
    endings = [
        Ending(message_id=id, why=Ending.Why.DROPPED, ended_at=at)
        for id in unsent.values_list("pk", flat=True)
    ]
    # A worker may end one of them meanwhile: its word came first and stands.
    Ending.objects.bulk_create(endings, ignore_conflicts=True)
    return len(endings)


def forget(abouts: Collection[str]) -> int:
    """Erases every mail about these, sent or not, in the caller's transaction; the number of them.

    For what somebody may have erased. A mail that became a task for staff is none of it.
    """
    return _erase(OutboxMessage.objects.filter(about__in=abouts))


def readdress(abouts: Collection[str], recipient: str) -> None:
    """What still waits about these goes to another address; what went to the one before is erased.

    In the caller's transaction. What a worker is handing over may still arrive there.
    """
    rows = OutboxMessage.objects.filter(about__in=abouts)
    _erase(rows.filter(ending__isnull=False))
    # Their own wish, and they may have lost the address before: no new row could undo the old one.
    QuerySet.update(rows, recipient=recipient)


def _erase(messages: QuerySet[OutboxMessage]) -> int:
    # Locked, so that no worker writes down meanwhile how one of them went.
    locked = messages.select_for_update().order_by("pk")
    ids = list(locked.values_list("pk", flat=True))
    for rows in (
        Outcome.objects.filter(attempt__message__in=ids),
        Attempt.objects.filter(message__in=ids),
        Ending.objects.filter(message__in=ids),
        OutboxAttachment.objects.filter(message__in=ids),
        OutboxMessage.objects.filter(pk__in=ids),
    ):
        # Nobody takes these rows away but the person whom they are about.
        QuerySet.delete(rows)
    return len(ids)


def ask_staff(*, key: str, kind: str, about: str, words: str, at: datetime) -> int:
    """Writes down what staff must see to; the same key twice is one task. The result is its id.

    `words` name no person: whoever reads them finds the person by `about`.
    """
    task, _ = StaffTask.objects.get_or_create(
        key=key, defaults={"kind": kind, "about": about, "words": words, "made_at": at}
    )
    return task.pk


def forget_tasks(key: str) -> None:
    """Erases the tasks whose keys begin so, in the caller's transaction: what they are about is
    somebody's own, who has erased it."""
    tasks = StaffTask.objects.filter(key__startswith=key)
    QuerySet.delete(StaffTaskDone.objects.filter(task__in=tasks))
    QuerySet.delete(tasks)


def finish_task(task_id: int, *, by: int, at: datetime) -> bool:
    """Says that somebody has seen to it; False if somebody had said so before."""
    _, first = StaffTaskDone.objects.get_or_create(
        task_id=task_id, defaults={"done_at": at, "done_by_id": by}
    )
    return first


def finish_tasks(
    abouts: Collection[str], *, kinds: Collection[str], up_to: datetime, by: int, at: datetime
) -> None:
    """Says that somebody has seen to all of these kinds that are about any of these, and are no
    newer than a moment."""
    open_ones = StaffTask.objects.filter(about__in=abouts, kind__in=kinds, done__isnull=True)
    for task in open_ones.filter(made_at__lte=up_to):
        finish_task(task.pk, by=by, at=at)


def let_go_of_tasks(abouts: Collection[str], *, kinds: Collection[str], at: datetime) -> None:
    """There is nothing of these kinds about these to see to any more. What was seen to stays as it
    is."""
    open_ones = StaffTask.objects.filter(about__in=abouts, kind__in=kinds, done__isnull=True)
    for task in open_ones:
        StaffTaskDone.objects.get_or_create(task=task, defaults={"done_at": at})
