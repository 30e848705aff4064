"""The reasons why somebody needs something, from what is known of them."""

from collections.abc import Collection, Iterator
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
    """One reason: since when nobody has seen to it, and up to when it is known of. In their order
    the most pressing is first, and of what presses alike whoever has waited longest."""

    place: tuple[int, int]
    since: datetime
    up_to: datetime
    reason: Reason

    @property
    def need(self) -> Need:
        return self.reason.need


def calls(of: Situation, *, at: datetime) -> tuple[Call, ...]:
    """All reasons that hold at a moment and that nobody has seen to, in their order."""
    found = ((reason, _unseen(of, reason, moments, at)) for reason, moments in _reasons(of, at))
    return tuple(
        sorted(
            Call(reason.place, min(moments), max(moments), reason)
            for reason, moments in found
            if moments
        )
    )


def _unseen(
    of: Situation, reason: Reason, moments: Collection[datetime], at: datetime
) -> Collection[datetime]:
    """What of it came after it was seen to; all of it once a state has lasted long enough since."""
    seen = of.seen.get(reason)
    if seen is None or (not reason.is_event and at - seen.at >= QUIET_FOR):
        return moments
    return [moment for moment in moments if moment > seen.up_to]


def _reasons(of: Situation, at: datetime) -> Iterator[tuple[Reason, Collection[datetime]]]:
    yield from of.happened.items()
    if of.is_open:
        for reason, since in (*_by_pain(of, at), *_by_silence(of, at)):
            yield reason, (since,)


def _by_pain(of: Situation, at: datetime) -> Iterator[tuple[Reason, datetime]]:
    if of.pains is None:
        return
    first, measured = of.pains
    latest = of.newer_diary or measured
    is_fresh = of.newer_diary is not None and at - latest.at <= FRESH
    if is_fresh and _changed(measured, latest, better=False):
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


def _changed(before: PainTold, after: PainTold, *, better: bool) -> bool:
    """Whether pain has changed by what matters, and for the better or the worse."""
    step = Instrument.PAIN, before.value, after.value
    return is_change(*step) and is_better(*step) is better
