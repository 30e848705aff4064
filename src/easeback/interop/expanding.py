"""Reads a calendar file and lays its events out in time: every repeat, as spans in UTC.

A file from elsewhere can be made so that this never ends. Only `busy` calls it on such a file, in a
process of its own with limits; started as a program with a number of seconds of processor time, it
reads a line of JSON and the file from its input, and prints the spans as JSON.
"""

import json
import resource
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Component

from easeback.interop.refusal import CalendarRefused

Span = tuple[datetime, datetime]
MOST = 20_000
"""Instances of events in the time that is asked for."""
TIMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
TOO_OFTEN = {"SECONDLY", "MINUTELY"}
MEMORY = 512 * 1024 * 1024
EDGE = timedelta(days=2)
"""Days and times without a zone lie up to a day apart from UTC: the library gets this much more."""


def expanded(text: bytes, *, between: Span, zone: str, but_not: Collection[str] = ()) -> list[Span]:
    """When the calendar says "busy": disjoint spans in UTC, in order, cut to `between`.

    Whole days, and times without a zone, are taken in `zone`. Transparent and canceled events are
    left out, and those whose UID begins, before its "@", with one of `but_not`.
    Raises CalendarRefused; may take for ever.
    """
    home = ZoneInfo(zone)
    try:
        spans = [
            span
            for calendar in _calendars(text)
            for event in _instances(calendar, between)
            if _busy(event) and str(event.get("UID", "")).split("@")[0] not in but_not
            for span in _span(event, home)
        ]
    except CalendarRefused:
        raise
    except Exception as fault:  # noqa: BLE001  A broken file breaks its reader in any way it likes.
        raise CalendarRefused(f"the file cannot be read ({type(fault).__name__})") from None
    return _merged(spans, between)


def _calendars(text: bytes) -> Sequence[Component]:
    """The calendars of the file, each looked through for what we would have to guess."""
    calendars = list(Calendar.from_ical(text.decode("utf-8-sig", "replace"), multiple=True))
    if not calendars or any(calendar.name != "VCALENDAR" for calendar in calendars):
        raise CalendarRefused("there is no whole calendar in the file")
    for calendar in calendars:
        if calendar.walk("VFREEBUSY"):
            raise CalendarRefused("it lists free and busy times, which are not read yet")
        for event in calendar.walk("VEVENT"):
            _check(event)
    return calendars


def _check(event: Component) -> None:
    if any(name in TIMES for name, _ in event.errors):
        raise CalendarRefused("an event has a time that is none")
    for rule in _listed(event.get("RRULE")):
        if TOO_OFTEN & {str(often).upper() for often in rule.get("FREQ", [])}:
            raise CalendarRefused("an event repeats by the minute or the second")
    for name in ("DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID"):
        for value in _listed(event.get(name)):
            moments = [each.dt for each in getattr(value, "dts", [value])]
            named = "TZID" in value.params
            if named and any(isinstance(m, datetime) and m.tzinfo is None for m in moments):
                # To take it in some zone would be a guess, and somebody would be booked twice.
                raise CalendarRefused("an event names a time zone that nobody knows")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _instances(calendar: Component, between: Span) -> Iterator[Component]:
    found = recurring_ical_events.of(calendar)
    count = 0
    for series in found.series:
        for instance in series.between(between[0] - EDGE, between[1] + EDGE):
            count += 1
            if count > MOST:
                raise CalendarRefused(f"there are more than {MOST} events in this time")
            yield instance.as_component(keep_recurrence_attributes=False)


def _busy(event: Component) -> bool:
    free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
    return not free and str(event.get("STATUS", "")).upper() != "CANCELLED"


def _span(event: Any, home: ZoneInfo) -> Iterator[Span]:
    """The event's span; none for a moment without length."""
    starts_at, ends_at = (_moment(event[name].dt, home) for name in ("DTSTART", "DTEND"))
    if starts_at < ends_at:
        yield starts_at, ends_at


def _moment(when: date, home: ZoneInfo) -> datetime:
    if not isinstance(when, datetime):
        when = datetime.combine(when, time())
    return (when if when.tzinfo else when.replace(tzinfo=home)).astimezone(UTC)


def _merged(spans: Iterable[Span], between: Span) -> list[Span]:
    first, last = (moment.astimezone(UTC) for moment in between)
    merged: list[Span] = []
    for starts_at, ends_at in sorted(spans):
        starts_at, ends_at = max(starts_at, first), min(ends_at, last)  # noqa: PLW2901
        if starts_at >= ends_at:
            continue
        if merged and starts_at <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ends_at))
        else:
            merged.append((starts_at, ends_at))
    return merged


def main() -> None:
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    asked = json.loads(sys.stdin.buffer.readline())
    first, last = (datetime.fromisoformat(moment) for moment in asked["between"])
    try:
        text, but_not = sys.stdin.buffer.read(), frozenset(asked["but_not"])
        spans = expanded(text, between=(first, last), zone=asked["zone"], but_not=but_not)
        answer: dict[str, object] = {
            "spans": [[moment.isoformat() for moment in span] for span in spans]
        }
    except CalendarRefused as refusal:
        answer = {"refused": str(refusal)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
