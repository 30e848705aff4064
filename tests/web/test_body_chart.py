"""The body chart on a page: what is touched comes back as it was, and nothing else is read."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

import easeback.web.program
from easeback.apps.practice.facts import UNKNOWN_PRACTICE
from easeback.domain.vocabulary import LANGUAGES, Area, Language, View
from easeback.web.program.body_chart import (
    BadMark,
    body_chart,
    body_marks,
    body_path,
    positions,
    read_areas,
)
from easeback.web.program.figures import TONES
from easeback.web.program.words import voice_of
from easeback.web.wording import Voice

SHEET = Path(easeback.web.program.__file__).parent / "static" / "program" / "body_chart.css"
MARKS = {Area.LOW_BACK_LEFT: 7, Area.BUTTOCK_LEFT: None, Area.KNEE_RIGHT: 0}
everywhere = pytest.mark.parametrize("language", LANGUAGES)
marks = st.dictionaries(st.sampled_from(Area), st.none() | st.integers(0, 10))


def voice(language: Language = Language.ENGLISH) -> Voice:
    return voice_of(language, UNKNOWN_PRACTICE)


def form(marked: Mapping[Area, int | None] | None = None) -> str:
    return render_to_string("program/body_chart.html", {"chart": body_chart(voice(), marked)})


def told(marked: Mapping[Area, int | None]) -> str:
    return render_to_string("program/body_marks.html", {"marks": body_marks(voice(), marked)})


class Sent(HTMLParser):
    """What a browser sends of a form as it stands, and the words of every field."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields = QueryDict(mutable=True)
        self.labels: set[str] = set()
        self.inputs: set[str] = set()
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "input":
            self.inputs.add(said["id"])
            if "checked" in said:
                self.fields.appendlist(said["name"], said["value"])
        elif tag == "select":
            self.inputs.add(said["id"])
            self._select = said["name"]
            self.fields[self._select] = ""
        elif tag == "option" and "selected" in said:
            self.fields[self._select] = said["value"]
        elif tag == "label":
            self.labels.add(said["for"])


def sent(text: str) -> dict[Area, int | None]:
    return read_areas(QueryDict(text))


@given(marked=marks)
def test_what_is_marked_comes_back_as_it_was(marked: dict[Area, int | None]) -> None:
    assert read_areas(Sent(form(marked)).fields) == marked


def test_a_new_chart_sends_nothing() -> None:
    assert read_areas(Sent(form()).fields) == {}


def test_how_much_is_only_read_of_what_is_marked() -> None:
    assert sent("area=neck&area.neck=&area.chest=4&pain=5") == {Area.NECK: None}
    assert sent("area.neck=4") == {}


def test_it_is_read_in_the_order_of_the_body() -> None:
    assert list(sent("area=foot-left&area=neck")) == [Area.NECK, Area.FOOT_LEFT]


@pytest.mark.parametrize(
    "text",
    [
        "area=",
        "area=tail",
        "area=NECK",
        "area=neck&area=neck",
        "area=neck%00",
        "area=neck&area.neck=11",
        "area=neck&area.neck=-1",
        "area=neck&area.neck=07",
        "area=neck&area.neck=3.5",
        "area=neck&area.neck=%D9%A3",
        "area=neck&area.neck=3&area.neck=4",
        "area.tail=3",
        "area.=3",
        "area.chest=much",
    ],
)
def test_what_no_page_sends_is_refused(text: str) -> None:
    with pytest.raises(BadMark):
        sent(text)


@everywhere
def test_every_area_has_a_name_of_its_own(language: Language) -> None:
    names = voice(language).ui["body"]["areas"]
    assert set(names) == {area.value for area in Area}
    assert len(set(names.values())) == len(Area)


def test_every_field_has_a_label() -> None:
    page = Sent(form())
    assert page.inputs == page.labels
    assert len(page.inputs) == 2 * len(Area)


def test_the_sheet_lays_every_label_where_its_area_is_drawn() -> None:
    assert positions() in SHEET.read_text(), f"put this into the sheet:\n{positions()}"
    classes = set(re.findall(r"class=\"place (at-[\w-]+)\"", form()))
    assert classes == set(re.findall(r"\.(at-[\w-]+) \{", positions()))


def test_a_persons_left_is_named_at_the_edge_where_it_is() -> None:
    back, front = body_chart(voice()).bodies
    assert (back.view, back.left, back.right) == ("back", "Left", "Right")
    assert (front.view, front.left, front.right) == ("front", "Right", "Left")


def test_neither_form_nor_reading_holds_what_a_strict_policy_refuses() -> None:
    for page in (form(MARKS), told(MARKS)):
        assert "style=" not in page
        assert "<style" not in page
        assert "<script" not in page


def test_the_reading_says_in_words_what_it_shows() -> None:
    lines = re.findall(r"<li>(.*?)</li>", told(MARKS))
    assert lines == [
        "Low back, left: 7 of 10",
        "Right knee: 0 of 10",
        "Left buttock: as bad as the back in general",
    ]
    assert told(MARKS).count("<path") == len(MARKS)


def test_the_reading_says_that_nothing_is_marked() -> None:
    assert "No place is marked." in told({})


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("view", View)
def test_a_body_is_kept_for_ever_under_an_address_that_changes_with_it(
    client: Client, view: View, tone: str
) -> None:
    answer = client.get(body_path(view, tone))
    assert answer["Content-Type"] == "image/svg+xml"
    assert "immutable" in answer["Cache-Control"]
    assert answer.content.startswith(b"<svg")


def test_an_old_address_gets_the_body_of_today_for_a_moment(client: Client) -> None:
    now = body_path("back", "light")
    old = client.get(re.sub(r"\.[0-9a-f]{8}\.", ".00000000.", now))
    assert old.content == client.get(now).content
    assert "immutable" not in old["Cache-Control"]


@pytest.mark.parametrize("path", ["side.light.0.svg", "back.neon.0.svg"])
def test_an_unknown_body_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/bodies/{path}").status_code == 404
