"""A form is read strictly into what was told, and what was told is what a form shows again."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.record import Fault, Field, FieldKind, Outline, Section, posted_of, read
from easeback.domain.vocabulary import Area
from easeback.knowledge import knowledge

OUTLINES = knowledge().outlines
YEAR = Field("year", FieldKind.NUMBER, bounds=(1920, 2200))
WHAT = Field("what", FieldKind.TEXT)
ALL = Outline(
    "all",
    (
        Section(
            "one",
            (
                Field("story", FieldKind.STORY),
                Field("how", FieldKind.ONE, options=("lifting", "other")),
                Field("have", FieldKind.MANY, options=("bones", "heart", "nerves")),
                Field("pain", FieldKind.NUMBER),
                Field("began", FieldKind.DAY),
            ),
        ),
        Section(
            "two",
            (
                Field("area", FieldKind.AREAS),
                Field("injuries", FieldKind.ROWS, columns=(YEAR, WHAT), most=2),
                Field(
                    "reflexes",
                    FieldKind.GRID,
                    options=("normal", "absent"),
                    lines=("knee",),
                    across=("left", "right"),
                ),
            ),
        ),
    ),
)
SENT = {
    "story": ["It went.\r\nThen it came back. \t"],
    "how": ["lifting"],
    "have": ["nerves", "bones"],
    "pain": ["7"],
    "began": ["2026-11-30"],
    "area": ["low-back-left", "low-back-right"],
    "area.low-back-left": ["8"],
    "area.upper-back-left": ["3"],
    "injuries.0.year": [""],
    "injuries.1.year": ["2019"],
    "injuries.1.what": ["A fall"],
    "reflexes.knee.left": ["absent"],
    "csrfmiddlewaretoken": ["x"],
}


def test_everything_is_told_as_it_was_sent() -> None:
    found = read(ALL, SENT)
    assert found.faults == ()
    assert found.content == {
        "story": "It went.\nThen it came back.",
        "how": "lifting",
        "have": ["bones", "nerves"],
        "pain": 7,
        "began": "2026-11-30",
        "area": {"low-back-left": 8, "low-back-right": None},
        "injuries": [{"year": 2019, "what": "A fall"}],
        "reflexes": {"knee.left": "absent"},
    }


@pytest.mark.parametrize(
    ("control", "text", "why"),
    [
        ("pain", "11", "out-of-bounds"),
        ("pain", "-1", "out-of-bounds"),
        ("pain", "7.5", "not-a-number"),
        ("pain", "\u0667", "not-a-number"),
        ("pain", "9" * 5000, "not-a-number"),
        ("began", "yesterday", "not-a-day"),
        ("began", "2026-02-30", "not-a-day"),
        ("how", "lift", "not-offered"),
        ("have", "liver", "not-offered"),
        ("area", "tail", "not-offered"),
        ("reflexes.knee.left", "half", "not-offered"),
        ("injuries.1.year", "1066", "out-of-bounds"),
        ("injuries.1.what", "x" * 201, "too-long"),
        ("story", "x" * 4001, "too-long"),
    ],
)
def test_what_cannot_be_is_named_and_the_rest_is_kept(control: str, text: str, why: str) -> None:
    found = read(ALL, {**SENT, control: [text]})
    assert [fault.why for fault in found.faults] == [why]
    assert control.startswith(found.faults[0].control)
    field = control.split(".", maxsplit=1)[0]
    others = {id: told for id, told in read(ALL, SENT).content.items() if id != field}
    assert {id: told for id, told in found.content.items() if id != field} == others


def test_spaces_of_a_word_processor_keep_numbers_apart() -> None:
    sent = {"story": ["L4\t5, 5\u00a0mg, 1\u202f000\u200b"]}
    assert read(ALL, sent).content == {"story": "L4 5, 5 mg, 1 000"}


def test_nothing_sent_is_nothing_told() -> None:
    found = read(ALL, {control: [""] for control in SENT})
    assert (found.content, found.faults) == ({}, ())


def test_rows_beyond_the_most_are_not_looked_at() -> None:
    assert read(ALL, {"injuries.2.year": ["2020"]}).content == {}


def values(field: Field) -> st.SearchStrategy[Any]:  # noqa: PLR0911  One way for each kind.
    """Whatever this field can hold."""
    match field.kind:
        case FieldKind.ONE:
            return st.sampled_from(field.options)
        case FieldKind.MANY:
            ticked = st.sets(st.sampled_from(field.options), min_size=1)
            return ticked.map(lambda of: [option for option in field.options if option in of])
        case FieldKind.NUMBER:
            return st.integers(*field.bounds)
        case FieldKind.DAY:
            return st.dates(min_value=date(1900, 1, 1)).map(date.isoformat)
        case FieldKind.AREAS:
            level = st.none() | st.integers(0, 10)
            told = st.dictionaries(st.sampled_from(Area), level, min_size=1)
            return told.map(lambda of: {area.value: of[area] for area in Area if area in of})
        case FieldKind.GRID:
            options = st.sampled_from(field.options)
            return st.dictionaries(st.sampled_from(field.crossings), options, min_size=1)
        case FieldKind.ROWS:
            row = contents(field.columns).filter(bool)
            return st.lists(row, min_size=1, max_size=field.most)
    line = st.text("abc áñ.,;1", min_size=1, max_size=40).map(str.strip).filter(bool)
    if field.kind is FieldKind.TEXT:
        return line
    return st.lists(line, min_size=1, max_size=3).map("\n".join)


def contents(fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={field.id: values(field) for field in fields})


@pytest.mark.parametrize("outline", [ALL, *OUTLINES.values()], ids=lambda each: each.id)
@given(data=st.data())
def test_what_was_told_is_shown_and_told_again(outline: Outline, data: st.DataObject) -> None:
    content = data.draw(contents(tuple(outline)))
    again = read(outline, posted_of(outline, content))
    assert (again.content, again.faults) == (content, ())


def test_every_fault_names_a_control_of_the_form() -> None:
    sent = {control: ["\x00bad" * 900] for control in SENT}
    faults = read(ALL, sent).faults
    assert Fault("injuries.0.year", "not-a-number") in faults
    assert {fault.control.split(".")[0] for fault in faults} <= {field.id for field in ALL}
