"""A diary as readings of pain in the order of time, and which of them tell of a remedy."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from easeback.domain.diary.entry import Entry

SOONEST, LATEST = 10, 240
"""Minutes after a use: pain that is read in between is read "after" the remedy. A house choice."""
BEFORE = 30
"""Minutes before a use: pain that was said so lately is the pain at which it was used. Pain moves
on within hours, and people reach for a remedy when it rises, so that an older word would make every
remedy look bad. A house choice."""
MINUTES = 1_440


@dataclass(frozen=True, slots=True)
class Reading:
    """Pain at a moment, in days since the diary's first.

    `begins`: a remedy was used just then. `tells`: of which remedies this is the pain afterwards,
    by their place. `carries`: one that was used before the last reading may go on doing something
    since, and nobody knows how much.
    """

    day: float
    pain: float
    begins: bool = False
    tells: tuple[int, ...] = ()
    carries: bool = False


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a remedy was used at a pain that was said, and after how many of these uses pain
    was read in time."""

    all: int
    followed: int


@dataclass(frozen=True, slots=True)
class _Use:
    """`told_at`: when the pain afterwards was read, where the same line says so. In minutes.

    A use `said_at` no pain is one of which nobody can tell what it did.
    """

    at: float
    place: int
    told_at: float | None
    said_at: float | None


def remedies_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Every remedy that was used, in the order of their names; its index there is its place."""
    return tuple(sorted({entry.remedy for entry in entries if entry.remedy is not None}))


def readings_of(
    entries: Sequence[Entry], remedies: Sequence[str]
) -> tuple[tuple[Reading, ...], tuple[Uses, ...]]:
    """All readings, and how often each remedy was used. The order of the entries changes nothing.

    The pain after a use is what its own line says, or else the next pain that is written down in
    time. Several remedies that were used before the same reading share it. The same pain at the
    same moment, on several lines, is read once, as is the same remedy.

    A use without a pain of its own has the one that was said just before. Where there is none, it
    counts for nothing, but the next reading is not held to what came before it, for then somebody
    has reached for a remedy; nor is the one after that, for the remedy may go on.
    """
    moments = _moments(entries)
    places = {remedy: place for place, remedy in enumerate(remedies)}
    uses = deque(_uses(entries, places, [at for at, _ in moments]))
    began = {use.said_at for use in uses}
    all_uses, followed = [0] * len(remedies), [0] * len(remedies)
    for use in uses:
        all_uses[use.place] += use.said_at is not None
    readings: list[Reading] = []
    open_uses, carries = list[_Use](), False
    for at, pain in moments:
        while uses and uses[0].at < at:
            open_uses.append(uses.popleft())
        unsaid = [use for use in open_uses if use.said_at is None and at - use.at <= LATEST]
        open_uses = [use for use in open_uses if use.said_at is not None]
        told = [use for use in open_uses if _is_told(use, at)]
        # Whatever was used long enough before is in this pain, whether or not it is read for it.
        tells = {use.place for use in open_uses if SOONEST <= at - use.at <= LATEST}
        tells |= {use.place for use in told}
        day, begins = (at - moments[0][0]) / MINUTES, at in began or bool(unsaid)
        readings.append(Reading(day, pain, begins, tuple(sorted(tells)), carries))
        # Used five times before one reading is told of once.
        for place in {use.place for use in told}:
            followed[place] += 1
        left = [use for use in open_uses if not _is_told(use, at) and at - use.at <= LATEST]
        carries, open_uses = bool(unsaid) or len(left) < len(open_uses), left
    return tuple(readings), tuple(map(Uses, all_uses, followed))


def _is_told(use: _Use, at: float) -> bool:
    if use.told_at is not None:
        return use.told_at == at
    return SOONEST <= at - use.at <= LATEST


def _uses(entries: Iterable[Entry], places: Mapping[str, int], said: Sequence[float]) -> list[_Use]:
    """In the order of time. What is told of twice was told of at the first of those moments.

    `said`: the minutes at which any pain was said, in their order.
    """
    told: dict[tuple[float, int], float | None] = {}
    for entry in entries:
        if entry.remedy is None:
            continue
        use = (_minute(entry), places[entry.remedy])
        told_at = _told_at(entry)
        known = told.get(use)
        told[use] = min((each for each in (known, told_at) if each is not None), default=None)
    return [
        _Use(at, place, told_at, _said_before(at, said))
        for (at, place), told_at in sorted(told.items(), key=_first)
    ]


def _said_before(at: float, said: Sequence[float]) -> float | None:
    """The minute of the pain at which something was used."""
    place = bisect_right(said, at)
    return said[place - 1] if place and at - said[place - 1] <= BEFORE else None


def _told_at(entry: Entry) -> float | None:
    """The minute of the pain that this line itself gives for afterwards, if that is in time."""
    after = entry.after_minutes
    # Whoever was led through it, and asked when it ended, has not answered too soon.
    soonest = 0 if entry.guided else SOONEST
    if entry.pain_after is None or after is None or not soonest <= after <= LATEST:
        return None
    return _minute(entry) + after


def _first(use: tuple[tuple[float, int], float | None]) -> tuple[float, int]:
    return use[0]


def _moments(entries: Iterable[Entry]) -> list[tuple[float, float]]:
    """Every pain with its minute, in the order of time."""
    seen = set()
    for entry in entries:
        if entry.pain is not None:
            seen.add((_minute(entry), entry.pain))
        if entry.pain_after is not None and entry.after_minutes is not None:
            seen.add((_minute(entry) + entry.after_minutes, entry.pain_after))
    return sorted(seen)


def _minute(entry: Entry) -> float:
    return entry.at.timestamp() / 60
