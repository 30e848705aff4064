"""What a person who booked gets by mail, and when."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from easeback.apps.notifications.actions import send_due
from easeback.apps.notifications.facts import Mail
from tests.web.test_book import NOW, booked, monday_next, slots_of, the_visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday_next")]
__all__ = ["monday_next"]
MAIL = "ana@example.test"
LATE = -40
"""A slot some days away; the first one is within the hour."""


class Kept:
    """A channel that keeps what it is handed."""

    name = "kept"

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    def __call__(self, mail: Mail) -> None:
        self.mails.append(mail)


def sent(at: datetime) -> list[Mail]:
    """What leaves when due work is done at this moment."""
    channel = Kept()
    with time_machine.travel(at, tick=False):
        send_due(at=at, send=channel)
    return channel.mails


def event_of(mail: Mail) -> Any:
    (file,) = mail.attachments
    found = Calendar.from_ical(file.content)
    (event,) = found.walk("VEVENT")
    return found["METHOD"], event


def at_times(*moments: datetime) -> Iterator[list[str]]:
    for moment in moments:
        yield [mail.subject for mail in sent(moment)]


def test_a_booking_is_told_at_once_with_a_calendar_file(client: Client) -> None:
    address = booked(client, email=MAIL, zone="America/Denver")
    visit = the_visit(client, address)
    (mail,) = sent(NOW)
    assert mail.recipient == "ana@example.test"
    local = visit.starts_at.astimezone(ZoneInfo("America/Denver"))
    assert f"{local:%A}" in mail.subject
    assert "Mountain Standard Time" in mail.body
    assert visit.code in mail.body
    assert f"http://testserver{address}" in mail.body
    method, event = event_of(mail)
    assert (method, event["SEQUENCE"]) == ("REQUEST", 0)
    assert event["DTSTART"].dt == visit.starts_at


def test_reminders_come_a_day_and_two_hours_before(client: Client) -> None:
    address = booked(client, pick=LATE, email=MAIL)
    start = the_visit(client, address).starts_at
    day, hours = start - timedelta(hours=24), start - timedelta(hours=2)
    minute = timedelta(minutes=1)
    told = list(at_times(NOW, day - minute, day, hours - minute, hours, start))
    assert [len(subjects) for subjects in told] == [1, 0, 1, 0, 1, 0]
    assert told[2][0].startswith("Tomorrow")
    assert told[4][0].startswith("Today")


def test_in_spanish_every_word_is_spanish(client: Client) -> None:
    address = booked(client, "/es", LATE, email=MAIL)
    (mail,) = sent(NOW)
    assert mail.subject.startswith("Su cita está reservada")
    start = the_visit(client, address).starts_at
    assert "Mañana" in sent(start - timedelta(hours=24))[0].subject
    assert "Where" not in mail.body
    assert "/es/visit/" in mail.body


def test_a_move_drops_the_old_reminders_and_updates_the_calendar(client: Client) -> None:
    address = booked(client, pick=LATE, email=MAIL)
    before = the_visit(client, address)
    old_uid = event_of(sent(NOW)[0])[1]["UID"]
    slots = slots_of(client.get(f"{address}/move").content.decode())
    client.post(f"{address}/move", {"slot": slots[-1]})
    after = the_visit(client, address)
    (mail,) = sent(NOW)
    method, event = event_of(mail)
    assert (method, event["SEQUENCE"], event["UID"]) == ("REQUEST", 1, old_uid)
    assert event["DTSTART"].dt == after.starts_at != before.starts_at
    # Nothing about the old time is ever sent.
    for hours in (24, 2):
        assert sent(before.starts_at - timedelta(hours=hours)) == []
        assert len(sent(after.starts_at - timedelta(hours=hours))) == 1


def test_a_cancellation_ends_reminders_and_takes_it_from_the_calendar(client: Client) -> None:
    address = booked(client, pick=LATE, email=MAIL)
    start = the_visit(client, address).starts_at
    sent(NOW)
    for _ in range(2):
        client.post(f"{address}/cancel")
    (mail,) = sent(NOW)
    method, event = event_of(mail)
    assert (method, event["SEQUENCE"], event["STATUS"]) == ("CANCEL", 1, "CANCELLED")
    assert sent(start - timedelta(hours=2)) == []


def test_without_an_address_nothing_is_written(client: Client) -> None:
    address = booked(client)
    client.post(f"{address}/cancel")
    assert sent(NOW + timedelta(days=40)) == []


def test_the_page_gives_the_same_visit_to_a_calendar(client: Client) -> None:
    address = booked(client, pick=LATE, email=MAIL)
    answer = client.get(f"{address}/visit.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["UID"] == event_of(sent(NOW)[0])[1]["UID"]
    client.post(f"{address}/cancel")
    assert client.get(f"{address}/visit.ics").status_code == 404


@pytest.mark.parametrize(("prefix", "said"), [("", "The green door"), ("/es", "La puerta verde")])
def test_who_comes_to_the_clinic_is_told_how_to_find_the_door(
    client: Client, prefix: str, said: str
) -> None:
    address = booked(client, prefix, pick=LATE, email=MAIL)
    (mail,) = sent(NOW)
    assert said in mail.body
    assert said in client.get(address).content.decode()
    assert said not in event_of(mail)[1]["LOCATION"]
