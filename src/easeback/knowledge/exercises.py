"""The exercises as the domain's values, and what must hold of each."""

import re
from collections.abc import Iterator, Sequence

from easeback.domain.exercise import (
    Breath,
    Demand,
    Dose,
    Exercise,
    ExerciseKind,
    Phase,
    Posture,
    Side,
    Span,
    Stage,
)
from easeback.domain.figure import FIGURES
from easeback.domain.response import Asked, Felt, Light, Report
from easeback.knowledge.entries import (
    ChoiceEntry,
    DoseEntry,
    ExerciseEntry,
    PhaseEntry,
    ReportEntry,
)
from easeback.knowledge.faults import KnowledgeFault
from easeback.knowledge.shelf import Shelf

_WORDED = {1: ("once", "1"), 2: ("twice", "2")}


def exercises(shelf: Shelf) -> tuple[Exercise, ...]:
    """Every exercise, in the order of the files. Raises KnowledgeFault."""
    entries = shelf.of("exercises", ExerciseEntry)
    return tuple(_exercise(shelf, id, entry) for id, entry in entries.items())


def _exercise(shelf: Shelf, id: str, entry: ExerciseEntry) -> Exercise:
    where = shelf.where("exercises", id)
    return Exercise(
        id=id,
        ref=entry.ref,
        kind=shelf.named(ExerciseKind, entry.kind, "exercises", id),
        posture=shelf.named(Posture, entry.posture, "exercises", id),
        demands=frozenset(shelf.named(Demand, name, "exercises", id) for name in entry.demands),
        sources=entry.sources,
        figure=entry.figure,
        phases=tuple(_phase(shelf, id, phase) for phase in entry.phases),
        stage=shelf.named(Stage, entry.stage, "exercises", id),
        flare=_dose(entry.flare_dose, f"{where}: flare_dose"),
        building=_dose(entry.building_dose, f"{where}: building_dose"),
        sided=entry.sided,
        turns=entry.turns,
        on_top=entry.on_top,
        easier=entry.easier_by,
        harder=entry.harder_by,
    )


def _phase(shelf: Shelf, id: str, entry: PhaseEntry) -> Phase:
    side = None if entry.side is None else shelf.named(Side, entry.side, "exercises", id)
    breath = shelf.named(Breath, entry.breath, "exercises", id)
    return Phase(entry.pose, breath, entry.hold, side)


def _dose(entry: DoseEntry | None, where: str) -> Dose | None:
    if entry is None:
        return None

    def span(values: Sequence[int]) -> Span:
        if len(values) != 2 or not 0 < values[0] <= values[1]:
            raise KnowledgeFault(where, f"expected the least and the most, found {values}")
        return values[0], values[1]

    return Dose(
        a_day=span(entry.a_day),
        reps=None if entry.reps is None else span(entry.reps),
        hold=None if entry.hold is None else span(entry.hold),
        minutes=None if entry.minutes is None else span(entry.minutes),
        sets=entry.sets,
    )


def reports(shelf: Shelf) -> tuple[Report, ...]:
    """Everything that a person can say of a movement. Raises KnowledgeFault."""
    return tuple(
        Report(
            id=id,
            ref=entry.ref,
            asked=shelf.named(Asked, entry.asked, "reports", id),
            sources=entry.sources,
            light=None if entry.light is None else shelf.named(Light, entry.light, "reports", id),
            felt=None if entry.felt is None else shelf.named(Felt, entry.felt, "reports", id),
            local=entry.local,
            sets=tuple(entry.sets.items()),
        )
        for id, entry in shelf.of("reports", ReportEntry).items()
    )


def exercise_faults(shelf: Shelf) -> Iterator[KnowledgeFault]:
    """Everything that does not hold of an exercise beyond the form of its entry."""
    entries = shelf.of("exercises", ExerciseEntry)
    for id, entry in entries.items():
        where = shelf.where("exercises", id)
        spoken = 1 if entry.kind == ExerciseKind.WALK else len(entry.phases)
        if not entry.phases or not len(entry.cues) == len(entry.again) == spoken:
            yield KnowledgeFault(f"{where}: cues", f"expected {spoken} cues, and as many again")
        for other in (entry.easier_by, entry.harder_by):
            if other is not None and other not in entries:
                yield KnowledgeFault(where, f"no exercise is called {other!r}")
        yield from _undrawn(where, entry)
        yield from _dosed(where, entry)
    yield from _first_plans(shelf, entries)


def _undrawn(where: str, entry: ExerciseEntry) -> Iterator[KnowledgeFault]:
    """Every exercise is drawn, in every pose that it goes through."""
    poses = FIGURES.get(entry.figure)
    if poses is None:
        yield KnowledgeFault(f"{where}: figure", f"no figure is called {entry.figure!r}")
        return
    for phase in entry.phases:
        if phase.pose not in poses:
            there = ", ".join(poses)
            yield KnowledgeFault(
                f"{where}: phases", f"{entry.figure} has no pose {phase.pose!r}; it has: {there}"
            )


def _dosed(where: str, entry: ExerciseEntry) -> Iterator[KnowledgeFault]:
    """Words and numbers of a dose agree, and it fits the kind and the stage."""
    flares = entry.stage == Stage.FLARE
    if (entry.flare_dose is not None) is not flares or (entry.dose is not None) is not flares:
        yield KnowledgeFault(f"{where}: flare_dose", "a dose for days 0 to 3 goes with stage flare")
    for dose, text in ((entry.flare_dose, entry.dose), (entry.building_dose, entry.building)):
        if dose is None or text is None:
            continue
        moves = entry.kind == ExerciseKind.MOVEMENT
        if (dose.reps is not None) is not moves or (dose.minutes is not None) is moves:
            yield KnowledgeFault(f"{where}: dose", "a movement has reps, anything else minutes")
        if any(phase.hold and phase.breath == Breath.EASY for phase in entry.phases) is not bool(
            dose.hold
        ):
            yield KnowledgeFault(f"{where}: dose", "seconds to hold go with a phase that holds")
        for number in (*(dose.reps or ()), *(dose.hold or ()), *(dose.minutes or ())):
            said = _WORDED.get(number, (str(number),))
            if not any(re.search(rf"\b{word}\b", text) for word in said):
                yield KnowledgeFault(f"{where}: dose", f"the words do not say {number}: {text}")


def _first_plans(shelf: Shelf, entries: dict[str, ExerciseEntry]) -> Iterator[KnowledgeFault]:
    """A first plan holds nothing that opens later, and no movement that has no source."""
    for id, choice in shelf.of("choices", ChoiceEntry).items():
        for name in (*choice.positions, *choice.movements):
            entry = entries.get(name)
            if entry is None:
                continue
            if entry.stage != Stage.FLARE:
                yield KnowledgeFault(shelf.where("choices", id), f"{name} opens later")
            if entry.kind == ExerciseKind.MOVEMENT and not entry.evidence:
                yield KnowledgeFault(shelf.where("choices", id), f"{name} has no source")
