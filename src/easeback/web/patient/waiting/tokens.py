"""The addresses of a place on the list and of an offer: whoever holds one may answer it."""

from uuid import UUID

from django.core import signing
from django.http import Http404

from easeback.apps.booking import waiting
from easeback.apps.booking.facts import OfferFacts, WaitFacts

PLACES = signing.Signer(salt="easeback.waiting")
OFFERS = signing.Signer(salt="easeback.offer")


def token_of_place(id: UUID) -> str:
    """Kept nowhere: it can always be made again, and nobody can make it up."""
    return PLACES.sign(id.hex)


def token_of_offer(id: UUID) -> str:
    return OFFERS.sign(id.hex)


def place_of(token: str) -> WaitFacts:
    """Raises Http404 for a token that we never made."""
    found = waiting.waiting(_id(PLACES, token))
    if found is None:
        raise Http404
    return found


def offer_of(token: str) -> OfferFacts:
    """Raises Http404 for a token that we never made."""
    found = waiting.offer(_id(OFFERS, token))
    if found is None:
        raise Http404
    return found


def _id(signer: signing.Signer, token: str) -> UUID:
    try:
        return UUID(hex=signer.unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
