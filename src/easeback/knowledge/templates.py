"""The program templates as the domain's values, and what must hold of each."""

from collections.abc import Iterator, Mapping

from easeback.domain.exercise import Exercise, Side, Span, Stage
from easeback.domain.program import (
    EVERY_DAY,
    Amount,
    Item,
    Measure,
    Next,
    Progress,
    Template,
    Weekday,
    program_faults,
    usual_measure,
)
from easeback.domain.routine import Speed
from easeback.knowledge.faults import KnowledgeFault
from easeback.knowledge.program_entries import (
    AmountEntry,
    NextEntry,
    ProgramItemEntry,
    TemplateEntry,
)
from easeback.knowledge.shelf import Shelf

_STAGES = tuple(Stage)


def templates(shelf: Shelf, library: Mapping[str, Exercise]) -> tuple[Template, ...]:
    """Every template, in the order of the files. Raises KnowledgeFault."""
    return tuple(
        Template(
            id=id,
            ref=entry.ref,
            stage=shelf.named(Stage, entry.stage, "templates", id),
            items=tuple(_item(shelf, id, each, library) for each in entry.items),
            relief_days=entry.relief_days,
            resume_percent=entry.resume_percent,
            sources=entry.sources,
        )
        for id, entry in shelf.of("templates", TemplateEntry).items()
    )


def _item(shelf: Shelf, id: str, entry: ProgramItemEntry, library: Mapping[str, Exercise]) -> Item:
    where = f"{shelf.where('templates', id)}: {entry.exercise}"
    exercise = library.get(entry.exercise)
    if exercise is None:
        raise KnowledgeFault(where, "no exercise is called so")
    rule = entry.progress
    if len(rule.bounds) != 2:
        raise KnowledgeFault(f"{where}: bounds", "expected the least and the most")
    named = rule.measure or usual_measure(exercise)
    days = frozenset(shelf.named(Weekday, day, "templates", id) for day in entry.days)
    return Item(
        id=entry.id or entry.exercise,
        exercise=entry.exercise,
        dose=_amount(entry.dose),
        progress=Progress(
            measure=shelf.named(Measure, named, "templates", id),
            bounds=(rule.bounds[0], rule.bounds[1]),
            by=rule.by,
            green_days=rule.green_days,
            next=_next(rule.next),
        ),
        days=days or EVERY_DAY,
        side=None if entry.side is None else shelf.named(Side, entry.side, "templates", id),
        speed=shelf.named(Speed, entry.speed, "templates", id),
    )


def _amount(entry: AmountEntry) -> Amount:
    return Amount(entry.reps, entry.sets, entry.hold, entry.minutes, entry.a_day)


def _next(entry: NextEntry | None) -> Next | None:
    if entry is None:
        return None
    return Next(entry.exercise, None if entry.dose is None else _amount(entry.dose))


def template_faults(shelf: Shelf, library: Mapping[str, Exercise]) -> Iterator[KnowledgeFault]:
    """Everything that does not hold of a template beyond the form of its entry."""
    for template in templates(shelf, library):
        where = shelf.where("templates", template.id)
        faults = program_faults(
            template.items,
            relief_days=template.relief_days,
            resume_percent=template.resume_percent,
            library=library,
        )
        for fault in faults:
            allowed = f", allowed are {fault.range[0]} to {fault.range[1]}" if fault.range else ""
            yield KnowledgeFault(f"{where}: {fault.field}", f"{fault.wrong}{allowed}")
        for item in template.items:
            exercise = library[item.exercise]
            if _STAGES.index(exercise.stage) > _STAGES.index(template.stage):
                yield KnowledgeFault(f"{where}: {item.id}", f"opens later than {template.stage}")
            follows = item.progress.next
            if follows is not None and follows.begins_by_itself:
                yield KnowledgeFault(f"{where}: {item.id}", "only a therapist lets it begin itself")
            yield from _above(f"{where}: {item.id}", item.dose, exercise, template.stage)


def _above(where: str, dose: Amount, exercise: Exercise, stage: Stage) -> Iterator[KnowledgeFault]:
    """Nobody begins with more than the library allows at this stage."""
    allowed = exercise.flare if stage is Stage.FLARE else exercise.building
    if allowed is None:
        return
    spans: dict[Measure, Span | None] = {
        Measure.REPS: allowed.reps,
        Measure.SETS: (1, allowed.sets),
        Measure.HOLD: allowed.hold,
        Measure.MINUTES: allowed.minutes,
        Measure.A_DAY: allowed.a_day,
    }
    for measure, span in spans.items():
        value = dose.of(measure)
        if value is not None and span is not None and value > span[1]:
            yield KnowledgeFault(f"{where}: {measure}", f"begins with {value}, above {span[1]}")
