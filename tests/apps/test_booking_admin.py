"""Terms, services, rooms, therapists' times in the admin: sound, and asking before they break."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.test import Client

from easeback.apps.accounts.actions import appoint_owner
from easeback.apps.accounts.models import User
from easeback.apps.booking import timetables
from easeback.apps.booking.models import Resource, Room, Service, Terms, TherapistTime
from easeback.apps.booking.queries import catalogue, visit
from easeback.apps.practice import queries as practice
from easeback.domain.booking import Mode, Release, Severity
from tests import cast
from tests.apps.booking.world import NOW, at, open_world, promised, room, therapist
from tests.web.staff_calendar import as_desk, as_lead, text_of

pytestmark = pytest.mark.django_db
VIDEO = "https://video.example.test/maya"
ADMIN = "/admin/booking/"
TERMS = {
    "latitude": "40.7",
    "longitude": "-74.05",
    "speed_kmh": "35",
    "winding": "1.35",
    "parking": "4",
    "releases": "[]",
    "hold_minutes": "10",
    "offer_minutes": "20",
    "late_cancel_hours": "24",
}
SERVICE: dict[str, Any] = {
    "name_en": "Next visit",
    "name_es": "Visita siguiente",
    "length": "40",
    "preparation": "0",
    "clean_up": "5",
    "modes": ["clinic", "telehealth", "home"],
    "step": "15",
    "notice": "0",
    "horizon": "60",
    "room_tags": "[]",
}


@pytest.fixture(autouse=True)
def world() -> Iterator[None]:
    open_world()
    with time_machine.travel(NOW, tick=False):
        yield


def as_owner(client: Client) -> User:
    return cast.signed_in(client, User.objects.get(pk=appoint_owner()))


def change(client: Client, what: str, pk: object, sent: dict[str, Any]) -> Any:
    return client.post(f"{ADMIN}{what}/{pk}/change/", sent)


def test_the_terms_are_changed(client: Client) -> None:
    as_owner(client)
    kept = [{"severity": "severe", "days_ahead": 1, "kept": 2}]
    said = {**TERMS, "speed_kmh": "28.5", "releases": json.dumps(kept), "hold_minutes": "15"}
    assert change(client, "terms", 1, said).status_code == 302
    found = catalogue()
    assert found.releases == (Release(Severity.SEVERE, 1, 2),)
    assert found.hold_minutes == 15
    assert Terms.objects.get().speed_kmh == 28.5
    assert "Changed" in LogEntry.objects.latest("pk").get_change_message()
    assert "speed_kmh" in LogEntry.objects.latest("pk").get_change_message()


def test_terms_as_the_demo_has_them_can_be_saved(client: Client) -> None:
    as_owner(client)
    kept = [{"severity": "severe", "days_ahead": 1, "kept": 2, "minutes": 60}]
    said = {**TERMS, "releases": json.dumps(kept), "offer_minutes": "30"}
    assert change(client, "terms", 1, said).status_code == 302
    assert catalogue().releases == (Release(Severity.SEVERE, 1, 2, 60),)
    assert catalogue().offer_minutes == 30


@pytest.mark.parametrize(
    "said",
    [
        {"releases": "none"},
        {"releases": '{"severity": "severe"}'},
        {"releases": '[{"severity": "routine", "days_ahead": 1, "kept": 1}]'},
        {"releases": '[{"severity": "soon", "days_ahead": -1, "kept": 1}]'},
        {"releases": '[{"severity": "soon", "days_ahead": 1, "kept": 1, "more": 1}]'},
        {"latitude": "91"},
        {"longitude": ""},
        {"speed_kmh": "0"},
        {"releases": '[{"severity": "soon", "days_ahead": 1, "kept": 1, "minutes": 0}]'},
        {"hold_minutes": "0"},
        {"offer_minutes": "0"},
    ],
)
def test_terms_that_make_no_sense_are_refused(client: Client, said: dict[str, str]) -> None:
    as_owner(client)
    answer = change(client, "terms", 1, TERMS | said)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert Terms.objects.get().latitude == 40.7


def test_slower_ways_ask_about_the_visits_they_would_make_late(client: Client) -> None:
    as_owner(client)
    promised(at(1, 10), mode=Mode.HOME)
    TherapistTime.objects.filter(pk=therapist()).update(
        schedule={"weekly": [{"days": ["mon", "tue"], "start": "08:00", "end": "18:00"}]}
    )
    one = promised(at(1, 11, 15))
    said = TERMS | {"speed_kmh": "5"}
    asking = change(client, "terms", 1, said)
    assert asking.status_code == 200
    assert "Tuesday, December 08, 2026, 11:15 (America/New_York): Ana Rivera, clinic" in text_of(
        asking
    )
    assert Terms.objects.get().speed_kmh == 35
    assert change(client, "terms", 1, said).status_code == 200
    assert change(client, "terms", 1, said | {"although": [str(one)]}).status_code == 302
    assert Terms.objects.get().speed_kmh == 5


def test_there_is_one_row_of_terms(client: Client) -> None:
    as_owner(client)
    assert client.get(f"{ADMIN}terms/add/").status_code == 403
    assert client.post(f"{ADMIN}terms/1/delete/", {"post": "yes"}).status_code == 403


def test_a_service_is_added_and_changed(client: Client) -> None:
    as_owner(client)
    added = SERVICE | {"key": "evaluation", "name_en": "First visit", "room_tags": ""}
    assert client.post(f"{ADMIN}service/add/", added).status_code == 302
    assert catalogue().services["evaluation"].room_tags is None
    changed = SERVICE | {"length": "45", "notice": "120", "modes": ["clinic"]}
    assert change(client, "service", "visit", changed).status_code == 302
    found = catalogue().services["visit"]
    assert (found.length, found.notice, found.modes) == (45, 120, frozenset({Mode.CLINIC}))
    assert found.room_tags == frozenset()


@pytest.mark.parametrize(
    "said",
    [
        {"length": "0"},
        {"step": "7"},
        {"modes": []},
        {"modes": ["phone"]},
        {"room_tags": '{"bed": 1}'},
        {"room_tags": "[1]"},
        {"horizon": "0"},
    ],
)
def test_a_service_that_makes_no_sense_is_refused(client: Client, said: dict[str, Any]) -> None:
    as_owner(client)
    assert change(client, "service", "visit", SERVICE | said).status_code == 200
    assert Service.objects.get().length == 40


def test_a_longer_service_asks_and_then_writes_all_of_the_form(client: Client) -> None:
    as_owner(client)
    first, second = promised(at(0, 9)), promised(at(0, 9, 45))
    said = SERVICE | {"length": "60", "name_en": "Long visit"}
    asking = change(client, "service", "visit", said)
    assert "Ana Rivera" in text_of(asking)
    assert (Service.objects.get().length, Service.objects.get().name_en) == (40, "Next visit")
    only_one = change(client, "service", "visit", said | {"although": [str(first), "x"]})
    assert only_one.status_code == 200
    sure = said | {"although": [str(first), str(second)]}
    assert change(client, "service", "visit", sure).status_code == 302
    assert (Service.objects.get().length, Service.objects.get().name_en) == (60, "Long visit")


def test_a_room_is_added_closed_after_asking_and_opened_again(client: Client) -> None:
    as_owner(client)
    assert client.post(f"{ADMIN}room/add/", {"name": "Bed 3", "is_open": "on"}).status_code == 302
    assert Room.objects.get(name="Bed 3").tags == []
    one = promised(at(0, 9))
    closed = {"name": "Bed 1, wet", "tags": '["bed"]'}
    assert "Ana Rivera" in text_of(change(client, "room", room(), closed))
    assert Room.objects.get(pk=room()).is_open
    pk = room()
    assert change(client, "room", pk, closed | {"although": [str(one)]}).status_code == 302
    found = Room.objects.get(pk=pk)
    assert (found.is_open, found.name, found.tags) == (False, "Bed 1, wet", ["bed"])
    assert change(client, "room", pk, {"name": "Bed 1", "is_open": "on"}).status_code == 302
    assert Room.objects.get(pk=pk).is_open
    stands = visit(one)
    assert stands is not None
    assert stands.room == "Bed 1"


def test_what_a_room_is_good_for_counts_at_once(client: Client) -> None:
    as_owner(client)
    before = Resource.objects.get(pk=room()).version
    said = {"name": "Bed 1", "tags": '["bed"]', "is_open": "on"}
    assert change(client, "room", room(), said).status_code == 302
    assert Resource.objects.get(pk=room()).version > before


@pytest.mark.django_db(transaction=True)
def test_a_change_is_a_transaction_of_its_own(client: Client) -> None:
    """Not within the admin's, nor a test's: there it would be refused."""
    as_owner(client)
    for what, pk, said in (
        ("terms", 1, TERMS | {"speed_kmh": "30"}),
        ("service", "visit", SERVICE | {"length": "45"}),
        ("room", room(), {"name": "Bed 1"}),
        ("therapisttime", therapist(), {"zone": "America/Denver", "video": VIDEO}),
    ):
        assert change(client, what, pk, said).status_code == 302
    assert (catalogue().services["visit"].length, Terms.objects.get().speed_kmh) == (45, 30)
    assert not Room.objects.get(pk=room()).is_open
    row = TherapistTime.objects.get(pk=therapist())
    assert (row.zone, row.video) == ("America/Denver", VIDEO)


def test_the_owner_links_an_account_to_a_therapist(client: Client) -> None:
    as_owner(client)
    dan = cast.dan()
    page = text_of(client.get(f"{ADMIN}therapisttime/{therapist()}/change/"))
    assert "See and change the hours" in page
    said = {"zone": "America/New_York", "account": str(dan.pk)}
    assert change(client, "therapisttime", therapist(), said).status_code == 302
    row = TherapistTime.objects.get(pk=therapist())
    assert row.account == dan
    assert row.schedule["weekly"][0]["start"] == "09:00"
    twice = change(client, "therapisttime", therapist("Bea"), said)
    assert twice.status_code == 200
    assert TherapistTime.objects.get(pk=therapist("Bea")).account is None


def test_a_new_therapist_gets_a_time_of_their_own(client: Client) -> None:
    as_owner(client)
    faces = {"words_en": "x", "words_es": "x", "languages": ["en"], "portrait": "bun", "place": "3"}
    client.post("/admin/practice/therapist/add/", {**faces, "name": "Cid", "is_shown": "on"})
    cid = next(face.id for face in practice.therapists() if face.name == "Cid")
    said = {"therapist": str(cid), "zone": "America/Chicago"}
    assert client.post(f"{ADMIN}therapisttime/add/", said).status_code == 302
    found = next(each for each in timetables.colleagues() if each.name == "Cid")
    assert (found.zone, found.account) == ("America/Chicago", None)
    assert timetables.schedule(found.id).weekly == []


def test_nobody_but_the_owner_links_an_account(client: Client) -> None:
    fay = as_lead(client)
    said = {"zone": "America/New_York", "account": str(fay.pk)}
    assert change(client, "therapisttime", therapist(), said).status_code == 302
    assert TherapistTime.objects.get(pk=therapist()).account is None


def test_another_zone_asks(client: Client) -> None:
    as_lead(client)
    one = promised(at(0, 9))
    said = {"zone": "America/Denver"}
    assert "Ana Rivera" in text_of(change(client, "therapisttime", therapist(), said))
    assert change(client, "therapisttime", therapist(), {"zone": "Mars"}).status_code == 200
    assert TherapistTime.objects.get(pk=therapist()).zone == "America/New_York"
    sure = said | {"although": [str(one)]}
    assert change(client, "therapisttime", therapist(), sure).status_code == 302
    assert TherapistTime.objects.get(pk=therapist()).zone == "America/Denver"


def nobody(client: Client) -> None:
    """Not signed in."""


def as_eve(client: Client) -> User:
    return cast.signed_in(client, cast.eve())


@pytest.mark.parametrize(("who", "status"), [(nobody, 302), (as_eve, 302), (as_desk, 403)])
@pytest.mark.parametrize(
    "what", ["terms/1", "service/follow-up", "room/{room}", "therapisttime/{who}"]
)
def test_others_change_nothing(
    client: Client, who: Callable[[Client], Any], status: int, what: str
) -> None:
    who(client)
    path = f"{ADMIN}{what.format(room=room(), who=therapist())}/change/"
    said = {**TERMS, **SERVICE, "name": "Mine", "zone": "UTC", "speed_kmh": "5", "length": "60"}
    assert client.post(path, said).status_code == status
    assert Terms.objects.get().speed_kmh == 35
    assert Service.objects.get().length == 40
    assert Room.objects.filter(name="Mine").count() == 0
    assert TherapistTime.objects.filter(zone="UTC").count() == 0
