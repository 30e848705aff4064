"""Capacity kept for those whose flare-up is worse, and released to others as the day comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from easeback.domain.vocabulary import Urgency


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


def kept_on(releases: Sequence[Release], severity: Severity, lead: int) -> list[Release]:
    """What this person must leave to others of a day that comes in `lead` days.

    Of visits of one length the most counts; those of every length are looked at by themselves.
    """
    holding = [r for r in releases if r.severity > severity and lead > r.days_ahead and r.kept]
    holding.sort(key=lambda release: release.kept)
    return list({release.minutes: release for release in holding}.values())
