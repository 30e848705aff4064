"""A therapist evaluates somebody; the laptop dies in the middle of it, and nothing is lost."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from easeback.apps.booking import queries as booking
from easeback.apps.booking.facts import Snapshot
from easeback.apps.booking.sharing import attach
from easeback.apps.care import signing
from tests.apps.booking.world import NOW, at, open_world, promised
from tests.journeys.test_therapist_keeps_hours import works_as_ann

Usable = Callable[[], None]


@pytest.fixture
def site(live_server: LiveServer) -> Iterator[str]:
    """Monday, twenty past ten. Ana came at nine; she has told of her back, and shared what the
    safety check found."""
    open_world()
    visit = booking.known_visit(promised(at(0, 9)))
    told = {"story": "I lifted a box.", "pain-now": 7, "onset-how": "lifting"}
    signing.send_intake(visit.course, told, key=uuid4(), at=NOW)
    attach(visit.id, Snapshot({"pain-now": 7}, "within_days", ("fx-1",), {}, "v"), at=NOW)
    with time_machine.travel(at(0, 10, 20)):
        yield str(live_server.url)


def begins(page: Page, site: str) -> None:
    works_as_ann(page, site)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="Record Ana Rivera").click()


def chooses(page: Page, group: str, option: str) -> None:
    page.get_by_role("group", name=group, exact=True).get_by_label(option, exact=True).check()


def judges(page: Page) -> None:
    """All that an evaluation needs and was not typed yet."""
    chooses(page, "You find", "Not so")
    page.get_by_label("Why", exact=True).fill("The X-ray of May is clear.")
    chooses(page, "All other warning signs", "Asked, none present")
    chooses(page, "Classification", "Directional preference")
    chooses(page, "Stage", "Acute")
    page.get_by_label("ICD-10-CM").select_option("M54.50")
    chooses(page, "Warning signs", "None that change the plan")


def test_what_is_typed_is_there_after_a_crash_and_is_signed_once_it_is_whole(
    site: str, page: Page, assert_usable: Usable
) -> None:
    begins(page, site)
    expect(page.get_by_role("heading", name="Ana Rivera")).to_be_visible()
    assert_usable()

    # What she told before is there; the rest is typed, and kept a moment later.
    page.get_by_role("link", name="Write: Evaluation").click()
    assert_usable()
    expect(page.get_by_label("What happened, and how has it been since?")).to_have_value(
        "I lifted a box."
    )
    # Pain is asked anew.
    page.get_by_label("Pain right now, from 0 to 10").fill("6")
    page.get_by_label("Fingertips to floor").fill("35")
    page.get_by_role("button", name="All the rest: 5").press("Enter")
    expect(page.get_by_label("S1, Right").first).to_have_value("5")
    expect(page.get_by_role("status")).to_have_text("Saved")

    # The battery is empty. Half an hour later she goes on where she was.
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_label("Fingertips to floor")).to_have_value("35")
    expect(page.get_by_label("S1, Right").first).to_have_value("5")

    # It is not signed before it is whole, and what lacks leads to its place.
    chooses(page, "Irritability", "Moderate")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("It is not signed yet")
    assert_usable()
    page.get_by_role("link", name="What the safety check found: This is still missing.").click()
    judges(page)
    page.get_by_role("button", name="Sign", exact=True).dblclick()
    expect(page.get_by_text("Signed by Ann")).to_be_visible()
    expect(page.get_by_text("Not so; The X-ray of May is clear.")).to_be_visible()
    assert_usable()

    # Signed, it stays as it is: its form leads to it, and what was wrong is added below.
    page.goto(address)
    expect(page.get_by_text("Signed by Ann")).to_be_visible()
    page.get_by_label("Add to it").fill("Fingertips to floor was 30.")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Added by Ann")).to_be_visible()


def test_of_two_tabs_the_later_one_is_told_and_loses_nothing(
    site: str, page: Page, assert_usable: Usable
) -> None:
    begins(page, site)
    page.get_by_role("link", name="Write: Evaluation").click()
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Tender muscles").fill("Left")
    expect(other.get_by_role("status")).to_have_text("Saved")
    page.get_by_label("Tender muscles").fill("Right")
    expect(page.get_by_role("status")).to_contain_text("This was changed in another tab")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Another tab saved something else")
    expect(page.get_by_label("Tender muscles")).to_have_value("Right")
    assert_usable()
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    page.reload()
    expect(page.get_by_label("Tender muscles")).to_have_value("Right")


def test_without_a_connection_it_is_said_and_tried_again(site: str, page: Page) -> None:
    begins(page, site)
    page.get_by_role("link", name="Write: Evaluation").click()
    page.context.set_offline(True)
    page.get_by_label("Tender muscles").fill("Left")
    expect(page.get_by_role("status")).to_contain_text("Not saved yet")
    page.context.set_offline(False)
    expect(page.get_by_role("status")).to_have_text("Saved", timeout=15_000)
    page.reload()
    expect(page.get_by_label("Tender muscles")).to_have_value("Left")
