"""The owner comes in for the first time."""

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from easeback.apps.accounts.actions import appoint_owner, issue_sign_in_link


def test_by_a_link_that_works_once(
    live_server: LiveServer, page: Page, assert_usable: Callable[[], None]
) -> None:
    token = issue_sign_in_link(appoint_owner(), at=timezone.now())
    link = f"{live_server.url}/staff/sign-in/{token}/"

    # The link opens a page with one button, and pressing it lands in the admin.
    page.goto(link)
    assert_usable()
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{live_server.url}/admin/")
    expect(page.get_by_role("link", name="Clinical approvals")).to_be_visible()

    # The same link, a second time, says calmly that it is used up.
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    assert_usable()
