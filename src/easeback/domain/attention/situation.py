"""What is known of somebody in care, as far as it tells what they need."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from easeback.domain.attention.reason import Reason


@dataclass(frozen=True, slots=True)
class PainTold:
    """Pain of 0 to 10, and when it was so."""

    value: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody has seen to a reason, for what they knew of it: up to this moment of it."""

    up_to: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Situation:
    """Every moment is aware; None: it never was.

    `happened`: the reasons that came from outside, each as often as it did. `is_open`: still in
    care, so that silence says something. `pains`: the first that was measured, and the latest;
    `diary`: the latest of a diary that is shared. `heard_at`: when anything was heard of them last,
    a visit included. `comes_at`: their next visit. `seen`: how each reason was last seen to.
    """

    is_open: bool
    begun_at: datetime
    happened: Mapping[Reason, Collection[datetime]] = field(default_factory=dict)
    pains: tuple[PainTold, PainTold] | None = None
    diary: PainTold | None = None
    published_at: datetime | None = None
    told_at: datetime | None = None
    heard_at: datetime | None = None
    comes_at: datetime | None = None
    seen: Mapping[Reason, Seen] = field(default_factory=dict)

    @property
    def newer_diary(self) -> PainTold | None:
        """The diary's pain, where it is newer than what was measured."""
        if self.pains is None or self.diary is None or self.diary.at <= self.pains[1].at:
            return None
        return self.diary
