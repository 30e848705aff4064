"""A staff page says in time that its session ends, and loses nothing when it has."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from easeback.apps.accounts.models import User
from tests import cast
from tests.apps.booking.world import at, open_world, promised
from tests.journeys.test_therapist_keeps_hours import works_as_ann

BEGUN = at(0, 10, 20)
Later = Callable[[Page, int], None]


@pytest.fixture
def site(live_server: LiveServer) -> Iterator[str]:
    open_world()
    promised(at(0, 9))
    with time_machine.travel(BEGUN, tick=False):
        yield str(live_server.url)


@pytest.fixture
def later(page: Page) -> Iterator[Later]:
    """So many minutes pass, for the page and for the server."""
    with time_machine.travel(BEGUN, tick=False) as clock:

        def pass_by(on: Page, minutes: int) -> None:
            clock.shift(timedelta(minutes=minutes))
            on.clock.fast_forward(minutes * 60_000)

        yield pass_by


def opens_the_evaluation(page: Page, site: str) -> None:
    works_as_ann(page, site)
    page.clock.install()
    page.get_by_role("link", name="Record Ana Rivera").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Write: Evaluation").click()


def signs_in_again(context: BrowserContext, site: str) -> None:
    """As the door does: another session, and another secret for its forms."""
    client = Client()
    cast.signed_in(client, User.objects.get(username="owner"))
    secret = get_token(RequestFactory().get("/"))[-32:]
    held = {
        settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
        settings.CSRF_COOKIE_NAME: secret,
    }
    for name, value in held.items():
        cookie: Any = {"name": name, "value": value, "url": site}
        context.add_cookies([cookie])


def test_who_is_there_stays_and_who_is_not_finds_all_of_it(
    page: Page, site: str, later: Later, context: BrowserContext, assert_usable: Callable[[], None]
) -> None:
    opens_the_evaluation(page, site)
    warns = page.locator("[data-staying]")
    later(page, 50)
    expect(warns).to_be_empty()
    later(page, 6)
    expect(warns).to_contain_text("You are signed out in 4 min.")
    assert_usable()
    page.get_by_role("button", name="Stay signed in").click()
    expect(warns).to_be_empty()

    # What is typed keeps the session, too.
    later(page, 50)
    page.get_by_label("Tender muscles").fill("Left")
    page.clock.fast_forward(2_000)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    later(page, 50)
    expect(warns).to_be_empty()

    # Then nobody is there. What was typed last is on the page still.
    later(page, 20)
    expect(warns).to_contain_text("You are signed out. What stands on this page is still here.")
    expect(page.get_by_label("Tender muscles")).to_have_value("Left")
    assert_usable()
    # They sign in in another tab, and go on where they were; what they type is sent as ever.
    with context.expect_page() as door:
        page.get_by_role("link", name="Sign in in a new tab").click()
    door.value.get_by_role("button", name="Use a passkey").wait_for()
    signs_in_again(context, site)
    door.value.goto(f"{site}/staff/today/")
    expect(warns).to_be_empty()
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Tender muscles")).to_have_value("Left")


@pytest.mark.proof
def test_another_tab_that_is_used_keeps_this_one(
    page: Page, site: str, later: Later, context: BrowserContext
) -> None:
    opens_the_evaluation(page, site)
    other = context.new_page()
    other.clock.install()
    later(page, 40)
    other.goto(f"{site}/staff/today/")
    later(page, 16)
    expect(page.locator("[data-staying]")).to_be_empty()


@pytest.mark.proof
def test_a_working_day_ends_for_whoever_is_there_too(page: Page, site: str, later: Later) -> None:
    opens_the_evaluation(page, site)
    for _ in range(14):
        later(page, 50)
        page.evaluate("document.dispatchEvent(new Event('kept'))")
    later(page, 16)
    warns = page.locator("[data-staying]")
    expect(warns).to_contain_text("You are signed out in")
    expect(page.get_by_role("button", name="Stay signed in")).to_have_count(0)
