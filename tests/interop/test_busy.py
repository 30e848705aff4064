"""When somebody is busy, by a calendar of any program."""

import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.interop import CalendarRefused, busy_spans
from easeback.interop.busy import BIGGEST, PATIENCE
from easeback.interop.expanding import MOST, expanded
from tests.interop.calendars import WINDOW, calendar, event, utc

NEW_YORK = "America/New_York"
NINE = ("DTSTART:20260302T090000Z", "DTEND:20260302T100000Z")
SIXTY = ",".join(map(str, range(60)))
OWN_ZONE = """BEGIN:VTIMEZONE\r
TZID:Our own\r
BEGIN:STANDARD\r
DTSTART:19700101T000000\r
TZOFFSETFROM:+0300\r
TZOFFSETTO:+0300\r
END:STANDARD\r
END:VTIMEZONE"""


def busy(*parts: str, zone: str = NEW_YORK) -> list[tuple[datetime, datetime]]:
    return expanded(calendar(*parts), between=WINDOW, zone=zone)


@pytest.mark.parametrize(
    ("lines", "spans"),
    [
        (NINE, [(utc(2, 9), utc(2, 10))]),
        (("DTSTART:20260302T090000Z", "DURATION:PT90M"), [(utc(2, 9), utc(2, 10, 30))]),
        (("DTSTART:20260302T090000Z",), []),
        # Winter and summer time, before and after the night of March 8.
        (
            (
                "DTSTART;TZID=America/New_York:20260306T090000",
                "DTEND;TZID=America/New_York:20260306T100000",
                "RRULE:FREQ=DAILY;INTERVAL=3;COUNT=2",
            ),
            [(utc(6, 14), utc(6, 15)), (utc(9, 13), utc(9, 14))],
        ),
        # As Outlook names its zones.
        (
            (
                "DTSTART;TZID=Eastern Standard Time:20260302T090000",
                "DTEND;TZID=Eastern Standard Time:20260302T100000",
            ),
            [(utc(2, 14), utc(2, 15))],
        ),
        (("DTSTART:20260302T090000", "DTEND:20260302T100000"), [(utc(2, 14), utc(2, 15))]),
        (("DTSTART;VALUE=DATE:20260302",), [(utc(2, 5), utc(3, 5))]),
        # The day on which clocks go forward has 23 hours.
        (("DTSTART;VALUE=DATE:20260308",), [(utc(8, 5), utc(9, 4))]),
        (
            ("DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260305"),
            [(utc(2, 5), utc(5, 5))],
        ),
        (
            (*NINE, "RRULE:FREQ=WEEKLY;UNTIL=20260316T090000Z", "EXDATE:20260309T090000Z"),
            [(utc(2, 9), utc(2, 10)), (utc(16, 9), utc(16, 10))],
        ),
        (
            (*NINE, "RDATE:20260304T110000Z,20260305T110000Z"),
            [(utc(2, 9), utc(2, 10)), (utc(4, 11), utc(4, 12)), (utc(5, 11), utc(5, 12))],
        ),
        (
            (*NINE, "RDATE;VALUE=PERIOD:20260304T110000Z/PT2H"),
            [(utc(2, 9), utc(2, 10)), (utc(4, 11), utc(4, 13))],
        ),
        ((*NINE, "TRANSP:TRANSPARENT"), []),
        ((*NINE, "TRANSP:OPAQUE", "STATUS:TENTATIVE"), [(utc(2, 9), utc(2, 10))]),
        ((*NINE, "STATUS:CANCELLED"), []),
        # Began before the window, and goes on after it.
        (("DTSTART:20260201T000000Z", "DTEND:20260501T000000Z"), [WINDOW]),
        (("DTSTART:20260401T000000Z", "DTEND:20260401T010000Z"), []),
        (("DTSTART:20260228T230000Z", "DTEND:20260301T000000Z"), []),
    ],
)
def test_one_event(lines: tuple[str, ...], spans: list[tuple[datetime, datetime]]) -> None:
    assert busy(event(*lines)) == spans


def test_one_of_many_that_was_moved_and_one_that_was_canceled() -> None:
    assert busy(
        event(*NINE, "RRULE:FREQ=DAILY;COUNT=4"),
        event(
            "RECURRENCE-ID:20260303T090000Z", "DTSTART:20260303T150000Z", "DTEND:20260303T160000Z"
        ),
        event("RECURRENCE-ID:20260304T090000Z", *NINE[:1], "DURATION:PT1H", "STATUS:CANCELLED"),
    ) == [(utc(2, 9), utc(2, 10)), (utc(3, 15), utc(3, 16)), (utc(5, 9), utc(5, 10))]


def test_events_of_our_own_that_come_back_make_nobody_busy() -> None:
    """A calendar that shows our feed may hand our visits back, whole series and all."""
    file = calendar(
        event(*NINE, uid="11-22@relief.example"),
        event("DTSTART:20260303T090000Z", "DURATION:PT1H", uid="11-2@other.example"),
        event("DTSTART:20260304T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2", uid="33"),
    )
    spans = busy_spans(file, between=WINDOW, zone=NEW_YORK, but_not={"11-22", "33"})
    assert spans == [(utc(3, 9), utc(3, 10))]


def test_a_zone_that_the_file_itself_tells_is_known() -> None:
    lines = ("DTSTART;TZID=Our own:20260302T090000", "DTEND;TZID=Our own:20260302T100000")
    assert busy(OWN_ZONE, event(*lines)) == [(utc(2, 6), utc(2, 7))]


def test_what_overlaps_or_touches_is_one_span() -> None:
    others = [
        event("DTSTART:20260302T093000Z", "DTEND:20260302T110000Z", uid="2"),
        event("DTSTART:20260302T110000Z", "DTEND:20260302T120000Z", uid="3"),
    ]
    assert busy(event(*NINE), *others) == [(utc(2, 9), utc(2, 12))]


def test_a_mark_at_the_beginning_of_the_file_is_passed_over() -> None:
    file = b"\xef\xbb\xbf" + calendar(event(*NINE, "SUMMARY:Cita\xa0"))
    assert expanded(file, between=WINDOW, zone="UTC") == [(utc(2, 9), utc(2, 10))]


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"<!doctype html><title>Sign in</title>",
        b"\x00\xff\xfe",
        calendar(event(*NINE))[:-20],
        calendar(event(*NINE)).replace(b"END:VEVENT\r\n", b""),
        calendar(event("DTEND:20260302T100000Z")),
        calendar(event("DTSTART:yesterday")),
        calendar(event(*NINE, "EXDATE:sometimes")),
        calendar(event(*NINE, "RRULE:FREQ=OFTEN")),
        calendar(event(*NINE, "RRULE:FREQ=DAILY;UNTIL=never")),
        calendar(event("DTSTART;TZID=Nowhere/Else:20260302T090000", "DURATION:PT1H")),
        calendar(event(*NINE, "EXDATE;TZID=Nowhere/Else:20260302T090000")),
        calendar(event(*NINE, "RRULE:FREQ=SECONDLY")),
        calendar(event(*NINE, "RRULE:FREQ=minutely;INTERVAL=5")),
        calendar("CALSCALE:HEBREW", event(*NINE)),
        calendar("BEGIN:VFREEBUSY", "FREEBUSY:20260302T090000Z/PT1H", "END:VFREEBUSY"),
        event(*NINE).encode(),
        b"BEGIN:VCALENDAR\r\n" * 5000,
    ],
)
def test_a_file_that_is_broken_or_would_have_to_be_guessed_at_is_refused(file: bytes) -> None:
    with pytest.raises(CalendarRefused):
        expanded(file, between=WINDOW, zone=NEW_YORK)
    with pytest.raises(CalendarRefused):
        busy_spans(file, between=WINDOW, zone=NEW_YORK)


def test_a_refusal_says_nothing_of_what_stands_in_the_file() -> None:
    with pytest.raises(CalendarRefused) as refusal:
        busy_spans(calendar(event("DTSTART:Ana Smith")), between=WINDOW, zone=NEW_YORK)
    assert "Ana" not in str(refusal.value)


def test_it_is_read_in_a_process_of_its_own() -> None:
    file = calendar(event(*NINE, "RRULE:FREQ=DAILY;COUNT=3"))
    spans = busy_spans(file, between=WINDOW, zone=NEW_YORK)
    assert spans == [(utc(day, 9), utc(day, 10)) for day in (2, 3, 4)]
    assert all(moment.utcoffset() == timedelta() for span in spans for moment in span)


def test_too_big_a_file_is_refused_unread() -> None:
    file = calendar(event(*NINE)) + b"\r\n" * BIGGEST
    with pytest.raises(CalendarRefused, match="bytes"):
        busy_spans(file, between=WINDOW, zone=NEW_YORK)


def test_too_many_events_are_refused() -> None:
    long = (WINDOW[0], WINDOW[0] + timedelta(days=365))
    hourly = [event(*NINE, "RRULE:FREQ=HOURLY", uid=str(number)) for number in range(4)]
    with pytest.raises(CalendarRefused, match=str(MOST)):
        busy_spans(calendar(*hourly), between=long, zone=NEW_YORK)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO,TU,WE,FR,SA,SU",
        f"FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=1,2,3,4,5,6,7,8;BYMINUTE={SIXTY};BYSECOND={SIXTY}",
    ],
)
def test_a_file_that_is_made_to_never_end_does_not_hold_us_up(rule: str) -> None:
    """Nobody is told a half-read calendar: it is read whole in time, or refused.

    With fewer seconds than a practice gives a file: the limit is the same.
    """
    endless = [
        event("DTSTART:00010104T000000Z", "DURATION:PT1H", f"RRULE:{rule}", uid=str(number))
        for number in range(200)
    ]
    began = time.monotonic()
    try:
        spans = busy_spans(calendar(*endless), between=WINDOW, zone=NEW_YORK, seconds=2)
    except CalendarRefused:
        spans = []
    assert time.monotonic() - began <= PATIENCE + 5
    assert len(spans) <= MOST


def test_naive_moments_are_an_error_of_ours() -> None:
    naive = WINDOW[0].replace(tzinfo=None)
    with pytest.raises(ValueError, match="aware"):
        busy_spans(calendar(), between=(naive, WINDOW[1]), zone=NEW_YORK)


DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@given(
    zone=st.sampled_from([NEW_YORK, "Europe/Madrid", "Australia/Lord_Howe", "Asia/Kolkata"]),
    first=st.dates(date(2026, 1, 1), date(2026, 11, 30)),
    at=st.times(clock(3), clock(19, 59)).map(lambda t: t.replace(microsecond=0)),
    minutes=st.integers(1, 240),
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    left_out=st.sets(st.integers(0, 60), max_size=5),
    floating=st.booleans(),
)
def test_a_weekly_event_is_where_counting_day_by_day_finds_it(
    zone: str,
    first: date,
    at: clock,
    minutes: int,
    weekdays: set[int],
    left_out: set[int],
    *,
    floating: bool,
) -> None:
    home, days = ZoneInfo(zone), [first + timedelta(days=n) for n in range(60)]
    gone = {days[n] for n in left_out if n < len(days)}
    while first.weekday() not in weekdays:  # An event begins on one of its own days.
        first += timedelta(days=1)
    mark = ":" if floating else f";TZID={zone}:"
    moment = f"{{:%Y%m%d}}T{at:%H%M%S}"
    lines = [
        f"DTSTART{mark}{moment.format(first)}",
        f"DURATION:PT{minutes}M",
        f"RRULE:FREQ=WEEKLY;BYDAY={','.join(DAYS[n] for n in sorted(weekdays))}",
        *(f"EXDATE{mark}{moment.format(day)}" for day in sorted(gone)),
    ]
    window = (
        datetime.combine(days[0], clock(), home),
        datetime.combine(days[-1], clock(), home) + timedelta(days=1),
    )
    expected = [
        (starts_at.astimezone(UTC), starts_at.astimezone(UTC) + timedelta(minutes=minutes))
        for day in days
        if day >= first and day.weekday() in weekdays and day not in gone
        for starts_at in [datetime.combine(day, at, home)]
    ]
    assert expanded(calendar(event(*lines)), between=window, zone=zone) == expected


@given(st.lists(st.tuples(st.integers(-200, 1000), st.integers(0, 300)), max_size=12))
def test_spans_are_disjoint_ordered_within_and_cover_every_event(
    events: list[tuple[int, int]],
) -> None:
    """In hours from the window's beginning: start and length."""
    hour = timedelta(hours=1)
    written = [
        event(
            f"DTSTART:{WINDOW[0] + start * hour:%Y%m%dT%H%M%SZ}",
            f"DTEND:{WINDOW[0] + (start + length) * hour:%Y%m%dT%H%M%SZ}",
            uid=str(number),
        )
        for number, (start, length) in enumerate(events)
    ]
    spans = busy(*written)
    assert all(s < e for s, e in spans)
    assert all(one[1] < two[0] for one, two in pairwise(spans))
    taken = {WINDOW[0] + n * hour for start, length in events for n in range(start, start + length)}
    for n in range(31 * 24):
        moment = WINDOW[0] + n * hour
        assert (moment in taken) == any(s <= moment < e for s, e in spans)
