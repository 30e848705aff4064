"""Whether pain changed: a point up or down is never called a change (evidence.md 1.3)."""

from enum import StrEnum

from easeback.domain.response.light import RED_RISE

LEAST_CHANGE = 2
"""Points of 0 to 10; a change by 30 percent is smaller only where that is a single point."""
REST_ONLY = 8
"""From this pain on there is no movement, only rest and slow breathing (gate m-1)."""


class PainChange(StrEnum):
    LESS = "less"
    SAME = "same"
    MORE = "more"
    MUCH_MORE = "much-more"
    """A red light: the safety check is due."""


def pain_change(before: int, after: int) -> PainChange:
    """How pain, 0 to 10, changed."""
    if abs(after - before) < LEAST_CHANGE:
        return PainChange.SAME
    if after < before:
        return PainChange.LESS
    return PainChange.MUCH_MORE if after - before >= RED_RISE else PainChange.MORE
