"""The address of a question, which nobody can make up."""

from datetime import datetime
from uuid import UUID

from django.core import signing

from easeback.apps.selfcare import following
from easeback.apps.selfcare.facts import CheckInFacts

SIGNER = signing.Signer(salt="easeback.check-in")


def token_of(check_in: UUID) -> str:
    return SIGNER.sign(check_in.hex)


def check_in_of(token: str, *, at: datetime) -> CheckInFacts | None:
    """None for a token that we never made, or whose question was erased."""
    try:
        return following.check_in_of(UUID(SIGNER.unsign(token)), at=at)
    except (signing.BadSignature, ValueError):
        return None
