"""What was told, in words, to be looked at once more before it is sent, and after."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from easeback.domain.record import Content, Field, FieldKind, Outline, Value
from easeback.domain.vocabulary import Area
from easeback.web.forms.words import FormVoice
from easeback.web.program.body_chart import mark_lines
from easeback.web.wording import Voice


@dataclass(frozen=True, slots=True)
class Line:
    """A question with its answer, line by line. `is_known`: it is what was told elsewhere."""

    label: str
    said: tuple[str, ...]
    is_known: bool


@dataclass(frozen=True, slots=True)
class Part:
    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Teller:
    """`day`: the words for how a day is written."""

    voice: FormVoice
    own: Voice

    def parts(
        self, outline: Outline, content: Content, known: Collection[str] = ()
    ) -> tuple[Part, ...]:
        """The sections of an outline, each with what was told of it."""
        return tuple(
            Part(
                section.id,
                self.voice.own[f"outlines.{outline.id}.sections.{section.id}"],
                tuple(
                    Line(
                        self._label(field),
                        tuple(self._said(field, content[field.id])),
                        field.id in known,
                    )
                    for field in section.fields
                    if field.id in content
                ),
            )
            for section in outline.sections
        )

    def _label(self, field: Field) -> str:
        return self.voice.own[f"fields.{field.id}.text"]

    def _said(self, field: Field, value: Value) -> Iterator[str]:
        match field.kind:
            case FieldKind.ONE:
                yield self._option(field, value)
            case FieldKind.MANY:
                yield from (self._option(field, each) for each in value)
            case FieldKind.DAY:
                yield date_format(date.fromisoformat(value), self.own.say("all.day"))
            case FieldKind.AREAS:
                marks = {Area(area): level for area, level in value.items()}
                yield from mark_lines(self.voice.program, marks)
            case FieldKind.ROWS:
                yield from (self._row(field, row) for row in value)
            case FieldKind.STORY:
                yield from value.splitlines()
            case _:
                yield self._plain(field, value)

    def _option(self, field: Field, option: str) -> str:
        return self.voice.own[f"fields.{field.id}.options.{option}"]

    def _plain(self, field: Field, value: Value) -> str:
        unit = self.voice.own.ui["units"].get(field.unit, field.unit)
        return f"{value} {unit}" if unit else str(value)

    def _row(self, field: Field, row: Content) -> str:
        """What was told first in plain words, then each of the rest after its question."""
        told = [column for column in field.columns if column.id in row]
        words = ((column, " ".join(self._said(column, row[column.id]))) for column in told)
        return "; ".join(
            said if column.kind is FieldKind.TEXT else f"{self._label(column)} {said}"
            for column, said in words
        )
