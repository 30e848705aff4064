"""Whether pain changed, and how: a point up or down is never called a change."""

from enum import StrEnum

from easeback.domain.outcome import matters
from easeback.domain.response.light import RED_RISE

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
    if not matters(before, after):
        return PainChange.SAME
    if after < before:
        return PainChange.LESS
    return PainChange.MUCH_MORE if after - before >= RED_RISE else PainChange.MORE
