"""Capacity kept for those whose flare-up is worse, and released to others as the day comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import IntEnum
from zoneinfo import ZoneInfo

from easeback.domain.booking.hours import DAY, utc_of
from easeback.domain.booking.mask import Mask, Window, each
from easeback.domain.vocabulary import Urgency, moment


class Severity(IntEnum):
    """How soon a person should be seen, worst last; follows from triage, never from a request."""

    ROUTINE = 0
    SOON = 1
    SEVERE = 2

    @property
    def label(self) -> str:
        return self.name.lower()


def severity_of(urgency: Urgency, advised: Severity) -> Severity:
    """How soon a person should see the therapist: as advised, or before all others.

    Those come first whom triage sends to a clinician within days. A house choice, as are the
    levels themselves (evidence 9.2).
    """
    return Severity.SEVERE if urgency >= Urgency.WITHIN_DAYS else advised


@dataclass(frozen=True, slots=True)
class Release:
    """So many visits a day are kept for `severity` and worse until `days_ahead` days before it.

    0: kept until the day itself; -1: never released. `minutes`: how long the visits are that are
    kept; None: as long as the one that is asked for.
    """

    severity: Severity
    days_ahead: int
    kept: int
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """Which starts of a kept visit a visit at some start takes away: so many cells on each side."""

    before: int
    after: int


def kept_on(releases: Sequence[Release], severity: Severity, lead: int) -> Release | None:
    """What this person must leave to others of a day that comes in `lead` days: the most counts."""
    holding = [r for r in releases if r.severity > severity and lead > r.days_ahead and r.kept]
    return max(holding, key=lambda release: release.kept, default=None)


def closed_starts(
    asked: Sequence[Mask], kept: Sequence[Mask], day: Mask, number: int, cells: int, around: Around
) -> list[Mask]:
    """The starts of a day, for each therapist, that would cost one of the visits that are kept.

    `asked` are the starts that each therapist has free for the visit asked for, `kept` those for a
    kept visit of so many `cells`. A start is closed if a visit then leaves fewer than `number` of
    them; a start that costs none of them is open, however few are left.
    """
    # One visit can take away at most so many: with more to spare, nothing has to be looked at.
    enough = number + -(-(around.before + around.after) // cells) + 1
    fits = []
    for mask in kept:
        fits.append(_fits(mask & day, cells))
        if sum(fits) >= enough:
            return [0] * len(asked)
    total, closed = sum(fits), []
    for mine, theirs, before in zip(asked, kept, fits, strict=True):
        found = 0
        for start in each(mine & day):
            left = _fits(theirs & day & ~_range(start - around.before, start + around.after), cells)
            if left < before and total - before + left < number:
                found |= 1 << start
        closed.append(found)
    return closed


def _range(first: int, end: int) -> Mask:
    first = max(first, 0)
    return ((1 << max(end - first, 0)) - 1) << first


def _fits(starts: Mask, cells: int) -> int:
    """How many visits, none overlapping, fit: each as early as it can be."""
    fits = 0
    while starts:
        fits += 1
        after = (starts & -starts).bit_length() - 1 + cells
        starts = starts >> after << after
    return fits


def local_days(window: Window, zone: str) -> list[tuple[date, Mask]]:
    """The local days that touch the window, with their cells."""
    clock, span = ZoneInfo(zone), window.span
    day, last = (moment(at).astimezone(clock).date() for at in (span.start, span.end))
    found = []
    while day <= last:
        start, end = utc_of(day, time(), clock), utc_of(day + DAY, time(), clock)
        found.append((day, window.between(start, end - 1)))
        day += DAY
    return found
