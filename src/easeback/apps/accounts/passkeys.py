"""Passkeys that open an account without a name: a device, and its owner's face, finger or PIN.

Challenges travel signed with the browser, since these pages have no session; each is good for some
minutes, and once.
"""

import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from django.core import signing
from django.db import IntegrityError, transaction
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from easeback.apps.accounts.devices import new_key
from easeback.apps.accounts.models import Passkey, UsedChallenge

log = logging.getLogger(__name__)

LIFETIME = timedelta(minutes=5)
MOST = 10
"""Passkeys of one account."""
LONGEST = 20_000
SALT = "easeback.accounts.passkeys"
GARBLED = (ValueError, KeyError, TypeError, AttributeError, IndexError, InvalidSignature)


class PasskeyRefused(Exception):
    """What was shown proves nothing: another site's, too late, shown before, or garbled."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the browser is: passkeys belong to its host. `name` is shown by the device."""

    origin: str
    host: str
    name: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """`options` go to the browser's script, `state` comes back with the answer."""

    options: dict[str, Any]
    state: str


def creation(account: UUID, site: Site) -> Challenge:
    """For a new passkey, which must know its owner and be found without a name."""
    user = PublicKeyCredentialUserEntity(name=site.name, id=account.bytes, display_name=site.name)
    asked, state = _server(site).register_begin(
        user,
        _held(account),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Challenge(dict(asked), signing.dumps({**state, "account": account.hex}, salt=SALT))


def add(account: UUID, site: Site, state: str, posted: str, *, at: datetime) -> None:
    """Keeps the passkey that answers this challenge. Raises PasskeyRefused."""
    begun, said = _read(state, posted)
    if begun.get("account") != account.hex:
        raise PasskeyRefused
    try:
        data = _server(site).register_complete(begun, said).credential_data
    except GARBLED as garbled:
        raise PasskeyRefused from garbled
    if data is None or Passkey.objects.filter(account=account).count() >= MOST:
        raise PasskeyRefused
    try:
        with transaction.atomic():
            _use_up(begun, at)
            Passkey.objects.create(
                account_id=account, id_hash=_hash(data.credential_id), held=bytes(data), made_at=at
            )
    except IntegrityError as second:
        raise PasskeyRefused from second


def challenge(site: Site) -> Challenge:
    """For whoever has a passkey here; which account it opens, it says itself."""
    asked, state = _server(site).authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED
    )
    return Challenge(dict(asked), signing.dumps(state, salt=SALT))


def redeem(site: Site, state: str, posted: str, *, at: datetime) -> tuple[UUID, str]:
    """The account that the passkey opens, and a key for its device. Raises PasskeyRefused."""
    begun, said = _read(state, posted)
    if "account" in begun:
        raise PasskeyRefused
    try:
        row = Passkey.objects.filter(id_hash=_hash(websafe_decode(said["id"]))).first()
        if row is None:
            log.warning("A passkey that opens nothing was shown.")
            raise PasskeyRefused
        _server(site).authenticate_complete(begun, [AttestedCredentialData(bytes(row.held))], said)
    except GARBLED as garbled:
        raise PasskeyRefused from garbled
    try:
        with transaction.atomic():
            _use_up(begun, at)
            row.used_at = at
            row.save(update_fields=["used_at"])
            return row.account_id, new_key(row.account_id, at)
    except IntegrityError as second:
        raise PasskeyRefused from second


def passkeys_of(account: UUID) -> tuple[tuple[int, datetime], ...]:
    """Each with when it was made, the oldest first."""
    rows = Passkey.objects.filter(account=account).order_by("made_at", "pk")
    return tuple(rows.values_list("pk", "made_at"))


def take_away(account: UUID, passkey: int) -> None:
    """It opens nothing any more."""
    Passkey.objects.filter(account=account, pk=passkey).delete()


def forget_challenges(*, at: datetime) -> int:
    """Those that are too old to be shown again; the number of them."""
    return UsedChallenge.objects.filter(used_at__lt=at - 2 * LIFETIME).delete()[0]


def _server(site: Site) -> Fido2Server:
    # fido2 would take any host below ours, too: a page there could pass proofs on.
    return Fido2Server(
        PublicKeyCredentialRpEntity(id=site.host, name=site.name),
        verify_origin=lambda origin: origin == site.origin,
    )


def _held(account: UUID) -> list[AttestedCredentialData]:
    rows = Passkey.objects.filter(account=account).values_list("held", flat=True)
    return [AttestedCredentialData(bytes(held)) for held in rows]


def _read(state: str, posted: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Raises PasskeyRefused."""
    try:
        begun = signing.loads(state, salt=SALT, max_age=LIFETIME)
        said = json.loads(posted[:LONGEST])
    except (signing.BadSignature, ValueError, RecursionError) as garbled:
        raise PasskeyRefused from garbled
    if not isinstance(said, dict):
        raise PasskeyRefused
    return begun, said


def _use_up(begun: dict[str, Any], at: datetime) -> None:
    """Raises IntegrityError for a challenge that was answered before."""
    UsedChallenge.objects.create(challenge_hash=_hash(str(begun["challenge"])), used_at=at)


def _hash(given: bytes | str) -> str:
    return sha256(given if isinstance(given, bytes) else given.encode()).hexdigest()
