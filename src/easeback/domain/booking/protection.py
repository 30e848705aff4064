"""Capacity kept for those whose flare-up is worse, and released to others as the day comes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import IntEnum
from zoneinfo import ZoneInfo

from easeback.domain.booking.hours import DAY, utc_of
from easeback.domain.booking.mask import Mask, Window
from easeback.domain.vocabulary import moment


class Severity(IntEnum):
    """How soon a person should be seen, worst last; follows from triage, never from a request."""

    ROUTINE = 0
    SOON = 1
    SEVERE = 2

    @property
    def label(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Release:
    """So many visits a day are kept for `severity` and worse until `days_ahead` days before it.

    0: kept until the day itself; -1: never released. Of several rules the largest number counts.
    """

    severity: Severity
    days_ahead: int
    kept: int


def kept_on(releases: Sequence[Release], severity: Severity, lead: int) -> int:
    """How many visits of a day that comes in `lead` days this person must leave to others."""
    return max(
        (r.kept for r in releases if r.severity > severity and lead > r.days_ahead), default=0
    )


def withheld(
    releases: Sequence[Release],
    severity: Severity,
    masks: Iterable[Mask],
    *,
    window: Window,
    zone: str,
    asked_at: int,
    visit_cells: int,
) -> Mask:
    """The cells of the days on which no visit can be spared for this person.

    `masks` are the starts that each therapist has free. A day is closed to the person when after
    one more visit fewer than the kept number would fit into it.
    """
    if not any(release.severity > severity for release in releases):
        return 0
    free, closed = list(masks), 0
    today = moment(asked_at).astimezone(ZoneInfo(zone)).date()
    for day, start, end in _days(window, zone):
        kept = kept_on(releases, severity, (day - today).days)
        whole_day = window.between(start, end - 1)
        if kept and not _more_than(kept, free, whole_day, visit_cells):
            closed |= whole_day
    return closed


def _days(window: Window, zone: str) -> list[tuple[date, int, int]]:
    """The local days that touch the window, each with its first second and the next day's."""
    clock, span = ZoneInfo(zone), window.span
    day, last = (moment(at).astimezone(clock).date() for at in (span.start, span.end))
    found = []
    while day <= last:
        found.append((day, utc_of(day, time(), clock), utc_of(day + DAY, time(), clock)))
        day += DAY
    return found


def _more_than(kept: int, free: Sequence[Mask], day: Mask, visit_cells: int) -> bool:
    """Whether more visits than `kept`, none overlapping, fit into what all have free that day."""
    fits = 0
    for mask in free:
        left = mask & day
        while left:
            fits += 1
            if fits > kept:
                return True
            first = (left & -left).bit_length() - 1
            left = left >> (first + visit_cells) << (first + visit_cells)
    return False
