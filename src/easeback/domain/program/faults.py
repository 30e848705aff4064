"""What cannot be in a program, field by field, all of it at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from easeback.domain.exercise import Exercise, Span
from easeback.domain.program.item import Amount, Item, Measure, Next, Progress
from easeback.domain.routine import LONGEST_HOLD, MOST_MINUTES, MOST_REPS, MOST_SETS

LIMITS: Mapping[Measure, Span] = {
    Measure.REPS: (1, MOST_REPS),
    Measure.SETS: (1, MOST_SETS),
    Measure.HOLD: (1, LONGEST_HOLD),
    Measure.MINUTES: (1, MOST_MINUTES),
    Measure.A_DAY: (1, 8),
}
"""No dose of anybody is beyond these, which a routine can play. House choices, as are those below;
that a rise takes two good days at least is from evidence.md 4.6."""
GREEN_DAYS, RELIEF_DAYS, RESUME_PERCENT = (2, 14), (1, 14), (10, 90)
LONGEST_LINE = 300
"""Characters of a cue or a stop in own words."""


class Wrong(StrEnum):
    UNKNOWN = "unknown-exercise"
    MISSING = "missing"
    NOT_HERE = "not-of-this-exercise"
    """An exercise without a hold, without repeats, or one that has no minutes."""
    OUT_OF_RANGE = "out-of-range"
    UNSIDED = "unsided"
    BACKWARD = "least-above-most"
    DOSE_OUTSIDE = "dose-outside-bounds"
    SAME = "same-exercise"
    TWICE = "twice"
    TOO_LONG = "too-long"
    WITHDRAWN = "withdrawn"
    AGAINST_POSTURE = "against-posture"
    """An own exercise is said not to make a demand that its posture makes."""
    BENDS_TOO_FAR = "bends-too-far"
    OUTSIDE = "outside-the-picture"


@dataclass(frozen=True, slots=True)
class Fault:
    """`field` as in `dose.reps`; in a program, after the item's place: `items.1.dose.reps`.

    `range`: the least and the most that are allowed, where that is what is wrong.
    """

    field: str
    wrong: Wrong
    range: Span | None = None


def item_faults(item: Item, library: Mapping[str, Exercise]) -> tuple[Fault, ...]:
    """Everything about an item that cannot be, one fault a field. Gates: see `unexplained`."""
    return tuple(_item_faults(item, library))


def program_faults(
    items: tuple[Item, ...],
    *,
    relief_days: int,
    resume_percent: int,
    library: Mapping[str, Exercise],
) -> tuple[Fault, ...]:
    """Everything about a program, or a template, that cannot be. Items count from 1."""
    found = list(_out_of("relief_days", relief_days, RELIEF_DAYS))
    found += _out_of("resume_percent", resume_percent, RESUME_PERCENT)
    if not items:
        found.append(Fault("items", Wrong.MISSING))
    seen: set[str] = set()
    for place, item in enumerate(items, start=1):
        field = f"items.{place}"
        if item.id in seen:
            found.append(Fault(f"{field}.id", Wrong.TWICE))
        seen.add(item.id)
        found += (
            Fault(f"{field}.{fault.field}", fault.wrong, fault.range)
            for fault in item_faults(item, library)
        )
    return tuple(found)


def _item_faults(item: Item, library: Mapping[str, Exercise]) -> Iterator[Fault]:
    exercise = library.get(item.exercise)
    if not item.id.strip():
        yield Fault("id", Wrong.MISSING)
    if exercise is None:
        yield Fault("exercise", Wrong.UNKNOWN)
    else:
        yield from amount_faults("dose", item.dose, exercise)
        if item.side is not None and not exercise.sided:
            yield Fault("side", Wrong.UNSIDED)
    if not item.days:
        yield Fault("days", Wrong.MISSING)
    for field, lines in (("cues", item.cues), ("stops", item.stops)):
        for place, line in enumerate(lines, start=1):
            if not line.strip():
                yield Fault(f"{field}.{place}", Wrong.MISSING)
            if len(line) > LONGEST_LINE:
                yield Fault(f"{field}.{place}", Wrong.TOO_LONG, (1, LONGEST_LINE))
    yield from _progress(item.progress, item.dose)
    if item.progress.next is not None:
        yield from _next(item.progress.next, item, library)


def amount_faults(field: str, amount: Amount, exercise: Exercise) -> Iterator[Fault]:
    """A movement has repeats and sets, anything else minutes; a hold goes with a pose held."""
    belongs = {
        Measure.REPS: exercise.moves,
        Measure.SETS: exercise.moves or amount.sets == 1,
        Measure.MINUTES: not exercise.moves,
        Measure.HOLD: exercise.holds,
    }
    for measure, limits in LIMITS.items():
        value = amount.of(measure)
        named = f"{field}.{measure}"
        if value is None:
            if belongs.get(measure, True):
                yield Fault(named, Wrong.MISSING)
        elif not belongs.get(measure, True):
            yield Fault(named, Wrong.NOT_HERE)
        else:
            yield from _out_of(named, value, limits)


def _progress(rule: Progress, dose: Amount) -> Iterator[Fault]:
    written = dose.of(rule.measure)
    limits = LIMITS[rule.measure]
    yield from _out_of("progress.by", rule.by, (1, limits[1]))
    yield from _out_of("progress.green_days", rule.green_days, GREEN_DAYS)
    if written is None:
        yield Fault("progress.measure", Wrong.NOT_HERE)
        return
    least, most = rule.bounds
    yield from _out_of("progress.least", least, limits)
    yield from _out_of("progress.most", most, limits)
    if least > most:
        yield Fault("progress.least", Wrong.BACKWARD)
    elif limits[0] <= written <= limits[1] and not least <= written <= most:
        yield Fault(f"dose.{rule.measure}", Wrong.DOSE_OUTSIDE, rule.bounds)


def _next(follows: Next, item: Item, library: Mapping[str, Exercise]) -> Iterator[Fault]:
    exercise = library.get(follows.exercise)
    if exercise is None:
        yield Fault("progress.next.exercise", Wrong.UNKNOWN)
    elif follows.exercise == item.exercise:
        yield Fault("progress.next.exercise", Wrong.SAME)
    elif follows.dose is not None:
        yield from amount_faults("progress.next.dose", follows.dose, exercise)


def _out_of(field: str, value: int, allowed: Span) -> Iterator[Fault]:
    if not allowed[0] <= value <= allowed[1]:
        yield Fault(field, Wrong.OUT_OF_RANGE, allowed)
