"""The staff's pages about calendars: they work, need sign-in, refuse eve and the wrong person."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.test import Client

from easeback.apps.accounts.models import User
from easeback.apps.accounts.presence import FRESH
from easeback.apps.booking import feeds, foreign
from easeback.apps.booking.models import ExternalCalendar
from tests import cast
from tests.apps.booking import elsewhere
from tests.apps.booking.elsewhere import MONDAY, NOW
from tests.interop.calendars import calendar, event

pytestmark = pytest.mark.django_db(transaction=True)
BOTH = pytest.mark.parametrize("prefix", ["", "/es"])
HALF = timedelta(minutes=30)
ADDRESS = "https://calendar.example/private-4711/basic.ics"
PAGES = ["", "{0}/", "{0}/address/full/", "{0}/address/busy/"]
POSTS = ["{0}/address/full/", "{0}/address/full/end/", "{0}/others/", "{0}/others/{1}/remove/"]


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def maya() -> int:
    return elsewhere.open_practice()


def lead() -> User:
    """Clara, to whom the owner gave the therapists' time."""
    user = cast.clara()
    user.user_permissions.add(Permission.objects.get(codename="change_therapisttime"))
    return user


@pytest.fixture
def clara(client: Client) -> User:
    return cast.signed_in(client, lead())


@pytest.fixture
def hers(maya: int) -> int:
    by = User.objects.create_superuser("owner").pk
    return foreign.add_calendar(maya, ADDRESS, key="hers", by=by, at=NOW)


def place(page: str, *names: int) -> str:
    return f"/staff/calendar/{page.format(*names)}"


def key_on(client: Client, path: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', client.get(path).content.decode())
    assert found
    return found[1]


def makes(client: Client, path: str) -> str:
    """The address that the page shows."""
    answer = client.post(path, {"key": key_on(client, path)})
    assert "no-store" in answer["Cache-Control"]
    found = re.search(r"http://testserver(/[^<]*)</code>", answer.content.decode())
    assert found
    return found[1]


@BOTH
@pytest.mark.parametrize("flavor", ["full", "busy"])
def test_an_address_is_made_shown_once_and_ended(
    client: Client, clara: User, maya: int, prefix: str, flavor: str
) -> None:
    there = prefix + place(f"{{0}}/address/{flavor}/", maya)
    own = makes(client, there)
    assert own.startswith(f"{prefix}/calendar/")
    assert Client().get(own).status_code == 200
    page = client.get(prefix + place("{0}/", maya)).content.decode()
    assert own not in page
    assert "2026-11-28" in page
    second = makes(client, there)
    assert [Client().get(each).status_code for each in (own, second)] == [404, 200]
    client.post(f"{there}end/", {"key": str(uuid4())})
    assert Client().get(second).status_code == 404


def test_a_double_click_makes_one_address_and_says_so(
    client: Client, clara: User, maya: int
) -> None:
    there = place("{0}/address/full/", maya)
    sent = {"key": key_on(client, there)}
    first, second = (client.post(there, sent).content.decode() for _ in range(2))
    found = re.search(r"http://testserver(/[^<]*)</code>", first)
    assert found
    assert "pressed twice" in second
    assert Client().get(found[1]).status_code == 200


def test_opening_the_page_makes_nothing(client: Client, clara: User, maya: int) -> None:
    client.get(place("{0}/address/full/", maya))
    assert feeds.addresses(maya) == {}


def test_an_address_takes_a_fresh_proof_and_ending_it_does_not(client: Client, maya: int) -> None:
    cast.signed_in(client, lead(), shown_at=datetime.now(UTC) - FRESH)
    there = place("{0}/address/full/", maya)
    assert client.get(there)["Location"].startswith("/staff/sign-in/again/?next=%2Fstaff%2Fcal")
    assert client.post(there, {"key": str(uuid4())}).status_code == 302
    assert feeds.addresses(maya) == {}
    assert client.get(place("{0}/", maya)).status_code == 200
    assert client.post(f"{there}end/", {"key": str(uuid4())})["Location"] == place("{0}/", maya)


@BOTH
def test_a_calendar_is_added_read_and_removed(
    client: Client, clara: User, maya: int, prefix: str, clock: Any
) -> None:
    there, others = (prefix + place(page, maya) for page in ("{0}/", "{0}/others/"))
    sent = {"key": key_on(client, there), "address": ADDRESS}
    for _ in range(2):
        assert client.post(others, sent)["Location"] == there
    (state,) = foreign.calendars(maya)
    page = client.get(there).content.decode()
    assert "calendar.example" in page
    assert "4711" not in page
    with elsewhere.other_program() as other:
        other.file = calendar(event(f"DTSTART:{MONDAY:%Y%m%dT%H%M%SZ}", "DURATION:PT1H"))
        row = ExternalCalendar.objects.get()
        row.sealed = foreign._seal(other.address)
        row.save()
        elsewhere.read()
        clock.shift(HALF + timedelta(seconds=9))
        said = {"": "Last read 30 minutes ago. Busy times: 1.", "/es": "Se leyó hace 30 minutos."}
        assert said[prefix] in client.get(there).content.decode().replace("\xa0", " ")
        other.status = 500
        elsewhere.read(NOW + HALF)
        clock.shift(HALF + timedelta(seconds=9))
        said = {"": "could not read it for 1 hour.", "/es": "No se pudo leer desde hace 1 hora."}
        page = client.get(there).content.decode().replace("\xa0", " ")
        assert said[prefix] in page
        assert "status 500" in page
    assert not elsewhere.offered(maya, MONDAY)
    gone = client.post(f"{others}{state.id}/remove/", {"key": str(uuid4())})
    assert gone["Location"] == there
    assert foreign.calendars(maya) == ()
    assert elsewhere.offered(maya, MONDAY)


def test_a_page_that_was_gone_back_to_shows_how_things_stand(
    client: Client, clara: User, maya: int
) -> None:
    there, others = (place(page, maya) for page in ("{0}/", "{0}/others/"))
    sent = {"key": key_on(client, there), "address": ADDRESS}
    client.post(others, sent)
    for path in (others, place("{0}/address/full/end/", maya)):
        answer = client.post(path, {**sent, "address": f"{ADDRESS}?2"})
        assert answer.status_code == 422
        assert "This page was used before." in answer.content.decode()
        assert f'value="{sent["key"]}"' not in answer.content.decode()
    assert len(foreign.calendars(maya)) == 1


def test_a_number_that_no_table_holds_is_somebody_elses(client: Client, maya: int) -> None:
    cast.signed_in(client, cast.dan())
    assert client.get(place("{0}/", 2**63)).status_code == 403


def test_what_is_no_address_is_said_and_not_kept(client: Client, clara: User, maya: int) -> None:
    sent = {"key": str(uuid4()), "address": "http://calendar.example/4711"}
    answer = client.post(place("{0}/others/", maya), sent)
    assert answer.status_code == 422
    assert "This is not the address of a calendar." in answer.content.decode()
    assert "4711" not in answer.content.decode()
    assert foreign.calendars(maya) == ()


def test_the_list_leads_to_every_therapist(client: Client, clara: User, maya: int) -> None:
    page = client.get(place("")).content.decode()
    assert "Tomás Arriaga" in page
    assert f'href="{place("{0}/", maya)}"' in page


def test_the_owner_may_see_to_all_of_them(client: Client, maya: int) -> None:
    cast.signed_in(client, User.objects.create_superuser("owner", is_staff=True))
    assert client.get(place("{0}/", maya)).status_code == 200


def test_the_pages_need_sign_in(client: Client, maya: int, hers: int) -> None:
    for page in PAGES:
        path = place(page, maya)
        assert client.get(path)["Location"].startswith("/admin/login/")
    for page in POSTS:
        path = place(page, maya, hers)
        assert client.post(path, {"key": str(uuid4())})["Location"].startswith("/admin/login/")
    assert len(foreign.calendars(maya)) == 1


def test_the_pages_refuse_eve(client: Client, maya: int, hers: int) -> None:
    eve = cast.eve()
    for page in [*PAGES, *POSTS]:
        client.force_login(eve)
        for answer in (client.get(place(page, maya, hers)), client.post(place(page, maya, hers))):
            assert answer["Location"].startswith("/admin/login/")
    assert len(foreign.calendars(maya)) == 1


def test_the_pages_refuse_staff_who_have_no_right_to_this_time(
    client: Client, maya: int, hers: int
) -> None:
    cast.signed_in(client, cast.dan())
    for page in PAGES:
        assert client.get(place(page, maya)).status_code == 403
    for page in POSTS:
        sent = {"key": str(uuid4()), "address": ADDRESS}
        assert client.post(place(page, maya, hers), sent).status_code == 403
    assert len(foreign.calendars(maya)) == 1
    assert feeds.addresses(maya) == {}


def test_a_calendar_is_not_reached_by_way_of_another_therapist(
    client: Client, clara: User, maya: int, hers: int
) -> None:
    path = place("{0}/others/{1}/remove/", elsewhere.therapist("Tomás"), hers)
    assert client.post(path, {"key": str(uuid4())}).status_code == 404
    assert len(foreign.calendars(maya)) == 1


@pytest.mark.parametrize("page", ["999/", "999/address/full/", "{0}/address/all/", "{0}/others/9/"])
def test_what_is_not_there_is_not_found(client: Client, clara: User, maya: int, page: str) -> None:
    assert client.get(place(page, maya)).status_code == 404


@pytest.mark.parametrize("key", ["", "1", "x" * 500])
def test_a_form_without_the_key_of_its_page_does_nothing(
    client: Client, clara: User, maya: int, key: str
) -> None:
    for page in POSTS[:3]:
        sent = {"key": key, "address": ADDRESS}
        assert client.post(place(page, maya), sent).status_code == 400
    assert (feeds.addresses(maya), foreign.calendars(maya)) == ({}, ())
