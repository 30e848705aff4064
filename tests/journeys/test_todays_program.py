"""A therapist publishes a program from a template; what its patient tells of it comes back."""

import re
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from easeback.apps.booking import queries
from easeback.domain.vocabulary import Language
from easeback.web.letters import program_token
from tests.apps.booking.world import at, open_world, promised, therapist
from tests.journeys.doing import plays_a_part
from tests.journeys.entrance import owner_comes_in
from tests.journeys.person import Person
from tests.journeys.playing import PLAYER, starts
from tests.journeys.test_anybody_can_use_it import cut_off

Usable = Callable[[], None]


@pytest.fixture
def course() -> UUID:
    open_world()
    return queries.known_visit(promised(at(0, 9))).course


@pytest.fixture
def site(live_server: LiveServer, course: UUID) -> Iterator[str]:
    with time_machine.travel(at(0, 10, 20)):
        yield str(live_server.url)


def works_as_ann(page: Page, site: str) -> None:
    owner_comes_in(page, site)
    page.goto(f"{site}/admin/booking/therapisttime/{therapist()}/change/")
    page.get_by_label("Account").select_option(label="owner")
    page.get_by_role("button", name="Save", exact=True).click()


def publishes_from_a_template(page: Page, assert_usable: Usable) -> None:
    """With the keyboard only, from the first list to the program as the patient has it."""
    page.get_by_role("link", name="Write a program").click()
    assert_usable()
    begin = page.get_by_label("Begin with", exact=True)
    begin.select_option(label="Building up again")
    begin.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="5. A short walk")).to_be_visible()
    assert_usable()
    reps = page.get_by_role("group", name="1. Cat-cow").get_by_label("Times", exact=True)
    reps.fill("40")
    page.get_by_role("button", name="Publish").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("From 1 to 30")
    assert_usable()
    reps.fill("8")
    # What the patient will see follows by itself.
    beside = page.get_by_role("complementary", name="As they see it")
    expect(beside.locator(".card").first).to_contain_text("8 veces")
    page.get_by_role("button", name="Publish").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Version 1")
    assert_usable()


def plays_the_first_of_it(page: Page, site: str) -> None:
    """The pain that they tell the player stands in the form afterwards."""
    person = Person(page, site, Language.SPANISH)
    page.locator("[data-player] label:has(input[name=before][value='5'])").click()
    starts(person)
    plays_a_part(person, 1)
    page.evaluate(f"{PLAYER}.end()")
    first = page.locator("form [data-exercise=cat-cow]")
    expect(first.get_by_label("Dolor antes")).to_have_value("5")
    assert person.complaints == []


def tells_how_it_went(page: Page, assert_usable: Usable) -> None:
    assert_usable()
    walk = page.locator("form [data-exercise=short-walk]")
    walk.get_by_label("Bien").check()
    walk.get_by_label("Dolor antes").select_option("5")
    walk.get_by_label("Dolor después").select_option("2")
    page.locator("form [data-exercise=bridge]").get_by_label("Demasiado").check()
    page.get_by_role("button", name="Enviar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deje este ejercicio por ahora")
    assert_usable()
    page.get_by_role("link", name="Volver al programa").click()
    expect(page.get_by_role("main")).to_contain_text("espera hasta que su terapeuta lo mire")
    assert_usable()


@pytest.mark.proof
def test_a_program_goes_to_its_patient_and_what_they_tell_comes_back(
    page: Page, site: str, course: UUID, assert_usable: Usable
) -> None:
    works_as_ann(page, site)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site}/staff/patients/{course}/")
    publishes_from_a_template(page, assert_usable)

    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}/es/program/{program_token(course)}")
    assert_usable()
    assert [*cut_off(page, width=320), *cut_off(page, letters=32)] == []
    plays_the_first_of_it(page, site)
    tells_how_it_went(page, assert_usable)

    page.goto(f"{site}/staff/patients/{course}/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("1 of 1 days, too few to say")
    expect(main).to_contain_text("Stopped after a red light on")
    assert_usable()
    page.get_by_role("button", name=re.compile("I have looked")).click()
    expect(main).not_to_contain_text("Stopped after a red light on")
