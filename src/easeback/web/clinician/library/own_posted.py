"""An own exercise as its form sends it: read into the domain's value, and written back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from easeback.apps.care.own_exercises import filed
from easeback.domain.exercise import Demand, Posture
from easeback.domain.figure import FIGURES, Posed, joints_of, numbers_of
from easeback.domain.program import (
    LIMITS,
    Amount,
    Drawn,
    Filed,
    Measure,
    OwnExercise,
    OwnWords,
)
from easeback.domain.record import Posted
from easeback.domain.vocabulary import LANGUAGES, Language
from easeback.web.forms.posted import text_in
from easeback.web.forms.whole import whole_in

REPEATS, MINUTES = "repeats", "minutes"
POSES, FILE = "poses", "file"
YES, NO = "yes", "no"
TEXTS, LINES = ("name", "start", "shows"), ("moves", "stops")
FIRST_FIGURE = "cat-cow"
NOTHING = OwnWords("", "", (), (), "")
OF_REPEATS = (Measure.REPS, Measure.SETS, Measure.HOLD, Measure.A_DAY)
OF_MINUTES = (Measure.MINUTES, Measure.A_DAY)
NEW: Posted = {
    "dose.reps": ["8"],
    "dose.sets": ["1"],
    "dose.a_day": ["1"],
    "picture.kind": [POSES],
    "picture.figure": [FIRST_FIGURE],
}
"""Where somebody begins. Neither what lasts nor what is asked of a body is chosen for them."""


@dataclass(frozen=True, slots=True)
class OwnReading:
    """`unread`: the controls of which no whole number, or no choice, could be read."""

    own: OwnExercise
    unread: tuple[str, ...]


def posted_of_own(own: OwnExercise) -> dict[str, list[str]]:
    """The controls of an own exercise as it was written."""
    found = {
        "kind": [REPEATS if own.moves else MINUTES],
        "posture": [own.posture.value],
        "sided": [YES] if own.sided else [],
    }
    for language, words in own.words.items():
        found |= {f"words.{language}.{name}": [getattr(words, name)] for name in TEXTS}
        found |= {f"words.{language}.{name}": ["\n".join(getattr(words, name))] for name in LINES}
    for demand, said in own.said.items():
        found[f"said.{demand}"] = [YES if said else NO]
    for measure in Measure:
        value = own.dose.of(measure)
        found[f"dose.{measure}"] = [] if value is None else [str(value)]
    return {**found, **dict(_picture_controls(own.picture))}


def _picture_controls(picture: Drawn | Filed | None) -> Iterator[tuple[str, list[str]]]:
    if isinstance(picture, Filed):
        yield "picture.kind", [FILE]
        yield "picture.file", [picture.name]
    if isinstance(picture, Drawn):
        yield "picture.kind", [POSES]
        yield "picture.figure", [picture.figure]
        for end, posed in (("start", picture.start), ("end", picture.end)):
            yield f"picture.{end}.base", [posed.base]
            yield f"picture.{end}.of", [f"{picture.figure}.{posed.base}"]
            for name, number in posed.numbers:
                yield f"picture.{end}.{name}", [str(number)]


def read_own(posted: Posted) -> OwnReading:
    """What was sent. A kind or a posture that nobody chose is noted, not guessed."""
    reader = _Reader(posted)
    own = reader.own()
    return OwnReading(own, tuple(reader.unread))


def figure_in(posted: Posted) -> str:
    named = text_in(posted, "picture.figure")
    return named if named in FIGURES else FIRST_FIGURE


def posed_in(posted: Posted, end: str) -> Posed:
    """A pose with its numbers. With another figure or pose chosen than these numbers are of, they
    are those of that pose."""
    figure = figure_in(posted)
    poses = FIGURES[figure]
    base = text_in(posted, f"picture.{end}.base")
    if base not in poses:
        base = poses[0] if end == "start" else poses[-1]
    usual = numbers_of(figure, base)
    if text_in(posted, f"picture.{end}.of") != f"{figure}.{base}":
        return Posed(base, tuple(usual.items()))
    numbers = (
        (joint.name, number_in(text_in(posted, f"picture.{end}.{joint.name}")))
        for joint in joints_of(figure)
    )
    return Posed(base, tuple((name, usual[name] if n is None else n) for name, n in numbers))


def number_in(text: str) -> int | None:
    """A whole number, which may be less than nothing."""
    number = whole_in(text.removeprefix("-"), digits=4)
    return -number if number is not None and text.startswith("-") else number


class _Reader:
    """Reads one form; what is no number is noted, and read as one that nobody may ask for."""

    def __init__(self, posted: Posted) -> None:
        self._posted = posted
        self.unread: list[str] = []

    def own(self) -> OwnExercise:
        kind, posture = self._text("kind"), self._text("posture")
        self.unread += [] if kind in {REPEATS, MINUTES} else ["kind"]
        self.unread += [] if posture in set(Posture) else ["posture"]
        moves = kind != MINUTES
        return OwnExercise(
            words=dict(self._words()),
            moves=moves,
            posture=Posture(posture) if posture in set(Posture) else Posture.SITTING,
            sided=self._text("sided") == YES,
            said=dict(self._said(moves=moves)),
            dose=self._dose(moves=moves),
            picture=self._picture(),
        )

    def _words(self) -> Iterator[tuple[Language, OwnWords]]:
        """English always; any other language once something is written in it."""
        for language in LANGUAGES:
            found = self._spoken(f"words.{language}")
            if language is Language.ENGLISH or found != NOTHING:
                yield language, found

    def _spoken(self, name: str) -> OwnWords:
        return OwnWords(
            name=self._text(f"{name}.name"),
            start=self._text(f"{name}.start"),
            moves=self._lines(f"{name}.moves"),
            stops=self._lines(f"{name}.stops"),
            shows=self._text(f"{name}.shows"),
        )

    def _said(self, *, moves: bool) -> Iterator[tuple[Demand, bool]]:
        for demand in Demand:
            said = self._text(f"said.{demand}")
            if demand is Demand.EXERCISE and moves:
                # Repeats are effort, whatever is said of them.
                yield demand, True
            elif said in {YES, NO}:
                yield demand, said == YES

    def _dose(self, *, moves: bool) -> Amount:
        asked = OF_REPEATS if moves else OF_MINUTES
        found = {measure: self._number(f"dose.{measure}") for measure in asked}
        if not self._text("dose.hold"):
            found.pop(Measure.HOLD, None)
        for measure, value in found.items():
            if value is None:
                self.unread.append(f"dose.{measure}")
        return Amount(**{measure.value: value or 0 for measure, value in found.items()})

    def _picture(self) -> Drawn | Filed | None:
        if self._text("picture.kind") == FILE:
            return filed(self._text("picture.file"))
        start, end = (posed_in(self._posted, end) for end in ("start", "end"))
        return Drawn(figure_in(self._posted), start, end)

    def _text(self, name: str) -> str:
        return text_in(self._posted, name)

    def _number(self, name: str) -> int | None:
        found = number_in(self._text(name))
        return None if found is None or found < 0 else found

    def _lines(self, name: str) -> tuple[str, ...]:
        lines = (line.strip() for line in self._text(name).splitlines())
        return tuple(line for line in lines if line)


def limits_of(measure: Measure) -> Mapping[str, int]:
    """The least and the most of a default dose, for its hint."""
    least, most = LIMITS[measure]
    return {"least": least, "most": most}
