"""What comes back to the therapist: what was asked and done, and the pain around each exercise."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from statistics import median

from easeback.domain.exercise import Demand, Exercise
from easeback.domain.outcome import matters
from easeback.domain.program.item import Item
from easeback.domain.program.program import Program
from easeback.domain.program.replay import ItemDay, days_of
from easeback.domain.program.told import History, Told

LEAST_ASKED, LEAST_TOLD = 3, 5
"""Days that were asked, and tellings of pain before and after, below which nothing is said. House
choices, the same as in a diary."""


class PainVerdict(StrEnum):
    """Where pain went from before an exercise to right after it. It says nothing of the cause."""

    LESS = "less"
    SAME = "no-change"
    MORE = "more"
    TOO_LITTLE = "too-little-data"


@dataclass(frozen=True, slots=True)
class Adherence:
    """Days on which something was asked, and on how many of these it was done."""

    asked: int
    done: int

    @property
    def missing(self) -> int:
        """So many more days, until there is a share."""
        return max(0, LEAST_ASKED - self.asked)

    @property
    def share(self) -> float | None:
        """From 0 to 1; None with too little data."""
        return None if self.missing else self.done / self.asked


@dataclass(frozen=True, slots=True)
class PainAround:
    """The medians of pain before and right after, 0 to 10, and of its change; below 0 is less.

    `told`: how often both were. With too little data the medians are None.
    """

    told: int
    before: float | None = None
    after: float | None = None
    change: float | None = None

    @property
    def missing(self) -> int:
        """So many more tellings, until there is a verdict."""
        return max(0, LEAST_TOLD - self.told)

    @property
    def verdict(self) -> PainVerdict:
        if self.before is None or self.change is None:
            return PainVerdict.TOO_LITTLE
        if not matters(self.before, self.before + self.change):
            return PainVerdict.SAME
        return PainVerdict.LESS if self.change < 0 else PainVerdict.MORE


@dataclass(frozen=True, slots=True)
class ItemAccount:
    """One exercise of one item. An item that went on to the next exercise has two of these."""

    item: str
    exercise: str
    adherence: Adherence
    pain: PainAround


@dataclass(frozen=True, slots=True)
class Account:
    """In the order of the program. `whole` adds up the days of all items."""

    items: tuple[ItemAccount, ...]

    @property
    def whole(self) -> Adherence:
        asked = sum(each.adherence.asked for each in self.items)
        return Adherence(asked, sum(each.adherence.done for each in self.items))


def account(
    program: Program,
    history: History,
    *,
    span: tuple[date, date],
    library: Mapping[str, Exercise],
    forbidden: frozenset[Demand] = frozenset(),
    held: Collection[str] = (),
) -> Account:
    """What was asked, done and felt from the first to the last day of the span, both in it.

    A day of relief, a stopped item, or a day that is none of its days asks nothing. What is done
    on such a day is no adherence, but the pain around it counts. `held`: items of which nothing is
    asked now and nobody knows since when; so no day of theirs counts, but the pain does.
    """
    until = span[1]
    found: list[ItemAccount] = []
    for item in program.items:
        days = days_of(item, program, history, until=until, library=library, forbidden=forbidden)
        told = [each for each in history.told if each.item == item.id]
        found += _accounts(item, [day for day in days if day.on >= span[0]], told)
    return Account(tuple(_uncounted(each) if each.item in held else each for each in found))


def _accounts(item: Item, days: Sequence[ItemDay], told: Sequence[Told]) -> Iterator[ItemAccount]:
    """One for each exercise that the item came to on these days; at least its own."""
    done_on = {each.on for each in told if each.done}
    exercises = dict.fromkeys((item.exercise, *(day.morning.exercise for day in days)))
    for exercise in exercises:
        held = {day.on: day.morning.asked for day in days if day.morning.exercise == exercise}
        asked = [on for on, is_asked in held.items() if is_asked]
        pains = [
            (each.before, each.after)
            for each in told
            if each.on in held and each.before is not None and each.after is not None
        ]
        adherence = Adherence(len(asked), len(done_on.intersection(asked)))
        yield ItemAccount(item.id, exercise, adherence, _around(pains))


def _uncounted(told: ItemAccount) -> ItemAccount:
    return replace(told, adherence=Adherence(0, 0))


def _around(pains: Sequence[tuple[int, int]]) -> PainAround:
    if len(pains) < LEAST_TOLD:
        return PainAround(len(pains))
    return PainAround(
        told=len(pains),
        before=float(median(before for before, _ in pains)),
        after=float(median(after for _, after in pains)),
        change=float(median(after - before for before, after in pains)),
    )
