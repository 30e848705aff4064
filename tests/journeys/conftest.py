"""A browser where the system keeps Chromium, a person who uses it, and a check with axe."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from easeback.apps.accounts.devices import Opened
from easeback.domain.vocabulary import Language
from easeback.ops.demo import load_demo
from tests.conftest import CHROMIUM
from tests.journeys.doing import holds
from tests.journeys.person import Person
from tests.journeys.playing import goes_to_the_routine
from tests.web.keeper import opened

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
# Playwright keeps an event loop in this thread, and Django would refuse to touch tables beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"viewport": {"width": 390, "height": 844}, "service_workers": "block"}


@pytest.fixture
def problems_of(page: Page) -> Callable[..., list[str]]:
    """What axe finds on the page as it stands now, by all of its rules or by those named."""
    axe = AXE.read_text()

    def find(*rules: str) -> list[str]:
        # Evaluated, not added as a script tag: the page's own policy forbids foreign scripts.
        if page.evaluate("typeof axe") == "undefined":
            page.evaluate(axe)
        options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
        found = page.evaluate("async (options) => (await axe.run(options)).violations", options)
        return [f"{problem['id']}: {problem['nodes'][0]['html']}" for problem in found]

    return find


@pytest.fixture
def assert_usable(problems_of: Callable[[], list[str]]) -> Callable[[], None]:
    """Fails with what axe finds on the page as it stands now."""

    def check() -> None:
        assert problems_of() == []

    return check


@pytest.fixture(scope="session")
def live_server(live_server: LiveServer) -> Iterator[LiveServer]:
    """The server of all stories, stopped once nobody speaks to it: a connection that the last
    browser just left would still close the database, which is the server's no longer."""
    yield live_server
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=10)


@pytest.fixture
def practice(live_server: LiveServer) -> str:
    """The address of a site with the demonstration practice."""
    load_demo()
    return str(live_server.url)


@pytest.fixture
def person(page: Page, practice: str) -> Iterator[Person]:
    """Somebody with a phone whose back hurts; their browser must find nothing to object to."""
    somebody = Person(page, practice)
    yield somebody
    assert somebody.complaints == []


@pytest.fixture
def with_a_phone(
    browser: Browser, browser_context_args: dict[str, Any], practice: str
) -> Iterator[Callable[..., Person]]:
    """Makes a person whose phone is set up differently: the options of a browser context."""
    contexts = []

    def make(*, language: Language = Language.ENGLISH, **options: Any) -> Person:
        contexts.append(browser.new_context(**{**browser_context_args, **options}))
        return Person(contexts[-1].new_page(), practice, language)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def player(person: Person) -> Person:
    """Somebody with a plain flare whose routine is ready to start."""
    goes_to_the_routine(person)
    return person


@pytest.fixture
def keeps_a_diary(with_a_phone: Callable[..., Person]) -> Callable[..., Person]:
    """Makes a person with a phone on which a diary is kept, or several."""

    def make(*others: Opened, called: str = "", **options: Any) -> Person:
        person = with_a_phone(**options)
        holds(person, opened(called), *others)
        return person

    return make
