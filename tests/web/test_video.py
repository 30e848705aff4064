"""Visits by video: at the therapist's own address, or by a link that staff send."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from easeback.apps.booking import actions, changes, taking
from easeback.apps.booking.models import TherapistTime
from easeback.apps.notifications.queries import open_tasks
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
)
from tests.web.test_letters import event_of, sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday_next")]
__all__ = ["monday_next"]
ROOM = "https://video.example.test/maya"


def by_video(client: Client) -> str:
    """The address of the page of a visit by video that was just booked."""
    slots = slots_of(open_slots(client, mode_wanted="telehealth"))
    details = held(client, slot=slots[-1], mode_wanted="telehealth")
    typed = {**fields_of(details, "/book/confirm"), **ANA, "email": "ana@example.test"}
    return str(client.post("/book/confirm", typed)["Location"])


def kinds() -> list[str]:
    return [task.kind for task in open_tasks()]


@pytest.fixture
def room(monday_next: Any) -> None:
    TherapistTime.objects.update(video=ROOM)


@pytest.mark.usefixtures("room")
def test_the_visits_page_leads_there_and_its_mail_and_calendar_file_to_the_page(
    client: Client,
) -> None:
    """A mail can be read when the address is another one."""
    address = by_video(client)
    assert f'href="{ROOM}"' in client.get(address).content.decode()
    (mail,) = sent(NOW)
    assert f"page when it is time · http://testserver{address}" in mail.body
    assert event_of(mail)[1]["URL"] == f"http://testserver{address}"
    assert ROOM not in mail.body
    assert kinds() == []
    TherapistTime.objects.update(video=f"{ROOM}-2")
    assert f'href="{ROOM}-2"' in client.get(address).content.decode()


@pytest.mark.usefixtures("room")
def test_nobody_else_is_told_the_address(client: Client) -> None:
    address = booked(client, pick=-1)
    assert ROOM not in client.get(address).content.decode()
    video = by_video(Client())
    visit = the_visit(client, video)
    actions.cancel(visit.id, key="c", by="patient", at=NOW)
    assert ROOM not in client.get(video).content.decode()


def test_without_one_staff_are_asked_once_until_the_visit_is_cancelled(client: Client) -> None:
    visit = the_visit(client, by_video(client))
    assert kinds() == ["video-link"]
    actions.move(visit.id, visit.starts_at + timedelta(days=7), key="m", by="patient", at=NOW)
    assert kinds() == ["video-link"]
    actions.cancel(visit.id, key="c", by="patient", at=NOW)
    assert kinds() == []


@pytest.mark.usefixtures("room")
def test_staff_are_asked_for_the_links_of_visits_that_lose_their_address(client: Client) -> None:
    visit = the_visit(client, by_video(client))
    booked(Client(), pick=-1)
    for number, address in enumerate([ROOM, f"{ROOM}-2", "", ROOM]):
        at = NOW + timedelta(minutes=number)
        changes.change_video(visit.therapist, address, key=f"v{number}", at=at)
        assert TherapistTime.objects.get(pk=visit.therapist).video == address
        asked = [task for task in open_tasks() if task.kind == "video-link"]
        assert [task.about for task in asked] == [f"visit:{visit.id}"] * (number >= 2)
        assert all(visit.code in task.words for task in asked)
    actions.cancel(visit.id, key="c", by="patient", at=NOW + timedelta(minutes=9))
    assert kinds() == []
    changes.change_video(visit.therapist, "", key="over", at=NOW + timedelta(minutes=10))
    assert kinds() == []


def test_whether_there_is_an_address_is_asked_once_nobody_can_change_it_any_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address that was read with the visit may be gone when its therapist is touched."""
    seen = taking.visit_of

    def and_then_changed(id: Any) -> Any:
        found = seen(id)
        TherapistTime.objects.update(video=ROOM)
        return found

    monkeypatch.setattr(taking, "visit_of", and_then_changed)
    by_video(client)
    assert kinds() == []
