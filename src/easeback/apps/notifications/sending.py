"""Takes due messages out of the outbox, hands each to a channel, and writes down how that went.

A mail is sent at least once. Before it is handed over, the attempt is written down and committed;
afterwards, its outcome. A worker that is killed between the two leaves an attempt without an
outcome, and nobody knows whether the mail went out. After LEASE it is sent again: a reminder that
comes twice is better than one that never comes. Both bear the same Message-ID, so most mail
programs show one. No transaction is open while a mail server is spoken to.
"""

import logging
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from easeback.apps.notifications.channels import open_channel
from easeback.apps.notifications.delivery import Channel, NotDelivered
from easeback.apps.notifications.destinations import forget_destination, place_of
from easeback.apps.notifications.facts import Attachment, Mail, Sending, Way
from easeback.apps.notifications.models import (
    Attempt,
    Ending,
    OutboxMessage,
    Outcome,
    StaffTask,
)
from easeback.domain.vocabulary import Language

log = logging.getLogger(__name__)

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
"""How long to wait after the first, second, ... failed attempt. After one more, staff are asked."""
LEASE = timedelta(minutes=5)
"""How long an attempt may take. A channel gives up well before: see channels.TIMEOUT."""
ROUND = timedelta(seconds=60)
"""After this long no further mail is begun, so that other due work has its turn."""
BATCH = 100
UNDELIVERED = "This message could not be delivered. Tell the person another way."


def send_due(*, at: datetime, send: Channel) -> Sending:
    """Sends what is due at `at`, all of it by one channel, each message by one worker, however many
    run.

    What fails is tried again after DELAYS; what cannot be delivered, or is of no use any more, is
    ended and becomes a task for staff.
    """
    return _send(at, dict.fromkeys(Way, send))


def send_waiting(*, at: datetime) -> Sending:
    """Sends what is due by this practice's ways out; what has none goes on waiting."""
    found = ((way, open_channel(way)) for way in Way)
    return _send(at, {way: channel for way, channel in found if channel is not None})


def _send(at: datetime, channels: Mapping[Way, Channel]) -> Sending:
    now = _running_from(at)
    done = Sending()
    due = _due(at, channels).order_by("due_at", "pk").values_list("pk", "way")
    for id, way in list(due[:BATCH]):
        if now() - at > ROUND:
            break
        send = channels[Way(way)]
        attempt = _claim(id, send.name, now())
        if isinstance(attempt, Attempt):
            done = _add(done, _try(attempt, send, now))
        elif attempt is not None:
            done = replace(done, given_up=done.given_up + 1)
    return done


def _running_from(at: datetime) -> Callable[[], datetime]:
    """The moment `at`, moving on as time passes: a slow mail server must not date rows back."""
    began = time.monotonic()
    return lambda: at + timedelta(seconds=time.monotonic() - began)


def _due(at: datetime, ways: Collection[Way] = tuple(Way)) -> QuerySet[OutboxMessage]:
    """Due, not ended, in nobody's hands, and not waiting for its next attempt."""
    held = Attempt.objects.annotate(free_at=Coalesce("outcome__retry_at", "lapses_at"))
    return OutboxMessage.objects.filter(
        ~Exists(held.filter(message=OuterRef("pk"), free_at__gt=at)),
        due_at__lte=at,
        ending__isnull=True,
        way__in=[way.value for way in ways],
    )


def _claim(id: UUID, channel: str, at: datetime) -> Attempt | Ending | None:
    """This worker's attempt; an ending if there shall be none; None if another was first."""
    try:
        with transaction.atomic():
            row = _due(at).filter(pk=id).annotate(tried=Count("attempts")).first()
            if row is None:
                return None
            if row.useful_until is not None and row.useful_until <= at:
                return _end(row, Ending.Why.EXPIRED, at)
            if row.tried > len(DELAYS):
                # Its last attempt was cut off. Perhaps it is this very mail that stops workers.
                return _end(row, Ending.Why.GIVEN_UP, at)
            return Attempt.objects.create(
                message=row,
                number=row.tried + 1,
                channel=channel,
                begun_at=at,
                lapses_at=at + LEASE,
            )
    except IntegrityError:
        return None


def _try(attempt: Attempt, send: Channel, now: Callable[[], datetime]) -> Sending:
    try:
        send(_mail(attempt.message))
    except NotDelivered as failure:
        return _failed(attempt, failure, now())
    except Exception as error:  # noqa: BLE001  Whatever a channel does, the other mails must go.
        # Its words may hold the address; its name does not.
        return _failed(attempt, NotDelivered(type(error).__name__), now())
    at = now()
    with transaction.atomic():
        if _stands(attempt):
            Outcome.objects.create(attempt=attempt, what=Outcome.What.SENT, ended_at=at)
            _ended(attempt.message, Ending.Why.SENT, at)
    return Sending(sent=1)


def _stands(attempt: Attempt) -> bool:
    """False where the mail was erased while it was handed over; else nobody erases it before the
    caller's transaction ends."""
    message = OutboxMessage.objects.select_for_update().filter(pk=attempt.message_id)
    return message.first() is not None


def _failed(attempt: Attempt, failure: NotDelivered, at: datetime) -> Sending:
    log.warning("Message %s, attempt %d: %s", attempt.message_id, attempt.number, failure.reason)
    last = failure.for_good or attempt.number > len(DELAYS)
    with transaction.atomic():
        if not _stands(attempt):
            return Sending(failed=1)
        Outcome.objects.create(
            attempt=attempt,
            what=Outcome.What.FAILED,
            reason=failure.reason[:100],
            ended_at=at,
            retry_at=None if last else at + DELAYS[attempt.number - 1],
        )
        if last:
            _end(attempt.message, Ending.Why.GIVEN_UP, at)
    # Alone: whoever ends a follow-up lets go of the place, then of messages, and would wait for us.
    if failure.is_gone and attempt.message.way != Way.MAIL.value:
        forget_destination(UUID(attempt.message.recipient))
    return Sending(failed=1, given_up=int(last))


def _end(message: OutboxMessage, why: Ending.Why, at: datetime) -> Ending | None:
    """Ends it undelivered, and tells staff where it asks for that; None if it was ended meanwhile,
    which then stands."""
    ending = _ended(message, why, at)
    if ending is not None and message.asks_staff:
        StaffTask.objects.get_or_create(
            key=f"undelivered:{message.pk}",
            defaults={
                "kind": "undelivered",
                "about": message.about,
                "words": UNDELIVERED,
                "message": message,
                "made_at": at,
            },
        )
    return ending


def _ended(message: OutboxMessage, why: Ending.Why, at: datetime) -> Ending | None:
    ending, first = Ending.objects.get_or_create(
        message=message, defaults={"why": why, "ended_at": at}
    )
    return ending if first else None


def _mail(row: OutboxMessage) -> Mail:
    """Raises NotDelivered where the place that it goes to was erased."""
    way = Way(row.way)
    to = row.recipient if way is Way.MAIL else place_of(row.recipient)
    if not to:
        raise NotDelivered("nowhere to go any more", for_good=True)
    files = tuple(
        Attachment(file.name, file.media_type, bytes(file.content))
        for file in row.attachments.all()
    )
    return Mail(row.pk, to, Language(row.language), row.subject, row.body, files, way)


def _add(one: Sending, other: Sending) -> Sending:
    return Sending(one.sent + other.sent, one.failed + other.failed, one.given_up + other.given_up)
