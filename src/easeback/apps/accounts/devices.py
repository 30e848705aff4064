"""Accounts without a name, and the devices that hold a key to them."""

import hashlib
import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from easeback.apps.accounts.models import Account, DeviceKey
from easeback.apps.accounts.phrases import new_phrase, phrase_hash
from easeback.domain.vocabulary import Language

log = logging.getLogger(__name__)

ONCE_MORE = timedelta(seconds=30)
"""For so long the same page opens the same account again: a double click."""
RENEWED = timedelta(days=30)
"""A device's key is written down as in use once in so long, and then kept on it for longer."""

UNSEEN = timedelta(days=3 * 365)
"""What nobody comes back to for so long is erased. A house choice."""


class PhraseUnknown(Exception):
    """The phrase is well formed, and no account here has it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose account it is, as far as anybody knows. `is_stale`: the device's key wants renewing."""

    account: UUID
    language: Language
    zone: str
    called: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """What the device must keep, and what the person should; neither is kept here."""

    account: UUID
    key: str
    phrase: str


def open_account(
    *, opened_by: UUID, language: Language, zone: str, called: str = "", at: datetime
) -> Opened:
    """A new account, or the one that this page has opened a moment ago, with a key and a phrase.

    Its older phrase, which nobody can have written down in these seconds, ends.
    """
    phrase = new_phrase(language)
    with transaction.atomic():
        row, is_new = Account.objects.get_or_create(
            opened_by=opened_by, defaults=_row(phrase, language, zone, called, at)
        )
        if not is_new and at - row.made_at > ONCE_MORE:
            # An old page that was sent again: it may lie on a screen that others see.
            row = Account.objects.create(
                opened_by=uuid4(), **_row(phrase, language, zone, called, at)
            )
        elif not is_new:
            row.phrase_hash = phrase_hash(phrase)
            row.save(update_fields=["phrase_hash"])
        return Opened(row.pk, new_key(row.pk, at), phrase)


def opened_by(page: UUID) -> UUID | None:
    """The account that this page has opened."""
    return Account.objects.filter(opened_by=page).values_list("pk", flat=True).first()


def change_phrase(account: UUID, *, key: str) -> str:
    """A new phrase. The old one opens nothing from now on, nor does any key but this device's."""
    with transaction.atomic():
        row = Account.objects.select_for_update().get(pk=account)
        phrase = new_phrase(Language(row.language))
        row.phrase_hash = phrase_hash(phrase)
        row.save(update_fields=["phrase_hash"])
        DeviceKey.objects.filter(account=account).exclude(key_hash=_hash(key)).delete()
    return phrase


def join_device(typed: str, *, at: datetime) -> tuple[UUID, str]:
    """The account of a recovery phrase, and a key for the device that it was typed on.

    Raises NoPhrase for what is none, and PhraseUnknown.
    """
    row = Account.objects.filter(phrase_hash=phrase_hash(typed)).first()
    if row is None:
        log.warning("A recovery phrase that no account has was typed.")
        raise PhraseUnknown
    return row.pk, new_key(row.pk, at)


def holder_of(key: str, *, at: datetime) -> Holder | None:
    """Who holds this key; None for a key that opens nothing. One query."""
    device = DeviceKey.objects.select_related("account").filter(key_hash=_hash(key)).first()
    if device is None:
        if key:
            log.warning("A device key that opens nothing was shown.")
        return None
    row = device.account
    return Holder(
        account=row.pk,
        language=Language(row.language),
        zone=row.zone,
        called=row.called,
        is_stale=at - device.renewed_at > RENEWED,
    )


def renew(key: str, *, at: datetime) -> None:
    """Writes down that this device is in use."""
    device = DeviceKey.objects.filter(key_hash=_hash(key))
    Account.objects.filter(devices__in=device).update(seen_at=at)
    device.update(renewed_at=at)


def unseen(*, at: datetime, limit: int = 100) -> list[UUID]:
    """Accounts that nobody has come to for UNSEEN, those first that were left longest."""
    rows = Account.objects.filter(seen_at__lt=at - UNSEEN).order_by("seen_at")
    return list(rows.values_list("pk", flat=True)[:limit])


def lock_unseen(account: UUID, *, at: datetime) -> bool:
    """Locks it as `lock_account` does, if nobody has come to it meanwhile; else False."""
    rows = Account.objects.select_for_update().filter(pk=account, seen_at__lt=at - UNSEEN)
    return rows.first() is not None


def leave_device(account: UUID, keys: Iterable[str]) -> None:
    """None of these keys opens the account any more; it stays."""
    hashes = [_hash(key) for key in keys]
    DeviceKey.objects.filter(account=account, key_hash__in=hashes).delete()


def call(account: UUID, called: str) -> None:
    """What this person wants to be called on their devices."""
    row = Account.objects.get(pk=account)
    row.called = called
    row.save(update_fields=["called"])


def keep_zone(account: UUID, zone: str) -> None:
    """The zone by whose clock this person lives now."""
    Account.objects.filter(pk=account).exclude(zone=zone).update(zone=zone)


def lock_account(account: UUID) -> None:
    """Until the end of the caller's transaction nobody else holds this lock."""
    Account.objects.select_for_update().get(pk=account)


def close_account(account: UUID) -> None:
    """Erases the account and every key to it, in the caller's transaction.

    What others keep of it must be gone before: they hold on to its row.
    """
    Account.objects.filter(pk=account).delete()


def known(keys: Iterable[str], *, at: datetime) -> list[tuple[str, Holder]]:
    """The keys that open something, in their order, with who holds them; one for each account."""
    found: dict[UUID, tuple[str, Holder]] = {}
    for key in keys:
        holder = holder_of(key, at=at)
        if holder is not None:
            found.setdefault(holder.account, (key, holder))
    return list(found.values())


def _row(
    phrase: str, language: Language, zone: str, called: str, at: datetime
) -> dict[str, object]:
    return {
        "language": language.value,
        "zone": zone,
        "called": called,
        "phrase_hash": phrase_hash(phrase),
        "made_at": at,
        "seen_at": at,
    }


def new_key(account: UUID, at: datetime) -> str:
    """A key for one more device."""
    key = secrets.token_urlsafe(32)
    DeviceKey.objects.create(account_id=account, key_hash=_hash(key), made_at=at, renewed_at=at)
    Account.objects.filter(pk=account).update(seen_at=at)
    return key


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
