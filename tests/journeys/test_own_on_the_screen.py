"""An exercise of the practice's own goes on by the screen, on a phone that has no voice at all."""

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
from easeback.domain.program import Amount, OwnWords
from easeback.domain.vocabulary import Language
from easeback.web.letters import program_token
from easeback.web.program.words import page_words
from tests.apps.booking.world import NOW, at, open_world, promised
from tests.apps.care.owning import newest_id, program_with, written
from tests.domain.program.owning import WORDS, own
from tests.journeys.person import EITHER_LANGUAGE, Person
from tests.journeys.playing import PLAYER, goes_to, starts, until
from tests.web.staff_calendar import new_key

NO_VOICE = "delete window.speechSynthesis; delete window.SpeechSynthesisUtterance;"


LONG = "Reach for the shelf above you, with a soft elbow and a long neck. " * 4


def has_a_program(words: OwnWords = WORDS) -> UUID:
    """Of one of the practice's own, in English only, after a walk."""
    open_world()
    user = User.objects.create_user("ann", is_staff=True)
    id = newest_id(written(own(words={Language.ENGLISH: words}, dose=Amount(reps=3, hold=4))))
    course = queries.known_visit(promised(at(0, 9))).course
    key = UUID(new_key())
    programs.publish(course, program_with(id), (), by=Signer(user.pk, "Ann, PT"), key=key, at=NOW)
    return course


@pytest.mark.parametrize("language", EITHER_LANGUAGE)
def test_it_moves_and_says_what_to_do_and_can_be_stopped(
    page: Page, live_server: LiveServer, language: Language
) -> None:
    page.add_init_script(NO_VOICE)
    person = Person(page, str(live_server.url), language)
    say = page_words()[language]["player"]
    step = page.locator("[data-step]")
    with time_machine.travel(at(0, 10, 20)):
        person.opens(f"/program/{program_token(has_a_program())}")
        starts(person)

        goes_to(person, "breathe-out", part=2)
        expect(page.locator("[data-title]")).to_have_text(WORDS.name)
        expect(page.locator("[data-title]")).to_have_attribute("lang", "en")
        expect(step).to_have_text(WORDS.moves[0])
        expect(step).to_have_attribute("lang", "en")
        expect(page.locator("[data-figure] svg animate").first).to_be_attached()
        expect(page.locator("[data-note]").filter(visible=True)).to_have_count(0)
        begun = page.evaluate(f"{PLAYER}.queue.stepAt({PLAYER}.now).at")
        until(person, f"{PLAYER}.queue.stepAt({PLAYER}.now).at > {begun}", seconds=12)
        expect(step).to_have_text(say["hold"])
        assert step.get_attribute("lang") is None

        person.presses(say["hurts"])
        person.presses(person.voice["reports.little-more.text"])
        person.presses(say["smaller"])
        until(person, f"{PLAYER}.queue.names.join() === 'start,part-1,part-2,part-2-smaller'")
        until(person, f"!{PLAYER}.audio.paused")
        expect(step).to_have_text(WORDS.moves[0])
    assert person.complaints == []


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568)])
def test_help_stays_in_reach_below_the_longest_words(
    page: Page, live_server: LiveServer, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    person = Person(page, str(live_server.url))
    words = replace(WORDS, start=LONG.strip(), moves=(LONG.strip(), LONG.strip()))
    with time_machine.travel(at(0, 10, 20)):
        person.opens(f"/program/{program_token(has_a_program(words))}")
        starts(person)
        goes_to(person, "breathe-out", part=2)
        expect(page.locator("[data-step]")).to_contain_text("above you")
        expect(page.locator("[data-hurts]")).to_be_in_viewport(ratio=1)
        person.presses("This hurts")
        person.sees("What do you feel?")
