"""A diary on one page for the clinician: any days, never a second page, nobody else's words."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from easeback.apps.practice.facts import UNKNOWN_PRACTICE
from easeback.domain.vocabulary import Area, Language
from easeback.paper.report import Report, pages
from easeback.web.patient.diary.paper import writer_of
from easeback.web.patient.keeping.holding import Mine
from easeback.web.patient.relief.frame import setting_for
from tests.web.keeper import ZONE, account_on, held, keeper, wrote

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("language", list(Language))


def today() -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(ZONE)).date()


def report_of(client: Client, language: Language, *, days: int = 30) -> Report:
    from easeback.apps.accounts.devices import holder_of

    key = held(client)[0]
    holder = holder_of(key, at=datetime.now(UTC))
    assert holder is not None
    here = setting_for("/my/report.pdf", language, UNKNOWN_PRACTICE, None)
    first = today() - timedelta(days=days - 1)
    writer = writer_of(here, Mine(holder, key, ()), first, today())
    return writer.report(at=datetime.now(UTC))


def told(made: Report) -> str:
    return "\n".join(line for _, lines in made.sections for line in lines)


@BOTH
@pytest.mark.parametrize("days", [1, 731])
def test_a_full_diary_still_fits_on_one_page(language: Language, days: int) -> None:
    client = keeper()
    for number in range(24):
        wrote(
            account_on(client),
            number % 11,
            hours_ago=1 + 11 * number,
            flare=number % 7 == 0,
            remedies=("heat", "cold", "cat-cow", "short-walk", "knee-to-chest", "slow-breathing"),
            areas={area.value: 9 for area in Area},
            medicines="W" * 900,
            note="m" * 900,
            doing="lifting " * 80,
        )
    assert pages(report_of(client, language, days=days)) == 1


def test_it_says_what_was_written_in_these_days_and_nothing_else() -> None:
    client, other = keeper(), keeper()
    wrote(account_on(client), 6, hours_ago=2, note="inside", medicines="ibuprofen")
    wrote(account_on(client), 6, hours_ago=24 * 40, note="outside")
    wrote(account_on(other), 6, hours_ago=2, note="of another")
    said = told(report_of(client, Language.ENGLISH))
    assert "inside" in said
    assert "ibuprofen" in said
    assert "outside" not in said
    assert "of another" not in said


def test_areas_are_told_with_the_most_that_they_hurt() -> None:
    client = keeper()
    for hours, level in ((5, 3), (3, 8), (1, None)):
        wrote(account_on(client), 5, hours_ago=hours, areas={"low-back-left": level})
    made = report_of(client, Language.ENGLISH)
    assert "Low back, left: 8 of 10" in told(made)
    assert made.body is not None


@BOTH
def test_an_empty_diary_makes_a_page_too(language: Language) -> None:
    made = report_of(keeper(), language)
    assert made.body is None
    assert pages(made) == 1


def test_the_page_comes_as_a_pdf() -> None:
    client = keeper()
    wrote(account_on(client), 4)
    given = {"from": (today() - timedelta(days=9)).isoformat(), "to": today().isoformat()}
    answer = client.get("/my/report.pdf", given)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]


def test_days_are_asked_for_first() -> None:
    said = keeper().get("/my/report.pdf")
    assert said.status_code == 200
    assert 'type="date"' in said.content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"from": "2027-02-01", "to": "2027-01-01"},
        {"from": "2020-01-01", "to": "2027-01-01"},
        {"from": "0001-01-01", "to": "9999-12-31"},
    ],
)
def test_days_that_make_no_page_are_told(given: dict[str, Any]) -> None:
    answer = keeper().get("/my/report.pdf", given)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("given", [{"from": "x"}, {"from": "2027-13-01", "to": ""}, {"from": ""}])
def test_what_is_no_day_counts_as_not_said(given: dict[str, str]) -> None:
    assert keeper().get("/my/report.pdf", given).status_code == 200
