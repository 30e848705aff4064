"""What a form has sent, read strictly into what was told, and back into what a form shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from easeback.domain.record.field import Content, Field, FieldKind, Outline, Value
from easeback.domain.vocabulary import Area

Posted = Mapping[str, Sequence[str]]
"""The name of a control -> its values, as a form sends them: "story", "injuries.0.year" (rows count
from 0), "reflexes.knee.left" (of a grid), "hurts" and "hurts.low-back-left" (of a body chart)."""
LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Fault:
    """A control whose value cannot be: `why` is too-long, not-a-number, out-of-bounds, not-a-day,
    or not-offered, which no page of ours sends."""

    control: str
    why: str


@dataclass(frozen=True, slots=True)
class Read:
    """What was told, without what is at fault."""

    content: dict[str, Value]
    faults: tuple[Fault, ...]


def read(outline: Outline, posted: Posted) -> Read:
    """Every field of the outline as it was sent; other controls are not looked at.

    What is empty was not told: an empty row is none, and rows move up.
    """
    faults: list[Fault] = []
    content = _content(tuple(outline), posted, "", faults)
    return Read(content, tuple(faults))


def posted_of(outline: Outline, content: Content) -> dict[str, list[str]]:
    """What a form that shows this content would send. `read` makes the same content of it."""
    posted: dict[str, list[str]] = {}
    for field in outline:
        if field.id in content:
            posted |= _posted(field, content[field.id], field.id)
    return posted


class _BadValue(ValueError):
    """Its words are those of `Fault.why`."""


def _content(
    fields: Sequence[Field], posted: Posted, before: str, faults: list[Fault]
) -> dict[str, Value]:
    content = {}
    for field in fields:
        name = before + field.id
        try:
            value = _value(field, posted, name, faults)
        except _BadValue as bad:
            faults.append(Fault(name, str(bad)))
            continue
        if value not in ("", None, [], {}):
            content[field.id] = value
    return content


def _value(field: Field, posted: Posted, name: str, faults: list[Fault]) -> Value:
    match field.kind:
        case FieldKind.ROWS:
            return _rows(field, posted, name, faults)
        case FieldKind.GRID:
            return _grid(field, posted, name)
        case FieldKind.AREAS:
            return read_areas(posted, name)
        case FieldKind.MANY:
            ticked = [text for text in posted.get(name, ()) if text]
            if not set(ticked) <= set(field.options):
                raise _BadValue("not-offered")
            return [option for option in field.options if option in ticked]
    return _single(field, _one(posted, name))


def _single(field: Field, text: str) -> Value:
    """The value of a field that has one control."""
    if not text:
        return None
    match field.kind:
        case FieldKind.ONE:
            if text not in field.options:
                raise _BadValue("not-offered")
            return text
        case FieldKind.NUMBER:
            return _number(field, text)
        case FieldKind.DAY:
            return _day(text)
    if len(text) > field.longest:
        raise _BadValue("too-long")
    return text


def _one(posted: Posted, name: str) -> str:
    """The only value of a control, line by line, without signs that no keyboard types."""
    values = posted.get(name, ())
    text = values[-1] if values else ""
    # Tabs, and the spaces that word processors make, keep words and numbers apart.
    spaced = ("".join(" " if c.isspace() else c for c in line) for line in text.splitlines())
    lines = ("".join(c for c in line if c.isprintable()).rstrip() for line in spaced)
    return "\n".join(lines).strip()


def _number(field: Field, text: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER):
        raise _BadValue("not-a-number")
    number, (low, high) = int(text), field.bounds
    if not low <= number <= high:
        raise _BadValue("out-of-bounds")
    return number


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _BadValue("not-a-day") from None


def _rows(field: Field, posted: Posted, name: str, faults: list[Fault]) -> list[dict[str, Value]]:
    rows = []
    for place in range(field.most):
        row = _content(field.columns, posted, f"{name}.{place}.", faults)
        if row:
            rows.append(row)
    return rows


def _grid(field: Field, posted: Posted, name: str) -> dict[str, str]:
    told = {each: _one(posted, f"{name}.{each}") for each in field.crossings}
    if not {option for option in told.values() if option} <= set(field.options):
        raise _BadValue("not-offered")
    return {each: option for each, option in told.items() if option}


def read_areas(posted: Posted, name: str) -> dict[str, int | None]:
    """The areas that are marked, with how much each hurts; how much an area hurts that is not
    marked is not looked at."""
    marked = set(filter(None, posted.get(name, ())))
    if not marked <= set(Area):
        raise _BadValue("not-offered")
    found: dict[str, int | None] = {}
    for area in Area:
        if area in marked:
            text = _one(posted, f"{name}.{area}")
            if text not in _LEVELS:
                raise _BadValue("not-offered")
            found[area.value] = _LEVELS[text]
    return found


_LEVELS: Mapping[str, int | None] = {"": None, **{str(level): level for level in range(11)}}


def _posted(field: Field, value: Value, name: str) -> dict[str, list[str]]:
    match field.kind:
        case FieldKind.MANY:
            return {name: list(value)}
        case FieldKind.AREAS:
            levels = {f"{name}.{area}": level for area, level in value.items()}
            told = {each: [str(level)] for each, level in levels.items() if level is not None}
            return {name: list(value), **told}
        case FieldKind.GRID:
            return {f"{name}.{crossing}": [option] for crossing, option in value.items()}
        case FieldKind.ROWS:
            return {
                control: values
                for place, row in enumerate(value)
                for column in field.columns
                if column.id in row
                for control, values in _posted(
                    column, row[column.id], f"{name}.{place}.{column.id}"
                ).items()
            }
    return {name: [str(value)]}
