"""What the person types to book a held visit: who they are, how to reach them, where to come."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from easeback.apps.booking.facts import Contact
from easeback.domain.booking import Mode
from easeback.web.patient.book.asking import LONGEST

PHONE = re.compile(r"\+?[0-9 ()./\u2013x-]+")
FEWEST_DIGITS, MOST_DIGITS = 7, 18
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
"""What every mail server takes; other addresses are asked for again, not written to in vain."""


@dataclass(frozen=True, slots=True)
class Details:
    """What was typed, as it was typed; `problems` names the fields that need another look."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    zone: str = ""
    share: bool = False
    problems: Mapping[str, str] = field(default_factory=dict)

    def contact(self, language: str, zone: str) -> Contact:
        """Who comes. `zone` is the practice's, for somebody who has not told another."""
        own = self.zone if self.zone in available_timezones() else zone
        return Contact(self.name, self.phone, self.email, language, own)


def details(given: Mapping[str, str], mode: Mode) -> Details:
    """The details of a form; each problem is the key of the sentence that says what is wrong."""
    typed = {name: one_line(given.get(name, ""))[:most] for name, most in LONGEST.items()}
    return Details(**typed, share=given.get("share") == "yes", problems=_problems(typed, mode))


def one_line(text: str) -> str:
    """One line of what was typed: it goes into letters, where more would be somebody's own words.

    Characters that show nothing, or turn the direction of what follows, are left out.
    """
    lines = " ".join(text.split())
    return "".join(c for c in lines if not unicodedata.category(c).startswith("C"))


def _problems(typed: Mapping[str, str], mode: Mode) -> dict[str, str]:
    problems = {}
    if not typed["name"] or "://" in typed["name"]:
        problems["name"] = "no_name"
    if typed["phone"] and not _is_phone(typed["phone"]):
        problems["phone"] = "bad_phone"
    if typed["email"] and not _is_email(typed["email"]):
        problems["email"] = "bad_email"
    if not typed["phone"] and not typed["email"]:
        problems["phone"] = "no_way"
    if mode is Mode.HOME and not typed["address"]:
        problems["address"] = "no_address"
    return problems


def _is_phone(text: str) -> bool:
    digits = sum(c.isdigit() for c in text)
    return bool(PHONE.fullmatch(text)) and FEWEST_DIGITS <= digits <= MOST_DIGITS


def _is_email(text: str) -> bool:
    if not EMAIL.fullmatch(text):
        return False
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
