"""How much of an exercise: repeats, holds, minutes, and how often a day."""

from dataclasses import dataclass

Span = tuple[int, int]
"""The least and the most."""


@dataclass(frozen=True, slots=True)
class Dose:
    """What one day asks. Spans are (least, most); what does not apply is None.

    `reps`: repeats in a set, on each side where the exercise has sides. `hold`: seconds that each
    hold lasts. `minutes`: how long a position, a walk or slow breathing lasts. `a_day`: how many
    times a day.
    """

    a_day: Span
    reps: Span | None = None
    hold: Span | None = None
    minutes: Span | None = None
    sets: int = 1
