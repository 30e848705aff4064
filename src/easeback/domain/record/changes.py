"""What a document says otherwise than the one before it."""

from dataclasses import dataclass

from easeback.domain.record.field import Content, Outline, Value


@dataclass(frozen=True, slots=True)
class Change:
    """A field that is told otherwise now; None: not told."""

    field: str
    before: Value
    now: Value


def changes(outline: Outline, before: Content, now: Content) -> tuple[Change, ...]:
    """The fields of the outline that differ, in their order."""
    told = ((field.id, before.get(field.id), now.get(field.id)) for field in outline)
    return tuple(Change(*each) for each in told if each[1] != each[2])
