"""What the answers to the follow-up call for: which signs they show, and which rules these meet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from easeback.domain.outcome import matters
from easeback.domain.vocabulary import Sources

RECOVERED_PAIN = 1
RECOVERED_FOR, GIVE = timedelta(days=7), timedelta(days=1)
"""Recovered is a pain of 0 or 1 for seven days running (evidence 1.3, s40)."""


class Compared(StrEnum):
    """How it is, in their own words, against when the flare began."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


class Sign(StrEnum):
    WORSE = "worse"
    NO_BETTER = "no-better"
    NOT_CLEARLY_BETTER = "not-clearly-better"
    SECOND_FLARE = "second-flare"


@dataclass(frozen=True, slots=True)
class Answered:
    """`days` since the flare began, in whole; `pain` now and at its beginning, 0 to 10.

    `flares`: how many began within three months, this one among them.
    """

    days: int
    compared: Compared
    pain: int
    pain_then: int
    flares: int = 1


@dataclass(frozen=True, slots=True)
class Escalation:
    """When, from one day to another, the sign is there, this person should see a therapist.

    `severity` is how soon a visit should be, by the name that booking knows.
    """

    id: str
    ref: str
    sign: Sign
    first_day: int
    last_day: int
    severity: str
    sources: Sources


def signs_of(answered: Answered) -> frozenset[Sign]:
    """Words and number both count: worse is what either says, better only what neither denies."""
    now, then = answered.pain, answered.pain_then
    changed = matters(then, now)
    is_worse = answered.compared is Compared.WORSE or (changed and now > then)
    clearly = changed and now < then and not is_worse
    signs = {
        Sign.WORSE: is_worse,
        Sign.NO_BETTER: is_worse or (answered.compared is Compared.SAME and not clearly),
        Sign.NOT_CLEARLY_BETTER: is_worse or not (clearly or now <= RECOVERED_PAIN),
        Sign.SECOND_FLARE: answered.flares > 1,
    }
    return frozenset(sign for sign, is_there in signs.items() if is_there)


def called_for(rules: Iterable[Escalation], answered: Answered) -> tuple[Escalation, ...]:
    """The rules that these answers meet, in their order."""
    signs = signs_of(answered)
    return tuple(
        rule
        for rule in rules
        if rule.sign in signs and rule.first_day <= answered.days <= rule.last_day
    )


def has_recovered(pains: Iterable[tuple[datetime, float]], *, at: datetime) -> bool:
    """Whether pain, as it was written down at these moments, was 0 or 1 for seven days until now.

    It must have been written down at the beginning and at the end of these days, give or take a
    day: silence is no recovery.
    """
    since = at - RECOVERED_FOR
    lately = [(moment, pain) for moment, pain in pains if since - GIVE < moment <= at]
    if any(pain > RECOVERED_PAIN for moment, pain in lately if moment >= since):
        return False
    calm = [moment for moment, pain in lately if pain <= RECOVERED_PAIN]
    return bool(calm) and min(calm) <= since + GIVE and max(calm) >= at - GIVE
