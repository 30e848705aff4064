"""Flare-ups in a diary: when each began and ended, how bad it was, how long the times between.

What the person calls a flare is one, whatever the number: most of such days bring no more pain than
usual (evidence 1.1d, s05). Where they said nothing, it takes two points more than their usual pain
(1.1c, s06), written down over two hours (1.1b, s04); a single entry must lie higher still.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from easeback.domain.diary.entry import Entry, Saying, once
from easeback.domain.outcome import matters

RISE, ALONE = 2.0, 3.0
"""Points over the usual pain; and for a single entry, since ups and downs alone may bring two. The
latter is a house choice."""
BACK = 1.0
"""Points over the usual pain that are as good as usual: one up or down is never called a change."""
SHORTEST = timedelta(hours=2)
USUAL = timedelta(days=28)
"""Usual is a typical day of the last month: the median of what was written before the flare."""
FEWEST = 3
"""With fewer entries than this nobody knows what is usual. This and SILENCE are house choices."""
SILENCE = timedelta(days=7)
"""After so long without a word nobody knows whether the flare went on."""


class By(StrEnum):
    """Who says that it was a flare."""

    SELF = "self"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Flare:
    """From the first entry in it to the first one that is not.

    `ends_at` is None while it goes on. `seen_over`: an entry shows that it is over; otherwise
    nothing was written for a week, and `ends_at` is the last entry in it. `gap`: since the end of
    the flare before.
    """

    starts_at: datetime
    ends_at: datetime | None
    seen_over: bool
    peak: float
    peak_at: datetime
    by: By
    entries: int
    gap: timedelta | None = None

    @property
    def length(self) -> timedelta | None:
        """None while it goes on."""
        return None if self.ends_at is None else self.ends_at - self.starts_at


def flares_of(entries: Iterable[Entry]) -> tuple[Flare, ...]:
    """In the order of time. The order of the entries changes nothing."""
    found: list[Flare] = []
    going: list[Saying] = []
    worst = 0.0
    usual, usual_then = _Usual(), None
    for entry in once(entries):
        if going and entry.at - going[-1].at > SILENCE:
            _add(found, going, usual_then, going[-1].at, seen_over=False)
            going = []
        if going and _is_over(entry, worst, usual_then):
            _add(found, going, usual_then, entry.at, seen_over=True)
            going = []
        elif going:
            going.append(entry)
            worst = max(worst, entry.pain)
        else:
            usual_then = usual.at(entry.at)
            if _begins(entry, usual_then):
                going, worst = [entry], entry.pain
        usual.take(entry)
    if going:
        _add(found, going, usual_then, None, seen_over=False)
    return tuple(found)


def _begins(entry: Saying, usual: float | None) -> bool:
    if entry.flare is not None:
        return entry.flare
    return usual is not None and entry.pain >= usual + RISE


def _is_over(entry: Saying, worst: float, usual: float | None) -> bool:
    """By their word; else once pain is a change below its worst, and as good as usual."""
    if entry.flare is not None:
        return not entry.flare
    eased = matters(worst, entry.pain)
    return eased and (usual is None or entry.pain <= usual + BACK)


def _add(
    found: list[Flare],
    going: Sequence[Saying],
    usual: float | None,
    ends_at: datetime | None,
    *,
    seen_over: bool,
) -> None:
    """Adds a flare, unless nobody called it one and it was too short or too little to be one."""
    by = By.SELF if any(entry.flare for entry in going) else By.RULE
    starts_at = going[0].at
    worst = max(going, key=lambda entry: entry.pain)
    if by is By.RULE and usual is not None:
        lasted = going[-1].at - starts_at >= SHORTEST
        known_short = seen_over and ends_at is not None and ends_at - starts_at < SHORTEST
        if known_short or not (lasted or worst.pain >= usual + ALONE):
            return
    before = found[-1].ends_at if found else None
    gap = None if before is None else starts_at - before
    found.append(Flare(starts_at, ends_at, seen_over, worst.pain, worst.at, by, len(going), gap))


class _Usual:
    """What was written lately."""

    def __init__(self) -> None:
        self._entries: deque[Saying] = deque()
        # The same pains from the least to the worst, so that no month is sorted again and again.
        self._pains: list[float] = []

    def take(self, entry: Saying) -> None:
        self._entries.append(entry)
        insort(self._pains, entry.pain)

    def at(self, moment: datetime) -> float | None:
        while self._entries and self._entries[0].at < moment - USUAL:
            gone = self._entries.popleft()
            del self._pains[bisect_left(self._pains, gone.pain)]
        count = len(self._pains)
        if count < FEWEST:
            return None
        return (self._pains[(count - 1) // 2] + self._pains[count // 2]) / 2
