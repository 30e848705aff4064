"""Each side with a dose of its own: the picture, the words, and what hurts on one of them."""

from dataclasses import replace
from uuid import UUID

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from easeback.apps.accounts.models import User
from easeback.apps.booking import queries
from easeback.apps.care import programs
from easeback.apps.care.facts import Signer
from easeback.domain.exercise import Side
from easeback.domain.vocabulary import Language
from easeback.web.letters import program_token
from easeback.web.program.words import page_words
from tests.apps.booking.world import NOW, at, open_world, promised
from tests.apps.care.programming import program
from tests.journeys.person import EITHER_LANGUAGE, Person
from tests.journeys.playing import PLAYER, goes_to, starts, until
from tests.web.staff_calendar import new_key

REACH = "bird-dog"


def has_a_program() -> UUID:
    """A reach on the left, and then on the right."""
    asked = program()
    (reach,) = (each for each in asked.items if each.id == REACH)
    items = tuple(replace(reach, id=f"{REACH}-{side}", side=side) for side in Side)
    course = queries.known_visit(promised(at(0, 9))).course
    by = Signer(User.objects.create_user("ann", is_staff=True).pk, "Ann, PT")
    key = UUID(new_key())
    programs.publish(course, replace(asked, items=items), (), by=by, key=key, at=NOW)
    return course


@pytest.mark.parametrize("language", EITHER_LANGUAGE)
def test_half_of_the_left_leaves_the_right_as_it_was(
    page: Page, live_server: LiveServer, language: Language
) -> None:
    open_world()
    person = Person(page, str(live_server.url), language)
    say = page_words()[language]["player"]
    with time_machine.travel(at(0, 10, 20)):
        person.opens(f"/program/{program_token(has_a_program())}")
        starts(person)
        figure, count = page.locator("[data-figure]"), page.locator("[data-count]")

        goes_to(person, "breathe-out", part=1)
        expect(count).to_contain_text(say["left"])
        expect(figure).to_have_class("figure mirrored")
        person.presses(say["hurts"])
        person.presses(person.voice["reports.little-more.text"])
        person.presses(say["smaller"])
        until(person, f"{PLAYER}.queue.names.join() === 'start,part-1,part-1-smaller,part-2'")
        until(person, f"!{PLAYER}.audio.paused")
        expect(count).to_contain_text(say["left"])
        expect(figure).to_have_class("figure mirrored")

        goes_to(person, "breathe-out", part=3)
        expect(count).to_contain_text(say["right"])
        expect(figure).to_have_class("figure")
    assert person.complaints == []
