"""The periods that a practice is counted in: quarters of the calendar, and whole calendar years.

No two of them overlap but a year and its own quarters, so that nothing can be found by laying one
over another.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

RIPE = timedelta(days=28)
"""How long a quarter is over before it is counted: a flare of its last day has had its 14 days, and
notes are signed. A house choice; what is counted earlier would change from one day to the next."""

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter of a year, 1 to 4; or the year itself, with no quarter."""

    year: int
    quarter: int | None = None

    @property
    def name(self) -> str:
        """Its name in files: `2026-Q3`, `2026`."""
        return f"{self.year}-Q{self.quarter}" if self.quarter else f"{self.year}"

    @property
    def first_on(self) -> date:
        return date(self.year, 3 * (self.quarter or 1) - 2, 1)

    @property
    def ends_on(self) -> date:
        """The first day after it."""
        month = 3 * (self.quarter or 4) + 1
        return date(self.year + 1, 1, 1) if month > 12 else date(self.year, month, 1)

    def is_ripe(self, on: date) -> bool:
        """Whether it may be counted on this day."""
        return on >= self.ends_on + RIPE


Placing = Callable[[date], Period | None]
"""Which quarter a day is in; None: in none that is looked at."""


def placing_in(quarters: Iterable[Period]) -> Placing:
    found = {(each.year, each.quarter): each for each in quarters}
    return lambda on: found.get((on.year, (on.month + 2) // 3))


def quarters_of(year: int) -> tuple[Period, ...]:
    return tuple(Period(year, quarter) for quarter in QUARTERS)


def latest_year(on: date) -> int:
    """The latest year of which some quarter may be counted on this day."""
    return on.year if Period(on.year, 1).is_ripe(on) else on.year - 1
