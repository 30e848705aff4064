"""A time comes free: whoever waits is asked by mail, and one button takes it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from easeback.apps.booking import queries
from easeback.apps.booking.facts import Status
from easeback.apps.notifications.models import OutboxMessage
from easeback.web.patient.book.tokens import token_of
from tests.journeys.person import Person
from tests.journeys.waiting import (
    ZONE,
    comes_free,
    nobody_is_free,
    offered,
    promised,
    ten_in_the_morning,
    weekday,
    works_for_a_moment,
)


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "timezone_id": str(ZONE)}


@pytest.fixture(autouse=True)
def by_day() -> Iterator[None]:
    with ten_in_the_morning():
        yield


@pytest.fixture
def full(practice: str) -> str:
    nobody_is_free()
    return practice


@pytest.mark.usefixtures("full")
def test_an_earlier_time_takes_the_place_of_the_visit(
    person: Person, assert_usable: Callable[[], None]
) -> None:
    visit = promised(weekday(3))
    person.opens(f"/visit/{token_of(visit)}")
    person.touches("Tell me if an earlier time opens")
    assert person.heading == "Tell me if something sooner opens"
    assert_usable()
    person.page.get_by_role("radio", name="Mornings").check()
    person.touches("Put me on the list")
    assert person.heading == "You are on the list"
    assert_usable()
    works_for_a_moment()
    assert not OutboxMessage.objects.filter(kind="visit-offer").exists()
    comes_free(weekday(1))
    works_for_a_moment()
    person.opens("/demo/outbox")
    person.sees("A time has opened")
    person.page.goto(offered())
    assert person.heading == "A time has opened"
    person.sees("If you take it, this visit is cancelled:")
    assert_usable()
    person.page.emulate_media(color_scheme="dark")
    assert_usable()
    person.touches("Yes, I take it")
    assert person.heading == "You are booked"
    old = queries.visit(visit)
    assert old is not None
    assert old.status is Status.CANCELLED
    assert [one.starts_at for one in queries.promised_visits(old.course)] == [weekday(1)]


@pytest.mark.usefixtures("full")
def test_who_finds_nothing_waits_and_may_say_no(with_a_phone: Callable[..., Person]) -> None:
    person = with_a_phone(java_script_enabled=False)
    person.opens("/book")
    person.sees("There is no open time right now.")
    person.touches("Tell me if something sooner opens")
    person.touches("Put me on the list")
    person.sees("Type your name.", "Type your whole e-mail address.")
    person.page.get_by_label("Your name").fill("Ana")
    person.page.get_by_label("E-mail").fill("ana@example.org")
    person.touches("Put me on the list")
    place = person.page.url
    comes_free(weekday(1))
    works_for_a_moment()
    person.page.goto(offered())
    person.touches("No, thanks")
    assert person.page.url == place
    person.sees("You are on the list")
    works_for_a_moment()
    assert OutboxMessage.objects.filter(kind="visit-offer").count() == 1
    person.touches("Take me off the list")
    assert person.heading == "You are not on the list any more"
