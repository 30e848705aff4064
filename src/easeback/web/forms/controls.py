"""The controls of a document: what each field is called, holds, and has wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from easeback.domain.record import Field, FieldKind, Outline, Posted
from easeback.domain.vocabulary import Area
from easeback.web.forms.whole import whole_in
from easeback.web.forms.words import FormVoice
from easeback.web.program.body_chart import BodyChart, body_chart, mark_lines

MORE, USUAL = "more", "usual"
"""The buttons that ask for one more row, and for "all as usual" in what is empty of a grid."""
SCALE = (0, 10)
AT_ONCE = 3
"""So many rows are shown from the beginning, where there are no more."""
FEW = 6
"""So many options are shown side by side; more are in a list."""


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Control:
    """What stands for a field. `shape` says which template draws it; `problem` is a sentence."""

    shape: str
    name: str
    label: str
    hint: str = ""
    value: str = ""
    choices: tuple[Choice, ...] = ()
    bounds: tuple[int, int] = (0, 0)
    unit: str = ""
    longest: int = 0
    problem: str = ""
    rows: tuple["Row", ...] = ()
    may_grow: bool = False
    across: tuple[str, ...] = ()
    lines: tuple["Line", ...] = ()
    usual: str = ""
    usual_value: str = ""
    chart: BodyChart | None = None
    marked: tuple[str, ...] = ()
    is_folded: bool = False

    @property
    def id(self) -> str:
        """Its place on the page."""
        return self.name.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a grid."""

    label: str
    cells: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a document."""

    id: str
    title: str
    controls: tuple[Control, ...]


@dataclass(frozen=True)
class Drawer:
    """Draws fields as `posted` fills them. `problems`: sentences by control. `more`: the field of
    rows that gets one row more. A `dense` form is for a keyboard, the other one for a thumb."""

    voice: FormVoice
    posted: Posted
    problems: Mapping[str, str] = field(default_factory=dict)
    more: str = ""
    dense: bool = False

    def parts(self, outline: Outline, sections: Sequence[str] = ()) -> tuple[Part, ...]:
        """The sections of an outline: all of them, or those with these ids."""
        return tuple(
            Part(
                section.id,
                self.voice.own[f"outlines.{outline.id}.sections.{section.id}"],
                tuple(self.control(each, each.id) for each in section.fields),
            )
            for section in outline.sections
            if not sections or section.id in sections
        )

    def control(self, of: Field, name: str) -> Control:
        match of.kind:
            case FieldKind.ROWS:
                return self._rows(of, name)
            case FieldKind.GRID:
                return self._grid(of, name)
            case FieldKind.AREAS:
                return self._areas(of, name)
            case FieldKind.NUMBER:
                return self._number(of, name)
        return self._single(of, name)

    def _single(self, of: Field, name: str) -> Control:
        match of.kind:
            case FieldKind.ONE:
                shape = "list" if self.dense and len(of.options) > FEW else "one"
                return self._made(of, name, shape, choices=self._choices(of, name))
            case FieldKind.MANY:
                return self._made(of, name, "many", choices=self._choices(of, name))
            case FieldKind.DAY:
                return self._made(of, name, "day")
        return self._made(of, name, of.kind.value, longest=of.longest)

    def _areas(self, of: Field, name: str) -> Control:
        said, marks = self.voice.program, self._marks(name)
        return self._made(
            of,
            name,
            "areas",
            chart=body_chart(said, marks),
            marked=mark_lines(said, marks),
            is_folded=self.dense,
        )

    def _number(self, of: Field, name: str) -> Control:
        if of.bounds == SCALE and not self.dense:
            value = self._value(name)
            levels = tuple(
                Choice(str(level), str(level), str(level) == value) for level in range(11)
            )
            return self._made(of, name, "scale", choices=levels)
        unit = self.voice.own.ui["units"].get(of.unit, of.unit)
        return self._made(of, name, "number", bounds=of.bounds, unit=str(unit))

    def _rows(self, of: Field, name: str) -> Control:
        places = (
            control.removeprefix(f"{name}.").split(".", maxsplit=1)[0]
            for control, values in self.posted.items()
            if control.startswith(f"{name}.") and any(values)
        )
        filled = [row for place in places if (row := whole_in(place, digits=4)) is not None]
        count = min(of.most, max(filled, default=-1) + 1 + (self.more == name or not filled))
        count = of.most if of.most <= AT_ONCE else count
        rows = tuple(
            Row(
                place + 1,
                tuple(self.control(each, f"{name}.{place}.{each.id}") for each in of.columns),
            )
            for place in range(count)
        )
        return self._made(of, name, "rows", rows=rows, may_grow=count < of.most)

    def _grid(self, of: Field, name: str) -> Control:
        said = self.voice.own
        across = {column: said[f"fields.{of.id}.across.{column}"] for column in of.across}
        lines = tuple(
            Line(label, tuple(self._cell(of, name, line, label, each) for each in across.items()))
            for line, label in ((i, said[f"fields.{of.id}.lines.{i}"]) for i in of.lines)
        )
        usual = said[f"fields.{of.id}.options.{of.usual}"] if of.usual else ""
        return self._made(
            of,
            name,
            "grid",
            across=tuple(across.values()),
            lines=lines,
            usual=usual,
            usual_value=of.usual or "",
        )

    def _cell(
        self, of: Field, name: str, line: str, label: str, column: tuple[str, str]
    ) -> Control:
        id, text = column
        control = f"{name}.{line}.{id}"
        return Control("cell", control, f"{label}, {text}", choices=self._choices(of, control))

    def _choices(self, of: Field, name: str) -> tuple[Choice, ...]:
        chosen = self.posted.get(name, ())
        return tuple(
            Choice(option, self.voice.own[f"fields.{of.id}.options.{option}"], option in chosen)
            for option in of.options
        )

    def _made(self, of: Field, name: str, shape: str, **more: object) -> Control:
        said = self.voice.own
        return Control(
            shape=shape,
            name=name,
            label=said[f"fields.{of.id}.text"],
            hint=said.get(f"fields.{of.id}.hint") or "",
            value=self._value(name),
            problem=self.problems.get(name, ""),
            **more,  # type: ignore[arg-type]
        )

    def _value(self, name: str) -> str:
        values = self.posted.get(name, ())
        return values[-1] if values else ""

    def _marks(self, name: str) -> dict[Area, int | None]:
        marked = {Area(each) for each in self.posted.get(name, ()) if each in set(Area)}
        return {area: whole_in(self._value(f"{name}.{area}"), digits=2) for area in marked}
