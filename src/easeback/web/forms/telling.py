"""What a document says, field by field, in words: for who told it, and for who treats them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from easeback.domain.record import Content, Field, FieldKind, Outline, Value
from easeback.domain.vocabulary import Area
from easeback.web.forms.words import FormVoice
from easeback.web.program.body_chart import mark_lines


@dataclass(frozen=True, slots=True)
class Line:
    """A field with what was told in it, line by line."""

    id: str
    label: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    id: str
    title: str
    lines: tuple[Line, ...]


def parts(voice: FormVoice, outline: Outline, content: Content) -> tuple[Part, ...]:
    """The sections of an outline, each with what was told of it. What the outline asks no more, as
    an old document may have it, stands at the end as it was kept."""
    known = {field.id for field in outline}
    found = tuple(
        Part(
            section.id,
            voice.own[f"outlines.{outline.id}.sections.{section.id}"],
            tuple(_line(voice, f, content[f.id]) for f in section.fields if f.id in content),
        )
        for section in outline.sections
    )
    rest = tuple(Line(id, id, (str(told),)) for id, told in content.items() if id not in known)
    return (*found, Part("", "", rest)) if rest else found


def _line(voice: FormVoice, field: Field, value: Value) -> Line:
    return Line(field.id, _label(voice, field), tuple(lines(voice, field, value)))


def lines(voice: FormVoice, field: Field, value: Value) -> Iterator[str]:
    """One line a row, an option, a marked area, or a line of a grid."""
    match field.kind:
        case FieldKind.ROWS:
            yield from (_row(voice, field, row) for row in value)
        case FieldKind.AREAS:
            marks = {Area(area): level for area, level in value.items()}
            yield from mark_lines(voice.program, marks)
        case FieldKind.GRID:
            yield from _crossings(voice, field, value)
        case FieldKind.MANY:
            yield from (_option(voice, field, option) for option in value)
        case FieldKind.STORY:
            yield from value.splitlines()
        case _:
            yield _single(voice, field, value)


def _single(voice: FormVoice, field: Field, value: Value) -> str:
    match field.kind:
        case FieldKind.ONE:
            return _option(voice, field, value)
        case FieldKind.DAY:
            return date_format(date.fromisoformat(value), voice.own.say("say.day"))
    if field.id == "red-flag":
        return voice.own.get(f"rules.{value}.why") or str(value)
    unit = voice.own.ui["units"].get(field.unit, field.unit)
    return f"{value} {unit}" if unit else str(value)


def _row(voice: FormVoice, field: Field, row: Content) -> str:
    """What was told in plain words or chosen, then each number and day after its question."""
    told = [column for column in field.columns if column.id in row]
    words = ((column, " ".join(lines(voice, column, row[column.id]))) for column in told)
    plain = {FieldKind.TEXT, FieldKind.ONE}
    return "; ".join(
        said if column.kind in plain else f"{_label(voice, column)} {said}"
        for column, said in words
    )


def _crossings(voice: FormVoice, field: Field, value: Value) -> Iterator[str]:
    for line in field.lines:
        said = [
            f"{voice.own[f'fields.{field.id}.across.{column}']} "
            f"{_option(voice, field, value[f'{line}.{column}'])}"
            if len(field.across) > 1
            else _option(voice, field, value[f"{line}.{column}"])
            for column in field.across
            if f"{line}.{column}" in value
        ]
        if said:
            yield f"{voice.own[f'fields.{field.id}.lines.{line}']}: {', '.join(said)}"


def _label(voice: FormVoice, field: Field) -> str:
    return voice.own[f"fields.{field.id}.text"]


def _option(voice: FormVoice, field: Field, option: str) -> str:
    return voice.own.get(f"fields.{field.id}.options.{option}") or option
