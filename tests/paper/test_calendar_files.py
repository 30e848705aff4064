"""Calendar files, read back by a calendar program's own library."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from easeback.interop.expanding import expanded
from easeback.paper.calendar import (
    Appointment,
    NotACalendarValue,
    cancellation,
    feed,
    request,
)

DENVER = ZoneInfo("America/Denver")
VISIT = Appointment(
    uid="6f0f7a53@relief.example",
    sequence=0,
    starts_at=datetime(2026, 3, 9, 9, 0, tzinfo=DENVER),
    ends_at=datetime(2026, 3, 9, 9, 45, tzinfo=DENVER),
    zone="America/Denver",
    summary="Physical therapy, Maya",
    description="Wear something loose.\nRing twice; thanks.",
    location="1 Harbor Street, Denver",
    url="https://relief.example/v/1?a=b",
    organizer_name='Harbor "PT", Denver',
    organizer_email="desk@harbor.example",
    attendee_email="ana@example.org",
    stamp_at=datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
)


def one(file: bytes) -> tuple[Calendar, Any]:
    calendar = Calendar.from_ical(file)
    (event,) = calendar.walk("VEVENT")
    assert event.errors == []
    return calendar, event


def test_an_invitation_says_what_when_and_where() -> None:
    calendar, event = one(request(VISIT))
    assert calendar["METHOD"] == "REQUEST"
    assert event["DTSTART"].to_ical() == b"20260309T150000Z"
    assert event["DTEND"].to_ical() == b"20260309T154500Z"
    assert (event["UID"], event["SEQUENCE"]) == (VISIT.uid, 0)
    assert event["STATUS"] == "CONFIRMED"
    assert event["SUMMARY"] == VISIT.summary
    assert event["DESCRIPTION"] == VISIT.description
    assert event["LOCATION"] == VISIT.location
    assert event["URL"] == VISIT.url
    assert event["ORGANIZER"] == "mailto:desk@harbor.example"
    assert event["ORGANIZER"].params["CN"] == VISIT.organizer_name
    assert event["ATTENDEE"] == "mailto:ana@example.org"


def test_a_cancellation_finds_its_invitation_and_frees_the_time() -> None:
    calendar, event = one(cancellation(replace(VISIT, sequence=3)))
    assert calendar["METHOD"] == "CANCEL"
    assert (event["UID"], event["SEQUENCE"]) == (VISIT.uid, 3)
    assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    file = request(replace(VISIT, description="ñandú " * 100))
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert one(file)[1]["DESCRIPTION"] == "ñandú " * 100


def test_a_feed_holds_all_visits_and_no_person() -> None:
    second = replace(
        VISIT, uid="2", starts_at=VISIT.ends_at, ends_at=VISIT.ends_at.replace(hour=11)
    )
    file = feed("Maya", [VISIT, second], busy_only=False)
    calendar = Calendar.from_ical(file)
    assert (calendar["METHOD"], calendar["X-WR-CALNAME"]) == ("PUBLISH", "Maya")
    assert calendar["X-WR-TIMEZONE"] == "America/Denver"
    assert [event["UID"] for event in calendar.walk("VEVENT")] == [VISIT.uid, "2"]
    assert b"ana@example.org" not in file


def test_a_busy_feed_tells_when_and_nothing_else() -> None:
    _, event = one(feed("Maya", [VISIT], busy_only=True))
    assert set(event) == {"UID", "SEQUENCE", "DTSTART", "DTEND", "DTSTAMP", "STATUS", "CLASS"}


@pytest.mark.parametrize("busy_only", [True, False])
def test_our_own_feed_is_busy_when_the_visits_are(*, busy_only: bool) -> None:
    file = feed("Maya", [VISIT], busy_only=busy_only)
    window = (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
    assert expanded(file, between=window, zone="UTC") == [(VISIT.starts_at, VISIT.ends_at)]


def test_an_empty_feed_is_still_a_calendar() -> None:
    assert Calendar.from_ical(feed("Maya", [], busy_only=True)).walk("VEVENT") == []


def test_the_same_visit_gives_the_same_bytes() -> None:
    assert request(VISIT) == request(replace(VISIT))


@pytest.mark.parametrize("field", ["uid", "url", "organizer_email", "attendee_email"])
@pytest.mark.parametrize("text", ["a\r\nATTENDEE:mailto:eve@example.org", "a b", "añ", "a\x00"])
def test_no_value_writes_a_line_of_its_own(field: str, text: str) -> None:
    changes: dict[str, Any] = {field: text}
    with pytest.raises(NotACalendarValue):
        request(replace(VISIT, **changes))


@given(st.text(), st.text(), st.text(), st.text())
def test_whatever_is_said_the_file_stays_whole(
    summary: str, description: str, location: str, name: str
) -> None:
    said = replace(
        VISIT,
        summary=summary,
        description=description,
        location=location,
        organizer_name=name,
    )
    for file in (request(said), cancellation(said), feed(name, [said], busy_only=False)):
        _, event = one(file)
        assert event["UID"] == VISIT.uid
        assert event["DTSTART"].dt == VISIT.starts_at
        lines = description.replace("\r\n", "\n").replace("\r", "\n")
        kept = "".join(c for c in lines if c == "\n" or c.isprintable())
        assert str(event.get("DESCRIPTION", "")) == kept
