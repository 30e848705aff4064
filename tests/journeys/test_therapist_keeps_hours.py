"""A therapist sets hours, is asked about a visit that would lie outside, and sees it in the day."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from easeback.apps.booking import queries, timetables
from easeback.apps.booking.facts import Contact
from easeback.apps.selfcare import sharing
from easeback.domain.booking import Mode, Severity
from tests.apps.booking.world import at, open_world, promised, therapist
from tests.journeys.entrance import owner_comes_in
from tests.web.keeper import opened, wrote

Usable = Callable[[], None]
BEN = Contact("Ben Ito", "1-555-555-0102", "", "en", "America/New_York")


@pytest.fixture
def site(live_server: LiveServer) -> Iterator[str]:
    """Monday, twenty past ten: Ana was to come at nine, Ben comes on Friday."""
    open_world()
    promised(at(0, 9))
    promised(at(0, 15), severity=Severity.SEVERE)
    promised(at(1, 10), mode=Mode.HOME)
    promised(at(4, 15), who=BEN)
    with time_machine.travel(at(0, 10, 20)):
        yield str(live_server.url)


def works_as_ann(page: Page, site: str) -> None:
    """The owner of a small practice works there too, and says so in the admin, once."""
    owner_comes_in(page, site)
    page.goto(f"{site}/admin/booking/therapisttime/{therapist()}/change/")
    page.get_by_label("Account").select_option(label="owner")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Day", exact=True).click()


def ends_the_afternoons_early(page: Page, assert_usable: Usable) -> Locator:
    """At half past two; a slip of the pen is caught first. The row of the afternoons."""
    page.get_by_role("link", name="Hours", exact=True).click()
    assert_usable()
    page.get_by_role("link", name="Change the weeks").click()
    assert_usable()
    afternoon = page.get_by_role("group", name="Row 2")
    afternoon.get_by_label("To").fill("02:30")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved yet")
    expect(afternoon).to_contain_text("This is more than 12 hours")
    assert_usable()
    afternoon.get_by_label("To").fill("14:30")
    page.get_by_role("button", name="Add a row").click()
    expect(page.get_by_role("group", name="Row 4")).to_be_visible()
    expect(afternoon.get_by_label("To")).to_have_value("14:30")
    return afternoon


def test_the_day_says_who_comes_and_who_did_not(
    site: str, page: Page, assert_usable: Usable
) -> None:
    works_as_ann(page, site)

    # The day: who is urgent stands on top, everybody in the order of time.
    expect(page.get_by_role("heading", name="Monday Dec. 7, 2026")).to_be_visible()
    expect(page.get_by_role("heading", name="See these first")).to_be_visible()
    assert_usable()

    # Nobody came at nine. It is noted once, at the press of a button.
    page.get_by_role("button", name="Did not come Ana Rivera").click()
    expect(page.get_by_role("listitem").filter(has_text="9 a.m.")).to_contain_text("Did not come")
    assert page.get_by_role("button", name="Did not come").count() == 0

    # Tomorrow is spent on the road.
    page.get_by_role("link", name="Day after").click()
    expect(page.get_by_text("All ways")).to_be_visible()
    assert_usable()


def test_the_diary_that_somebody_shares_can_be_read_by_anybody(
    page: Page, site: str, assert_usable: Usable
) -> None:
    visit = queries.visit(promised(at(0, 11), who=BEN))
    assert visit is not None
    account = opened().account
    for hours in range(1, 40, 6):
        wrote(account, hours % 9, hours_ago=hours, note="Of Ben's own", remedies=("heat",))
    sharing.share(account, visit.course, at=datetime.now(UTC))
    works_as_ann(page, site)
    page.get_by_role("link", name="Their diary Ben Ito").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The diary they share")
    expect(page.get_by_role("img").first).to_be_visible()
    expect(page.get_by_text("Of Ben's own").first).to_be_visible()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert_usable()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_hours_that_leave_visits_outside_are_asked_about(
    site: str, page: Page, assert_usable: Usable
) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    works_as_ann(page, site)
    ends_the_afternoons_early(page, assert_usable)
    page.get_by_role("button", name="Save").click()

    # Two visits would lie outside. The question names them, and nothing has changed yet.
    question = page.get_by_role("alert").filter(has_text="These visits would lie outside")
    expect(question).to_contain_text("Friday, Dec. 11, 2026, 3 p.m. to 3:40 p.m.: Ben Ito, clinic")
    assert_usable()
    assert timetables.schedule(therapist()).weekly[1].end == "17:00"
    page.get_by_role("button", name="although these 2 visits lie outside").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    expect(page.get_by_role("heading", name="Visits outside of the hours")).to_be_visible()
    assert timetables.schedule(therapist()).weekly[1].end == "14:30"
    assert_usable()

    # They stand: the list leads to the day, and the week shows them beside what is free.
    page.get_by_role("link", name="Ben Ito").click()
    expect(page.get_by_text("Not in your hours")).to_be_visible()
    page.get_by_role("link", name="Week", exact=True).click()
    expect(page.get_by_role("heading", name="Friday 11")).to_be_visible()
    assert_usable()
    page.set_viewport_size({"width": 1200, "height": 900})
    expect(page.get_by_role("table", name="The week, hour by hour")).to_be_visible()
    assert_usable()

    # Ben is called, and the visit is given up: the page that asks has one button.
    page.get_by_role("link", name="Ben Ito").click()
    page.get_by_role("button", name="Cancel Ben Ito").click()
    assert_usable()
    page.get_by_role("button", name="Cancel the visit").click()
    expect(page.get_by_text("No visits on this day.")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("alert")).to_contain_text("This visit has changed")
    assert_usable()
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page.get_by_text("No visits on this day.")).to_be_visible()
    assert [said for said in complaints if "400" not in said and "409" not in said] == []


@pytest.mark.parametrize("path", ["places", "dates", "time-off"])
def test_every_part_of_the_hours_can_be_used_by_anybody(
    site: str, page: Page, assert_usable: Usable, path: str
) -> None:
    owner_comes_in(page, site)
    page.goto(f"{site}/staff/hours/")
    assert_usable()
    page.get_by_label("Whose time?").select_option(label="Ann")
    page.get_by_role("button", name="Show").click()
    page.goto(f"{page.url.replace('/hours/?', f'/hours/{path}/?')}")
    assert_usable()
    page.get_by_role("button", name="Save").click()
    assert_usable()
