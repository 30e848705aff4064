"""A program as its form sends it: read into the domain's values, and written back into controls."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from easeback.apps.care.library import Library
from easeback.domain.exercise import Exercise, Side
from easeback.domain.program import (
    Amount,
    Item,
    Measure,
    Next,
    Program,
    Progress,
    Weekday,
    usual_measure,
)
from easeback.domain.record import Posted
from easeback.domain.routine import Speed, portion
from easeback.knowledge import knowledge
from easeback.web.forms.posted import text_in
from easeback.web.forms.whole import whole_in

MOST_ITEMS = 20

USUAL_RELIEF, USUAL_RESUME = 2, 50
"""As in the templates for the first days. House choices."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was sent, as a program; `unread`: the fields of which no whole number could be read."""

    program: Program
    unread: tuple[str, ...]


def posted_of(program: Program) -> dict[str, list[str]]:
    """The controls of a program as it stands."""
    found = {
        "relief_days": [str(program.relief_days)],
        "resume_percent": [str(program.resume_percent)],
    }
    for place, item in enumerate(program.items, start=1):
        found |= _controls(f"items.{place}", item)
    return found


def new_item(exercise: Exercise, taken: frozenset[str]) -> Item:
    """The least of what the library asks, kept as it is until the therapist lets it rise."""
    dose = least_of(exercise)
    measure = usual_measure(exercise)
    value = dose.of(measure) or 1
    names = (exercise.id, *(f"{exercise.id}-{number}" for number in range(2, MOST_ITEMS + 2)))
    id = next(name for name in names if name not in taken)
    return Item(id, exercise.id, dose, Progress(measure, (value, value), by=1, green_days=3))


def least_of(exercise: Exercise) -> Amount:
    """The smallest dose of the library, once a day."""
    least = portion(exercise)
    minutes = None if least.seconds is None else least.seconds // 60
    return Amount(least.reps, least.sets, least.hold, minutes)


def empty(on: date) -> Program:
    """Where a therapist begins who takes no template."""
    return Program(on, (), USUAL_RELIEF, USUAL_RESUME)


def exercises_in(posted: Posted) -> frozenset[str]:
    """The exercises that a form names, ours or not."""
    named = (values for name, values in posted.items() if name.endswith(".exercise"))
    return frozenset(value for values in named for value in values)


def read_program(posted: Posted, on: date, library: Mapping[str, Exercise]) -> Reading:
    """Rows of an exercise that is none of ours are left out: no page of ours sends them."""
    reader = _Reader(posted, library)
    items = tuple(reader.items())
    program = Program(on, items, reader.number("relief_days"), reader.number("resume_percent"))
    return Reading(program, tuple(reader.unread))


def rows_in(posted: Posted, library: Mapping[str, Exercise]) -> list[int]:
    """The numbers of the rows that have an exercise of ours, in their order."""
    named = {name.split(".")[1] for name in posted if name.startswith("items.")}
    numbers = sorted({row for text in named if (row := whole_in(text, digits=4)) is not None})
    kept = [row for row in numbers if text_in(posted, f"items.{row}.exercise") in library]
    return kept[:MOST_ITEMS]


def moved_up(posted: Posted, library: Mapping[str, Exercise]) -> dict[str, list[str]]:
    """The same, without the rows that are left out: each row has the number of its place."""
    places = {str(row): place for place, row in enumerate(rows_in(posted, library), start=1)}
    found: dict[str, list[str]] = {}
    for name, values in posted.items():
        what, _, rest = name.partition(".")
        row, _, field = rest.partition(".")
        if what != "items":
            found[name] = list(values)
        elif row in places:
            found[f"items.{places[row]}.{field}"] = list(values)
    return found


def _controls(name: str, item: Item) -> Iterator[tuple[str, list[str]]]:
    def said(field: str, value: object) -> tuple[str, list[str]]:
        return f"{name}.{field}", [] if value is None else [str(value)]

    yield said("id", item.id)
    yield said("exercise", item.exercise)
    for measure in Measure:
        yield said(f"dose.{measure}", item.dose.of(measure))
    yield f"{name}.days", [day.value for day in Weekday if day in item.days]
    yield said("side", item.side)
    yield said("speed", item.speed)
    rule = item.progress
    yield said("progress.measure", rule.measure)
    yield said("progress.least", rule.bounds[0])
    yield said("progress.most", rule.bounds[1])
    yield said("progress.by", rule.by)
    yield said("progress.green_days", rule.green_days)
    yield from (said(f"progress.next.{field}", value) for field, value in _next_of(rule))
    yield f"{name}.cues", ["\n".join(item.cues)]
    yield f"{name}.stops", ["\n".join(item.stops)]
    for gate, reason in item.overrides:
        yield said(f"overrides.{gate}", reason)


def _next_of(rule: Progress) -> Iterator[tuple[str, object]]:
    if rule.next is None:
        return
    yield "exercise", rule.next.exercise
    if rule.next.dose is not None:
        for measure in Measure:
            yield f"dose.{measure}", rule.next.dose.of(measure)


class _Reader:
    """Reads one form; what is no number is noted, and read as one that nobody may ask for."""

    def __init__(self, posted: Posted, library: Mapping[str, Exercise]) -> None:
        self._posted, self._library = posted, library
        self.unread: list[str] = []

    def items(self) -> Iterator[Item]:
        for place, row in enumerate(rows_in(self._posted, self._library), start=1):
            yield self._item(f"items.{row}", place)

    def number(self, name: str, called: str = "") -> int:
        found = self._number(name)
        if found is None:
            self.unread.append(called or name)
        return found or 0

    def _item(self, name: str, place: int) -> Item:
        exercise = self._library[self._text(f"{name}.exercise")]
        days = self._posted.get(f"{name}.days", ())
        side, speed = self._text(f"{name}.side"), self._text(f"{name}.speed")
        return Item(
            id=self._text(f"{name}.id")[:80],
            exercise=exercise.id,
            dose=self._dose(f"{name}.dose", f"items.{place}.dose", exercise),
            progress=self._progress(name, place, exercise),
            days=frozenset(day for day in Weekday if day in days),
            side=Side(side) if side in set(Side) else None,
            speed=Speed(speed) if speed in set(Speed) else Speed.NORMAL,
            cues=self._lines(f"{name}.cues"),
            stops=self._lines(f"{name}.stops"),
            overrides=tuple(self._overrides(name)),
        )

    def _dose(self, name: str, called: str, exercise: Exercise) -> Amount:
        found = {
            measure.value: self.number(f"{name}.{measure}", f"{called}.{measure}")
            for measure in measures_of(exercise)
        }
        return replace(Amount(), **found)

    def _next(self, name: str, called: str) -> Next | None:
        """With a dose where anything of one was written; where nothing was, it is proposed only."""
        follows = self._text(f"{name}.exercise")
        exercise = self._library.get(follows)
        written = any(self._text(f"{name}.dose.{measure}") for measure in Measure)
        if exercise is None or not written:
            return Next(follows) if follows else None
        return Next(follows, self._dose(f"{name}.dose", f"{called}.dose", exercise))

    def _progress(self, name: str, place: int, exercise: Exercise) -> Progress:
        told = self._text(f"{name}.progress.measure")

        def number(field: str) -> int:
            return self.number(f"{name}.progress.{field}", f"items.{place}.progress.{field}")

        return Progress(
            measure=Measure(told) if told in set(Measure) else usual_measure(exercise),
            bounds=(number("least"), number("most")),
            by=number("by"),
            green_days=number("green_days"),
            next=self._next(f"{name}.progress.next", f"items.{place}.progress.next"),
        )

    def _overrides(self, name: str) -> Iterator[tuple[str, str]]:
        for gate in knowledge().gates:
            reason = self._text(f"{name}.overrides.{gate.id}")
            if reason:
                yield gate.id, reason

    def _text(self, name: str) -> str:
        return text_in(self._posted, name)

    def _number(self, name: str) -> int | None:
        return whole_in(self._text(name), digits=4)

    def _lines(self, name: str) -> tuple[str, ...]:
        lines = (line.strip() for line in self._text(name).splitlines())
        return tuple(line for line in lines if line)


def measures_of(exercise: Exercise) -> tuple[Measure, ...]:
    """What of a dose this exercise has, in the order in which it is written."""
    found = [Measure.REPS, Measure.SETS] if exercise.moves else [Measure.MINUTES]
    if exercise.holds:
        found.append(Measure.HOLD)
    return (*found, Measure.A_DAY)


def without(program: Program, place: int) -> Program:
    """The program without the item at this place, from 1 on; another place changes nothing."""
    kept = (item for number, item in enumerate(program.items, start=1) if number != place)
    return replace(program, items=tuple(kept))


def with_earlier(program: Program, place: int) -> Program:
    """The item at this place comes before the one that it follows."""
    items = list(program.items)
    if 2 <= place <= len(items):
        items[place - 2], items[place - 1] = items[place - 1], items[place - 2]
    return replace(program, items=tuple(items))


def with_next_begun(program: Program, place: int, library: Mapping[str, Exercise]) -> Program:
    """The next exercise of the item at this place begins by itself, with the least of its dose."""
    items = list(program.items)
    follows = items[place - 1].progress.next if 1 <= place <= len(items) else None
    if follows is None or follows.exercise not in library:
        return program
    begun = replace(follows, dose=least_of(library[follows.exercise]))
    item = items[place - 1]
    items[place - 1] = replace(item, progress=replace(item.progress, next=begun))
    return replace(program, items=tuple(items))


def with_newer(program: Program, place: int, library: Library) -> Program:
    """The item at this place has the newest version of its own exercise; what of the dose that has
    not is left out, and what it has more is its own."""
    items = list(program.items)
    if not 1 <= place <= len(items):
        return program
    item = items[place - 1]
    newer = library.newer(item.exercise)
    if newer is None:
        return program
    exercise = library.exercises[newer.id]
    fresh, belongs = new_item(exercise, frozenset()), measures_of(exercise)
    kept = {
        measure.value: item.dose.of(measure) or fresh.dose.of(measure) or 0 for measure in belongs
    }
    progress = item.progress if item.progress.measure in belongs else fresh.progress
    items[place - 1] = replace(
        item,
        exercise=newer.id,
        dose=replace(Amount(), **kept),
        progress=progress,
        side=item.side if exercise.sided else None,
    )
    return replace(program, items=tuple(items))


def ids_of(program: Program) -> frozenset[str]:
    return frozenset(item.id for item in program.items)
