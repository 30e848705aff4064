"""Whether this is a flare-up, from what the person says; never from a jump in the pain number."""

from dataclasses import dataclass
from enum import StrEnum

from easeback.domain.condition import Answers

HARD_TO_BEAR = 7
"""A house choice: pain from here on counts as hard to tolerate (evidence 1.1a)."""


INPUTS = frozenset({"worse-than-normal", "limits", "duration", "history", "pain-now"})
"""The questions that the recognizer looks at."""


class FlareKind(StrEnum):
    FLARE = "flare"
    PROBABLE = "probable-flare"
    FIRST = "first-episode"
    CHANGED = "changed-pattern"
    NOT_A_FLARE = "not-a-flare"


@dataclass(frozen=True, slots=True)
class Flare:
    """What kind of flare, and whether it has lasted over 6 weeks."""

    kind: FlareKind
    persisting: bool


def recognize(answers: Answers) -> Flare:
    """The flare recognizer of evidence 1.1 (a house rule on 1.1a).

    Worse than normal, in words, and most things limited is a flare. The trap: most flare days
    have no more pain than average (s05), so no number is ever required.
    """
    persisting = answers.get("duration") == "over-6-weeks"
    return Flare(_kind(answers), persisting)


def _kind(answers: Answers) -> FlareKind:
    limits = answers.get("limits", "none")
    much = limits in {"most", "nearly-all"}
    # What it stops is asked as "more than normal", so much of it is worse than normal.
    worse = "yes" if much else answers.get("worse-than-normal", "not-sure")
    if worse == "no":
        return FlareKind.NOT_A_FLARE
    pain = answers.get("pain-now", 0)
    some = limits == "some" or (isinstance(pain, int) and pain >= HARD_TO_BEAR)
    if not much and not some:
        return FlareKind.NOT_A_FLARE
    history = answers.get("history")
    if history in {"new-place", "new-no-cause", "new-ill"}:
        return FlareKind.CHANGED
    if history == "first":
        return FlareKind.FIRST
    return FlareKind.FLARE if much else FlareKind.PROBABLE
