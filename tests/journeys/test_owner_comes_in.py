"""The owner comes in for the first time, and every day after."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from easeback.apps.accounts.actions import appoint_owner
from easeback.apps.accounts.queries import unused_codes
from tests.codes import code_of
from tests.journeys.entrance import Device, owner_comes_in, owner_link

Usable = Callable[[], None]


def test_by_a_link_once_and_then_by_a_passkey(
    live_server: LiveServer, page: Page, assert_usable: Usable
) -> None:
    site = live_server.url
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    device = Device(page)

    # The link opens a page with one button; pressing it leads to the choice of a way to sign in.
    page.goto(owner_link(site))
    assert_usable()
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Set up how you sign in")).to_be_visible()
    assert_usable()

    # Nothing else opens yet.
    page.goto(f"{site}/staff/exercises/")
    expect(page.get_by_role("heading", name="Set up how you sign in")).to_be_visible()

    # A finger on the laptop, and there is a passkey that is found without a name.
    page.get_by_role("link", name="Set up a passkey").click()
    assert_usable()
    page.get_by_label("What is it on?").fill("My laptop")
    page.get_by_role("button", name="Set up the passkey").click()
    expect(page.get_by_role("heading", name="Print your recovery codes")).to_be_visible()
    assert [held["isResidentCredential"] for held in device.passkeys] == [True]

    # The codes stand there until they are put away. Then the practice opens.
    expect(page.get_by_role("listitem")).to_have_text(list(unused_codes(appoint_owner())))
    assert_usable()
    page.get_by_role("button", name="I have printed them").click()
    expect(page).to_have_url(f"{site}/admin/")
    expect(page.get_by_role("link", name="Clinical approvals")).to_be_visible()

    # In the evening they sign out; the next morning it takes one button.
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Sign in to the practice")).to_be_visible()
    assert_usable()
    page.goto(f"{site}/admin/practice/practice/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{site}/admin/practice/practice/")
    page.get_by_role("link", name="Your sign-in").click()
    expect(page.get_by_text("My laptop").first).to_be_visible()
    assert_usable()
    assert complaints == []


def test_by_a_link_that_works_once(
    live_server: LiveServer, page: Page, assert_usable: Usable
) -> None:
    link = owner_link(live_server.url)
    for _ in range(2):
        page.goto(link)
        page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    assert_usable()


def test_with_an_app_where_there_are_no_passkeys(
    live_server: LiveServer, page: Page, assert_usable: Usable
) -> None:
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto(owner_link(live_server.url))
    page.get_by_role("button", name="Sign in").click()

    # A browser without passkeys says so, and the way back leads to the other way.
    page.get_by_role("link", name="Set up a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("This browser has no passkeys here")
    assert_usable()
    page.get_by_role("link", name="Back").click()

    # The app is scanned; a wrong code changes nothing, the right one sets it up.
    page.get_by_role("link", name="Set up an app").click()
    assert_usable()
    expect(page.get_by_role("img", name="A square code")).to_be_visible()
    page.get_by_label("Now type the code").fill("1")
    page.get_by_role("button", name="Set up the app").click()
    expect(page.get_by_role("alert")).to_contain_text("This is not the code")
    assert_usable()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("Now type the code").fill(code_of(secret))
    page.get_by_role("button", name="Set up the app").click()
    page.get_by_role("button", name="I have printed them").click()
    expect(page).to_have_url(f"{live_server.url}/admin/")


def test_a_passkey_that_is_not_shown_or_is_lost_lets_nobody_in(
    live_server: LiveServer, page: Page, assert_usable: Usable
) -> None:
    site = live_server.url
    device = owner_comes_in(page, site)
    page.get_by_role("button", name="Log out").click()

    # Without the right finger nothing is shown, and the page says so.
    device.refuses_the_finger()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was shown")
    assert_usable()
    device.knows_the_finger()

    # All is lost. The site is started again: its link needs no second step.
    device.is_lost()
    page.goto(owner_link(site))
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{site}/admin/")

    # A new passkey is set up, and the lost one goes.
    page.get_by_role("link", name="Your sign-in").click()
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_label("What is it on?").fill("New laptop")
    page.get_by_role("button", name="Set up the passkey").click()
    page.get_by_role("button", name="Remove Passkey 1").click()
    expect(page.get_by_role("button", name=re.compile("Remove"))).to_have_text("Remove New laptop")


def test_a_colleague_by_a_link_shows_the_passkey_as_well(
    live_server: LiveServer, page: Page, assert_usable: Usable
) -> None:
    site = live_server.url
    owner_comes_in(page, site)
    page.goto(f"{site}/admin/accounts/user/{appoint_owner()}/link/")
    page.get_by_role("button", name="Make a link").click()
    link = page.locator("#content code").inner_text()
    page.get_by_role("button", name="Log out").click()

    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    assert_usable()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{site}/admin/")
