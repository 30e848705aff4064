"""Reads about notifications: what arrived on the demonstration's page, what staff must see to."""

import logging
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Q, QuerySet

from easeback.apps.notifications.channels import DemonstrationPage, open_channel
from easeback.apps.notifications.destinations import place_of
from easeback.apps.notifications.facts import Attachment, Delivered, Task, Way
from easeback.apps.notifications.models import (
    Ending,
    OutboxAttachment,
    OutboxMessage,
    Outcome,
    StaffTask,
)
from easeback.domain.vocabulary import Language

__all__ = [
    "attachment_on_the_page",
    "comes_through",
    "goes_out",
    "mail_goes_out",
    "on_the_page",
    "one_on_the_page",
    "open_tasks",
    "place_of",
    "sent_among",
    "tasks_of",
    "waiting",
]

log = logging.getLogger(__name__)

LATELY = timedelta(hours=1)
CODE = "code"
"""The kind of a mail with a code that opens a diary."""


def on_the_page(own: str = "", limit: int = 100) -> tuple[Delivered, ...]:
    """The latest mails that the demonstration delivered to its page, the newest first.

    A code opens a diary: it is there only for the browser that asked for it, whose mail is about
    `own`. No mail where the database does not answer: a public page must still open.
    """
    try:
        return tuple(_delivered(_sent_to_page(own).order_by("-ended_at", "-pk")[:limit]))
    except DatabaseError:
        log.exception("The demonstration's mail cannot be read.")
        return ()


def one_on_the_page(id: UUID, own: str = "") -> Delivered | None:
    """One mail of that page; None for any other mail, and where the database does not answer."""
    try:
        found = _sent_to_page(own).filter(attempt__message=id).order_by("pk")[:1]
        return next(_delivered(found), None)
    except DatabaseError:
        log.exception("The demonstration's mail cannot be read.")
        return None


def attachment_on_the_page(id: UUID, place: int) -> Attachment | None:
    """A file of a mail on that page, by its place from 0."""
    if one_on_the_page(id) is None:
        return None
    file = OutboxAttachment.objects.filter(message=id, place=place).first()
    return file and Attachment(file.name, file.media_type, bytes(file.content))


def open_tasks() -> tuple[Task, ...]:
    """What nobody has seen to yet, the newest first."""
    return tuple(
        Task(task.pk, task.kind, task.about, task.words, task.made_at)
        for task in StaffTask.objects.filter(done__isnull=True)
    )


def tasks_of(kinds: Collection[str], *, since: datetime) -> tuple[Task, ...]:
    """What of these kinds nobody has seen to yet, the newest first; and what somebody has seen to
    that was made since a moment. Not what fell away. One query."""
    seen_to = Q(done__done_by__isnull=False, made_at__gte=since)
    rows = StaffTask.objects.filter(Q(done__isnull=True) | seen_to, kind__in=kinds)
    found = rows.annotate(is_open=Q(done__isnull=True))
    return tuple(Task(t.pk, t.kind, t.about, t.words, t.made_at, t.is_open) for t in found)


def waiting(at: datetime) -> int:
    """How many messages are due at this moment and have not left the house."""
    return OutboxMessage.objects.filter(due_at__lte=at, ending__isnull=True).count()


def sent_among(abouts: Collection[str]) -> set[str]:
    """About which of these any message has left the house."""
    sent = Ending.objects.filter(message__about__in=abouts, why=Ending.Why.SENT)
    return set(sent.values_list("message__about", flat=True))


def goes_out(way: Way) -> bool:
    """Whether anything leaves this practice that way; what does not is offered to nobody."""
    return open_channel(way) is not None


def mail_goes_out() -> bool:
    """Whether this practice has a way out for mail."""
    return goes_out(Way.MAIL)


def comes_through(at: datetime) -> bool:
    """False while mail is tried and none has left the house: the server may be down.

    Pushes and texts say nothing of it: they go by the servers of others.
    """
    mail = Outcome.objects.filter(attempt__message__way=Way.MAIL.value)
    lately = mail.filter(ended_at__gt=at - LATELY).values_list("what", flat=True)
    found = set(lately.distinct())
    return not found or Outcome.What.SENT in found


def _sent_to_page(own: str) -> QuerySet[Outcome]:
    on_page = Outcome.objects.filter(
        what=Outcome.What.SENT, attempt__channel=DemonstrationPage.name
    )
    shown = ~Q(attempt__message__kind=CODE) | Q(attempt__message__about=own)
    return on_page.filter(shown).select_related("attempt__message")


def _delivered(rows: QuerySet[Outcome]) -> Iterator[Delivered]:
    for row in rows.prefetch_related("attempt__message__attachments"):
        message = row.attempt.message
        yield Delivered(
            id=message.pk,
            # That of a push or a text is nothing that anybody can read.
            recipient=message.recipient if message.way == Way.MAIL.value else "",
            language=Language(message.language),
            subject=message.subject,
            body=message.body,
            delivered_at=row.ended_at,
            attachments=tuple(file.name for file in message.attachments.all()),
            way=Way(message.way),
        )
