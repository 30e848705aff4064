"""The documents of the record: entries turned into the domain's outlines, and looked through."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from easeback.domain.record import Field, FieldKind, Outline, Section
from easeback.knowledge.faults import KnowledgeFault
from easeback.knowledge.record_entries import CodeEntry, FieldEntry, OutlineEntry
from easeback.knowledge.shelf import Shelf

AUDIENCES = {"patient", "staff"}
_CHOICES = {FieldKind.ONE, FieldKind.MANY, FieldKind.GRID}


def outlines(shelf: Shelf) -> Mapping[str, Outline]:
    """Every kind of document, by id. Raises KnowledgeFault."""
    fields = {id: _field(shelf, entry) for id, entry in shelf.of("fields", FieldEntry).items()}
    whole = {id: _with_columns(shelf, field, fields) for id, field in fields.items()}
    entries = shelf.of("outlines", OutlineEntry)
    found = {id: _outline(shelf, entry, whole) for id, entry in entries.items()}
    for fault in _faults(shelf, fields):
        raise fault
    return found


def _field(shelf: Shelf, entry: FieldEntry) -> Field:
    return Field(
        id=entry.id,
        kind=shelf.named(FieldKind, entry.kind, "fields", entry.id),
        options=tuple(entry.options),
        usual=entry.usual,
        bounds=(entry.bounds[0], entry.bounds[-1]),
        unit=entry.unit or "",
        most=entry.most,
        lines=tuple(entry.lines),
        across=tuple(entry.across),
        code=entry.code or "",
    )


def _with_columns(shelf: Shelf, field: Field, fields: Mapping[str, Field]) -> Field:
    entry = shelf.of("fields", FieldEntry)[field.id]
    where = shelf.where("fields", field.id)
    return replace(field, columns=_placed(where, entry, entry.columns, fields))


def _outline(shelf: Shelf, entry: OutlineEntry, fields: Mapping[str, Field]) -> Outline:
    where = shelf.where("outlines", entry.id)
    if list(entry.sections) != list(entry.fields):
        raise KnowledgeFault(f"{where}: sections", "not the same, in the same order, as in fields")
    asked = [id for ids in entry.fields.values() for id in ids]
    if len(set(asked)) < len(asked):
        raise KnowledgeFault(f"{where}: fields", "a field is asked twice")
    placed = {field.id: field for field in _placed(where, entry, asked, fields)}
    return Outline(
        entry.id,
        tuple(
            Section(section, tuple(placed[id] for id in ids))
            for section, ids in entry.fields.items()
        ),
    )


def _placed(
    where: str, entry: FieldEntry | OutlineEntry, ids: Iterable[str], fields: Mapping[str, Field]
) -> tuple[Field, ...]:
    """The fields that an entry asks, each with whether it is needed there."""
    asked = tuple(ids)
    for id in (*asked, *entry.needed, *entry.needed_when):
        if id not in fields:
            raise KnowledgeFault(f"{where}: fields", f"no field is called {id!r}")
        if id not in asked:
            raise KnowledgeFault(f"{where}: needed", f"{id} is not asked")
    for id, others in entry.needed_when.items():
        for other, options in others.items():
            if other not in asked or not set(options) <= set(fields[other].options):
                raise KnowledgeFault(f"{where}: needed_when", f"{id}: {other} {options}")
    return tuple(
        replace(
            fields[id],
            needed=id in entry.needed,
            needed_when=tuple(
                (other, frozenset(options))
                for other, options in entry.needed_when.get(id, {}).items()
            ),
        )
        for id in asked
    )


def _faults(shelf: Shelf, fields: Mapping[str, Field]) -> Iterator[KnowledgeFault]:
    for id, entry in shelf.of("fields", FieldEntry).items():
        for place, why in _odd(entry, fields[id]):
            yield KnowledgeFault(f"{shelf.where('fields', id)}: {place}", why)
    documents = shelf.of("outlines", OutlineEntry).values()
    lists = [ids for each in documents for ids in each.fields.values()]
    lists += [entry.columns for entry in shelf.of("fields", FieldEntry).values()]
    asked = {id for ids in lists for id in ids}
    for id in fields:
        if id not in asked:
            yield KnowledgeFault(shelf.where("fields", id), "no document asks it")
    known = {entry.code for entry in shelf.of("codes", CodeEntry).values()}
    if odd := sorted(set(fields["cpt"].options) ^ known):
        yield KnowledgeFault(f"{shelf.where('fields', 'cpt')}: options", f"{odd[0]}: see codes")


def _odd(entry: FieldEntry, field: Field) -> Iterator[tuple[str, str]]:
    if entry.audience not in AUDIENCES:
        yield "audience", f"{entry.audience!r}: patient or staff"
    if (field.kind in _CHOICES) is not bool(field.options):
        yield "options", "of one, many and grid, and of these only"
    if field.usual is not None and field.usual not in field.options:
        yield "usual", f"{field.usual!r} is not an option"
    if (field.kind is FieldKind.GRID) is not bool(field.lines and field.across):
        yield "lines", "a grid has lines and across, and it alone"
    if (field.kind is FieldKind.ROWS) is not bool(entry.columns and field.most):
        yield "columns", "rows have columns and most, and they alone"
    if len(entry.bounds) != len(field.bounds) or field.bounds[0] >= field.bounds[1]:
        yield "bounds", "the least and the greatest number"
