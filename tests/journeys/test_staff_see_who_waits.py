"""Staff look at who waits for an earlier visit, and take somebody off the list who has called."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from easeback.apps.booking import waitlist
from easeback.apps.booking.facts import Contact, WaitWish
from easeback.domain.booking import Mode, Part, Severity
from tests.apps.booking.world import NOW, at, open_world, promised
from tests.journeys.entrance import owner_comes_in
from tests.journeys.test_anybody_can_use_it import cut_off


@pytest.fixture
def site(live_server: LiveServer) -> Iterator[str]:
    open_world()
    waits("Ana Rivera", severity=Severity.SEVERE)
    waits("Ben Ito", visit=promised(at(7, 10)))
    with time_machine.travel(at(0, 10, 20)):
        yield str(live_server.url)


def waits(name: str, **other: object) -> None:
    wish = WaitWish(
        Contact(name, "1-555-555-0102", f"{name[:3].lower()}@example.test", "en", "UTC"),
        service="visit",
        modes=frozenset({Mode.CLINIC, Mode.TELEHEALTH}),
        part=Part.ANY,
        first_on=NOW.date(),
        last_on=NOW.date() + timedelta(days=14),
        site="https://relief.example",
        **other,  # type: ignore[arg-type]
    )
    waitlist.join(wish, key=str(uuid4()), at=NOW)


def test_who_has_called_is_taken_off_the_list(
    page: Page, site: str, assert_usable: Callable[[], None]
) -> None:
    owner_comes_in(page, site)
    page.goto(f"{site}/staff/day/")
    page.get_by_role("link", name="Waiting", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Ana Rivera")
    assert_usable()
    assert [*cut_off(page, width=320), *cut_off(page, letters=32), *cut_off(page, width=1280)] == []
    page.set_viewport_size({"width": 1280, "height": 844})
    assert_usable()
    page.get_by_role("link", name="Take off Ben Ito").click()
    assert_usable()
    page.get_by_role("button", name="Take them off the list").click()
    expect(page.get_by_role("main")).to_contain_text("Ana Rivera")
    expect(page.get_by_role("main")).not_to_contain_text("Ben Ito")
