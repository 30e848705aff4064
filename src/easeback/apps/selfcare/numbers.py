"""A phone number to be asked at: used once whoever holds the diary has typed a code from it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from easeback.apps.accounts import codes
from easeback.apps.accounts.codes import TooManyCodes
from easeback.apps.accounts.devices import lock_account
from easeback.apps.audit.turns import one_at_a_time
from easeback.apps.notifications import actions as notifications
from easeback.apps.notifications.facts import Message, MessageRefused, Way
from easeback.apps.notifications.queries import place_of
from easeback.apps.selfcare.models import NumberCode

MOST_IN_A_DAY = 200
"""Codes of the whole practice: each text costs it something, and some people live of having texts
sent to numbers of theirs. A house choice."""
DAY = timedelta(days=1)
FILLING = re.compile(r"[\s().\-\u2010-\u2015]")
"""What people put between the digits of a number."""

Words = Callable[[UUID, str, UUID], Message]
"""Gets a code's id, the code and where it goes; gives the message with it."""


def plain_number(typed: str) -> str:
    """The number as the world writes it; ten digits are one of the US. Raises MessageRefused."""
    number = FILLING.sub("", typed)
    if re.fullmatch(r"1?[2-9][0-9]{9}", number):
        number = f"+1{number[-10:]}"
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
        raise MessageRefused("recipient")
    return number


def send_code(account: UUID, key: str, number: str, *, words: Words, at: datetime) -> None:
    """Texts a code to this number. Codes that this key asked for before count no more.

    Raises TooManyCodes, and MessageRefused for what is no number.
    """
    number_hash = salted_hmac("easeback.selfcare.number", number, algorithm="sha256").hexdigest()
    with transaction.atomic():
        # Of two that are asked for at once, the second counts the first.
        lock_account(account)
        one_at_a_time("texts of a day")
        codes.room_for_one(number_hash, NumberCode.objects.filter(number_hash=number_hash), at=at)
        codes.room_for_one(str(account), NumberCode.objects.filter(account=account), at=at)
        if NumberCode.objects.filter(made_at__gt=at - DAY).count() >= MOST_IN_A_DAY:
            raise TooManyCodes
        _of(account, key).filter(used_at=None).update(used_at=at)
        id = uuid4()
        code, code_hash = codes.new_code(id)
        to = notifications.keep_destination(Way.TEXT, number, at=at)
        NumberCode.objects.create(
            id=id,
            account_id=account,
            key_hash=_hash(key),
            number_hash=number_hash,
            destination=to,
            code_hash=code_hash,
            made_at=at,
            expires_at=at + codes.LIFETIME,
        )
        notifications.enqueue(words(id, code, to), due_at=at, at=at)
        notifications.hurry()


def proven(account: UUID, key: str, typed: str, *, at: datetime) -> str:
    """The number whose code was typed; the code counts no more. Raises CodeWrong, CodeOver.

    A number that is "" was erased meanwhile.
    """
    latest = _of(account, key).order_by("-made_at").values_list("pk", flat=True)[:1]
    asked = NumberCode.objects.filter(pk__in=list(latest))
    row = codes.tried(asked, typed, at=at)
    with transaction.atomic():
        lock_account(account)
        codes.use_up(asked, row, at=at)
        number = place_of(row.destination) if row.destination else ""
        _forget_texts(asked)
    return number


def forget_numbers(account: UUID) -> None:
    """Erases all codes of this account with their texts, in the caller's transaction."""
    _forget(NumberCode.objects.filter(account=account))


def forget_old_numbers(*, at: datetime) -> None:
    """Erases the numbers of codes that can be typed no more, and a day later what counted them."""
    with transaction.atomic():
        _forget_texts(NumberCode.objects.filter(expires_at__lte=at))
        _forget(NumberCode.objects.filter(pk__in=codes.old(NumberCode.objects.all(), at=at)))


def about_number(code: UUID) -> str:
    """What the text with a code is about."""
    return f"number:{code}"


def _of(account: UUID, key: str) -> QuerySet[NumberCode]:
    return NumberCode.objects.filter(account=account, key_hash=_hash(key))


def _forget(rows: QuerySet[NumberCode]) -> None:
    _forget_texts(rows)
    rows.delete()


def _forget_texts(rows: QuerySet[NumberCode]) -> None:
    for id, to in list(rows.exclude(destination=None).values_list("pk", "destination")):
        notifications.forget([about_number(id)])
        if to is not None:
            notifications.forget_destination(to)
    rows.update(destination=None)


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()
