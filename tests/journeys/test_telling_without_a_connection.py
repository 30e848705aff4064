"""Today's program on a phone without a connection: it opens, plays, and loses nothing told."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from playwright.sync_api import Browser, BrowserContext, BrowserType, Error, Page, expect
from pytest_django.live_server_helper import LiveServer

from easeback.apps.accounts.models import User
from easeback.apps.booking import queries
from easeback.apps.booking.models import TherapistTime
from easeback.apps.care import programs
from easeback.apps.care.facts import Signer
from easeback.apps.care.models import Telling
from easeback.apps.notifications.models import StaffTask
from easeback.web.letters import program_token
from tests.apps.booking.world import MONDAY, NOW, at, open_world, promised, therapist
from tests.apps.care.programming import BRIDGE, WALK, program
from tests.journeys.person import Person
from tests.journeys.playing import starts, until
from tests.journeys.test_killed_phone import kill
from tests.journeys.test_without_a_connection import UNTIL_CONTROLLED

DAY = timedelta(days=1)
MOMENT = at(0, 10, 20)
SAFE = "What you told is safe on this phone."
THANKS = "Thank you. Your therapist can see it."
STOP = "Stop this exercise for now"
LINES = """async () => {
  const open = indexedDB.open("easeback-diary");
  await new Promise((done) => (open.onsuccess = done));
  const all = open.result.transaction("lines").objectStore("lines").getAll();
  await new Promise((done) => (all.onsuccess = done));
  open.result.close();
  return all.result.map(({ body, isTold }) => [isTold, new TextDecoder().decode(body)]);
}"""
COPY_IS_NEW = (
    "(await (await caches.match(location.pathname)).text()).includes('One exercise is on')"
)
KEPT_PAGES = "caches.keys().then((names) => names.filter((name) => name.startsWith('kept')))"


@pytest.fixture
def link(live_server: LiveServer) -> Iterator[str]:
    """The address of a program that was published today."""
    with time_machine.travel(NOW):
        open_world()
        course = queries.known_visit(promised(at(0, 9))).course
        publish(course)
    with time_machine.travel(MOMENT):
        yield f"{live_server.url}/program/{program_token(course)}"


def publish(course: UUID) -> None:
    """By Ann, who signs in and reads what is told."""
    user, _ = User.objects.get_or_create(username="ann", is_staff=True)
    TherapistTime.objects.filter(pk=therapist("Ann")).update(account=user)
    by = Signer(user.pk, "Ann, PT")
    programs.publish(course, program(), (), by=by, key=uuid4(), at=NOW)


@pytest.fixture
def phone(
    browser: Browser, browser_context_args: dict[str, Any], link: str
) -> Iterator[BrowserContext]:
    """It has opened the link once; nothing was asked to be kept."""
    context = browser.new_context(**{**browser_context_args, "service_workers": "allow"})
    context.clock.set_fixed_time(MOMENT)
    page = context.new_page()
    page.goto(link)
    page.evaluate(UNTIL_CONTROLLED)
    page.set_default_timeout(8000)
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext, link: str) -> Page:
    """The page with the program, which was kept on the phone."""
    (page,) = phone.pages
    page.get_by_role("button", name="Keep on this phone").click()
    expect(page.get_by_text("Kept on this phone.")).to_be_visible()
    return page


def chooses(page: Page, item: str, light: str) -> None:
    page.locator(f"[name='went.{item}'][value={light}]").check()


def sends(page: Page) -> None:
    page.get_by_role("button", name="Send").click()


def tells_red(page: Page) -> None:
    chooses(page, BRIDGE, "red")
    sends(page)


def told() -> list[tuple[str, object]]:
    return sorted(Telling.objects.values_list("item", "on"))


def until_sent(page: Page) -> None:
    """On the page as it stands, or on the one that follows."""
    expect(page.get_by_text(THANKS).filter(visible=True).first).to_be_visible()


def test_it_opens_and_plays_and_what_is_told_is_sent_once_later(
    page: Page, phone: BrowserContext, link: str, assert_usable: Callable[[], None]
) -> None:
    phone.set_offline(True)
    page.goto(link)
    expect(page.get_by_text("There is no connection.")).to_be_visible()
    starts(Person(page, ""))
    page.reload()
    chooses(page, BRIDGE, "green")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.get_by_text(SAFE)).to_be_visible()
    assert_usable()
    assert told() == []
    with time_machine.travel(MOMENT + 2 * DAY):
        phone.set_offline(False)
        until_sent(page)
        page.goto(link)
    assert told() == [(BRIDGE, MONDAY)]
    assert page.evaluate(LINES) == []


@pytest.mark.proof
def test_red_without_a_connection_stops_everything_at_once_and_stays_so(
    page: Page, phone: BrowserContext, link: str, assert_usable: Callable[[], None]
) -> None:
    phone.set_offline(True)
    page.goto(link)
    tells_red(page)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(STOP)
    expect(heading).to_be_focused()
    expect(page.get_by_text(SAFE)).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Call 911")).to_be_visible()
    expect(page.get_by_text("Your therapist is told")).to_be_hidden()
    assert_usable()
    page.get_by_role("link", name="Back to the program").click()
    expect(heading).to_have_text(STOP)
    assert page.locator("form, [data-player]").count() == 0
    page.get_by_role("main").get_by_role("link", name="When to get help at once").click()
    expect(heading).to_have_text("Emergency signs")

    phone.set_offline(False)
    page.goto(link)
    expect(page.get_by_text("Your therapist is told")).to_be_visible()
    page.get_by_role("link", name="Back to the program").click()
    expect(page.get_by_text("One exercise is on hold")).to_be_visible()
    assert told() == [(BRIDGE, MONDAY)]
    assert StaffTask.objects.filter(kind=programs.RED).count() == 1
    until(Person(page, ""), COPY_IS_NEW)
    phone.set_offline(True)
    page.goto(link)
    expect(page.locator(f"[name='went.{WALK}']").first).to_be_visible()
    assert page.locator(f"[name='went.{BRIDGE}']").count() == 0


@pytest.mark.proof
def test_red_stops_everything_before_anything_is_written(
    page: Page, phone: BrowserContext, link: str
) -> None:
    phone.set_offline(True)
    page.goto(link)
    page.evaluate("() => { IDBFactory.prototype.open = () => ({}); }")
    tells_red(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(STOP)


@pytest.mark.proof
def test_pain_that_rose_much_stops_it_too(page: Page, phone: BrowserContext, link: str) -> None:
    phone.set_offline(True)
    page.goto(link)
    page.locator(f"[name='before.{BRIDGE}']").select_option("2")
    page.locator(f"[name='after.{BRIDGE}']").select_option("4")
    sends(page)
    expect(page.get_by_text(SAFE)).to_be_visible()
    page.locator(f"[name='before.{BRIDGE}']").select_option("2")
    page.locator(f"[name='after.{BRIDGE}']").select_option("5")
    sends(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(STOP)


@pytest.mark.proof
def test_a_phone_that_dies_on_a_red_light_opens_on_the_stop(
    page: Page, phone: BrowserContext, link: str
) -> None:
    """What was kept of the program could not be changed any more."""
    phone.set_offline(True)
    page.goto(link)
    page.evaluate("() => { caches.open = () => new Promise(() => {}); }")
    tells_red(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(STOP)
    page.wait_for_timeout(1000)
    page.close(run_before_unload=False)
    again = phone.new_page()
    again.goto(link)
    expect(again.get_by_role("heading", level=1)).to_have_text(STOP)
    expect(again.locator("[data-player]")).to_have_count(0)
    phone.set_offline(False)
    until_sent(again)
    phone.set_offline(True)
    again.goto(link)
    expect(again.get_by_role("heading", level=1)).to_have_text(STOP)


@pytest.mark.proof
def test_the_program_as_it_was_cannot_be_kept_after_a_red_light(
    page: Page, phone: BrowserContext, link: str
) -> None:
    phone.set_offline(True)
    tells_red(page)
    expect(page.get_by_text(SAFE)).to_be_visible()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Keep on this phone").click()
    expect(page.get_by_text("Kept on this phone.")).to_be_visible()
    page.get_by_role("button", name="Erase it from this phone").click()
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text(STOP)
    expect(page.get_by_text("Your therapist is told")).to_be_hidden()
    assert page.locator("form, [data-player]").count() == 0


@pytest.mark.proof
def test_a_phone_that_is_killed_sends_once_what_it_has_said_to_be_safe(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    link: str,
    tmp_path: Path,
) -> None:
    def switched_on() -> BrowserContext:
        context = browser_type.launch_persistent_context(tmp_path, **browser_type_launch_args)
        context.clock.set_fixed_time(MOMENT)
        return context

    phone = switched_on()
    page = phone.pages[0]
    page.goto(link)
    page.evaluate(UNTIL_CONTROLLED)
    page.get_by_role("button", name="Keep on this phone").click()
    expect(page.get_by_text("Kept on this phone.")).to_be_visible()
    phone.set_offline(True)
    chooses(page, BRIDGE, "green")
    sends(page)
    expect(page.get_by_text(SAFE)).to_be_visible()
    kill(tmp_path)
    with suppress(Error):  # It was killed.
        phone.close()

    phone = switched_on()
    page = phone.pages[0]
    phone.set_offline(True)
    page.goto(link)
    expect(page.get_by_text(SAFE)).to_be_visible()
    assert told() == []
    phone.set_offline(False)
    until_sent(page)
    page.goto(link)
    assert told() == [(BRIDGE, MONDAY)]
    phone.close()


@pytest.mark.proof
def test_two_tabs_send_what_each_was_told_once(
    page: Page, phone: BrowserContext, link: str
) -> None:
    phone.set_offline(True)
    other = phone.new_page()
    for tab, item in ((page, BRIDGE), (other, WALK)):
        tab.goto(link)
        chooses(tab, item, "green")
        sends(tab)
        expect(tab.get_by_text(SAFE)).to_be_visible()
    phone.set_offline(False)
    for tab in (page, other):
        until_sent(tab)
    assert told() == [(BRIDGE, MONDAY), (WALK, MONDAY)]


@pytest.mark.proof
def test_what_waits_cannot_be_read_and_is_erased_in_one_tap(
    page: Page, phone: BrowserContext, link: str
) -> None:
    phone.set_offline(True)
    page.goto(link)
    chooses(page, BRIDGE, "amber")
    sends(page)
    expect(page.get_by_text(SAFE)).to_be_visible()
    ((is_told, body),) = page.evaluate(LINES)
    assert is_told
    assert not any(word in body for word in ("amber", BRIDGE, "program"))
    page.get_by_role("button", name="Erase it from this phone").click()
    expect(page.get_by_text(SAFE)).to_be_hidden()
    assert page.evaluate(LINES) == []
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("button", name="Keep on this phone")).to_be_visible()
    assert page.evaluate(KEPT_PAGES) == []


@pytest.mark.proof
def test_nothing_is_kept_of_whoever_did_not_ask(phone: BrowserContext, link: str) -> None:
    (page,) = phone.pages
    chooses(page, BRIDGE, "green")
    sends(page)
    page.wait_for_url("**?told=1")
    expect(page.get_by_role("status")).to_have_text(THANKS)
    assert page.evaluate(KEPT_PAGES) == []
    assert page.evaluate(LINES) == []
    phone.set_offline(True)
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no connection")


@pytest.mark.proof
def test_what_is_too_old_says_so_until_it_is_erased(
    page: Page, phone: BrowserContext, link: str
) -> None:
    phone.set_offline(True)
    page.goto(link)
    chooses(page, BRIDGE, "green")
    sends(page)
    expect(page.get_by_text(SAFE)).to_be_visible()
    with time_machine.travel(MOMENT + 31 * DAY):
        phone.set_offline(False)
        late = page.get_by_text("What you told on December 7 is too old to add.")
        expect(late).to_be_visible()
        page.goto(link)
        expect(late).to_be_visible()
        page.get_by_role("button", name="Erase it from this phone").click()
        page.goto(link)
        expect(page.get_by_role("button", name="Send")).to_be_visible()
        expect(late).to_be_hidden()
    assert told() == []


@pytest.mark.proof
def test_a_link_that_has_ended_says_what_was_not_sent_and_leaves_no_program(
    page: Page, phone: BrowserContext, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.set_offline(True)
    page.goto(link)
    chooses(page, BRIDGE, "green")
    sends(page)
    expect(page.get_by_text(SAFE)).to_be_visible()
    page.goto("about:blank")
    monkeypatch.setattr("easeback.web.letters.program_of", lambda _: None)
    phone.set_offline(False)
    page.goto(link)
    expect(page.get_by_text("What you told on December 7 could not be sent.")).to_be_visible()
    assert page.evaluate(KEPT_PAGES) == []
    assert told() == []
