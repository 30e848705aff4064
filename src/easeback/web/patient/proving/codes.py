"""A code that is mailed, and typed on the browser that asked for it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from easeback.apps.accounts.limits import may
from easeback.apps.booking.facts import Contact
from easeback.apps.care import proving
from easeback.apps.care.proving import CodeOver, CodeWrong, TooManyCodes
from easeback.apps.notifications import actions as notifications
from easeback.apps.notifications.actions import MessageRefused
from easeback.web.letters import code_letter
from easeback.web.patient.proving.words import voice_of
from easeback.web.patient.relief.frame import Setting, setting

REFUSED, TOO_MANY = 422, 429
LONGEST = 300
CODE_KEPT = timedelta(hours=1)
Answer = TypeVar("Answer", bound=HttpResponseBase)


class NotProven(Exception):
    """`problem`: why not, as "too_many", "no_mail", "wrong" or "over". `status`: of the page that
    says so."""

    def __init__(self, problem: str, status: int) -> None:
        super().__init__(problem)
        self.problem, self.status = problem, status


def order(
    request: HttpRequest, answer: Answer, course: UUID, contact: Contact, *, at: datetime
) -> Answer:
    """The same answer, with what this browser must show with the code; the code is on its way.

    Raises NotProven.
    """
    if not may(request, "ask_code"):
        raise NotProven("too_many", TOO_MANY)
    here = setting(request)
    try:
        with transaction.atomic():
            made = proving.make_code(course, at=at)
            voice, about = voice_of(here.voice.language, here.practice), proving.about_code(made.id)
            to, kind = contact.email, "intake-code"
            letter = code_letter(voice, here.practice, made.code, to, kind=kind, about=about, at=at)
            notifications.enqueue(letter, due_at=at, at=at)
            notifications.hurry()
    except TooManyCodes:
        raise NotProven("too_many", TOO_MANY) from None
    except MessageRefused:
        raise NotProven("no_mail", REFUSED) from None
    answer.set_cookie(
        settings.INTAKE_CODE_COOKIE,
        made.browser,
        max_age=CODE_KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def redeem(request: HttpRequest, course: UUID, *, at: datetime) -> None:
    """What was typed is the code that this browser asked for; it is used up. Raises NotProven."""
    if not may(request, "code"):
        raise NotProven("too_many", TOO_MANY)
    browser = request.COOKIES.get(settings.INTAKE_CODE_COOKIE, "")[:LONGEST]
    typed = request.POST.get("code", "")[:LONGEST]
    try:
        proving.redeem(course, browser, typed, at=at)
    except CodeWrong:
        raise NotProven("wrong", REFUSED) from None
    except CodeOver:
        raise NotProven("over", REFUSED) from None


def forget_code(answer: Answer) -> Answer:
    """The code was typed: the browser need not show that it asked for it."""
    answer.delete_cookie(settings.INTAKE_CODE_COOKIE)
    return answer


def words_of(here: Setting) -> Mapping[str, str]:
    """What the page of a code says."""
    words: Mapping[str, str] = voice_of(here.voice.language, here.practice).ui["code"]
    return words
