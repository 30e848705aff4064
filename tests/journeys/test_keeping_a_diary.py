"""A flare, from the plan to the diary, and what happens when it does not get better."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, Page

from easeback.apps.notifications.models import OutboxMessage
from easeback.domain.vocabulary import Language
from easeback.ops.demo import load_demo
from easeback.ops.due import all_due, run_due
from tests.journeys.entrance import Device
from tests.journeys.person import Person

ZONE = "America/Chicago"
TEN_IN_THE_MORNING = datetime(2027, 3, 1, 16, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "timezone_id": ZONE}


@pytest.fixture(autouse=True)
def a_practice_that_books() -> None:
    load_demo()


def keeps_the_plan(person: Person) -> None:
    person.begins()
    person.goes_on_to_the_result()
    person.touches("Keep this for me, and see what helps")
    assert person.heading == "Keep this for me"
    person.touches("Start my diary on this phone")
    assert person.heading == "Your twelve words"


def comes_due(at: datetime) -> None:
    """A round of what becomes due by itself, as the worker makes it."""
    assert run_due([piece for piece in all_due() if piece.name == "send mail"], at=at) == ()


def code_sent() -> str:
    """The code in the last mail."""
    return OutboxMessage.objects.get(kind="code").subject.removesuffix(" is your code")


def writes(person: Person, pain: int) -> None:
    with person.page.expect_navigation(wait_until="domcontentloaded"):
        person.page.locator(f"button[name=pain][value='{pain}']").click()


def test_a_flare_that_gets_worse_is_led_to_a_therapist(
    person: Person, assert_usable: Callable[[], None]
) -> None:
    with time_machine.travel(TEN_IN_THE_MORNING) as clock:
        keeps_the_plan(person)
        assert_usable()
        person.touches("I have them. Open my diary")
        person.sees("from your plan")
        assert_usable()
        person.touches("Choose how to ask me again, or stop asking")
        assert_usable()
        person.page.locator("#email").fill("ana@example.org")
        person.touches("Ask me by e-mail")
        assert_usable()
        person.page.locator("#code").fill(code_sent())
        person.touches("Go on")
        person.touches("Choose how to ask me again, or stop asking")
        person.sees("We ask you at")
        assert_usable()
        clock.move_to(TEN_IN_THE_MORNING + DAY + timedelta(minutes=5))
        comes_due(datetime.now(UTC))
        person.opens("/demo/outbox")
        person.sees("A short question from")
        person.sees_nothing_of("pain", "back hurts")
        person.opens("/my/")
        person.touches("Answer in a minute")
        assert person.heading == "How is your back now?"
        assert_usable()
        person.chooses("How is it, compared with the start?", "Worse")
        person.chooses("How much does it hurt now?", "8")
        person.touches("Send")
        assert person.heading == "It is time to see a physical therapist"
        person.sees("Your back is worse than at the start.")
        assert_usable()
        assert person.page.locator("button.slot").count() == 3
        person.page.locator("button.slot").first.click()
        assert person.heading == "Almost done"
        assert_usable()
        assert person.complaints == []


def test_a_new_sign_at_the_check_in_is_an_emergency_at_once(person: Person) -> None:
    with time_machine.travel(TEN_IN_THE_MORNING) as clock:
        keeps_the_plan(person)
        clock.move_to(TEN_IN_THE_MORNING + 3 * DAY + timedelta(minutes=5))
        person.opens("/my/")
        person.touches("Answer in a minute")
        person.ticks("Numb between the legs")
        person.touches("Send")
        person.sees_a_call("Call 911", "911")


def test_two_taps_and_what_was_done_for_it(
    person: Person, assert_usable: Callable[[], None]
) -> None:
    keeps_the_plan(person)
    person.touches("I have them. Open my diary")
    writes(person, 7)
    assert person.heading == "Saved"
    person.ticks("Heat", "A short walk")
    person.chooses("Is this a flare-up for you?", "Yes")
    person.unfolds_everything()
    person.page.get_by_label("Low back, left", exact=True).first.check(force=True)
    person.page.locator("#note").fill("after lifting")
    assert_usable()
    person.touches("Save")
    person.sees("flare", "Heat, A short walk", "after lifting", "Too little to tell")
    assert_usable()
    person.page.go_back()
    person.page.go_back()
    person.opens("/my/")
    assert person.page.locator(".level").count() == 2


def test_the_phrase_opens_the_diary_on_another_phone_and_erasing_ends_it_on_both(
    with_a_phone: Callable[..., Person],
) -> None:
    one, other = with_a_phone(), with_a_phone()
    keeps_the_plan(one)
    phrase = " ".join(one.page.locator(".phrase li").all_inner_texts())
    other.opens("/my/")
    assert other.heading == "Keep this for me"
    other.touches("I have my twelve words")
    other.page.locator("#phrase").fill("wrong words")
    other.touches("Open my diary")
    other.page.locator("#phrase").fill(phrase.upper())
    other.touches("Open my diary")
    other.sees("from your plan")
    other.opens("/my/keeping/erase")
    other.touches("Erase it all now")
    assert other.heading == "Your diary is erased"
    one.opens("/my/")
    assert one.heading == "Keep this for me"


def types_the_code(person: Person) -> None:
    """From the mail, which only they can read."""
    letter = OutboxMessage.objects.filter(kind="code").latest("written_at")
    person.page.locator("#code").fill(letter.subject[:9])
    person.touches("Go on")


def test_an_e_mail_and_then_a_passkey_open_the_diary_on_other_phones(
    person: Person, with_a_phone: Callable[..., Person], assert_usable: Callable[[], None]
) -> None:
    one, other, third = person, with_a_phone(), with_a_phone()
    device = Device(one.page)
    one.begins()
    one.goes_on_to_the_result()
    one.touches("Keep this for me, and see what helps")
    one.touches("Start with my e-mail")
    assert one.heading == "Add your e-mail"
    assert_usable()
    one.page.locator("#email").fill("ana@example.org")
    one.touches("Send me a code")
    assert one.heading == "Type your code"
    assert_usable()
    types_the_code(one)
    assert one.heading == "Open it with your face or finger"
    assert_usable()
    one.touches("Make a passkey")
    one.sees("Passkey of")
    assert_usable()
    assert len(device.passkeys) == 1
    one.opens("/my/keeping")
    one.touches("Forget my diary here")
    one.touches("Open it with a passkey")
    assert_usable()
    one.touches("Show my passkey")
    one.sees("from your plan")
    other.opens("/keep")
    other.touches("Open it by e-mail")
    other.page.locator("#email").fill("ANA@example.org")
    other.touches("Send me a code")
    third.opens("/keep/code")
    third.page.locator("#code").fill("1234 5678")
    third.touches("Go on")
    third.sees("This code does not work any more.")
    types_the_code(other)
    other.sees("from your plan")
    assert [each.complaints for each in (one, other)] == [[], []]


def test_it_works_without_scripts(browser: Browser, practice: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page: Page = context.new_page()
    person = Person(page, practice, Language.ENGLISH)
    keeps_the_plan(person)
    person.touches("I have them. Open my diary")
    writes(person, 3)
    person.ticks("Heat")
    person.touches("Save")
    person.sees("Heat")
    context.close()
