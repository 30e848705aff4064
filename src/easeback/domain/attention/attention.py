"""The reasons why somebody needs something, from what is known of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from easeback.domain.attention.reason import Need, Reason
from easeback.domain.attention.situation import PainTold, Situation
from easeback.domain.outcome import Instrument, is_better, is_change

UNREAD_AFTER = timedelta(days=3)
SILENT_AFTER = timedelta(days=7)
"""Who told of a program and then not for so long is silent."""
HEARD_WITHIN = timedelta(days=14)
REVIEW_AFTER = timedelta(days=14)
"""Pain falls fastest until then (evidence 1.2b): whose has not is looked at."""
QUIET_FOR = timedelta(days=7)
"""Who has seen to how something stands is reminded after so long, if it stands so still."""
FRESH = timedelta(days=3)
"""Older pain of a diary says nothing of today. All of these but the two weeks are house choices."""
LITTLE = 2.0
"""Pain up to here has nothing left to get better by a change that matters."""


@dataclass(frozen=True, slots=True, order=True)
class Call:
    """One reason, since when. In their order the most pressing need is first, and of the same need
    whoever has waited longest."""

    place: int
    since: datetime
    reason: Reason

    @property
    def need(self) -> Need:
        return self.reason.need


def calls(of: Situation, *, at: datetime) -> tuple[Call, ...]:
    """All reasons that hold at a moment and that nobody has seen to, in their order."""
    found = (
        Call(list(Need).index(reason.need), since, reason)
        for reason, since in _reasons(of, at)
        if not _is_seen(of, reason, since, at)
    )
    return tuple(sorted(found))


def _reasons(of: Situation, at: datetime) -> Iterator[tuple[Reason, datetime]]:
    yield from of.happened.items()
    if of.is_open:
        yield from _by_pain(of, at)
        yield from _by_silence(of, at)


def _by_pain(of: Situation, at: datetime) -> Iterator[tuple[Reason, datetime]]:
    if of.pains is None:
        return
    first, measured = of.pains
    latest = measured
    if of.diary is not None and of.diary.at > measured.at:
        latest = of.diary
        if at - latest.at <= FRESH and _changed(measured, latest, better=False):
            yield Reason.MORE_PAIN, latest.at
    is_due = at - of.begun_at >= REVIEW_AFTER and latest.at > first.at
    if is_due and latest.value > LITTLE and not _changed(first, latest, better=True):
        yield Reason.NOT_IMPROVING, of.begun_at + REVIEW_AFTER


def _by_silence(of: Situation, at: datetime) -> Iterator[tuple[Reason, datetime]]:
    told, published = of.told_at, of.published_at
    if told is not None and at - max(told, published or told) >= SILENT_AFTER:
        yield Reason.NOTHING_TOLD, told
    is_unread = published is not None and (told is None or told < published)
    if published is not None and is_unread and at - published >= UNREAD_AFTER:
        yield Reason.UNREAD, published
    heard = max(filter(None, (of.heard_at, told, published, of.begun_at)))
    if of.comes_at is None and at - heard >= HEARD_WITHIN:
        yield Reason.NOT_HEARD, heard


def _is_seen(of: Situation, reason: Reason, since: datetime, at: datetime) -> bool:
    seen = of.seen.get(reason)
    if seen is None or since > seen:
        return False
    return reason.is_event or at - seen < QUIET_FOR


def _changed(before: PainTold, after: PainTold, *, better: bool) -> bool:
    """Whether pain has changed by what matters, and for the better or the worse."""
    step = Instrument.PAIN, before.value, after.value
    return is_change(*step) and is_better(*step) is better
