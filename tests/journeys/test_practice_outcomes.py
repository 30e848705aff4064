"""The lead of a practice looks at a year of it, on a phone and at a desk, and takes it along."""

import csv
from collections.abc import Callable, Iterator

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from easeback.domain.booking import Severity
from tests.apps.care.practising import LATER, course, open_counted_world, visit
from tests.journeys.entrance import owner_comes_in
from tests.journeys.test_anybody_can_use_it import at_night, cut_off

Usable = Callable[[], None]


@pytest.fixture
def site(live_server: LiveServer) -> Iterator[str]:
    """Last year twelve people came, three of them urgently; one came no second time."""
    open_counted_world()
    for number in range(12):
        each = course(number, severity=Severity.SEVERE if number < 3 else Severity.ROUTINE)
        visit(each, 1)
        visit(each, 8, "confirmed", "no-show") if number == 0 else visit(each, 8)
    with time_machine.travel(LATER):
        yield str(live_server.url)


def test_a_year_is_read_and_taken_along(
    site: str, page: Page, assert_usable: Usable, problems_of: Callable[..., list[str]]
) -> None:
    owner_comes_in(page, site)
    page.goto(f"{site}/staff/day/")
    page.get_by_role("link", name="Outcomes", exact=True).click()
    expect(page.get_by_role("heading", name="Practice outcomes 2026")).to_be_visible()
    expect(page.get_by_text("Most flare-ups ease by themselves.")).to_be_visible()
    kept = page.get_by_role("table", name="Visits that were kept")
    expect(kept).to_contain_text("23 of 24")
    expect(kept).not_to_contain_text("severe")
    expect(page.get_by_role("table", name="Less pain")).to_contain_text("Fewer than 5 people")

    assert_usable()
    assert [*cut_off(page, width=320), *cut_off(page, letters=32)] == []
    assert at_night(page, problems_of) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    assert_usable()

    with page.expect_download() as coming:
        page.get_by_role("link", name="Take it along as a table (CSV)").click()
    assert coming.value.suggested_filename == "outcomes-2026.csv"
    lines = list(csv.DictReader(coming.value.path().read_text("utf-8").splitlines()))
    (year,) = (
        each
        for each in lines
        if (each["figure"], each["period"], each["group"]) == ("attendance", "2026", "practice")
    )
    assert (year["numerator"], year["denominator"]) == ("23", "24")


def test_it_is_as_usable_in_spanish(site: str, page: Page, assert_usable: Usable) -> None:
    owner_comes_in(page, site)
    page.goto(f"{site}/es/staff/outcomes/")
    expect(page.get_by_role("heading", name="Resultados del consultorio 2026")).to_be_visible()
    assert_usable()
    assert [*cut_off(page, width=320), *cut_off(page, letters=32)] == []
