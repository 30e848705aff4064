"""What stands at each place of a diary's chart: a day, or a week where there are too many days."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from easeback.domain.diary import WEEK, Day, Flare

LONGEST = 731
MOST_DAYS = 180
"""More days than this are shown by weeks."""
SILENCE = 3
"""Days without a word that a line may still be drawn through."""
DAY = timedelta(days=1)


class BadWindow(ValueError):
    """No chart shows so many days."""


@dataclass(frozen=True, slots=True)
class Window:
    """`first_on` to `last_on`, both in it, by the clock of `zone`. Raises BadWindow."""

    first_on: date
    last_on: date
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if not 1 <= self.days <= LONGEST:
            raise BadWindow(f"{self.days} days; a chart shows 1 to {LONGEST}")

    @property
    def days(self) -> int:
        return (self.last_on - self.first_on).days + 1

    @property
    def by_weeks(self) -> bool:
        return self.days > MOST_DAYS

    def __contains__(self, on: date) -> bool:
        return self.first_on <= on <= self.last_on

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days of a flare, both in it, and how long it lasted: at least, unless it is `over`."""

    first_on: date
    last_on: date
    lasted: timedelta
    over: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """`pain` is that of a typical day, None where only a remedy was written down.

    `runs`: the first and the last of the runs of days that it belongs to. A run goes on until more
    than SILENCE days are without a word.
    """

    first_on: date
    last_on: date
    pain: float | None
    low: float
    high: float
    runs: tuple[int, int]
    flare: bool
    used: Mapping[str, int]

    def joins(self, after: "Slot") -> bool:
        """Whether nothing between the first day of this one and the last of the other is silent
        for too long: only then a line may be drawn."""
        return self.runs[0] == after.runs[1]


def stretches_of(
    flares: Iterable[Flare], days: Sequence[Day], window: Window
) -> tuple[Stretch, ...]:
    """The flares of which a day is in the window.

    The last day of a flare is the one before it was seen to be over, if it did not begin then;
    without that it is the last one that was written down in it.
    """
    written_on = days[-1].on if days else date.min
    found = (_stretch(flare, written_on, window) for flare in flares)
    return tuple(s for s in found if s.first_on <= window.last_on and s.last_on >= window.first_on)


def _stretch(flare: Flare, written_on: date, window: Window) -> Stretch:
    first_on = window.day_of(flare.starts_at)
    if flare.ends_at is None:
        last_on = max(first_on, written_on)
        return Stretch(first_on, last_on, last_on - first_on, over=False)
    last_on = window.day_of(flare.ends_at)
    if flare.seen_over:
        last_on = max(first_on, last_on - DAY)
    return Stretch(first_on, last_on, flare.ends_at - flare.starts_at, over=flare.seen_over)


def slots_of(
    days: Sequence[Day],
    stretches: Iterable[Stretch],
    uses: Iterable[tuple[datetime, str]],
    window: Window,
) -> tuple[Slot, ...]:
    """Only those for which something was written down. Weeks are those of the trend: they are
    counted from the first day of the diary."""
    length = WEEK if window.by_weeks else 1
    origin = days[0].on if days else window.first_on

    def number(on: date) -> int:
        return (on - origin).days // length

    held: dict[int, list[tuple[Day, int]]] = {}
    for day, run in _with_runs(day for day in days if day.on in window):
        held.setdefault(number(day.on), []).append((day, run))
    used: dict[int, Counter[str]] = {}
    for moment, remedy in uses:
        on = window.day_of(moment)
        if on in window:
            used.setdefault(number(on), Counter())[remedy] += 1
    flaring = {number(on) for stretch in stretches for on in _days_of(stretch, window)}
    slots = []
    for place in sorted(held.keys() | used.keys()):
        starts_on = origin + place * length * DAY
        first_on = max(window.first_on, starts_on)
        last_on = min(window.last_on, starts_on + (length - 1) * DAY)
        pain, low, high, runs = _of(held.get(place, ()))
        flare, uses_then = place in flaring, used.get(place, Counter())
        slots.append(Slot(first_on, last_on, pain, low, high, runs, flare, uses_then))
    return tuple(slots)


def _with_runs(days: Iterable[Day]) -> Iterator[tuple[Day, int]]:
    run, before = 0, None
    for day in days:
        if before is not None and (day.on - before).days > SILENCE + 1:
            run += 1
        before = day.on
        yield day, run


def _of(held: Sequence[tuple[Day, int]]) -> tuple[float | None, float, float, tuple[int, int]]:
    if not held:
        return None, 0, 0, (-1, -1)
    pain = median(day.pain for day, _ in held)
    low, high = min(day.low for day, _ in held), max(day.high for day, _ in held)
    return pain, low, high, (held[0][1], held[-1][1])


def _days_of(stretch: Stretch, window: Window) -> Iterator[date]:
    first_on = max(stretch.first_on, window.first_on)
    last_on = min(stretch.last_on, window.last_on)
    return (first_on + after * DAY for after in range((last_on - first_on).days + 1))
