"""An account's e-mail address: proven by a typed code, and by a code it opens the account again."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from easeback.apps.accounts import codes
from easeback.apps.accounts.codes import LIFETIME, CodeOver, CodeWrong, TooManyCodes
from easeback.apps.accounts.devices import lock_account, new_key
from easeback.apps.accounts.models import Account, AccountEmail, EmailCode

__all__ = [
    "LIFETIME",
    "AddressTaken",
    "Code",
    "CodeOver",
    "CodeWrong",
    "NoAddress",
    "Proven",
    "TooManyCodes",
    "address_of",
    "code_of",
    "codes_of",
    "forget_codes",
    "make_code",
    "old_codes",
    "plain_address",
    "redeem",
    "take_away",
]

LONGEST = 254


class NoAddress(ValueError):
    """What was typed is no e-mail address that mail can go to."""


class AddressTaken(Exception):
    """The address was proven, and opens another account."""


@dataclass(frozen=True, slots=True)
class Code:
    """`browser` is what the browser must show with the code. `is_for_somebody`: it is to be sent;
    a code for an address that opens nothing is told to nobody."""

    id: UUID
    browser: str
    code: str
    is_for_somebody: bool


@dataclass(frozen=True, slots=True)
class Proven:
    """Which account the code was for; `key` opens it on the device, unless it was open there."""

    code: UUID
    account: UUID
    key: str | None


def plain_address(typed: str) -> str:
    """The address, in small letters. Raises NoAddress."""
    address = typed.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise NoAddress from None
    if not address.isascii() or len(address) > LONGEST:
        raise NoAddress
    return address


def make_code(address: str, *, account: UUID | None, at: datetime) -> Code:
    """A code that proves `address`: to be this account's from now on, or to open its own account.

    In the caller's transaction. Raises TooManyCodes. Whether the address opens anything cannot be
    told by the answer.
    """
    codes.room_for_one(address, EmailCode.objects.filter(address=address), at=at)
    id, browser = uuid4(), secrets.token_urlsafe(32)
    code, code_hash = codes.new_code(id)
    EmailCode.objects.create(
        id=id,
        browser_hash=_hash(browser),
        address=address,
        account_id=account,
        code_hash=code_hash,
        made_at=at,
        expires_at=at + LIFETIME,
    )
    opens = account is not None or AccountEmail.objects.filter(address=address).exists()
    return Code(id, browser, code, is_for_somebody=opens)


def redeem(browser: str, typed: str, *, then: Callable[[Proven], None], at: datetime) -> Proven:
    """What the code that this browser asked for proves; from now on it is used up.

    `then` stands or falls with it. Spaces and dashes in the code do not count. Raises CodeWrong,
    CodeOver, AddressTaken.
    """
    asked = EmailCode.objects.filter(browser_hash=_hash(browser))
    row = codes.tried(asked, typed, at=at)
    with transaction.atomic():
        account = row.account_id or _account_at(row.address)
        try:
            # Before the code: so does whoever erases an account with its codes.
            lock_account(account)
        except Account.DoesNotExist:
            raise CodeOver from None
        codes.use_up(asked, row, at=at)
        proven = _opened(row, at) if row.account_id is None else _added(row, row.account_id, at)
        then(proven)
    return proven


def address_of(account: UUID) -> str:
    """The address that was proven; "" without one."""
    found = AccountEmail.objects.filter(account=account).values_list("address", flat=True)
    return found.first() or ""


def take_away(account: UUID) -> None:
    """The address opens the account no more."""
    AccountEmail.objects.filter(account=account).delete()


def codes_of(account: UUID) -> list[UUID]:
    """The codes that were made for this account, or for its address."""
    address = address_of(account)
    own = EmailCode.objects.filter(account=account)
    found = own | EmailCode.objects.filter(address=address) if address else own
    return list(found.values_list("pk", flat=True))


def code_of(browser: str) -> UUID | None:
    """The code that this browser asked for."""
    found = EmailCode.objects.filter(browser_hash=_hash(browser)).values_list("pk", flat=True)
    return found.first()


def forget_codes(ids: list[UUID]) -> None:
    EmailCode.objects.filter(pk__in=ids).delete()


def old_codes(*, at: datetime) -> list[UUID]:
    """Codes that count for nothing any more, not even for how many there were lately."""
    return codes.old(EmailCode.objects.all(), at=at)


def _account_at(address: str) -> UUID:
    """Raises CodeOver where the address opens nothing."""
    found = AccountEmail.objects.filter(address=address).values_list("account", flat=True).first()
    if found is None:
        raise CodeOver
    return found


def _opened(row: EmailCode, at: datetime) -> Proven:
    found = _account_at(row.address)
    return Proven(row.pk, found, new_key(found, at))


def _added(row: EmailCode, account: UUID, at: datetime) -> Proven:
    try:
        with transaction.atomic():
            AccountEmail.objects.update_or_create(
                account_id=account, defaults={"address": row.address, "proven_at": at}
            )
    except IntegrityError:
        raise AddressTaken from None
    return Proven(row.pk, account, None)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
