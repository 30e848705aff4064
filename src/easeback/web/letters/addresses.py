"""The addresses that open something of one person: of a visit, and of the program and the messages
of a course."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from easeback.apps.booking.facts import VisitFacts

SIGNER = signing.Signer(salt="easeback.visit")
PROGRAMS = signing.Signer(salt="easeback.program")
MESSAGES = signing.Signer(salt="easeback.messages")


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
    return _whole(request, spoken, "book:visit", token_of(visit.id))


def program_token(course: UUID) -> str:
    """It opens the program of this course and nothing else of it."""
    return PROGRAMS.sign(course.hex)


def program_of(token: str) -> UUID | None:
    """The course of a token; None for one that we never made."""
    try:
        return UUID(hex=PROGRAMS.unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def program_page(request: HttpRequest, course: UUID, spoken: str) -> str:
    """The whole address of a program, in this language."""
    return _whole(request, spoken, "today:today", program_token(course))


def messages_token(course: UUID) -> str:
    """It leads to the messages of this course, which it does not show by itself."""
    return MESSAGES.sign(course.hex)


def messages_of(token: str) -> UUID | None:
    """The course of a token; None for one that we never made."""
    try:
        return UUID(hex=MESSAGES.unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def messages_page(request: HttpRequest, course: UUID, spoken: str) -> str:
    """The whole address of the messages, in this language."""
    return _whole(request, spoken, "messages:messages", messages_token(course))


def _whole(request: HttpRequest, spoken: str, view: str, token: str) -> str:
    with translation.override(spoken):
        path = reverse(view, args=[token])
    return (
        f"{settings.PUBLIC_ADDRESS}{path}"
        if settings.PUBLIC_ADDRESS
        else request.build_absolute_uri(path)
    )
