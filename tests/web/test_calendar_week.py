"""The week at a glance: visits, time off and what is free, by the therapist's clock."""

import re
from collections.abc import Callable
from datetime import date, time

import pytest
from django.test import Client

from easeback.apps.accounts.models import User
from easeback.apps.booking import changes, timetables
from easeback.domain.booking import Mode, Severity
from easeback.domain.vocabulary import Span
from easeback.web.clinician.calendar.week import FREE, week_of
from tests import cast
from tests.apps.booking.world import NOW, at, promised, therapist
from tests.web.staff_calendar import SIGN_IN, as_ann, as_desk, as_lead, text_of
from tests.web.staff_calendar import world as world  # noqa: PLC0414  A fixture.

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
WEEK = "/staff/week/"


def take_off(first: int, last: int) -> None:
    span = Span.of(at(first, 0), at(last, 0))
    changes.add_time_off(therapist(), span, "", key=f"{first}", at=NOW)


def by_day(client: Client, path: str = WEEK) -> dict[str, str]:
    """What each day's list says, by its heading."""
    page = client.get(path).content.decode().partition('class="by-day"')[2]
    days = re.findall(r"<h2>(.*?)</h2>(.*?)</section>", page, re.DOTALL)
    return {bare(heading): bare(said) for heading, said in days}


def bare(part: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", part)).strip()


def test_visits_time_off_and_free_hours_are_told_apart_in_words(client: Client) -> None:
    promised(at(0, 9), severity=Severity.SEVERE)
    promised(at(1, 10), mode=Mode.HOME)
    take_off(3, 5)
    as_ann(client)
    days = by_day(client)
    assert list(days) == [
        "Monday 7 Today",
        "Tuesday 8",
        "Wednesday 9",
        "Thursday 10",
        "Friday 11",
        "Saturday 12",
        "Sunday 13",
    ]
    assert days["Monday 7 Today"] == (
        "9 a.m. to 9:40 a.m. Ana Rivera clinic, Severe Free 9:40 a.m. to noon Free 1 p.m. to 5 p.m."
    )
    assert "Ana Rivera home visit" in days["Tuesday 8"]
    assert days["Thursday 10"] == "Not at work midnight to midnight"
    assert days["Saturday 12"] == "No hours and no visits."


def test_the_table_begins_and_ends_with_the_work_of_the_week(client: Client) -> None:
    promised(at(0, 15, 45))
    as_ann(client)
    table = client.get(WEEK).content.decode().partition("<table")[2].partition("</table>")[0]
    hours = re.findall(r'<th scope="row">(.*?)</th>', table)
    assert (hours[0], hours[-1], len(hours)) == ("9 a.m.", "4 p.m.", 8)
    assert "until 4:25 p.m. Ana Rivera" in table
    assert table.count("Ana Rivera") == 2


def test_a_week_is_reached_by_any_of_its_days(client: Client) -> None:
    promised(at(8, 10), mode=Mode.HOME)
    as_ann(client)
    for day in ("2026-12-14", "2026-12-20"):
        assert "Ana Rivera" in by_day(client, f"{WEEK}{day}/")["Tuesday 15"]
    assert "This week" in text_of(client.get(f"{WEEK}2026-12-14/"))
    assert client.get(f"{WEEK}2026-13-01/").status_code == 404


@pytest.mark.parametrize(
    ("monday", "place", "free"),
    [(date(2027, 3, 8), 6, 2), (date(2026, 10, 26), 6, 3)],
    ids=["spring", "autumn"],
)
def test_the_night_on_which_clocks_change(monday: date, place: int, free: int) -> None:
    """From midnight to three by the wall; in spring one of these hours is not there."""
    night = [{"days": ["sun"], "start": "00:00", "end": "03:00"}]
    changes.change_schedule(therapist(), {"weekly": night}, key="n", at=NOW)
    ann = next(each for each in timetables.colleagues() if each.name == "Ann")
    day = week_of(ann, monday, at=NOW)[place]
    shown = [hour for hour in range(24) if any(p.kind == FREE for p in day.hours[hour])]
    assert len(shown) == free
    (piece,) = day.pieces
    assert (piece.start.time(), piece.end.time()) == (time(0), time(3))


def test_it_needs_sign_in_and_refuses_strangers(client: Client) -> None:
    assert client.get(WEEK)["Location"].startswith(SIGN_IN)
    cast.signed_in(client, cast.eve())
    assert client.get(WEEK)["Location"].startswith(SIGN_IN)


def test_it_refuses_the_wrong_therapist(client: Client) -> None:
    as_ann(client)
    assert client.get(f"{WEEK}?therapist={therapist('Bea')}").status_code == 403


def test_a_colleague_without_a_time_or_a_right_is_refused(client: Client) -> None:
    cast.signed_in(client, cast.dan())
    assert client.get(WEEK).status_code == 403


@pytest.mark.parametrize("who", [as_desk, as_lead])
def test_the_desk_and_the_lead_see_one_at_a_time(
    client: Client, who: Callable[[Client], User]
) -> None:
    promised(at(0, 9), name="Bea")
    who(client)
    assert "Ana Rivera" not in text_of(client.get(WEEK))
    assert "Ana Rivera" in text_of(client.get(f"{WEEK}?therapist={therapist('Bea')}"))


def test_it_speaks_spanish(client: Client) -> None:
    as_ann(client)
    said = text_of(client.get(f"/es{WEEK}"))
    assert "Libre 09:00 a 12:00" in said
