"""Writes about people who sign in."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, count

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import IntegrityError, transaction

from easeback.apps.accounts.models import SignInLink, SignInLinkUse, User

PRINTED_LIFETIME = timedelta(minutes=15)
HANDED_LIFETIME = timedelta(hours=1)
SIGNER = signing.Signer(salt="easeback.accounts.sign-in-link")


class LinkRefused(Exception):
    """The link was never issued, is too old, or was used before."""


class LastFactor(Exception):
    """Without this passkey or app, the person could not sign in anymore."""


@dataclass(frozen=True)
class Redeemed:
    """Whom a link signs in, and whether it was printed on the machine that serves."""

    user_id: int
    printed: bool


def appoint_owner() -> int:
    """The id of the installation's owner; made, without a password, if there is none (any more)."""
    with transaction.atomic():
        owners = User.objects.filter(is_superuser=True, is_active=True, is_staff=True)
        owner = owners.order_by("pk").first()
        if owner is None:
            # Somebody who may not come in any more may still bear the name.
            names = chain(["owner"], (f"owner-{number}" for number in count(2)))
            taken = set(User.objects.values_list("username", flat=True))
            name = next(name for name in names if name not in taken)
            owner = User(username=name, is_staff=True, is_superuser=True)
            owner.set_unusable_password()
            owner.save()
    return owner.pk


def print_sign_in_link(user_id: int, *, at: datetime) -> str:
    """A token for the terminal of the machine itself: it signs in without a second proof."""
    return _issue(user_id, at, PRINTED_LIFETIME, printed=True)


def issue_sign_in_link(user_id: int, *, at: datetime) -> str:
    """A token that signs this person in once before it expires; it is kept nowhere but here.

    Whoever has a passkey or an app must still show it.
    """
    return _issue(user_id, at, HANDED_LIFETIME, printed=False)


def _issue(user_id: int, at: datetime, lifetime: timedelta, *, printed: bool) -> str:
    token = SIGNER.sign(secrets.token_urlsafe(32))
    SignInLink.objects.create(
        user_id=user_id,
        token_hash=_hash(token),
        issued_at=at,
        expires_at=at + lifetime,
        printed=printed,
    )
    return token


def redeem_sign_in_link(token: str, *, at: datetime) -> Redeemed:
    """The person whom the token signs in; from now on it is used up.

    Raises LinkRefused: also for the later of two uses at the same moment, and for somebody who
    may not sign in anymore.
    """
    try:
        SIGNER.unsign(token)
        with transaction.atomic():
            link = SignInLink.objects.get(
                token_hash=_hash(token),
                expires_at__gt=at,
                user__is_active=True,
                user__is_staff=True,
            )
            SignInLinkUse.objects.create(link=link, used_at=at)
    except (signing.BadSignature, SignInLink.DoesNotExist, IntegrityError) as refusal:
        raise LinkRefused from refusal
    return Redeemed(link.user_id, link.printed)


def reset_factors(user_id: int) -> None:
    """Forgets the person's passkeys, app and codes, and unused links, and signs them out."""
    with transaction.atomic():
        Authenticator.objects.filter(user_id=user_id).delete()
        SignInLink.objects.filter(user_id=user_id, use=None).delete()
        sign_out_everywhere(user_id)


def sign_out_everywhere(user_id: int) -> None:
    """Ends every session of this person at its next request."""
    user = User.objects.get(pk=user_id)
    # A session carries a mark of the password field, and no two unusable passwords are alike.
    user.set_unusable_password()
    user.save(update_fields=["password"])


def forget_sessions(*, at: datetime) -> int:
    """Deletes sessions that are over; the number of them.

    Whoever asks for a passkey's challenge begins one, strangers too, and hardly any is signed out.
    """
    return Session.objects.filter(expire_date__lt=at).delete()[0]


def remove_factor(user_id: int, factor_id: int) -> bool:
    """Forgets one passkey, or the app; False where the person has no such factor.

    Raises LastFactor.
    """
    with transaction.atomic():
        # The person's row is the lock: of two removals at once, the second sees the first.
        User.objects.select_for_update().get(pk=user_id)
        own = Authenticator.objects.filter(user_id=user_id).exclude(
            type=Authenticator.Type.RECOVERY_CODES
        )
        chosen = own.filter(pk=factor_id)
        if chosen and own.count() == 1:
            raise LastFactor
        return bool(chosen.delete()[0])


def note_codes_kept(user_id: int, *, at: datetime) -> None:
    """The person says that the recovery codes are printed or written down."""
    codes = Authenticator.objects.filter(
        user_id=user_id, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    if codes is not None:
        # allauth's own mark for codes that were seen.
        codes.data["viewed_at"] = at.timestamp()
        codes.save(update_fields=["data"])


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
