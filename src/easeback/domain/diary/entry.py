"""What somebody wrote down at a moment: how much it hurt, and what they did for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_PAIN = 10
LONGEST_AFTER = 7 * 24 * 60
"""Minutes. Whatever is asked later than that is an entry of its own."""
YEARS = range(1970, 2200)


class BadEntry(ValueError):
    """The entry cannot be: which `field` is wrong, and what was expected of it."""

    def __init__(self, field: str, expected: str) -> None:
        super().__init__(f"{field}: expected {expected}")
        self.field = field
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a diary. Raises BadEntry.

    `at` is an aware moment; its own zone says which day it belongs to. `pain` and `pain_after` are
    0 to 10; `pain` is None where only a use is told of, and then no word of a flare stands beside
    it. `flare`: the person's own word that this is a flare-up, that it is none, or nothing.
    `pain_after` is the pain `after_minutes` later; without it they were asked and did not say.
    `guided`: it was asked at the end of something that was done together.
    """

    at: datetime
    pain: float | None
    flare: bool | None = None
    remedy: str | None = None
    pain_after: float | None = None
    after_minutes: float | None = None
    guided: bool = False

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise BadEntry("at", "a moment with its zone")
        if self.at.year not in YEARS:
            raise BadEntry("at", f"a year from {YEARS.start} to {YEARS.stop - 1}")
        if self.pain is not None:
            _check_pain("pain", self.pain)
        elif self.remedy is None or self.flare is not None:
            raise BadEntry("pain", f"a number from 0 to {MOST_PAIN}, where more is said than a use")
        after = self.after_minutes
        if after is not None and not 0 < after <= LONGEST_AFTER:
            raise BadEntry("after_minutes", f"more than 0, at most {LONGEST_AFTER}")
        if self.pain_after is not None:
            _check_pain("pain_after", self.pain_after)
            if after is None:
                raise BadEntry("after_minutes", "minutes, where pain_after is given")


@dataclass(frozen=True, slots=True)
class Saying:
    """What was said of the pain at a moment, whatever was done for it."""

    at: datetime
    pain: float
    flare: bool | None


def once(entries: Iterable[Entry]) -> list[Saying]:
    """In the order of time, whatever order they come in. What several lines say of one moment, such
    as with several remedies, is said once; a use without a pain says nothing here."""
    kept: dict[tuple[datetime, float, str], Saying] = {}
    for entry in entries:
        if entry.pain is None:
            continue
        key = (entry.at, entry.pain, str(entry.flare))
        # Of two clocks for one moment, the western one names the day.
        if key not in kept or _offset(entry.at) < _offset(kept[key].at):
            kept[key] = Saying(entry.at, entry.pain, entry.flare)
    return [kept[key] for key in sorted(kept)]


def _offset(at: datetime) -> timedelta:
    return at.utcoffset() or timedelta()


def _check_pain(field: str, pain: float) -> None:
    if not 0 <= pain <= MOST_PAIN:
        raise BadEntry(field, f"a number from 0 to {MOST_PAIN}")
