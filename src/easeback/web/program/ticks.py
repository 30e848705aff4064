"""Which days are named below a chart: few enough to be read on a phone, more where it is wide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton

from easeback.domain.vocabulary import Language
from easeback.web.program.slots import DAY, Window
from easeback.web.wording import LOCALES

FEW, MANY = 5, 12
STEPS = (1, 2, 3, 7, 14)
"""Days between two names."""
BY_MONTHS = 70
"""More days than this are named by their months."""
MONTHS = (1, 2, 3, 6)
MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Tick:
    """`wide`: only where there is room for it. `year`: what stands below it, or nothing."""

    on: date
    text: str
    year: str
    wide: bool


def ticks_of(window: Window, language: Language) -> tuple[Tick, ...]:
    """The last day is always named, or the beginnings of months."""
    if window.days > BY_MONTHS:
        return tuple(_months(window, language))
    few = _fitting(STEPS, FEW, window.days)
    many = next(step for step in STEPS if few % step == 0 and window.days <= MANY * step)
    places = range((window.days - 1) // many * many, -1, -many)
    return tuple(
        Tick(on, short_day(on, language), "", wide=back % few != 0)
        for back, on in ((back, window.last_on - back * DAY) for back in places)
    )


def _months(window: Window, language: Language) -> Iterator[Tick]:
    length = window.days / MONTH
    few = _fitting(MONTHS, FEW, length)
    many = next(step for step in MONTHS if few % step == 0 and length <= MANY * step)
    years = window.first_on.year != window.last_on.year
    for on in _firsts(window):
        if (on.month - 1) % many == 0:
            year = str(on.year) if years and on.month == 1 else ""
            text = format_skeleton("MMM", on, locale=LOCALES[language])
            yield Tick(on, text, year, wide=(on.month - 1) % few != 0)


def _firsts(window: Window) -> Iterator[date]:
    """The first of every month."""
    on = window.first_on
    while on in window:
        if on.day == 1:
            yield on
        on += DAY


def _fitting(steps: Sequence[int], most: int, length: float) -> int:
    return next((step for step in steps if length <= most * step), steps[-1])


def short_day(on: date, language: Language) -> str:
    """ "Mar 3", "3 mar"."""
    return format_skeleton("MMMd", on, locale=LOCALES[language])
