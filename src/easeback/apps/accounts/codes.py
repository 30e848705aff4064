"""Codes that somebody types to show that they read what was sent to an address, or a number."""

import logging
import secrets
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from easeback.apps.audit.turns import one_at_a_time

log = logging.getLogger(__name__)

DIGITS = 8
LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5
MOST_CODES, WITHIN = 5, timedelta(hours=1)
"""So many codes are made for one address or number in so long, whoever asks for them."""
KEPT = timedelta(days=1)


class TooManyCodes(Exception):
    """There were many codes for this address lately."""


class CodeWrong(Exception):
    """Another code was sent; this one may be typed again."""


class CodeOver(Exception):
    """There is no code that this browser could type any more."""


class TypedCode(models.Model):
    """What is kept of a code: a hash of it, until when it counts, and how often it was tried."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=TypedCode)


def new_code(id: UUID) -> tuple[str, str]:
    """Digits, and what is kept of them for the code of this id."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    return code, _hash(id, code)


def room_for_one(whose: str, codes: QuerySet[Row], *, at: datetime) -> None:
    """Raises TooManyCodes where there were many among these lately.

    `whose` names them: until the caller's transaction ends, nobody else counts the same ones.
    """
    one_at_a_time(f"code:{whose}")
    if codes.filter(made_at__gt=at - WITHIN).count() >= MOST_CODES:
        raise TooManyCodes


def tried(codes: QuerySet[Row], typed: str, *, at: datetime) -> Row:
    """The one code of these, which is still open, once what was typed is it.

    Spaces and dashes in it do not count. Raises CodeWrong, CodeOver.
    """
    standing = codes.filter(used_at=None, expires_at__gt=at, tries__lt=MOST_TRIES)
    # Counted before it is looked at: of many tries at once, none is free.
    if not standing.update(tries=F("tries") + 1):
        raise CodeOver
    row = codes.get()
    code = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    if not constant_time_compare(_hash(row.pk, code), row.code_hash):
        log.warning("A wrong code was typed.")
        raise CodeWrong if row.tries < MOST_TRIES else CodeOver
    return row


def use_up(codes: QuerySet[Row], row: Row, *, at: datetime) -> None:
    """From now on it counts for nothing; in the transaction of what it is good for.

    Raises CodeOver where it was used meanwhile.
    """
    if not codes.filter(pk=row.pk, used_at=None).update(used_at=at):
        raise CodeOver


def old(codes: QuerySet[Row], *, at: datetime) -> list[UUID]:
    """Those that count for nothing any more, not even for how many there were lately."""
    return list(codes.filter(made_at__lt=at - KEPT).values_list("pk", flat=True))


def _hash(id: UUID, code: str) -> str:
    return salted_hmac(f"easeback.accounts.code.{id}", code, algorithm="sha256").hexdigest()
