"""Writes about people who sign in."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction

from easeback.apps.accounts.models import SignInLink, SignInLinkUse, User

LINK_LIFETIME = timedelta(minutes=15)
SIGNER = signing.Signer(salt="easeback.accounts.sign-in-link")


class LinkRefused(Exception):
    """The link was never issued, is too old, or was used before."""


def appoint_owner() -> int:
    """The id of the installation's owner; made, without a password, if there is none yet."""
    with transaction.atomic():
        owner = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if owner is None:
            owner = User(username="owner", is_staff=True, is_superuser=True)
            owner.set_unusable_password()
            owner.save()
    return owner.pk


def issue_sign_in_link(user_id: int, *, at: datetime) -> str:
    """A token that signs this person in once before it expires; it is kept nowhere but here."""
    token = SIGNER.sign(secrets.token_urlsafe(32))
    SignInLink.objects.create(
        user_id=user_id, token_hash=_hash(token), issued_at=at, expires_at=at + LINK_LIFETIME
    )
    return token


def redeem_sign_in_link(token: str, *, at: datetime) -> int:
    """The id of the person whom the token signs in; from now on it is used up.

    Raises LinkRefused, also for the later of two uses at the same moment.
    """
    try:
        SIGNER.unsign(token)
        with transaction.atomic():
            link = SignInLink.objects.get(token_hash=_hash(token), expires_at__gt=at)
            SignInLinkUse.objects.create(link=link, used_at=at)
    except (signing.BadSignature, SignInLink.DoesNotExist, IntegrityError) as refusal:
        raise LinkRefused from refusal
    return link.user_id


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
