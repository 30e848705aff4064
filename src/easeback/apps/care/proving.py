"""Who may see what a patient has written: whoever reads their mail, by a code that they type."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import transaction

from easeback.apps.accounts import codes
from easeback.apps.accounts.codes import LIFETIME, CodeOver, CodeWrong, TooManyCodes
from easeback.apps.care.models import IntakeCode
from easeback.apps.notifications import actions as notifications

__all__ = [
    "LIFETIME",
    "Code",
    "CodeOver",
    "CodeWrong",
    "TooManyCodes",
    "about_code",
    "forget_old_codes",
    "make_code",
    "redeem",
]


@dataclass(frozen=True, slots=True)
class Code:
    """`browser` is what the browser must show with the code."""

    id: UUID
    browser: str
    code: str


def make_code(course: UUID, *, at: datetime) -> Code:
    """A code for whoever reads the mail of this course, in the caller's transaction.

    Raises TooManyCodes.
    """
    codes.room_for_one(f"intake:{course}", IntakeCode.objects.filter(course=course), at=at)
    id, browser = uuid4(), secrets.token_urlsafe(32)
    code, code_hash = codes.new_code(id)
    IntakeCode.objects.create(
        id=id,
        browser_hash=_hash(browser),
        course=course,
        code_hash=code_hash,
        made_at=at,
        expires_at=at + LIFETIME,
    )
    return Code(id, browser, code)


def redeem(course: UUID, browser: str, typed: str, *, at: datetime) -> None:
    """The code that this browser asked for is used up; its mail is erased.

    Raises CodeWrong; and CodeOver, also for a code of another course.
    """
    asked = IntakeCode.objects.filter(browser_hash=_hash(browser), course=course)
    row = codes.tried(asked, typed, at=at)
    with transaction.atomic():
        codes.use_up(asked, row, at=at)
        notifications.forget([about_code(row.pk)])


def about_code(code: UUID) -> str:
    """What the mail with a code is about."""
    return f"intake-code:{code}"


def forget_old_codes(*, at: datetime) -> None:
    """Codes that count for nothing any more, with their mail."""
    old = codes.old(IntakeCode.objects.all(), at=at)
    with transaction.atomic():
        notifications.forget([about_code(code) for code in old])
        IntakeCode.objects.filter(pk__in=old).delete()


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
