"""The chart of a diary: what is in the picture, in its words, and in its table."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from easeback.apps.practice.facts import UNKNOWN_PRACTICE
from easeback.domain.diary import Entry, flares_of, trend_of
from easeback.domain.vocabulary import LANGUAGES, Language
from easeback.web.program.chart import Chart, chart_of
from easeback.web.program.slots import LONGEST, BadWindow, Window
from easeback.web.program.words import voice_of

NEW_YORK = ZoneInfo("America/New_York")
FIRST = date(2027, 2, 1)
SVG = "{http://www.w3.org/2000/svg}"
MOST = 30_000
TIMES = "\N{MULTIPLICATION SIGN}\N{NO-BREAK SPACE}"
ENGLISH = voice_of(Language.ENGLISH, UNKNOWN_PRACTICE)


def at(day: float, zone: ZoneInfo = NEW_YORK) -> datetime:
    """So many days after midnight of the first of February."""
    moment = datetime.combine(FIRST, datetime.min.time()) + timedelta(days=day)
    return moment.replace(tzinfo=zone)


def noon(day: int, pain: float, *, flare: bool | None = None, remedy: str | None = None) -> Entry:
    return Entry(at(day + 0.5), pain, flare, remedy)


def pictured(
    entries: Sequence[Entry],
    days: int = 30,
    *,
    since: int = 0,
    language: Language = Language.ENGLISH,
    prefix: str = "pain",
) -> Chart:
    """A diary's chart from the first of February on."""
    first_on = FIRST + timedelta(days=since)
    window = Window(first_on, first_on + timedelta(days=days - 1), NEW_YORK)
    uses = [(entry.at, entry.remedy) for entry in entries if entry.remedy]
    voice = voice_of(language, UNKNOWN_PRACTICE)
    flares = flares_of(entries)
    return chart_of(voice, trend_of(entries), flares, uses, window, prefix=prefix)


def elements(chart: Chart, name: str, kind: str) -> list[ET.Element]:
    root = ET.fromstring(chart.svg)  # noqa: S314 - our own text, a moment old
    found = root.iter(f"{SVG}{name}")
    return [
        each
        for each in found
        if str(each.get("class")).split()[: len(kind.split())] == kind.split()
    ]


def drawn(chart: Chart, kind: str) -> list[list[tuple[float, float]]]:
    """The corners of each line of a kind, as far as it is drawn with M and L."""
    whole = "".join(str(path.get("d")) for path in elements(chart, "path", kind))
    lines = [re.findall(r"(?:^|L)([\d.]+) ([\d.]+)", line) for line in whole.split("M")[1:]]
    return [[(float(x), float(y)) for x, y in line] for line in lines]


def said(chart: Chart, kind: str) -> list[str]:
    return [str(text.text) for text in elements(chart, "text", kind)]


def test_a_line_goes_from_day_to_day_and_lower_where_pain_is_less() -> None:
    (line,) = drawn(pictured([noon(0, 8), noon(1, 6), noon(2, 3)], days=3), "line")
    assert [x for x, _ in line] == [167, 500, 833]
    heights = [y for _, y in line]
    assert [after - before for before, after in pairwise(heights)] == [32, 48]


@pytest.mark.parametrize(("silent", "lines"), [(3, 1), (4, 2)])
def test_no_line_is_drawn_through_more_than_three_days_without_a_word(
    silent: int, lines: int
) -> None:
    after = 2 + silent
    entries = [noon(0, 3), noon(1, 4), noon(after, 5), noon(after + 1, 4)]
    chart = pictured(entries)
    assert len(drawn(chart, "line")) == lines
    assert ("gap" in dict(chart.key)) is (lines > 1)


def test_in_weeks_too_no_line_is_drawn_through_silence() -> None:
    """Although every week has an entry."""
    daily = [noon(day, 4) for day in range(300)]
    assert len(drawn(pictured(daily, days=300), "line")) == 1
    assert len(drawn(pictured(daily[:100] + daily[103:], days=300), "line")) == 1
    assert len(drawn(pictured(daily[:100] + daily[104:], days=300), "line")) == 2


def test_a_day_that_stands_alone_is_still_seen() -> None:
    entries = [noon(day, 4) for day in range(101) if not 48 <= day <= 58 or day == 53]
    assert len(drawn(pictured(entries, days=101), "point")) == 1


def test_only_flares_of_these_days_are_shaded_and_counted() -> None:
    flares = [
        (0, 6, True),
        (2, 3, False),
        (20, 7, True),
        (22, 3, False),
        (35, 3, None),
        (60, 8, True),
        (61, 3, False),
    ]
    entries = [noon(day, pain, flare=flare) for day, pain, flare in flares]
    chart = pictured(entries, days=30, since=10)
    assert len(drawn(chart, "bar")) == len(said(chart, "word")) == 1
    assert "There was one flare. It lasted about 2 days." in chart.summary
    assert "There was no flare." in pictured(entries, days=10, since=30).summary


def test_a_flare_that_goes_on_beyond_these_days_ends_with_them() -> None:
    entries = [noon(day, 7, flare=True) for day in range(20)]
    chart = pictured(entries, days=10, since=5)
    (path,) = elements(chart, "path", "flare")
    start, width = re.findall(r"M(\d+) \d+h(\d+)", str(path.get("d")))[0]
    assert 0 <= int(start) < 10
    assert 980 < int(start) + int(width) <= 1000
    assert "at least 19 days" in chart.summary


def test_the_day_on_which_a_flare_was_over_is_none_of_its_days() -> None:
    entries = [noon(0, 7, flare=True), noon(1, 6, flare=True), noon(2, 3, flare=False)]
    assert [row.flare for row in pictured(entries).rows] == [True, True, False]


def test_a_flare_of_one_morning_has_its_day() -> None:
    entries = [Entry(at(0.3), 8, flare=True), Entry(at(0.6), 3, flare=False)]
    assert [row.flare for row in pictured(entries).rows] == [True]
    assert "less than a day" in pictured(entries).summary


def test_a_change_that_matters_is_marked_and_one_point_never() -> None:
    assert said(pictured([noon(0, 8), noon(1, 6), noon(2, 5), noon(3, 4)], days=4), "word") == [
        "↓ 2",
        "↓ 2",
    ]
    one = pictured([noon(0, 5), noon(1, 4), noon(2, 5), noon(3, 5)], days=4)
    assert said(one, "word") == []
    assert "change" not in dict(one.key)
    assert "stayed about the same" in one.summary


def test_what_went_down_and_up_again_did_not_stay_the_same() -> None:
    chart = pictured([noon(0, 5), noon(1, 8), noon(2, 5)])
    assert "ended about where it began" in chart.summary


def test_weeks_that_are_told_of_are_weeks_of_the_picture() -> None:
    falling = [noon(day, 6 if day < 14 else 3) for day in range(28)]
    assert "from about 6 in the first week to about 3 in the last" in pictured(falling).summary
    assert len(drawn(pictured(falling), "week")) == 1
    assert (
        drawn(pictured(falling, days=200), "turn")[0][0]
        in drawn(pictured(falling, days=200), "line")[0]
    )


def test_a_new_diary_in_a_long_window_marks_no_days_among_weeks() -> None:
    chart = pictured([noon(0, 8), noon(1, 5), noon(2, 2)], days=365)
    assert drawn(chart, "turn") == []
    assert "from about 8 to about 2" in chart.summary


def test_nothing_is_said_of_how_pain_went_where_the_end_is_too_thin() -> None:
    rising = [noon(day, 3 if day < 7 else 6) for day in range(14)]
    assert "went up" in pictured([*rising, noon(15, 6)], days=60).summary
    assert "too little" in pictured([*rising, noon(40, 1)], days=60).summary


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_entry_makes_a_picture_and_none_makes_words_only(language: Language) -> None:
    one = pictured([noon(3, 7)], language=language)
    assert len(drawn(one, "last")) == len(one.rows) == 1
    assert "7" in one.summary
    none = pictured([], language=language)
    assert (none.svg, none.rows, none.key) == ("", (), ())
    assert none.summary


def test_the_table_says_the_same_as_the_picture() -> None:
    entries = [
        *(noon(day, day % 5 + 2, remedy="heat-pad" if day % 3 else "cat-cow") for day in range(12)),
        Entry(at(4.8), 9),
    ]
    chart = pictured(entries)
    (line,) = drawn(chart, "line")
    bottom = float(drawn(chart, "rule")[0][0][1])
    assert [f"{(bottom - y) / 16:.1f}".removesuffix(".0") for _, y in line] == [
        row.pain for row in chart.rows
    ]
    assert [row.spread for row in chart.rows if row.spread] == ["6 to 9"]
    assert len(drawn(chart, "spread")) == 1
    for kind, remedy in (("used dot", "Warm pad"), ("used square", "Cat-cow")):
        assert len(drawn(chart, kind)) == sum(remedy in row.used for row in chart.rows)


def test_a_remedy_of_a_day_without_pain_stands_in_the_table() -> None:
    entries = [noon(0, 4)]
    window = Window(FIRST, FIRST + timedelta(days=6), NEW_YORK)
    uses = [(at(3), "cat-cow"), (at(3.2), "cat-cow"), (at(9), "cat-cow")]
    chart = chart_of(ENGLISH, trend_of(entries), (), uses, window)
    assert [(row.days, row.pain, row.used) for row in chart.rows] == [
        ("Feb 1", "4", ""),
        ("Feb 4", "", f"Cat-cow {TIMES}2"),
    ]


def test_remedies_beyond_the_most_used_share_a_lane() -> None:
    used = ["a"] * 6 + ["b"] * 5 + ["c"] * 4 + ["d", "e"]
    chart = pictured([noon(day, 4, remedy=remedy) for day, remedy in enumerate(used)])
    names = [name.replace(TIMES, "") for name in said(chart, "name")]
    assert names == ["a 6", "b 5", "c 4", "Other things (2) 2"]


def test_a_day_is_one_by_the_persons_clock() -> None:
    """At three in the morning in Greenwich the evening before goes on in New York."""
    late = datetime(2027, 2, 4, 3, tzinfo=UTC)
    hour = timedelta(hours=1)
    flares = flares_of([Entry(late, 7, flare=True), Entry(late + hour, 3, flare=False)])
    window = Window(FIRST, FIRST + timedelta(days=6), NEW_YORK)
    chart = chart_of(ENGLISH, trend_of([noon(2, 5), noon(3, 5)]), flares, [(late, "x")], window)
    assert [(row.days, row.flare, row.used) for row in chart.rows] == [
        ("Feb 3", True, "x"),
        ("Feb 4", False, ""),
    ]


@pytest.mark.parametrize("turn", [date(2027, 3, 14), date(2027, 11, 7)])
def test_a_day_of_23_or_25_hours_is_as_wide_as_another(turn: date) -> None:
    days = [turn + timedelta(days=after) for after in (-1, 0, 1)]
    hours = (0, 23)
    entries = [
        Entry(datetime(on.year, on.month, on.day, hour, 30, tzinfo=NEW_YORK), 4 + hour / 23)
        for on in days
        for hour in hours
    ]
    window = Window(days[0], days[-1], NEW_YORK)
    uses = [(entry.at.astimezone(UTC), "x") for entry in entries]
    chart = chart_of(ENGLISH, trend_of(entries), (), uses, window)
    assert [x for x, _ in drawn(chart, "line")[0]] == [167, 500, 833]
    assert {row.used for row in chart.rows} == {f"x {TIMES}2"}


@pytest.mark.parametrize("days", [0, -3, LONGEST + 1])
def test_no_chart_shows_so_many_days(days: int) -> None:
    with pytest.raises(BadWindow):
        Window(FIRST, FIRST + timedelta(days=days - 1), NEW_YORK)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_named_and_told_for_those_who_do_not_see_it(language: Language) -> None:
    chart = pictured([noon(0, 8), noon(1, 3)], language=language, prefix="mine")
    root = ET.fromstring(chart.svg)  # noqa: S314 - our own text, a moment old
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert told is not None
    assert root.get("role") == "img"
    assert (
        root.get("aria-labelledby")
        == f"{title.get('id')} {told.get('id')}"
        == "mine-title mine-desc"
    )
    assert told.text == chart.summary
    assert str(title.text).startswith({"en": "Pain, Feb", "es": "Dolor, "}[language])


def test_days_are_named_in_the_language() -> None:
    entries = [noon(day, 4) for day in range(30)]
    assert said(pictured(entries), "day")[-1] == "Mar 2"
    assert said(pictured(entries, language=Language.SPANISH), "day")[-1] == "2 mar"


@pytest.mark.parametrize("days", [1, 2, 5, 7, 10, 14, 30, 45, 62, 70, 71, 90, 180, 365, LONGEST])
def test_a_phone_has_room_for_the_days_that_are_named(days: int) -> None:
    chart = pictured([noon(0, 4)], days=days)
    named = (text for text in elements(chart, "text", "day") if text.get("class") == "day")
    places = sorted({float(str(text.get("x")).rstrip("%")) for text in named})
    assert 1 <= len(places) <= 6
    assert all(after - before >= 16 for before, after in pairwise(places))


HOSTILE = '</text></svg><script>alert("1")</script>&\x00\x0b\ud800\u202e]]>'


def test_a_remedys_name_is_words_and_never_markup() -> None:
    chart = pictured([noon(0, 4, remedy=HOSTILE)])
    page = render_to_string("program/chart.html", {"chart": chart})
    assert "<script" not in page
    assert said(chart, "name")[0].startswith("</text></svg><script>alert")
    assert "&lt;script&gt;" in page


def test_it_carries_no_style_and_no_script() -> None:
    page = render_to_string("program/chart.html", {"chart": pictured([noon(0, 4), noon(1, 7)])})
    assert re.findall(r"<style|style=|<script|\son\w+=|href=|url\(", page) == []


names = st.one_of(st.sampled_from(["heat-pad", "cat-cow"]), st.text(min_size=1, max_size=100))
pains = st.integers(0, 20).map(lambda half: half / 2)


@st.composite
def diaries(draw: st.DrawFn) -> tuple[list[Entry], int]:
    """Up to some thousand entries: a few that are drawn, said again and again."""
    days = draw(st.integers(1, LONGEST))
    parts = draw(
        st.lists(
            st.tuples(pains, st.sampled_from([True, False, None]), st.none() | names), max_size=12
        )
    )
    every = draw(st.sampled_from([0.2, 0.5, 1, 2, 3, 5, 9]))
    count = min(5_000, int(days / every)) if parts else 0
    entries = []
    for number in range(count):
        pain, flare, remedy = parts[number % len(parts)]
        entries.append(Entry(at(number * every), pain, flare, remedy))
    return entries, days


@given(diaries())
def test_whatever_is_written_the_picture_is_small_and_well_formed(
    diary: tuple[list[Entry], int],
) -> None:
    entries, days = diary
    chart = pictured(entries, days)
    assert len(chart.svg.encode()) <= MOST
    if chart.svg:
        ET.fromstring(chart.svg)  # noqa: S314 - our own text, a moment old


def test_a_long_name_is_cut_to_what_a_phone_has_room_for() -> None:
    (name,) = said(pictured([noon(0, 4, remedy="a b " * 25)]), "name")
    assert len(name) == 36
    assert name.endswith("…")


@pytest.mark.parametrize("days", [180, 181, LONGEST])
@pytest.mark.parametrize("daily", [True, False])
def test_the_worst_diaries_stay_small(days: int, *, daily: bool) -> None:
    """A flare on every day or every other, each week a change, five remedies a day, long names."""
    entries = [
        Entry(
            at(day + hour / 5),
            (9.5 if day // 7 % 2 else 0.5) - hour / 10,
            flare=hour < 2 if daily else day % 2 == 0,
            remedy="&\"'<" * 9 + str(hour),
        )
        for day in range(days)
        for hour in range(5)
    ]
    assert len(pictured(entries, days).svg.encode()) <= MOST
