"""What a document says, field by field, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from easeback.domain.record import Field, FieldKind, Outline
from easeback.domain.vocabulary import Area
from easeback.web.forms.words import FormVoice
from easeback.web.program.body_chart import mark_lines


@dataclass(frozen=True, slots=True)
class Told:
    """A field with what was told in it: one line or several."""

    id: str
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    told: tuple[Told, ...]


def parts(voice: FormVoice, outline: Outline, content: Mapping[str, Any]) -> tuple[Part, ...]:
    """The sections in which something was told."""
    found = (
        Part(
            voice.own[f"outlines.{outline.id}.sections.{section.id}"],
            tuple(
                told(voice, each, content[each.id]) for each in section.fields if each.id in content
            ),
        )
        for section in outline.sections
    )
    return tuple(part for part in found if part.told)


def told(voice: FormVoice, field: Field, value: Any) -> Told:
    return Told(field.id, voice.own[f"fields.{field.id}.text"], tuple(lines(voice, field, value)))


def lines(voice: FormVoice, field: Field, value: Any) -> Iterator[str]:
    """One line a row, a marked area, or a line of a grid."""
    match field.kind:
        case FieldKind.ROWS:
            for row in value:
                yield ", ".join(_cells(voice, field, row))
        case FieldKind.AREAS:
            marks = {Area(area): level for area, level in value.items()}
            yield from mark_lines(voice.program, marks)
        case FieldKind.GRID:
            yield from _crossings(voice, field, value)
        case FieldKind.MANY:
            yield ", ".join(_option(voice, field, option) for option in value)
        case FieldKind.STORY:
            yield from value.splitlines()
        case _:
            yield _single(voice, field, value)


def _single(voice: FormVoice, field: Field, value: Any) -> str:
    match field.kind:
        case FieldKind.ONE:
            return _option(voice, field, value)
        case FieldKind.DAY:
            return date_format(date.fromisoformat(value), "DATE_FORMAT")
        case FieldKind.NUMBER if field.unit:
            unit = voice.own.ui["units"].get(field.unit, field.unit)
            return f"{value} {unit}"
    return str(value)


def _cells(voice: FormVoice, field: Field, row: Mapping[str, Any]) -> Iterator[str]:
    for column in field.columns:
        if column.id == "red-flag":
            id = row.get(column.id, "")
            yield voice.own.get(f"rules.{id}.why") or id
        elif column.id in row:
            yield from lines(voice, column, row[column.id])


def _crossings(voice: FormVoice, field: Field, value: Mapping[str, str]) -> Iterator[str]:
    for line in field.lines:
        cells = [
            (voice.own[f"fields.{field.id}.across.{column}"], value[f"{line}.{column}"])
            for column in field.across
            if f"{line}.{column}" in value
        ]
        said = [
            _option(voice, field, option)
            if len(field.across) == 1
            else f"{name} {_option(voice, field, option)}"
            for name, option in cells
        ]
        if said:
            yield f"{voice.own[f'fields.{field.id}.lines.{line}']}: {', '.join(said)}"


def _option(voice: FormVoice, field: Field, option: str) -> str:
    return voice.own.get(f"fields.{field.id}.options.{option}") or option
