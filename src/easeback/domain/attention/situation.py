"""What is known of somebody in care, as far as it tells what they need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from easeback.domain.attention.reason import Reason


@dataclass(frozen=True, slots=True)
class PainTold:
    """Pain of 0 to 10, and when it was so."""

    value: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Situation:
    """Every moment is aware; None: it never was.

    `happened`: reasons that came from outside, each since when. `is_open`: still in care, so that
    silence says something. `pains`: the first that was measured, and the latest; `diary`: the
    latest of a diary that is shared. `heard_at`: when anything was heard of them last, a visit
    included. `comes_at`: their next visit. `seen`: when somebody last saw to a reason.
    """

    is_open: bool
    begun_at: datetime
    happened: Mapping[Reason, datetime] = field(default_factory=dict)
    pains: tuple[PainTold, PainTold] | None = None
    diary: PainTold | None = None
    published_at: datetime | None = None
    told_at: datetime | None = None
    heard_at: datetime | None = None
    comes_at: datetime | None = None
    seen: Mapping[Reason, datetime] = field(default_factory=dict)
