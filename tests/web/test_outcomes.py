"""Practice outcomes: counts for the lead and the owner, and for nobody else."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from easeback.apps.accounts.models import User
from easeback.apps.audit.queries import done_to
from easeback.apps.booking.models import TherapistTime
from easeback.apps.care.roles import FRONT_DESK, LEAD
from easeback.apps.practice.models import Therapist
from easeback.domain.booking import Severity
from easeback.domain.indicator import Indicator
from tests import cast
from tests.apps.booking.world import therapist
from tests.apps.care.practising import LATER, course, open_counted_world, visit
from tests.apps.care.recording import account_with_role
from tests.web.staff_calendar import SIGN_IN, text_of

pytestmark = pytest.mark.django_db
PAGE, TABLE = "/staff/outcomes/", "/staff/outcomes.csv"
EFFECT = "no number on this page shows what treatment did"


@pytest.fixture(autouse=True)
def practice(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Last year seven people came to Ann, two of them urgently, and three to Bea."""
    settings.AUDIT_MARKS = tmp_path / "audit-marks"
    open_counted_world()
    for number in range(10):
        severity = Severity.SEVERE if number < 2 else Severity.ROUTINE
        each = course(number, name="Ann" if number < 7 else "Bea", severity=severity)
        visit(each, 1)
        visit(each, 8, "confirmed", "no-show") if number == 0 else visit(each, 8)
    with time_machine.travel(LATER, tick=False):
        yield


def as_lead(client: Client) -> User:
    return cast.signed_in(client, account_with_role("lena", LEAD))


def as_owner(client: Client) -> User:
    return cast.signed_in(client, account_with_role("otto", owner=True))


def rows(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8"))))


def test_a_lead_sees_counts_with_what_they_mean_and_what_they_do_not(client: Client) -> None:
    as_lead(client)
    page = text_of(client.get(PAGE))
    assert "Practice outcomes 2026" in page
    assert "95% 19 of 20" in page
    assert EFFECT in page
    assert "A visit is kept if nobody noted that they did not come." in page
    assert "Fewer than 5 people" in page
    assert "Canary" not in page


def test_small_groups_and_those_beside_them_are_held_back(client: Client) -> None:
    as_lead(client)
    found = {
        each["group"]: (each["denominator"], each["hidden"])
        for each in rows(client.get(TABLE))
        if each["figure"] == "attendance" and each["period"] == "2026-Q4"
    }
    assert found == {
        "practice": ("20", ""),
        "urgency:routine": ("", "beside"),
        "urgency:soon": ("", "few"),
        "urgency:severe": ("", "few"),
        "therapist:Ann": ("", "beside"),
        "therapist:Bea": ("", "few"),
    }


def test_the_table_has_every_figure_and_no_name_of_a_patient(client: Client) -> None:
    as_lead(client)
    answer = client.get(TABLE)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="outcomes-2026.csv"'
    found = rows(answer)
    assert {each["figure"] for each in found} == set(Indicator)
    assert {each["period"] for each in found} == {*(f"2026-Q{n}" for n in range(1, 5)), "2026"}
    assert "canary" not in answer.content.decode().lower()
    (kept,) = (
        each
        for each in found
        if (each["figure"], each["period"], each["group"]) == ("attendance", "2026", "practice")
    )
    assert kept == {
        "period": "2026",
        "group": "practice",
        "figure": "attendance",
        "numerator": "19",
        "denominator": "20",
        "value": "0.95",
        "low": "0.7639",
        "high": "0.9911",
        "hidden": "",
    }


def test_of_what_is_hidden_no_number_leaves_the_machine(client: Client) -> None:
    as_lead(client)
    for each in rows(client.get(TABLE)):
        numbers = [each[name] for name in ("numerator", "denominator", "value", "low", "high")]
        assert any(numbers) is not bool(each["hidden"])


def test_a_name_is_no_formula_to_a_spreadsheet(client: Client) -> None:
    Therapist.objects.filter(name="Ann").update(name='=HYPERLINK("x"), "Ann"\n@')
    as_lead(client)
    for row in csv.reader(StringIO(client.get(TABLE).content.decode())):
        assert len(row) == 9
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_an_owner_sees_the_practice_and_no_therapist_apart(client: Client) -> None:
    as_owner(client)
    assert {each["group"] for each in rows(client.get(TABLE))} == {
        "practice",
        "urgency:routine",
        "urgency:soon",
        "urgency:severe",
    }
    page = client.get(PAGE).content.decode()
    assert "19 of 20" in page
    assert "Ann" not in page
    assert "Bea" not in page


@pytest.mark.parametrize("who", ["ann", "desk", "eve", "nobody"])
def test_nobody_else_sees_any_of_it(who: str) -> None:
    browser = Client()
    match who:
        case "ann":
            ann = cast.signed_in(browser, User.objects.get(username="ann"))
            assert TherapistTime.objects.get(account=ann).pk == therapist("Ann")
        case "desk":
            cast.signed_in(browser, account_with_role("fay", FRONT_DESK))
        case "eve":
            cast.signed_in(browser, cast.eve())
    for path in (PAGE, TABLE):
        answer = browser.get(path)
        assert "19" not in answer.content.decode()
        if who in {"ann", "desk"}:
            assert answer.status_code == 403
        else:
            assert answer.status_code == 302
            assert SIGN_IN in answer["Location"] or "/staff/sign-in/" in answer["Location"]
    assert list(done_to("outcomes:2026")) == []


def test_each_look_and_each_download_is_in_the_chain(client: Client) -> None:
    lead = as_lead(client)
    client.get(PAGE)
    client.get(TABLE)
    deeds = [(by, what) for _, by, what in done_to("outcomes:2026")]
    who = f"staff:{lead.pk}"
    assert deeds == [(who, "outcomes.downloaded"), (who, "outcomes.read")]


def test_only_who_may_see_it_is_led_there(client: Client) -> None:
    as_lead(client)
    assert f'href="{PAGE}"' in client.get("/staff/day/").content.decode()
    ann = Client()
    cast.signed_in(ann, User.objects.get(username="ann"))
    assert PAGE not in ann.get("/staff/day/").content.decode()


@pytest.mark.parametrize("year", ["2025", "2027", "x", "99999", "-026", "٢٠٢٦", ""])
def test_a_year_that_is_none_of_ours_is_not_found(client: Client, year: str) -> None:
    as_lead(client)
    for path in (PAGE, TABLE):
        assert client.get(path, {"year": year}).status_code == 404


def test_other_years_are_looked_at_by_themselves(client: Client) -> None:
    as_lead(client)
    with time_machine.travel("2027-06-01T15:00:00Z", tick=False):
        cast.signed_in(client, User.objects.get(username="lena"))
        page = client.get(PAGE)
        assert "Practice outcomes 2027" in text_of(page)
        assert 'rel="prev" href="?year=2026"' in page.content.decode()
        assert "Whole year" not in text_of(page)
        assert "19 of 20" in text_of(client.get(PAGE, {"year": "2026"}))


def test_it_is_there_in_spanish(client: Client) -> None:
    as_lead(client)
    page = text_of(client.get(f"/es{PAGE}"))
    assert "Resultados del consultorio 2026" in page
    assert "95 % 19 de 20" in page


def test_it_is_only_read(client: Client) -> None:
    as_lead(client)
    for path in (PAGE, TABLE):
        assert client.post(path).status_code == 405
