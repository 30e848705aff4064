"""The address of a visit's own page: whoever holds it may see, move and cancel that visit."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from easeback.apps.booking.facts import VisitFacts

SIGNER = signing.Signer(salt="easeback.visit")


def token_of(visit: UUID) -> str:
    """It is kept nowhere: it can always be made again, and nobody can make it up."""
    return SIGNER.sign(visit.hex)


def visit_of(token: str) -> UUID | None:
    """The visit of a token; None for one that we never made."""
    try:
        return UUID(hex=SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def page_of(request: HttpRequest, visit: VisitFacts) -> str:
    """The whole address, in the person's language."""
    spoken = visit.contact.language if visit.contact is not None else "en"
    with translation.override(spoken):
        path = reverse("book:visit", args=[token_of(visit.id)])
    return (
        f"{settings.PUBLIC_ADDRESS}{path}"
        if settings.PUBLIC_ADDRESS
        else request.build_absolute_uri(path)
    )
