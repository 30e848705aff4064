"""An exercise of the practice's own: what a therapist states of it, and what cannot be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from easeback.domain.exercise import (
    Breath,
    Demand,
    Dose,
    Exercise,
    ExerciseKind,
    Phase,
    Posture,
    Span,
    Stage,
)
from easeback.domain.figure import FIGURES, Posed, Unposed, pose_faults
from easeback.domain.program.faults import Fault, Wrong, amount_faults
from easeback.domain.program.item import Amount
from easeback.domain.vocabulary import Language, Sources

OWN = "own-"
"""How the id of an own exercise begins; the id of no exercise of the library does."""
LONGEST_NAME, LONGEST_TEXT, MOST_LINES = 60, 300, 10
"""Characters of a name, and of a start, a line, or what a picture shows; lines of a list."""
IMPLIED: Mapping[Posture, frozenset[Demand]] = {
    Posture.ON_HANDS: frozenset({Demand.KNEELING, Demand.HANDS_WEIGHT}),
    Posture.ON_BACK: frozenset({Demand.LYING_BACK}),
    Posture.ON_FRONT: frozenset({Demand.LYING_FRONT}),
    Posture.STANDING: frozenset({Demand.STANDING}),
}
"""What a posture asks of a body by itself, whatever somebody says."""
START, END = "start", "end"


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What it says in one language. `shows`: its picture, for those who do not see it."""

    name: str
    start: str
    moves: tuple[str, ...]
    stops: tuple[str, ...]
    shows: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """Two poses of one figure: where a repeat begins, and what it comes to."""

    figure: str
    start: Posed
    end: Posed


@dataclass(frozen=True, slots=True)
class Filed:
    """A picture or a video that was kept, by the name of its file; a picture has a size."""

    name: str
    width: int = 0
    height: int = 0

    @property
    def is_video(self) -> bool:
        return not self.name.endswith(".jpg")


@dataclass(frozen=True, slots=True)
class OwnExercise:
    """As it was written. `moves`: by repeats; otherwise it lasts for minutes.

    `said`: of each demand, whether it makes it. What was never said of it, it makes.
    """

    words: Mapping[Language, OwnWords]
    moves: bool
    posture: Posture
    sided: bool
    said: Mapping[Demand, bool]
    dose: Amount
    picture: Drawn | Filed | None


def is_own(exercise: str) -> bool:
    """Whether an exercise of this id is the practice's, not the library's."""
    return exercise.startswith(OWN)


def demands_of(own: OwnExercise) -> frozenset[Demand]:
    """All but those of which somebody said no, and those of its posture: silence opens no gate."""
    not_said = frozenset(demand for demand in Demand if own.said.get(demand) is not False)
    return not_said | IMPLIED.get(own.posture, frozenset())


def exercise_of(id: str, own: OwnExercise, more: frozenset[Demand] = frozenset()) -> Exercise:
    """As gates and programs know it. `more`: demands that were stated of it elsewhere."""
    drawn = own.picture if isinstance(own.picture, Drawn) else None
    holds = (Phase(END, Breath.EASY, hold=True),) if own.dose.hold is not None else ()
    return Exercise(
        id=id,
        ref="",
        kind=ExerciseKind.MOVEMENT if own.moves else ExerciseKind.POSITION,
        posture=own.posture,
        demands=demands_of(own) | more,
        sources=Sources(house=True),
        figure=drawn.figure if drawn else "",
        phases=(Phase(END, Breath.OUT), *holds, Phase(START, Breath.IN)),
        stage=Stage.GUIDED,
        building=_dose(own.dose),
        sided=own.sided,
        turns=own.sided and own.posture is Posture.ON_SIDE,
        on_top=None,
        begins=START,
    )


def spoken_lines(own: OwnExercise, words: OwnWords) -> tuple[str, ...] | None:
    """What is said in each phase of a repeat; "" while a hold goes on that no line is about.

    None where it cannot be led: it is not drawn, lasts for minutes, or has other lines than
    one for the way there, one for a hold, and one for the way back.
    """
    lines, holds = words.moves, own.dose.hold is not None
    if not isinstance(own.picture, Drawn) or not own.moves:
        return None
    if len(lines) == 2:
        return (lines[0], "", lines[1]) if holds else lines
    return lines if holds and len(lines) == 3 else None


def _dose(amount: Amount) -> Dose:
    def span(value: int | None) -> Span | None:
        return None if value is None else (value, value)

    return Dose(
        a_day=(amount.a_day, amount.a_day),
        reps=span(amount.reps),
        hold=span(amount.hold),
        minutes=span(amount.minutes),
        sets=amount.sets,
    )


def own_faults(own: OwnExercise) -> tuple[Fault, ...]:
    """Everything that cannot be, one fault a field.

    Fields are `words.en.name`, `said.twist`, `dose.reps`, `picture`, `picture.end.lean`.
    """
    found = chain(_words(own), _said(own), _amount(own), _picture(own))
    return tuple({fault.field: fault for fault in reversed(tuple(found))}.values())[::-1]


def _words(own: OwnExercise) -> Iterator[Fault]:
    if Language.ENGLISH not in own.words:
        yield Fault("words.en.name", Wrong.MISSING)
    for language, words in own.words.items():
        where = f"words.{language}"
        yield from _text(f"{where}.name", words.name, LONGEST_NAME)
        yield from _text(f"{where}.start", words.start, LONGEST_TEXT)
        yield from _lines(f"{where}.moves", words.moves)
        yield from _lines(f"{where}.stops", words.stops)
        yield from _text(f"{where}.shows", words.shows, LONGEST_TEXT)


def _text(field: str, text: str, longest: int) -> Iterator[Fault]:
    if not text.strip():
        yield Fault(field, Wrong.MISSING)
    elif len(text) > longest:
        yield Fault(field, Wrong.TOO_LONG, (1, longest))


def _lines(field: str, lines: tuple[str, ...]) -> Iterator[Fault]:
    if not lines:
        yield Fault(field, Wrong.MISSING)
    elif len(lines) > MOST_LINES or any(len(line) > LONGEST_TEXT for line in lines):
        yield Fault(field, Wrong.TOO_LONG, (1, MOST_LINES))


def _said(own: OwnExercise) -> Iterator[Fault]:
    """Each demand is said yes or no, and nothing against what the posture asks anyway."""
    implied = IMPLIED.get(own.posture, frozenset())
    for demand in Demand:
        said = own.said.get(demand)
        if said is None:
            yield Fault(f"said.{demand}", Wrong.MISSING)
        elif not said and demand in implied:
            yield Fault(f"said.{demand}", Wrong.AGAINST_POSTURE)


def _amount(own: OwnExercise) -> Iterator[Fault]:
    yield from amount_faults("dose", own.dose, exercise_of(OWN, own))


def _picture(own: OwnExercise) -> Iterator[Fault]:
    match own.picture:
        case None:
            yield Fault("picture", Wrong.MISSING)
        case Drawn() as drawn:
            for name, posed in ((START, drawn.start), (END, drawn.end)):
                yield from _pose(f"picture.{name}", drawn.figure, posed)


def _pose(field: str, figure: str, posed: Posed) -> Iterator[Fault]:
    if figure not in FIGURES or posed.base not in FIGURES[figure]:
        yield Fault(field, Wrong.MISSING)
        return
    for fault in pose_faults(figure, posed):
        named = f"{field}.{fault.joint}" if fault.joint else field
        yield Fault(named, _OF_POSE[fault.wrong], fault.range)


_OF_POSE = {
    Unposed.NOT_HERE: Wrong.NOT_HERE,
    Unposed.OUT_OF_RANGE: Wrong.OUT_OF_RANGE,
    Unposed.TOO_FAR: Wrong.BENDS_TOO_FAR,
    Unposed.OUTSIDE: Wrong.OUTSIDE,
}
