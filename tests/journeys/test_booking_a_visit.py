"""From a plan to a therapist: three taps, and whatever comes in between."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from easeback.ops.demo import load_demo
from tests.journeys.person import Person


@pytest.fixture(autouse=True)
def a_practice_that_books() -> None:
    load_demo()


def goes_to_the_slots(person: Person) -> None:
    person.begins()
    person.goes_on_to_the_result()
    person.touches("See a physical therapist")


def takes_the_first(person: Person) -> None:
    with person.page.expect_navigation(wait_until="domcontentloaded"):
        person.page.locator("button.slot").first.click()


def types(person: Person, **typed: str) -> None:
    for label, words in typed.items():
        person.page.locator(f"#{label}").fill(words)


def test_from_the_plan_to_booked_in_three_taps(
    person: Person, problems_of: Callable[..., list[str]]
) -> None:
    goes_to_the_slots(person)
    person.sees("The soonest")
    assert problems_of() == []
    takes_the_first(person)
    assert problems_of() == []
    person.touches("Book this visit")
    person.sees("Type your name.", "Type a phone number or an e-mail address.")
    assert problems_of() == []
    types(person, name="Ana", phone="1-555-555-0101")
    person.ticks("Share my answers and plan with my therapist")
    person.touches("Book this visit")
    assert person.heading == "You are booked"
    person.sees("You share your answers and plan with your therapist.")
    assert problems_of() == []


def test_of_two_people_one_gets_the_slot_and_the_other_the_next_ones(
    with_a_phone: Callable[..., Person],
) -> None:
    one, other = with_a_phone(), with_a_phone()
    for each in (one, other):
        each.opens("/book")
    takes_the_first(one)
    takes_the_first(other)
    assert one.heading == "Almost done"
    other.sees("Somebody else took that time. These are open now.")
    expect(other.page.locator("button.slot")).to_have_count(3)


def test_a_visit_is_moved_and_cancelled_from_its_own_page(
    person: Person, problems_of: Callable[..., list[str]]
) -> None:
    person.opens("/book")
    takes_the_first(person)
    types(person, name="Ana", email="ana@example.test")
    person.touches("Book this visit")
    before = person.page.locator(".visit time").get_attribute("datetime")
    person.touches("Change the time")
    assert problems_of() == []
    with person.page.expect_navigation(wait_until="domcontentloaded"):
        person.page.locator("button.slot").nth(1).click()
    assert person.page.locator(".visit time").get_attribute("datetime") != before
    # Back to the page of times, and the same button once more.
    person.touches("Cancel the visit")
    assert problems_of() == []
    person.touches("Yes, cancel it")
    assert person.heading == "This visit is cancelled"
    person.page.reload()
    assert person.heading == "This visit is cancelled"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_therapist_comes_home(with_a_phone: Callable[..., Person], scripts: bool) -> None:  # noqa: FBT001
    person = with_a_phone(java_script_enabled=scripts)
    person.opens("/book")
    person.touches("My home")
    types(person, zip="10011")
    person.touches("Show times")
    takes_the_first(person)
    types(person, name="Ana", phone="1-555-555-0101", address="1 Example Street")
    person.touches("Book this visit")
    assert person.heading == "You are booked"
    person.sees("1 Example Street")


def test_another_time_zone_is_told_beside_the_practices(
    with_a_phone: Callable[..., Person],
) -> None:
    person = with_a_phone(timezone_id="America/Los_Angeles")
    person.opens("/book")
    assert re.search(r"your time", person.reads)
    near = with_a_phone(timezone_id="America/New_York")
    near.opens("/book")
    assert "your time" not in near.reads


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_spanish_by_day_and_by_night(with_a_phone: Callable[..., Person], scheme: str) -> None:
    person = with_a_phone(color_scheme=scheme)
    person.opens("/es/book")
    takes_the_first(person)
    types(person, name="Ana", phone="1-555-555-0101")
    person.touches("Reservar esta cita")
    assert person.heading == "Su cita está reservada"
    assert person.complaints == []
