"""What a document of the record holds: its fields, what was told in them, and what has changed."""

from easeback.domain.record.changes import Change, changes
from easeback.domain.record.field import Content, Field, FieldKind, Outline, Section, Value
from easeback.domain.record.prefill import Prefill, prefilled
from easeback.domain.record.reading import Fault, Posted, Read, posted_of, read

__all__ = [
    "Change",
    "Content",
    "Fault",
    "Field",
    "FieldKind",
    "Outline",
    "Posted",
    "Prefill",
    "Read",
    "Section",
    "Value",
    "changes",
    "posted_of",
    "prefilled",
    "read",
]
