"""Reads the chain: whether it is whole, and what was done to one thing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings

from easeback.apps.audit.chain import BEGINNING, Deed, mark_of, noted_in
from easeback.apps.audit.models import AuditRow

CHUNK = 2_000


class Wrong(StrEnum):
    """What is wrong from a row on."""

    CHANGED = "changed"
    MISSING = "missing"
    CUT_OFF = "cut off"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Fault:
    """`number` is of the first row that it concerns."""

    wrong: Wrong
    number: int


@dataclass(frozen=True, slots=True)
class Verified:
    """How many rows there are, and what is wrong with them, in their order."""

    rows: int
    faults: tuple[Fault, ...]


def verified() -> Verified:
    """Looks at every row. A row that was changed, taken out, put elsewhere, or cut off the end is
    a fault; so is a chain that does not have the marks that were noted.

    It cannot see rows cut off that came after the last note, nor what somebody did who has the key
    and the file of notes.
    """
    seen, before, faults = 0, BEGINNING, list[Fault]()
    noted = noted_in(settings.AUDIT_MARKS)
    expected = 1
    for deed, mark in _rows():
        if deed.number != expected:
            faults.append(Fault(Wrong.MISSING, expected))
        elif mark != mark_of(deed, before, settings.AUDIT_KEY):
            faults.append(Fault(Wrong.CHANGED, deed.number))
        elif noted.get(deed.number, mark) != mark:
            # All of it fits together, and another chain was noted: made anew with the key.
            faults.append(Fault(Wrong.REPLACED, deed.number))
        seen, before, expected = seen + 1, mark, deed.number + 1
    if max(noted, default=0) >= expected:
        faults.append(Fault(Wrong.CUT_OFF, expected))
    return Verified(seen, tuple(faults))


def done_to(about: str) -> Iterator[tuple[datetime, str, str]]:
    """When, who, and what, the latest first."""
    rows = AuditRow.objects.filter(about=about).order_by("-number")
    yield from rows.values_list("at", "by", "what")


def _rows() -> Iterator[tuple[Deed, str]]:
    rows = AuditRow.objects.order_by("number").values_list(
        "number", "at", "by", "what", "about", "mark"
    )
    for *said, mark in rows.iterator(CHUNK):
        yield Deed(*said), mark
