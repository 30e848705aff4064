"""Whether pain changed: a point up or down is never called a change (evidence.md 1.3)."""

from enum import StrEnum

LEAST_CHANGE = 2
"""Points of 0 to 10; a change by 30 percent is smaller only where that is a single point."""


class PainChange(StrEnum):
    LESS = "less"
    SAME = "same"
    MORE = "more"


def pain_change(before: int, after: int) -> PainChange:
    """How pain, 0 to 10, changed."""
    if abs(after - before) < LEAST_CHANGE:
        return PainChange.SAME
    return PainChange.LESS if after < before else PainChange.MORE
