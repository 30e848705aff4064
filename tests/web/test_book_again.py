"""Booking by people who go back, press twice, come late, or type what nobody expected."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from easeback.apps.booking import actions, queries
from easeback.apps.booking.facts import Status
from easeback.apps.booking.models import Visit, VisitStatus
from easeback.apps.booking.sharing import shared_with
from easeback.apps.notifications import queries as notifications
from tests.web.test_book import (
    ANA,
    NOW,
    booked,
    fields_of,
    held,
    monday_next,
    open_slots,
    slots_of,
    the_visit,
    told,
)
from tests.web.test_letters import sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday_next")]
__all__ = ["monday_next"]
LATE = -40
MAIL = "ana@example.test"


def press(client: Client, page: str, slot: str) -> Any:
    return client.post("/book/hold", {**fields_of(page, "/book/hold"), "slot": slot})


def confirm(client: Client, details: str, **typed: str) -> Any:
    sent_ = {**fields_of(details, "/book/confirm"), **ANA, **typed}
    return client.post("/book/confirm", sent_)


def test_a_slot_that_nobody_else_took_is_booked_though_the_hold_ran_out(
    client: Client, monday_next: Any
) -> None:
    details = held(client, pick=LATE)
    monday_next.shift(timedelta(minutes=11))
    assert actions.let_go_of_expired(at=NOW + timedelta(minutes=11)) == 1
    answer = confirm(client, details)
    assert answer.status_code == 302
    assert the_visit(client, answer["Location"]).status is Status.CONFIRMED


def test_a_slot_whose_hold_ran_out_can_be_chosen_again_on_the_same_page(
    client: Client, monday_next: Any
) -> None:
    page = open_slots(client)
    slot = slots_of(page)[LATE]
    press(client, page, slot)
    monday_next.shift(timedelta(minutes=11))
    again = press(client, page, slot)
    assert again.status_code == 200
    answer = confirm(client, again.content.decode())
    assert the_visit(client, answer["Location"]).status is Status.CONFIRMED


def test_who_goes_back_and_forth_ends_with_what_was_chosen_last(client: Client) -> None:
    page = open_slots(client)
    first, second = slots_of(page)[LATE], slots_of(page)[LATE + 5]
    for slot in (first, second):
        press(client, page, slot)
    details = press(client, page, first)
    answer = confirm(client, details.content.decode())
    visit = the_visit(client, answer["Location"])
    assert int(visit.starts_at.timestamp()) == int(first.split(".")[2])


def test_a_choice_that_cannot_be_had_leaves_the_one_before(client: Client) -> None:
    page = open_slots(client)
    first, second = slots_of(page)[LATE], slots_of(page)[LATE + 5]
    details = press(client, page, first).content.decode()
    held(Client(), slot=second)
    assert press(client, page, second).status_code == 409
    assert confirm(client, details).status_code == 302


def test_after_booking_the_page_before_leads_to_what_was_booked(client: Client) -> None:
    page = open_slots(client)
    slots = slots_of(page)
    details = press(client, page, slots[LATE]).content.decode()
    address = confirm(client, details)["Location"]
    assert press(client, page, slots[LATE + 5])["Location"] == address
    assert Visit.objects.count() == 1


def test_the_same_start_for_another_place_is_another_wish(client: Client) -> None:
    page = open_slots(client, mode_wanted="home", zip="10011")
    sent_ = {**fields_of(page, "/book/hold"), "slot": slots_of(page)[LATE]}
    assert client.post("/book/hold", sent_).status_code == 200
    assert client.post("/book/hold", {**sent_, "zip": "10013"}).status_code == 200


def test_a_video_visit_asks_staff_for_its_link_once(client: Client) -> None:
    page = open_slots(client, mode_wanted="telehealth")
    details = press(client, page, slots_of(page)[LATE]).content.decode()
    assert fields_of(details, "/book/confirm")["mode_wanted"] == "telehealth"
    addresses = {confirm(client, details)["Location"] for _ in range(2)}
    visit = the_visit(client, addresses.pop())
    (task,) = notifications.open_tasks()
    assert visit.code in task.words


def test_who_must_be_seen_in_person_cannot_hold_a_video_visit(client: Client) -> None:
    page = open_slots(client, mode_wanted="telehealth")
    slot = next(slot for slot in slots_of(page) if ".telehealth." in slot)
    forged = {**told("leg pain"), "slot": slot}
    assert client.post("/book/hold", forged).status_code == 409


@pytest.mark.parametrize(
    "phone", ["(212) 555-0101", "212/555/0101", "+1 212 555\u20130101", "212 555 0101 x12"]
)
def test_a_phone_number_may_be_written_as_people_write_it(client: Client, phone: str) -> None:
    assert confirm(client, held(client), phone=phone).status_code == 302


@pytest.mark.parametrize(
    "email", ["ana@bücher.de", '"a b"@example.test', "ana@example", "\u212aim@x.test"]
)
def test_an_address_that_mail_would_not_reach_is_asked_for_again(
    client: Client, email: str
) -> None:
    answer = confirm(client, held(client), email=email)
    assert answer.status_code == 200
    assert "This e-mail address is not complete." in answer.content.decode()


def test_what_is_typed_stays_one_line_in_a_letter(client: Client) -> None:
    name = "Ana\n\nYour account\x00 is closed.\u202e"
    answer = confirm(client, held(client, pick=LATE), name=name, email=MAIL)
    visit = the_visit(client, answer["Location"])
    assert visit.contact is not None
    assert visit.contact.name == "Ana Your account is closed."
    link = confirm(client, held(Client()), name="Go to https://evil.example", email=MAIL)
    assert "Type your name." in link.content.decode()
    assert client.post("/visit", {"code": "A\x00B"}).status_code == 404


def test_a_sender_with_a_name_breaks_no_booking(client: Client, settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Harbor PT <desk@harbor.example>"
    booked(client, email=MAIL)
    (mail,) = sent(NOW)
    assert b"mailto:desk@harbor.example" in mail.attachments[0].content.replace(b"\r\n ", b"")


def test_the_calendar_file_needs_no_address(client: Client) -> None:
    answer = client.get(f"{booked(client)}/visit.ics")
    assert answer.status_code == 200
    assert b"ATTENDEE" not in answer.content


def test_links_in_letters_begin_with_the_practices_own_address(
    client: Client, settings: Settings
) -> None:
    settings.PUBLIC_ADDRESS = "https://relief.example"
    settings.ALLOWED_HOSTS = ["testserver"]
    sent_ = {**fields_of(held(client), "/book/confirm"), **ANA, "email": MAIL}
    client.post("/book/confirm", sent_, headers={"host": "testserver:6666"})
    assert "https://relief.example/visit/" in sent(NOW)[0].body


def test_pressing_a_new_time_twice_moves_once(client: Client) -> None:
    address = booked(client, email=MAIL)
    slot = slots_of(client.get(f"{address}/move").content.decode())[LATE]
    for _ in range(3):
        client.post(f"{address}/move", {"slot": slot})
    visit = the_visit(client, address)
    assert visit.version == 1
    assert VisitStatus.objects.filter(visit=visit.id, status=Status.MOVED).count() == 1


def test_a_visit_can_be_moved_to_a_time_that_overlaps_its_own(client: Client) -> None:
    page = open_slots(client, mode_wanted="clinic")
    details = press(client, page, slots_of(page)[LATE]).content.decode()
    address = confirm(client, details)["Location"]
    visit = the_visit(client, address)
    near = int(visit.starts_at.timestamp()) + 900
    found = [int(s.split(".")[2]) for s in slots_of_all(client, f"{address}/move")]
    before = int(visit.starts_at.timestamp()) - 900
    assert {near, before} & set(found)


def slots_of_all(client: Client, address: str) -> list[str]:
    """The slots of every page of days."""
    found: list[str] = []
    sent_: dict[str, str] = {}
    for _ in range(10):
        page = client.post(address, sent_).content.decode()
        found += slots_of(page)
        later = page.partition('name="after" value="')[2].partition('"')[0]
        if not later:
            return found
        sent_ = {"after": later}
    return found


@pytest.mark.parametrize("missed", [True, False])
def test_what_has_begun_is_neither_moved_nor_cancelled_by_the_patient(
    client: Client,
    monday_next: Any,
    missed: bool,  # noqa: FBT001
) -> None:
    address = booked(client, pick=LATE)
    visit = the_visit(client, address)
    slot = slots_of(client.get(f"{address}/move").content.decode())[-1]
    monday_next.move_to(visit.starts_at + timedelta(minutes=30 if not missed else 90))
    if missed:
        actions.note_no_show(visit.id, key="n", by="staff:1", at=visit.ends_at)
    client.post(f"{address}/move", {"slot": slot})
    client.post(f"{address}/cancel")
    found = queries.visit(visit.id)
    assert found is not None
    assert found.starts_at == visit.starts_at
    assert found.status is (Status.NO_SHOW if missed else Status.CONFIRMED)
    assert "Change the time" not in client.get(address).content.decode()


def test_what_was_shared_goes_with_a_cancelled_visit(client: Client) -> None:
    address = booked(client, share="yes")
    visit = the_visit(client, address)
    assert shared_with(visit.id) is not None
    client.post(f"{address}/cancel")
    assert shared_with(visit.id) is None


def test_tomorrow_is_said_only_while_it_is_true(client: Client) -> None:
    address = booked(client, pick=LATE, email=MAIL)
    start = the_visit(client, address).starts_at
    sent(NOW)
    late = [mail.subject for mail in sent(start - timedelta(hours=3))]
    assert late == []


def test_a_visit_at_the_clinic_is_told_by_the_clinics_clock(client: Client) -> None:
    address = booked(client, pick=LATE, email=MAIL, zone="America/Los_Angeles")
    visit = the_visit(client, address)
    (mail,) = sent(NOW)
    there = f"{local(visit.starts_at, 'America/New_York'):%-I:%M}"
    assert there in mail.subject
    assert f"{local(visit.starts_at, 'America/Los_Angeles'):%-I:%M}" in mail.body


def local(at: datetime, zone: str) -> datetime:
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo(zone))
