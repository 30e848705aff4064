"""A thread as its patient sees it: who wrote what, when, and what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from easeback.apps.care.facts import MessageFacts

LATEST = 6
"""So many stand open; the earlier ones are folded, so that the way to write stays short."""


@dataclass(frozen=True, slots=True)
class Line:
    """A message. `at`: by the patient's own clock."""

    text: str
    is_theirs: bool
    name: str
    at: datetime
    is_new: bool


def lines_of(
    thread: Sequence[MessageFacts], *, zone: str, read_up_to: datetime | None
) -> tuple[Line, ...]:
    """In their order; what staff wrote since the patient last looked is new."""
    return tuple(
        Line(
            text=each.text,
            is_theirs=each.is_theirs,
            name=each.name.partition(",")[0],
            at=each.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None),
            is_new=not each.is_theirs and (read_up_to is None or each.at > read_up_to),
        )
        for each in thread
    )
