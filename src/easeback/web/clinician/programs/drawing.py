"""The form of a program: its rows and controls, what is wrong with them, and the closed gates."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from easeback.apps.care.programs import ProgramRefused
from easeback.domain.exercise import Exercise, Gate, Side
from easeback.domain.program import (
    LONGEST_LINE,
    Fault,
    Item,
    Measure,
    Next,
    Program,
    Weekday,
    closed_for,
)
from easeback.domain.record import Posted
from easeback.domain.routine import Speed
from easeback.web.clinician.programs.posted import measures_of
from easeback.web.forms.controls import Choice, Control
from easeback.web.program.figures import Picture
from easeback.web.program.repertoire import Repertoire
from easeback.web.wording import Voice

MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Barrier:
    """A closed gate that forbids the exercise: its words, and the field for a reason."""

    text: str
    reason: Control


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One exercise in the form. `quiet`: what is seldom changed, folded unless something is wrong
    with it or written there. `has_newer`: its own exercise was written anew since. `proposes`: its
    next exercise is only proposed, and may be given a dose."""

    place: int
    id: str
    exercise: str
    title: str
    pictures: tuple[Picture, ...]
    problem: str
    has_newer: bool
    dose: tuple[Control, ...]
    rule: tuple[Control, ...]
    quiet: tuple[Control, ...]
    proposes: bool
    barriers: tuple[Barrier, ...]
    is_open: bool


@dataclass(frozen=True)
class Drawer:
    """Draws what was sent, number by number as it was typed."""

    shelf: Repertoire
    posted: Posted
    problems: Mapping[str, str]
    closed: Collection[Gate]

    @property
    def voice(self) -> Voice:
        return self.shelf.voice

    def rows(self, program: Program) -> Iterator[ItemRow]:
        for place, item in enumerate(program.items, start=1):
            yield self._row(place, item)

    def whole(self) -> tuple[Control, ...]:
        """The two rules of the whole program."""
        return tuple(self._number(name, name) for name in ("relief_days", "resume_percent"))

    def _row(self, place: int, item: Item) -> ItemRow:
        shown, name = self.shelf[item.exercise], f"items.{place}"
        exercise = shown.exercise
        quiet = tuple(self._quiet(name, item, exercise))
        return ItemRow(
            place=place,
            id=item.id,
            exercise=item.exercise,
            title=shown.title,
            pictures=shown.pictures[-1:],
            problem=self.problems.get(f"{name}.exercise", ""),
            has_newer=self.shelf.library.newer(item.exercise) is not None,
            dose=(*self._dose(name, exercise), self._days(name, item)),
            rule=tuple(self._rule(name, item, exercise)),
            quiet=quiet,
            proposes=item.progress.next is not None and item.progress.next.dose is None,
            barriers=tuple(self._barriers(name, item)),
            is_open=any(each.problem or _is_written(each) for each in quiet),
        )

    def _dose(self, name: str, exercise: Exercise) -> Iterator[Control]:
        for measure in measures_of(exercise):
            yield self._number(f"{name}.dose.{measure}", f"measures.{measure}")

    def _days(self, name: str, item: Item) -> Control:
        days = self.voice.ui["days"]
        choices = (Choice(day.value, days[day], day in item.days) for day in Weekday)
        return self._control("many", f"{name}.days", "day", tuple(choices))

    def _rule(self, name: str, item: Item, exercise: Exercise) -> Iterator[Control]:
        rule, names = item.progress, self.voice.ui["measures"]
        measures = (
            Choice(each.value, names[each], each is rule.measure) for each in measures_of(exercise)
        )
        yield self._control("list", f"{name}.progress.measure", "measure", tuple(measures))
        for field in ("least", "most", "by", "green_days"):
            yield self._number(f"{name}.progress.{field}", field)

    def _quiet(self, name: str, item: Item, exercise: Exercise) -> Iterator[Control]:
        said, follows = self.voice.ui["form"], item.progress.next
        chosen = follows.exercise if follows is not None else ""
        others = tuple(
            Choice(id, self.shelf.title(id), id == chosen)
            for id in self._followers(chosen)
            if id != item.exercise
        )
        yield self._control("list", f"{name}.progress.next.exercise", "next", others)
        if follows is not None and follows.dose is not None:
            yield from self._next_dose(f"{name}.progress.next.dose", follows)
        if exercise.sided:
            sides = (Choice(side.value, said[side], side is item.side) for side in Side)
            yield self._control("list", f"{name}.side", "side", tuple(sides))
        speeds = (Choice(speed.value, said[speed], speed is item.speed) for speed in Speed)
        yield self._control("list", f"{name}.speed", "speed", tuple(speeds))
        for field in ("cues", "stops"):
            longest = MOST_LINES * (LONGEST_LINE + 1)
            yield self._control("story", f"{name}.{field}", field, longest=longest)

    def _next_dose(self, name: str, follows: Next) -> Iterator[Control]:
        for measure in measures_of(self.shelf[follows.exercise].exercise):
            yield self._numbered(f"{name}.{measure}", next_of(self.voice, measure))

    def _followers(self, chosen: str) -> dict[str, None]:
        """What may follow: the knowledge's, then the practice's own, and what is chosen already."""
        library = self.shelf.library
        own = [each.id for each in library.offered()]
        kept = [chosen] if chosen in library.exercises else []
        return dict.fromkeys((*self.voice.knowledge.exercises, *own, *kept))

    def _barriers(self, name: str, item: Item) -> Iterator[Barrier]:
        for gate in closed_for(item, self.shelf.library.exercises, self.closed):
            reason = self._control(
                "text", f"{name}.overrides.{gate.id}", "reason", longest=LONGEST_LINE
            )
            yield Barrier(self.voice[f"gates.{gate.id}.text"], reason)

    def _number(self, name: str, label: str) -> Control:
        key = label if "." in label else f"form.{label}"
        return self._numbered(name, self.voice.say(key))

    def _numbered(self, name: str, said: str) -> Control:
        value, problem = self._value(name), self.problems.get(name, "")
        return Control("number", name, said, value=value, problem=problem)

    def _control(
        self,
        shape: str,
        name: str,
        label: str,
        choices: tuple[Choice, ...] = (),
        *,
        longest: int = 0,
    ) -> Control:
        return Control(
            shape,
            name,
            self.voice.say(f"form.{label}"),
            value=self._value(name),
            choices=choices,
            longest=longest,
            problem=self.problems.get(name, ""),
        )

    def _value(self, name: str) -> str:
        values = self.posted.get(name, ())
        return values[0] if values else ""


def _is_written(control: Control) -> bool:
    """Every list has a choice; what is typed is more than that."""
    return control.shape != "list" and bool(control.value)


def problems_of(
    voice: Voice, program: Program, unread: Collection[str], refused: ProgramRefused | None
) -> dict[str, str]:
    """A sentence for each control that needs another look, in the order of the form."""
    found = {name: voice.say("wrong.number") for name in unread}
    for fault in refused.faults if refused else ():
        name = control_of(fault)
        if name not in found:
            found[name] = told(voice, fault)
    places = {item.id: place for place, item in enumerate(program.items, start=1)}
    for item, gates in refused.gates if refused else ():
        for gate in gates:
            found[f"items.{places[item]}.overrides.{gate.id}"] = voice.say("wrong.reason")
    return dict(sorted(found.items(), key=lambda each: _place(each[0])))


def control_of(fault: Fault) -> str:
    """The control that holds what is wrong; a line of cues is one of several in its control."""
    parts = fault.field.split(".")
    if len(parts) == 4 and parts[2] in {"cues", "stops"}:
        parts = parts[:3]
    return ".".join(parts)


def told(voice: Voice, fault: Fault) -> str:
    if fault.range is None:
        return voice.say(f"wrong.{fault.wrong}")
    least, most = fault.range
    return voice.say(f"wrong.{fault.wrong}", least=least, most=most)


def label_of(shelf: Repertoire, program: Program, name: str) -> str:
    """What a control is called in a list: the exercise, and the field."""
    voice = shelf.voice
    parts = name.split(".")
    if parts[0] != "items" or len(parts) < 3:
        return voice.say(f"form.{name}")
    item = program.items[int(parts[1]) - 1]
    title = shelf.title(item.exercise)
    if parts[2:] == ["exercise"]:
        return title
    field = "reason" if parts[2] == "overrides" else parts[-1]
    if parts[2:5] == ["progress", "next", "dose"]:
        return f"{title}: {next_of(voice, field)}"
    field = "next" if parts[2:4] == ["progress", "next"] else field
    field = "day" if field == "days" else field
    known = voice.ui["measures"] if field in set(Measure) else voice.ui["form"]
    return f"{title}: {known.get(field, field)}"


def next_of(voice: Voice, measure: str) -> str:
    """What a part of the next exercise's dose is called."""
    return voice.say("form.next_dose", measure=voice.ui["measures"][measure])


def _place(name: str) -> tuple[int, str]:
    parts = name.split(".")
    return (int(parts[1]), name) if parts[0] == "items" and len(parts) > 1 else (0, name)
