"""Somebody is asked by a notice on the phone: the browser, the push service, and the notice itself.

A browser without the internet cannot subscribe: Chromium asks Google's servers. So `subscribe`
alone answers for one here, with the keys of a phone that the test holds. The pages, the outbox,
what travels, and the service worker with its events are the real ones.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Worker
from pytest_django import Settings

from easeback.apps.notifications import queries as notifications
from easeback.apps.notifications.models import Destination, OutboxMessage
from easeback.apps.practice import queries
from easeback.apps.practice.models import Practice
from easeback.apps.selfcare import following
from easeback.domain.vocabulary import Language
from easeback.ops.due import all_due, run_due
from easeback.web.patient.checkin.words import FOLDER
from easeback.web.wording import page_words
from tests import pushed
from tests.journeys.conftest import AXE
from tests.journeys.person import Person
from tests.journeys.test_keeping_a_diary import TEN_IN_THE_MORNING, keeps_the_plan
from tests.pushed import Phone, Service
from tests.web.keeper import opened

DAY = timedelta(days=1)
ASK = "Ask me on this phone"
SUBSCRIBES = """
(() => {
  const given = %s;
  const plain = (text) => atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const whole = (text) => Uint8Array.from(plain(text), (sign) => sign.charCodeAt(0));
  PushManager.prototype.subscribe = async function ({ userVisibleOnly, applicationServerKey }) {
    if (!userVisibleOnly || applicationServerKey.length !== 65) throw new Error("refused");
    return { endpoint: given.endpoint, getKey: (name) => whole(given[name]).buffer };
  };
})();
"""
# The browser of these stories shows no notices, and only a finger on one may open a window.
WATCHED = """() => {
  self.notices = [];
  self.registration.showNotification = async (title, options) => {
    self.notices.push({ title, ...options });
  };
}"""
TAPPED = """async () => {
  const opened = new Promise((resolve) => {
    self.clients.openWindow = async (page) => resolve(page);
  });
  const event = new ExtendableEvent("notificationclick");
  let isClosed = false;
  event.waitUntil = () => {};
  event.notification = { ...self.notices.at(-1), close: () => { isClosed = true; } };
  self.dispatchEvent(event);
  return [await opened, isClosed];
}"""


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    settings.PUSH_TO_LOOPBACK = True
    with pushed.service() as here:
        yield here


@pytest.fixture
def real_practice(practice: str) -> None:
    """Of the demonstration nothing leaves the house."""
    Practice.objects.update(is_demo=False)
    queries.forget()


def on_the_page_of_being_asked(person: Person) -> None:
    keeps_the_plan(person)
    person.touches("I have them. Open my diary")
    person.touches("Choose how to ask me again, or stop asking")


def notices(page: Page, *pushes: str) -> list[dict[str, Any]]:
    """What the service worker shows for these pushes, which it gets as from the browser itself."""
    session = page.context.new_cdp_session(page)
    found: list[dict[str, Any]] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated", lambda it: found.extend(it["registrations"])
    )
    session.send("ServiceWorker.enable")
    origin, worker = page.evaluate("location.origin"), worker_of(page)
    worker.evaluate(WATCHED)
    while not found:
        page.wait_for_timeout(50)
    for data in pushes:
        to = {"origin": origin, "registrationId": found[-1]["registrationId"]}
        session.send("ServiceWorker.deliverPushMessage", {**to, "data": data})
    shown: list[dict[str, Any]] = []
    for _ in range(100):
        shown = worker.evaluate("self.notices")
        if len(shown) == len(pushes):
            break
        page.wait_for_timeout(50)
    return shown


def worker_of(page: Page) -> Worker:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    (worker,) = page.context.service_workers
    return worker


@pytest.mark.usefixtures("real_practice")
def test_a_notice_comes_up_once_says_little_and_leads_to_the_question(
    with_a_phone: Callable[..., Person], service: Service
) -> None:
    person = with_a_phone(service_workers="allow", permissions=["notifications"])
    phone = Phone()
    person.page.add_init_script(SUBSCRIBES % json.dumps(phone.given(service.endpoint())))
    with time_machine.travel(TEN_IN_THE_MORNING) as clock:
        on_the_page_of_being_asked(person)
        person.touches(ASK)
        assert Destination.objects.count() == 1
        assert OutboxMessage.objects.filter(way="push", ending=None).count() >= 10
        clock.move_to(TEN_IN_THE_MORNING + DAY + timedelta(minutes=5))
        due = [piece for piece in all_due() if piece.name == "send mail"]
        assert run_due(due, at=datetime.now(UTC)) == ()
        (push,) = service.taken
        said = phone.opens(push.body)
        notice, again = notices(person.page, json.dumps(said), json.dumps(said))
        assert notice["body"] == "How is it going? Open this page."
        assert notice["title"] == said["title"]
        # A browser puts a notice in the place of one with the same tag.
        assert notice["tag"] == again["tag"] == push.headers["topic"]
        page, is_closed = worker_of(person.page).evaluate(TAPPED)
        assert is_closed
        person.page.goto(page)
        assert person.heading == "How is your back now?"


@pytest.mark.proof
@pytest.mark.usefixtures("real_practice")
def test_a_notice_never_leads_to_another_site(with_a_phone: Callable[..., Person]) -> None:
    person = with_a_phone(service_workers="allow", permissions=["notifications"])
    person.opens("/")
    elsewhere = {"id": "a", "title": "b", "body": "c", "page": "https://evil.example/"}
    assert len(notices(person.page, json.dumps(elsewhere))) == 1
    assert worker_of(person.page).evaluate(TAPPED) == ["/", True]


@pytest.mark.proof
@pytest.mark.parametrize(("hour", "is_silent"), [(7, True), (8, False), (20, False), (21, True)])
def test_at_night_no_notice_makes_a_sound(
    with_a_phone: Callable[..., Person], hour: int, *, is_silent: bool
) -> None:
    person = with_a_phone(service_workers="allow")
    person.opens("/")
    worker_of(person.page).evaluate(f"Date.prototype.getHours = () => {hour}")
    (notice,) = notices(person.page, json.dumps({"id": "a", "title": "b", "page": "/"}))
    assert notice["silent"] is is_silent


@pytest.mark.proof
def test_a_push_that_nobody_can_read_shows_nothing(with_a_phone: Callable[..., Person]) -> None:
    person = with_a_phone(service_workers="allow")
    person.opens("/")
    readable = json.dumps({"id": "a", "title": "b", "page": "/"})
    assert [each["title"] for each in notices(person.page, "no JSON", readable)] == ["b"]


@pytest.mark.proof
def test_whoever_forbids_notices_is_answered_calmly_and_nothing_is_kept(
    with_a_phone: Callable[..., Person], problems_of: Callable[..., list[str]]
) -> None:
    person = with_a_phone(service_workers="allow")
    person.page.add_init_script("Notification.requestPermission = async () => 'denied'")
    with time_machine.travel(TEN_IN_THE_MORNING):
        on_the_page_of_being_asked(person)
        person.presses(ASK)
        person.sees("This phone does not show notices from us now.")
        assert not Destination.objects.exists()


@pytest.mark.proof
def test_a_phone_that_cannot_subscribe_says_so(with_a_phone: Callable[..., Person]) -> None:
    person = with_a_phone(service_workers="allow", permissions=["notifications"])
    person.page.add_init_script(
        "PushManager.prototype.subscribe = async () => { throw new Error('no network'); }"
    )
    with time_machine.travel(TEN_IN_THE_MORNING):
        on_the_page_of_being_asked(person)
        person.presses(ASK)
        person.sees("That did not work on this phone.")
        assert not Destination.objects.exists()


@pytest.mark.proof
def test_without_a_script_there_is_no_such_button(with_a_phone: Callable[..., Person]) -> None:
    person = with_a_phone(service_workers="allow", java_script_enabled=False)
    with time_machine.travel(TEN_IN_THE_MORNING):
        on_the_page_of_being_asked(person)
        assert person.page.get_by_role("button", name="Ask me by e-mail").is_visible()
        assert person.page.get_by_role("button", name=ASK).count() == 0


WIDE = "document.documentElement.scrollWidth > innerWidth"


@pytest.mark.proof
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_somebody_is_asked_by_text(
    browser: Browser, practice: str, language: Language, scheme: Literal["light", "dark"]
) -> None:
    options: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "color_scheme": scheme}
    context = browser.new_context(**options, permissions=["notifications"])
    person = Person(context.new_page(), practice, language)
    said = page_words(FOLDER)[language]["ways"]
    with time_machine.travel(TEN_IN_THE_MORNING):
        asked_again(context, practice)
        person.opens("/my/asking")
        person.page.get_by_role("button", name=said["push"]).wait_for()
        assert (problems(person.page), person.page.evaluate(WIDE)) == ([], False)
        person.touches(said["text"])
        person.touches(said["send_code"])
        person.sees(said["number_wrong"])
        assert (problems(person.page), person.page.evaluate(WIDE)) == ([], False)
        person.page.locator("#number").fill("(973) 555-0199")
        person.touches(said["send_code"])
        assert (problems(person.page), person.page.evaluate(WIDE)) == ([], False)
        due = [piece for piece in all_due() if piece.name == "send mail"]
        assert run_due(due, at=datetime.now(UTC)) == ()
        code = re.search(r"\d{4} \d{4}", notifications.on_the_page(limit=1)[0].body)
        assert code is not None
        person.page.locator("#code").fill("1234")
        person.touches(said["code_go"])
        person.sees(said["code_wrong"])
        assert (problems(person.page), person.page.evaluate(WIDE)) == ([], False)
        person.page.locator("#code").fill(code[0])
        person.touches(said["code_go"])
        person.opens("/my/asking")
        person.sees("+19735550199")
        assert (problems(person.page), person.page.evaluate(WIDE)) == ([], False)
    context.close()


def asked_again(context: BrowserContext, site: str) -> None:
    """A phone with the key of somebody who is asked again."""
    somebody = opened()
    at = datetime.now(UTC)
    told = following.Reported(pain=6, is_first=False, zone="America/Chicago", language="en")
    following.begin(somebody.account, told, opened_by=uuid4(), at=at)
    context.add_cookies([{"name": settings.KEEP_COOKIE, "value": somebody.key, "url": site}])


def problems(page: Page) -> list[str]:
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text())
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{problem['id']}: {problem['nodes'][0]['html']}" for problem in found]
