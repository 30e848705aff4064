"""Half-open stretches of time."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple


class Span(NamedTuple):
    """From `start`, which is in it, to `end`, which is not: UTC seconds since 1970.

    Whole numbers, so that no sum or comparison ever meets a wall clock. `end` after `start`.
    """

    start: int
    end: int

    @classmethod
    def of(cls, starts_at: datetime, ends_at: datetime) -> "Span":
        """The span between two aware moments, each cut to the second."""
        return cls(seconds(starts_at), seconds(ends_at))

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    @property
    def starts_at(self) -> datetime:
        return moment(self.start)

    @property
    def ends_at(self) -> datetime:
        return moment(self.end)


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What of the spans, which are in order and apart, is left once all that is taken is gone."""
    gone, left = sorted(taken), []
    for start, end in spans:
        for taken_from, taken_to in gone:
            if start < taken_to and taken_from < end:
                if start < taken_from:
                    left.append(Span(start, taken_from))
                start = max(start, taken_to)  # noqa: PLW2901  What is left begins ever later.
        if start < end:
            left.append(Span(start, end))
    return left


def seconds(at: datetime) -> int:
    """An aware moment as UTC seconds since 1970. Raises ValueError for one without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone")
    return int(at.timestamp() // 1)


def moment(at: int) -> datetime:
    """UTC seconds since 1970 as an aware moment."""
    return datetime.fromtimestamp(at, UTC)
