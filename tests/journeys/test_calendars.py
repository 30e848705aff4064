"""The owner gives a therapist's visits an address, and names the therapist's other calendar."""

from collections.abc import Callable

from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from easeback.ops.demo import load_demo
from tests.journeys.entrance import owner_comes_in

Usable = Callable[[], None]


def test_an_address_out_and_a_calendar_in(
    live_server: LiveServer, page: Page, assert_usable: Usable
) -> None:
    load_demo()
    site = live_server.url
    owner_comes_in(page, site)

    # Whose? Maya's.
    page.goto(f"{site}/staff/calendar/")
    assert_usable()
    page.get_by_role("link", name="Maya").click()
    assert_usable()

    # An address that shows only when she is busy: made, copied, and never shown again.
    page.get_by_role("link", name="Only when you are busy").click()
    assert_usable()
    page.get_by_role("button", name="Make the address").click()
    assert_usable()
    address = page.locator("code").inner_text()
    page.get_by_role("link", name="I have copied it").click()
    expect(page.get_by_text(address)).to_have_count(0)
    path = address.removeprefix(site)
    assert b"VCALENDAR" in Client().get(path).content

    # Her other calendar: what is typed is shown by its host alone.
    page.get_by_label("Address of the calendar").fill("https://calendar.example/private/1.ics")
    page.get_by_role("button", name="Add this calendar").click()
    expect(page.get_by_text("calendar.example").first).to_be_visible()
    expect(page.get_by_text("Not read yet")).to_be_visible()
    assert_usable()

    # The address was passed on too far: it ends at once.
    page.get_by_role("button", name="End this address").click()
    assert Client().get(path).status_code == 404
    page.get_by_role("button", name="Remove calendar.example").click()
    expect(page.get_by_text("calendar.example")).to_have_count(0)
