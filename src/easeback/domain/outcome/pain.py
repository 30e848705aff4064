"""When pain of 0 to 10 has changed: from 2 points on, or 30 percent (evidence 1.3, s10)."""

LEAST_POINTS = 2.0
LEAST_SHARE = 0.3
NEVER = 1.0
"""Points: up or down by one is never called a change, whatever share of little pain it is."""


def matters(before: float, after: float) -> bool:
    """Whether the step from one pain to the other is a change, in either direction."""
    step = abs(after - before)
    return step >= LEAST_POINTS or (step > NEVER and step >= LEAST_SHARE * before)
