"""Visits as calendar files (RFC 5545): an invitation, its cancellation, a feed to subscribe to.

Times are written in UTC. A visit is one moment, and every calendar shows it in its reader's own
time; a rule that repeats would need a VTIMEZONE, and there is none. No VALARM either: calendars
remind as their owners like, and most ignore an alarm that comes with an invitation.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vDuration, vText, vUri

PRODUCT = "-//Easeback//Easeback//EN"
PRINTABLE = re.compile(r"[!-~]+")
REFRESH = timedelta(minutes=15)
"""How often a program that subscribes to a feed is asked to look again."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A visit as a calendar knows it; moments are aware.

    `uid` is the same for ever, and `sequence` grows with every change: by these two a calendar
    finds what it has to move or to take away. `zone` is where the visit is, for programs that ask.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    summary: str
    description: str
    location: str
    url: str
    organizer_name: str
    organizer_email: str
    attendee_email: str
    stamp_at: datetime


class NotACalendarValue(ValueError):
    """An id, an address or a link that would break the file, or write lines of its own into it."""


def request(appointment: Appointment) -> bytes:
    """An invitation, or the news that a visit was moved. To be sent with `method=REQUEST`.

    Raises NotACalendarValue. The same appointment gives the same bytes, here and below.
    """
    return _file("REQUEST", [_between_two(appointment, "CONFIRMED")])


def cancellation(appointment: Appointment) -> bytes:
    """The visit will not be. To be sent with `method=CANCEL`.

    `sequence` must be above that of the invitation, or calendars keep the visit.
    Raises NotACalendarValue.
    """
    event = _between_two(appointment, "CANCELLED")
    event["TRANSP"] = vText("TRANSPARENT")
    return _file("CANCEL", [event])


def feed(name: str, appointments: Sequence[Appointment], *, busy_only: bool) -> bytes:
    """All these visits, to subscribe to. With `busy_only`, when they are and nothing else.

    The address of a feed gets passed on, so no feed has an attendee. What summary, description and
    location say of a person is for the caller to leave out. Raises NotACalendarValue.
    """
    around: dict[str, object] = {
        "X-WR-CALNAME": vText(_clean(name)),
        "X-PUBLISHED-TTL": vDuration(REFRESH),
    }
    if len(zones := {each.zone for each in appointments}) == 1:
        around["X-WR-TIMEZONE"] = vText(_printable(zones.pop()))
    shape = _bare if busy_only else _told
    return _file("PUBLISH", [shape(each, "CONFIRMED") for each in appointments], around)


def _file(method: str, events: Sequence[Event], around: Mapping[str, object] = {}) -> bytes:
    calendar = Calendar()
    calendar["PRODID"], calendar["VERSION"] = vText(PRODUCT), vText("2.0")
    calendar["CALSCALE"], calendar["METHOD"] = vText("GREGORIAN"), vText(method)
    for name, value in around.items():
        calendar[name] = value
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _bare(appointment: Appointment, status: str) -> Event:
    """When it is, and nothing else."""
    event = Event()
    event["UID"] = vText(_printable(appointment.uid))
    event.add("SEQUENCE", appointment.sequence)
    event.add("DTSTART", appointment.starts_at.astimezone(UTC))
    event.add("DTEND", appointment.ends_at.astimezone(UTC))
    event.add("DTSTAMP", appointment.stamp_at.astimezone(UTC))
    event["STATUS"], event["CLASS"] = vText(status), vText("PRIVATE")
    return event


def _told(appointment: Appointment, status: str) -> Event:
    """When it is, what, where, and whom to ask."""
    event = _bare(appointment, status)
    texts = {
        "SUMMARY": appointment.summary,
        "DESCRIPTION": appointment.description,
        "LOCATION": appointment.location,
    }
    for name, text in texts.items():
        if clean := _clean(text):
            event[name] = vText(clean)
    if appointment.url:
        event["URL"] = vUri(_printable(appointment.url))
    return event


def _between_two(appointment: Appointment, status: str) -> Event:
    """As it is sent to one person, who has agreed to it already: nobody waits for an answer."""
    event = _told(appointment, status)
    organizer = vCalAddress(f"mailto:{_printable(appointment.organizer_email)}")
    if name := _clean(appointment.organizer_name).replace("\n", " "):
        organizer.params["CN"] = name
    attendee = vCalAddress(f"mailto:{_printable(appointment.attendee_email)}")
    attendee.params["PARTSTAT"], attendee.params["RSVP"] = "ACCEPTED", "FALSE"
    event["ORGANIZER"], event["ATTENDEE"] = organizer, attendee
    return event


def _printable(text: str) -> str:
    if not PRINTABLE.fullmatch(text):
        raise NotACalendarValue("printable ASCII without spaces is needed here")
    return text


def _clean(text: str) -> str:
    """The text without what no calendar file may hold: control characters other than a new line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign == "\n" or sign.isprintable())
