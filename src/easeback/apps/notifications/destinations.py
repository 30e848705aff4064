"""Where somebody's pushes or texts go: sealed in one place, so that erasing it there is enough."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from easeback.apps.notifications.facts import MessageRefused, Way
from easeback.apps.notifications.models import Destination, OutboxAttachment, OutboxMessage
from easeback.apps.notifications.pushing import is_subscription
from easeback.apps.notifications.texting import is_number

LONGEST = {Way.PUSH: 1_500, Way.TEXT: 500}
"""Bytes of one message: a push must fit into a record of 4 kilobytes, a text into a few parts."""


def keep_destination(way: Way, place: str, *, at: datetime) -> UUID:
    """Keeps where pushes or texts go, sealed; its id, which is their recipient.

    Raises MessageRefused for what is no subscription, or no number.
    """
    fits = {Way.PUSH: is_subscription, Way.TEXT: is_number}
    if way not in fits or not fits[way](place):
        raise MessageRefused("recipient")
    return Destination.objects.create(way=way.value, place=place, made_at=at).pk


def forget_destination(id: UUID) -> None:
    """Erases it, in the caller's transaction: what is still to go there goes nowhere."""
    Destination.objects.filter(pk=id).delete()


def place_of(id: UUID | str) -> str:
    """The subscription or number; "" where it was erased."""
    found = Destination.objects.filter(pk=id).values_list("place", flat=True)
    return found.first() or ""


def check(row: OutboxMessage, files: Sequence[OutboxAttachment]) -> None:
    """Raises MessageRefused for what could never leave as a push or a text."""
    way = Way(row.way)
    try:
        to = Destination.objects.filter(pk=UUID(row.recipient), way=row.way)
    except ValueError:
        raise MessageRefused("recipient") from None
    if not to.exists():
        raise MessageRefused("recipient")
    if files:
        raise MessageRefused("attachments")
    opens = urlsplit(row.body.rsplit("\n", 1)[-1]).scheme in {"http", "https"}
    if len(row.body.encode()) > LONGEST[way] or (way is Way.PUSH and not opens):
        raise MessageRefused("body")
