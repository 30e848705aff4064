"""Where a program stands on a day: what each item asks, what holds it back, and what it asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care.barriers import closed_by, forbidden_by
from easeback.apps.care.facts import PublishedFacts
from easeback.apps.care.history import history_in, program_in
from easeback.apps.care.library import Library, library_for, used_in
from easeback.apps.care.lines import CourseLine, read_line
from easeback.domain.exercise import Demand, Gate
from easeback.domain.program import (
    Account,
    Amount,
    History,
    Item,
    ItemToday,
    account,
    today,
    unexplained,
)

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """`held`: the gates of each item that forbid it and have no reason; it is not asked then.
    `unknown`: the items whose exercise has left the library. Nobody can show it, so it waits, too.

    `before`: the dose of each item on the day before it changed last; None where it never did.
    """

    published: PublishedFacts
    history: History
    on: date
    items: tuple[ItemToday, ...]
    held: Mapping[str, tuple[Gate, ...]]
    unknown: frozenset[str]
    before: Mapping[str, Amount | None]
    forbidden: frozenset[Demand]
    library: Library

    def asks(self, each: ItemToday) -> bool:
        """Whether it is to be done today, all things taken together."""
        return each.asked and not self.waits(each)

    def waits(self, each: ItemToday) -> bool:
        """Whether it is held back until a therapist has looked."""
        return each.item in self.unknown or bool(self.held.get(each.item))

    def account(self) -> Account:
        """What was asked, done and felt since the publication, today included; without the days
        of what is held."""
        return account(
            self.published.program,
            self.history,
            span=(self.published.program.published_on, self.on),
            library=self.library.exercises,
            forbidden=self.forbidden,
            held={each.item for each in self.items if self.waits(each)},
        )


def their_day(course: CourseFacts, at: datetime) -> date:
    """The day by the patient's own clock; by the therapist's where nobody has booked yet."""
    zone = course.contact.zone if course.contact else course.therapist.zone
    return at.astimezone(ZoneInfo(zone)).date()


def standing(
    course: CourseFacts, *, at: datetime, line: CourseLine | None = None
) -> Standing | None:
    """None where nothing was published yet. `line`: of the course, where it was read before."""
    line = line or read_line(course.id)
    published = program_in(line.courses)
    if published is None:
        return None
    program = published.program
    found = library_for(used_in(program))
    library = found.exercises
    closed = closed_by(line)
    forbidden, history = forbidden_by(closed), history_in(line, published)
    # Who flies west on the day of the publication has a day that is over for the program.
    on = max(their_day(course, at), program.published_on)

    def stands(day: date) -> tuple[ItemToday, ...]:
        return today(program, history, on=day, library=library, forbidden=forbidden)

    items = stands(on)
    eves = {each.since - DAY for each in items if each.since > program.published_on}
    earlier = {day: stands(day) for day in eves}
    before = {
        each.item: next(
            (old.dose for old in earlier.get(each.since - DAY, ()) if old.item == each.item), None
        )
        for each in items
    }
    known = [item for item in program.items if item.exercise in library]
    held = {item.id: unexplained(item, library, closed) for item in known}
    unknown = frozenset(item.id for item in program.items) - held.keys()
    return Standing(published, history, on, items, held, unknown, before, forbidden, found)


def items_of(standing: Standing) -> Mapping[str, Item]:
    """The items as they were written, by id."""
    return {item.id: item for item in standing.published.program.items}
