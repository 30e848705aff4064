"""A patient writes from a phone, the therapist answers at the desk, and the answer is read."""

import re
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from easeback.apps.booking import queries
from easeback.apps.booking.facts import Contact
from easeback.apps.notifications.models import OutboxMessage
from easeback.apps.practice import queries as practice
from easeback.apps.practice.models import Practice
from easeback.domain.vocabulary import Language
from easeback.web.letters import token_of
from tests.apps.booking.world import at, open_world, promised
from tests.journeys.person import Person
from tests.journeys.telling import mailed_code
from tests.journeys.test_anybody_can_use_it import at_night, cut_off
from tests.journeys.test_todays_program import works_as_ann

ANA = Contact("Ana Rivera", "1-555-555-0101", "ana@example.org", "es", "America/New_York")
ASKS = "¿Puedo volver a correr?"
Usable = Callable[[], None]


@pytest.fixture
def visit() -> UUID:
    open_world()
    Practice.objects.update(is_demo=True)
    practice.forget()
    return promised(at(0, 9), who=ANA)


@pytest.fixture
def site(live_server: LiveServer, visit: UUID) -> Iterator[str]:
    with time_machine.travel(at(0, 10, 20)):
        yield str(live_server.url)


def asks_on_the_phone(person: Person, visit: UUID, assert_usable: Usable) -> None:
    """From the page of the visit, past the note on emergencies, by a mailed code."""
    person.opens(f"/visit/{token_of(visit)}")
    person.touches("Escribir a Ann")
    person.sees(
        "Si no puede esperar, no escriba aquí", "Ann contesta en 2 días laborables o antes."
    )
    assert_usable()
    person.touches("Enviarme un código")
    person.page.get_by_label("El código del correo").fill(mailed_code())
    assert_usable()
    person.touches("Seguir")
    person.page.get_by_label("Su mensaje").fill(ASKS)
    person.touches("Enviar")
    person.sees("Ya se envió.", ASKS)
    assert_usable()
    assert [*cut_off(person.page, width=320), *cut_off(person.page, letters=32)] == []


def answers_at_the_desk(page: Page, site: str, course: UUID, assert_usable: Usable) -> None:
    """With the keyboard only."""
    page.goto(f"{site}/staff/patients/{course}/")
    expect(page.get_by_role("main")).to_contain_text("1 unread")
    assert_usable()
    page.get_by_role("link", name="Read the messages").press("Enter")
    expect(page.get_by_role("main")).to_contain_text(ASKS)
    assert_usable()
    page.get_by_label("Your message").fill("Sí, diez minutos.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").get_by_role("status")).to_have_text("It is sent.")
    expect(page.get_by_role("main")).to_contain_text("They have not opened your last message yet.")
    assert_usable()


def test_a_question_is_asked_answered_and_the_answer_read(
    page: Page,
    site: str,
    visit: UUID,
    assert_usable: Usable,
    problems_of: Callable[..., list[str]],
) -> None:
    works_as_ann(page, site)
    page.set_viewport_size({"width": 390, "height": 844})
    person = Person(page, site, Language.SPANISH)
    asks_on_the_phone(person, visit, assert_usable)

    page.set_viewport_size({"width": 1280, "height": 900})
    answers_at_the_desk(page, site, queries.known_visit(visit).course, assert_usable)

    page.set_viewport_size({"width": 390, "height": 844})
    mail = OutboxMessage.objects.get(kind="message")
    assert "diez minutos" not in mail.body
    (link,) = re.findall(r"https?://\S+/messages/\S+", mail.body)
    page.goto(link)
    person.sees("Sí, diez minutos.", "Nuevo")
    assert at_night(page, problems_of) == []
    page.get_by_role("link", name="English").click()
    person.sees("Write to Ann", "Ann answers within 2 working days.")
    assert_usable()
    person.page.get_by_role("button", name="Close it on this phone").click()
    person.sees_nothing_of(ASKS)
    assert person.complaints == []
