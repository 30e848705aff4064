"""Hours are seen and changed; what breaks promises asks first; nothing that was typed is lost."""

import re
from datetime import date

import pytest
from django.test import Client

from easeback.apps.booking import timetables
from easeback.apps.booking.facts import Status
from easeback.apps.booking.models import TherapistTime, Write
from easeback.apps.booking.queries import visit
from easeback.domain.booking import Mode
from tests import cast
from tests.apps.booking.world import INDOORS, at, promised, therapist
from tests.web.staff_calendar import (
    DATES,
    HOURS,
    MORNING,
    OFF,
    PLACES,
    SIGN_IN,
    WEEKLY,
    Sent,
    as_ann,
    as_desk,
    as_lead,
    form,
    keys_of,
    new_key,
    schedule,
    text_of,
)
from tests.web.staff_calendar import world as world  # noqa: PLC0414  A fixture.

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def test_all_hours_are_on_one_page(client: Client) -> None:
    as_ann(client)
    said = text_of(client.get(HOURS))
    assert "Monday 9 a.m. to noon: clinic, video 1 p.m. to 5 p.m.: clinic, video" in said
    assert "Tuesday 9 a.m. to 5 p.m.: home visit" in said
    assert "Saturday No hours" in said
    assert "America/New_York . They are times on the wall, also when the clocks change" in said
    assert "The day starts and ends at the clinic" in said


def test_the_weeks_are_written_anew(client: Client) -> None:
    as_ann(client)
    night = {"days": ["fri"], "start": "22:00", "end": "06:00", "modes": ["telehealth"]}
    summer = {**MORNING, "first_on": "2027-06-01", "last_on": "2027-08-31"}
    answer = client.post(WEEKLY, form(night, {}, summer))
    assert answer["Location"] == HOURS
    first, second = schedule().weekly
    assert (first.days, first.start, first.end, first.modes) == (
        ["fri"],
        "22:00",
        "06:00",
        [Mode.TELEHEALTH],
    )
    assert (second.first_on, second.last_on) == (date(2027, 6, 1), date(2027, 8, 31))
    said = text_of(client.get(HOURS))
    assert "Saved." in said
    assert "10 p.m. to 6 a.m. (next day): video" in said


def test_what_the_page_shows_can_be_sent_back_as_it_is(client: Client) -> None:
    as_ann(client)
    before = schedule()
    page = client.get(WEEKLY).content.decode()
    rows = [
        {"days": ["mon", "wed", "thu", "fri"], "start": "09:00", "end": "12:00", "modes": INDOORS},
        {"days": ["mon", "wed", "thu", "fri"], "start": "13:00", "end": "17:00", "modes": INDOORS},
        {"days": ["tue"], "start": "09:00", "end": "17:00", "modes": ["home"]},
    ]
    for place, row in enumerate(rows):
        ticked = re.findall(rf'name="rows-{place}-(\w+)" value="([^"]+)"[^>]*checked', page)
        assert [value for name, value in ticked if name == "days"] == row["days"]
        assert [value for name, value in ticked if name == "modes"] == row["modes"]
        assert f'name="rows-{place}-start" value="{row["start"]}"' in page
    client.post(WEEKLY, form(*rows))
    assert schedule() == before


def test_a_row_is_added_and_one_is_removed_without_a_script(client: Client) -> None:
    as_ann(client)
    half = {"days": ["mon"], "start": "10:15"}
    page = client.post(WEEKLY, form(half, wish="add"))
    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="rows-TOTAL_FORMS" value="2"' in text
    assert 'name="rows-0-start" value="10:15"' in text
    client.post(WEEKLY, form({**MORNING, "DELETE": "on"}, MORNING | {"days": ["thu"]}))
    assert [row.days for row in schedule().weekly] == [["thu"]]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"days": []}, "Please fill this in."),
        ({"modes": []}, "Please fill this in."),
        ({"start": ""}, "Please fill this in."),
        ({"end": "25:00"}, "Please check this."),
        ({"end": "\x00"}, "Please check this."),
        ({"days": ["monday"]}, "Please check this."),
        ({"end": "05:00"}, "This is more than 12 hours."),
        ({"end": "09:00"}, "This is more than 12 hours."),
        ({"first_on": "2027-02-30"}, "Please check this."),
        ({"first_on": "9999-01-01"}, "Please check this."),
        ({"first_on": "2027-02-02", "last_on": "2027-02-01"}, "The end must come after the start."),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(
    client: Client, row: Sent, why: str
) -> None:
    as_ann(client)
    before, key = schedule(), new_key()
    odd = {"days": ["sat"], "start": "07:35", "end": "09:55", "modes": ["home"]}
    answer = client.post(WEEKLY, form(MORNING | row, odd, key=key))
    text, said = answer.content.decode(), text_of(answer)
    assert answer.status_code == 400
    assert schedule() == before
    assert "Nothing was saved yet" in said
    assert said.count(why) >= 1
    assert 'class="problem" id="id_rows-0-' in text
    (first,) = re.findall(r'href="#([^"]+_error)"', text)
    assert f'id="{first}"' in text
    assert 'aria-describedby="id_rows-0-' in text
    assert 'value="07:35"' in text
    assert 'value="09:55"' in text
    assert keys_of(answer)[0] == key


def test_a_break_in_the_form_itself_changes_nothing(client: Client) -> None:
    as_ann(client)
    before = schedule()
    for sent in ({}, {"key": new_key(), "wish": "save"}, {**form(MORNING), "key": "x"}):
        assert client.post(WEEKLY, sent).status_code == 400
    huge = {**form(MORNING), "rows-TOTAL_FORMS": "999999999"}
    assert client.post(WEEKLY, huge).status_code == 400
    assert client.post(WEEKLY, {**huge, "wish": "add"}).status_code == 200
    assert schedule() == before


def test_a_change_that_breaks_promises_shows_them_and_asks(client: Client) -> None:
    as_ann(client)
    first, second = promised(at(0, 14)), promised(at(3, 10))
    promised(at(2, 9))
    asking = client.post(WEEKLY, form(MORNING))
    said, text = text_of(asking), asking.content.decode()
    assert asking.status_code == 409
    assert "These visits would lie outside" in said
    assert "Monday, Dec. 7, 2026, 2 p.m. to 2:40 p.m.: Ana Rivera, clinic" in said
    assert "Change the hours although these 2 visits lie outside" in said
    assert re.findall(r'name="although" value="([^"]+)"', text) == [str(first), str(second)]
    assert len(schedule().weekly) == 3

    (key, *_) = keys_of(asking)
    sure = form(MORNING, key=key, wish="although", although=[str(first), str(second)])
    for _ in range(2):
        assert client.post(WEEKLY, sure).status_code == 302
    assert len(schedule().weekly) == 1
    found = visit(first)
    assert found is not None
    assert found.status is Status.CONFIRMED
    said = text_of(client.get(HOURS))
    assert "Visits outside of the hours" in said
    assert said.count("Ana Rivera") == 2


def test_pressing_the_usual_button_again_is_no_answer_to_the_question(client: Client) -> None:
    as_ann(client)
    one = promised(at(0, 14))
    sent = form(MORNING, although=[str(one)])
    assert client.post(WEEKLY, sent).status_code == 409
    assert client.post(WEEKLY, {**sent, "although": ["x"], "wish": "although"}).status_code == 409
    assert len(schedule().weekly) == 3


def test_a_visit_booked_while_somebody_thinks_is_asked_about_again(client: Client) -> None:
    as_ann(client)
    first = promised(at(0, 14))
    client.post(WEEKLY, form(MORNING))
    promised(at(0, 15))
    answer = client.post(WEEKLY, form(MORNING, wish="although", although=[str(first)]))
    assert answer.status_code == 409
    assert "Change the hours although these 2 visits lie outside" in text_of(answer)


def test_the_same_form_sent_twice_is_written_once(client: Client) -> None:
    as_ann(client)
    sent = form(MORNING)
    for _ in range(2):
        assert client.post(WEEKLY, sent).status_code == 302
    assert Write.objects.filter(key__startswith="weekly:").count() == 1
    other = client.post(WEEKLY, form({**MORNING, "end": "11:00"}, key=sent["key"]))
    assert other.status_code == 409
    assert "This form was saved before" in text_of(other)
    assert keys_of(other)[0] != sent["key"]
    assert schedule().weekly[0].end == "12:00"


PAGES = pytest.mark.parametrize("path", [HOURS, WEEKLY, DATES, PLACES, OFF, f"{OFF}1/remove/"])


@PAGES
def test_it_needs_sign_in_and_refuses_strangers(client: Client, path: str) -> None:
    assert client.post(path, form(MORNING))["Location"].startswith(SIGN_IN)
    cast.signed_in(client, cast.eve())
    assert client.post(path, form(MORNING))["Location"].startswith(SIGN_IN)


@PAGES
def test_it_refuses_the_wrong_therapist_and_the_desk(client: Client, path: str) -> None:
    before = TherapistTime.objects.get(pk=therapist("Bea")).schedule
    as_ann(client)
    other = f"{path}?therapist={therapist('Bea')}"

    def asked(address: str) -> int:
        sent = None if path == HOURS else form(MORNING)
        return (client.post(address, sent) if sent else client.get(address)).status_code

    assert asked(other) == 403
    as_desk(client)
    assert asked(other) == 403
    assert asked(path) == 403
    assert TherapistTime.objects.get(pk=therapist("Bea")).schedule == before


def test_the_lead_changes_everybodys_one_at_a_time(client: Client) -> None:
    as_lead(client)
    assert "Whose time?" in text_of(client.get(HOURS))
    assert client.get(WEEKLY)["Location"] == HOURS
    path = f"{WEEKLY}?therapist={therapist('Bea')}"
    assert "Bea" in text_of(client.get(path))
    answer = client.post(path, form(MORNING))
    assert answer["Location"] == f"{HOURS}?therapist={therapist('Bea')}"
    assert timetables.schedule(therapist("Bea")).weekly[0].days == ["mon", "wed"]
    assert len(schedule().weekly) == 3


def test_it_speaks_spanish_too(client: Client) -> None:
    as_ann(client)
    answer = client.post(f"/es{WEEKLY}", form(MORNING | {"end": ""}))
    assert "Falta esto." in text_of(answer)
    assert "Cada semana" in text_of(answer)
    assert client.get(f"{HOURS}none/").status_code == 404
