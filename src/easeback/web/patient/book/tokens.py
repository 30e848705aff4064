"""The address of a visit's own page: whoever holds it may see, move and cancel that visit."""

from uuid import UUID

from django.core import signing
from django.http import Http404

from easeback.apps.booking import queries
from easeback.apps.booking.facts import VisitFacts

SIGNER = signing.Signer(salt="easeback.visit")


def token_of(visit: UUID) -> str:
    """It is kept nowhere: it can always be made again, and nobody can make it up."""
    return SIGNER.sign(visit.hex)


def visit_of(token: str) -> VisitFacts:
    """The visit of a page. Raises Http404 for a token that we never made."""
    try:
        visit = queries.visit(UUID(hex=SIGNER.unsign(token)))
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    if visit is None:
        raise Http404
    return visit
