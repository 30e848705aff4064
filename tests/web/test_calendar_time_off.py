"""Days that are different, time off, and where home visits are made."""

from datetime import date

import pytest
from django.test import Client

from easeback.apps.booking import actions
from easeback.apps.booking.models import Blocked, TherapistTime
from easeback.domain.booking import Mode
from easeback.domain.vocabulary import seconds
from tests.apps.booking.world import NOW, at, promised, therapist
from tests.web.staff_calendar import (
    DATES,
    HOURS,
    OFF,
    PLACES,
    Sent,
    as_ann,
    form,
    new_key,
    schedule,
    text_of,
)
from tests.web.staff_calendar import world as world  # noqa: PLC0414  A fixture.

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def test_one_day_takes_other_hours_or_none(client: Client) -> None:
    as_ann(client)
    stored = TherapistTime.objects.get(pk=therapist())
    stored.schedule["overrides"] = [{"on": "2026-11-02", "hours": []}]
    stored.save()
    late = {"on": "2026-12-24", "start": "10:00", "end": "12:00", "modes": ["clinic"]}
    client.post(DATES, form(late, {**late, "start": "13:00", "end": "14:00"}, {"on": "2026-12-25"}))
    found = {each.on: [(h.start, h.end) for h in each.hours] for each in schedule().overrides}
    assert found == {
        date(2026, 11, 2): [],
        date(2026, 12, 24): [("10:00", "12:00"), ("13:00", "14:00")],
        date(2026, 12, 25): [],
    }
    said = text_of(client.get(HOURS))
    assert "Dec. 24, 2026 10 a.m. to noon: clinic 1 p.m. to 2 p.m.: clinic" in said
    assert "Friday, Dec. 25, 2026 Day off" in said
    assert "Nov." not in said
    page = client.get(DATES).content.decode()
    assert 'name="rows-TOTAL_FORMS" value="3"' in page
    assert "2026-11-02" not in page


@pytest.mark.parametrize("row", [{"start": "09:00"}, {"on": "2026-12-24", "modes": ["clinic"]}])
def test_half_a_day_is_not_saved(client: Client, row: Sent) -> None:
    as_ann(client)
    answer = client.post(DATES, form(row))
    assert answer.status_code == 400
    assert "Please fill this in." in text_of(answer)


def test_places_are_found_by_zip_code_or_degrees(client: Client) -> None:
    as_ann(client)
    area = {"latitude": "40.7", "longitude": "-74.01", "radius_km": "12.5"}
    answer = client.post(PLACES, form(area, {"zip": "10001", "radius_km": "5"}, zip="10001-1234"))
    assert answer.status_code == 302
    home, (first, second) = schedule().home_point, schedule().areas
    assert home is not None
    assert (home.latitude, home.longitude) == (40.7484, -73.9967)
    assert (first.center.longitude, first.radius_km) == (-74.01, 12.5)
    assert second.center == home
    assert 'name="latitude" value="40.7484"' in client.get(PLACES).content.decode()
    client.post(PLACES, form({}))
    assert (schedule().home_point, schedule().areas) == (None, [])


@pytest.mark.parametrize(
    ("row", "own", "why"),
    [
        ({"zip": "00000", "radius_km": "5"}, {}, "We do not know this ZIP code"),
        ({"zip": "10001"}, {}, "Please fill this in"),
        ({"radius_km": "5"}, {}, "Please fill this in"),
        ({"zip": "10001", "radius_km": "-5"}, {}, "Please check this"),
        ({"zip": "10001", "radius_km": "nan"}, {}, "Please check this"),
        ({}, {"latitude": "91", "longitude": "1"}, "Please check this"),
        ({}, {"latitude": "40"}, "Please fill this in"),
        ({}, {"zip": "1000"}, "We do not know this ZIP code"),
        ({}, {"zip": "10001" * 9}, "Please check this"),
    ],
)
def test_a_place_that_is_none_is_not_saved(client: Client, row: Sent, own: Sent, why: str) -> None:
    as_ann(client)
    answer = client.post(PLACES, form(row, **own))
    assert answer.status_code == 400
    assert why in text_of(answer)
    assert schedule().areas == []


def test_an_area_that_leaves_a_home_visit_out_asks(client: Client) -> None:
    as_ann(client)
    promised(at(1, 10), mode=Mode.HOME)
    far = {"latitude": "42", "longitude": "-74", "radius_km": "5"}
    answer = client.post(PLACES, form(far))
    assert answer.status_code == 409
    assert "although this visit lies outside" in text_of(answer)


def test_time_off_is_whole_days_or_from_a_time_to_a_time(client: Client) -> None:
    as_ann(client)
    days = {"first_on": "2026-12-24", "last_on": "2026-12-26", "note": "Family"}
    times = {"first_on": "2026-12-10", "start": "09:00", "last_on": "2026-12-10", "end": "10:30"}
    for sent in (days, times):
        assert client.post(OFF, {"key": new_key(), "wish": "save", **sent}).status_code == 302
    found = sorted(Blocked.objects.values_list("starts", "ends"))
    assert found == [
        (seconds(at(3, 9)), seconds(at(3, 10, 30))),
        (seconds(at(17, 0)), seconds(at(20, 0))),
    ]
    said = text_of(client.get(HOURS))
    assert "Dec. 24, 2026, midnight to Dec. 27, 2026, midnight Family" in said


def test_time_off_over_the_change_of_the_clocks_is_what_the_wall_says(client: Client) -> None:
    as_ann(client)
    sent = {"first_on": "2027-03-14", "last_on": "2027-03-14"}
    client.post(OFF, {"key": new_key(), "wish": "save", **sent})
    row = Blocked.objects.get()
    assert row.ends - row.starts == 23 * 3600


def test_time_off_over_a_visit_asks_and_keeps_what_was_typed(client: Client) -> None:
    as_ann(client)
    one = promised(at(3, 9))
    sent = {"key": new_key(), "wish": "save", "first_on": "2026-12-10", "last_on": "2026-12-10"}
    asking = client.post(OFF, {**sent, "note": "Course"})
    assert asking.status_code == 409
    assert 'value="Course"' in asking.content.decode()
    assert not Blocked.objects.exists()
    sure = {**sent, "note": "Course", "wish": "although", "although": [str(one)]}
    assert client.post(OFF, sure).status_code == 302
    assert Blocked.objects.get().note == "Course"
    actions.cancel(one, key="c", by="patient", at=NOW)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"first_on": "2026-12-10"},
        {"first_on": "2026-12-10", "last_on": "2026-12-09"},
        {"first_on": "2026-12-10", "start": "10:00", "last_on": "2026-12-10", "end": "10:00"},
        {"first_on": "0001-01-01", "last_on": "2026-12-10"},
        {"first_on": "2026-12-10", "last_on": "9999-12-31"},
    ],
)
def test_time_off_that_is_none_is_not_saved(client: Client, sent: Sent) -> None:
    as_ann(client)
    assert client.post(OFF, {"key": new_key(), "wish": "save", **sent}).status_code == 400
    assert not Blocked.objects.exists()


def test_time_off_is_removed_once(client: Client) -> None:
    as_ann(client)
    days = {"first_on": "2026-12-24", "last_on": "2026-12-26"}
    client.post(OFF, {"key": new_key(), "wish": "save", **days})
    path = f"{OFF}{Blocked.objects.get().pk}/remove/"
    assert path in client.get(HOURS).content.decode()
    assert client.post(path, {"key": ""}).status_code == 400
    sent = {"key": new_key()}
    for _ in range(2):
        assert client.post(path, sent)["Location"] == HOURS
    assert not Blocked.objects.exists()
    assert client.post(path, {"key": new_key()}).status_code == 409
    assert client.post(f"{OFF}x/remove/", sent).status_code == 404
    assert client.get(path).status_code == 405
