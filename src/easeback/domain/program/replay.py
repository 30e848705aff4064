"""What a program asks on a day, and why: it follows from the program and what was told, each time.

All numbers here are house choices. None of them was tried in a study of back pain.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from easeback.domain.exercise import Demand, Exercise
from easeback.domain.program.item import Amount, Item, Next, Weekday
from easeback.domain.program.ladder import Ladder
from easeback.domain.program.program import Program
from easeback.domain.program.told import DAY, FlareDays, History, worst
from easeback.domain.response import Light

HALF = 50
"""Percent of the dose that is left after an amber light (rules.md M-1)."""
SILENT_DAYS = 14
"""Days running on which an item was not done, after which it goes on lower; and again after as many
more. A pause counts among them. Before it was done for the first time there is no silence."""


class Why(StrEnum):
    """Why an item asks today what it asks."""

    KEPT = "kept"
    """As the therapist wrote it; nothing has changed yet."""
    RAISED = "raised"
    NEXT_PROPOSED = "next-proposed"
    """At the most and still green: the therapist may go on to the next exercise."""
    NEXT_BEGUN = "next-begun"
    NEXT_CLOSED = "next-closed"
    """As proposed, but the next exercise demands what is forbidden to this person."""
    STEPPED_BACK = "stepped-back"
    """After an amber light."""
    AT_LEAST = "at-least"
    """After an amber light, too, but the therapist allows no less: somebody should look."""
    STOPPED = "stopped"
    """After a red light, until a therapist has looked. The safety check is due."""
    PAUSED = "paused"
    """For a flare: relief instead."""
    RESUMED = "resumed"
    """Lower, after a flare or a red light; no lower than the least."""
    LAPSED = "lapsed"
    """Lower, since it was not done for long."""


@dataclass(frozen=True, slots=True)
class ItemToday:
    """What one item asks on a day. `since`: the first day on which `why` holds.

    `dose` is None while it is paused or stopped. `asked`: it is to be done on this day. `proposed`:
    the exercise that the therapist may go on to, at the most of the bounds.
    """

    item: str
    exercise: str
    dose: Amount | None
    asked: bool
    why: Why
    since: date
    proposed: str | None = None


@dataclass(frozen=True, slots=True)
class ItemDay:
    """What an item asked on the morning of a day, and now that all of that day was told."""

    on: date
    morning: ItemToday
    now: ItemToday


def today(
    program: Program,
    history: History,
    *,
    on: date,
    library: Mapping[str, Exercise],
    forbidden: frozenset[Demand] = frozenset(),
) -> tuple[ItemToday, ...]:
    """Each item on this day, in their order. Raises ValueError before the publication.

    The program is one without faults (`program_faults`). The order in which things were told
    changes nothing; of two tellings of a day the worse light counts. A red or amber light counts
    at once, a green one from the next day on. `forbidden` keeps away the next exercises; what the
    items themselves demand is asked of `unexplained`.
    """
    if on < program.published_on:
        raise ValueError(f"the program begins on {program.published_on.isoformat()}")
    found = []
    for item in program.items:
        *_, last = days_of(item, program, history, until=on, library=library, forbidden=forbidden)
        found.append(last.now)
    return tuple(found)


def days_of(
    item: Item,
    program: Program,
    history: History,
    *,
    until: date,
    library: Mapping[str, Exercise],
    forbidden: frozenset[Demand] = frozenset(),
) -> Iterator[ItemDay]:
    """Each day of one item, from the publication to this day, as `today` shows it on that day."""
    replay = _Replay(item, program, history, _open_next(item, library, forbidden))
    on = program.published_on
    while on <= until:
        yield replay.day(on)
        on += DAY


def _open_next(
    item: Item, library: Mapping[str, Exercise], forbidden: frozenset[Demand]
) -> Next | None:
    """The exercise that may follow for this person; None where a gate forbids it or none is set."""
    follows = item.progress.next
    exercise = library.get(follows.exercise) if follows else None
    return None if exercise is None or exercise.needs & forbidden else follows


class _Replay:
    """One item, day by day from the publication on.

    Whatever makes matters worse counts on any day, also while the item is paused or stopped;
    whatever would raise the dose counts only on a day on which it was asked.
    """

    def __init__(
        self, item: Item, program: Program, history: History, follows: Next | None
    ) -> None:
        self._item, self._program, self._follows = item, program, follows
        self._ladder = Ladder.of(item)
        self._height = self._ladder.start
        self._why, self._since = Why.KEPT, program.published_on
        self._silent: int | None = None
        self._paused_on: date | None = None
        self._stopped_on: date | None = None
        self._red_on: date | None = None
        # What had begun before, the therapist knew when they wrote the program.
        self._flares = {flare for flare in history.flares if flare.first_on > program.published_on}
        self._relief = set(_relief_days(self._flares, program.relief_days))
        self._looks = [look for look in history.looks if look.item == item.id]
        told = [each for each in history.told if each.item == item.id]
        self._done = {each.on for each in told if each.done}
        self._lights: dict[date, Light] = {}
        for each in told:
            if (light := each.counted_light) is not None:
                self._lights[each.on] = worst((light, self._lights.get(each.on, light)))
        self._day = program.published_on

    def day(self, on: date) -> ItemDay:
        """The day after the one before; what counts from the next day on is done after it."""
        if on > self._day:
            self._end(self._day)
        self._day = on
        self._begin(on)
        morning = self._shown
        self._worsen(on)
        return ItemDay(on, morning, self._shown)

    @property
    def _shown(self) -> ItemToday:
        """The item at this moment of the day that was reached."""
        follows = self._follows if self._height == self._ladder.top else None
        exercise, dose = self._item.exercise, self._dose
        if follows is not None and follows.dose is not None:
            exercise, dose = follows.exercise, follows.dose
        why, since = self._why, self._since
        if self._stopped_on is not None:
            why, since = Why.STOPPED, self._stopped_on
        elif self._paused_on is not None:
            why, since = Why.PAUSED, self._paused_on
        return ItemToday(
            item=self._item.id,
            exercise=exercise,
            dose=dose if self._goes_on else None,
            asked=self._asked(self._day),
            why=why,
            since=since,
            proposed=follows.exercise if follows and follows.dose is None else None,
        )

    @property
    def _dose(self) -> Amount:
        measure = self._item.progress.measure
        return self._item.dose.with_measure(measure, self._ladder.value(self._height))

    @property
    def _goes_on(self) -> bool:
        return self._stopped_on is None and self._paused_on is None

    def _asked(self, on: date) -> bool:
        return self._goes_on and Weekday.of(on) in self._item.days

    def _begin(self, on: date) -> None:
        """Looks, the beginning of flares, and the end of a pause."""
        red_on = self._red_on
        if red_on and any(look.up_to >= red_on and look.on <= on for look in self._looks):
            self._stopped_on = self._red_on = None
            self._explain(Why.RESUMED, on)
        if any(flare.first_on == on for flare in self._flares):
            self._lower(self._program.resume_percent)
        if on in self._relief:
            self._paused_on = self._paused_on or on
        elif self._paused_on is not None:
            self._paused_on = None
            self._explain(Why.RESUMED, on)

    def _worsen(self, on: date) -> None:
        """Amber and red. After either no more is left than an amber light leaves."""
        light = self._lights.get(on)
        if light in {Light.AMBER, Light.RED}:
            fell = self._lower(min(HALF, self._program.resume_percent))
            if fell or self._why is not Why.AT_LEAST:
                self._explain(Why.STEPPED_BACK if fell else Why.AT_LEAST, on)
        if light is Light.RED:
            self._red_on = on
            self._stopped_on = self._stopped_on or on

    def _end(self, on: date) -> None:
        """Silence and green, both of which count from the next day on."""
        if on in self._done:
            self._silent = 0
        elif self._silent is not None:
            self._silent += 1
            if self._silent % SILENT_DAYS == 0 and self._lower(self._program.resume_percent):
                self._explain(Why.LAPSED, on + DAY)
        green = on in self._done and self._lights.get(on) is Light.GREEN
        if green and self._asked(on) and not any(flare.holds(on) for flare in self._flares):
            self._raise(on)

    def _raise(self, on: date) -> None:
        before = self._dose
        height, self._height = self._height, self._ladder.up(self._height)
        if self._dose != before:
            self._explain(Why.RAISED, on + DAY)
        elif height < self._height == self._ladder.top and self._item.progress.next:
            self._explain(self._onward, on + DAY)

    @property
    def _onward(self) -> Why:
        if self._follows is None:
            return Why.NEXT_CLOSED
        return Why.NEXT_BEGUN if self._follows.begins_by_itself else Why.NEXT_PROPOSED

    def _lower(self, percent: int) -> bool:
        """Whether less is asked than before."""
        before = self._shown.exercise, self._dose
        self._height = self._ladder.down(self._height, percent)
        return (self._shown.exercise, self._dose) != before

    def _explain(self, why: Why, since: date) -> None:
        self._why, self._since = why, since


def _relief_days(flares: Iterable[FlareDays], days: int) -> Iterator[date]:
    for flare in flares:
        yield from (flare.first_on + number * DAY for number in range(days))
