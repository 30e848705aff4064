"""One flare-up the whole way: from the plan on a phone to the discharge with a flare plan."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from easeback.apps.booking import queries as booking
from easeback.apps.booking.facts import VisitFacts
from easeback.apps.booking.models import Visit
from easeback.apps.notifications.models import OutboxMessage
from tests.journeys.doing import plays_a_part, stops
from tests.journeys.entrance import owner_comes_in
from tests.journeys.person import Person
from tests.journeys.playing import PLAYER, starts
from tests.journeys.test_a_first_evaluation import chooses

NOW = datetime(2026, 12, 7, 13, tzinfo=UTC)
DAY = timedelta(days=1)
GO = "Save and go on"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Monday morning, before the practice opens."""
    with time_machine.travel(NOW) as traveller:
        yield traveller


@pytest.fixture
def desk(browser: Browser, practice: str) -> Iterator[Page]:
    """A therapist's laptop."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=practice)
    yield context.new_page()
    context.close()


@pytest.mark.long
def test_from_the_flare_to_the_discharge(
    person: Person, desk: Page, practice: str, clock: time_machine.Traveller
) -> None:
    has_a_plan_and_moves(person)
    keeps_a_diary(person)
    booked = books_and_shares(person)
    tells_of_their_back(person)
    (first,) = visits()

    clock.move_to(first.starts_at + timedelta(minutes=5))
    sees_whom_to_see(desk, practice, first)
    evaluates(desk)
    publishes_a_program(desk)

    clock.move_to(first.starts_at + DAY)
    does_the_program(person)
    comes_in_again(desk)
    reads_what_came_back(desk)

    books_the_next(person, booked)
    second = visits()[1]
    clock.move_to(second.starts_at + timedelta(minutes=5))
    comes_in_again(desk)
    signs_a_note(desk)
    sees_that_it_is_better(desk)
    discharges(desk)
    reads_the_flare_plan(person)


def visits() -> list[VisitFacts]:
    found = booking.visits(Visit.objects.values_list("pk", flat=True)).values()
    return sorted((v for v in found if v.status.is_promised), key=lambda each: each.starts_at)


# On the phone.


def has_a_plan_and_moves(person: Person) -> None:
    person.begins()
    person.goes_on_to_the_result()
    person.touches("Do it with me")
    starts(person)
    plays_a_part(person, 1)
    stops(person)
    person.sees("Done")
    person.page.go_back()


def keeps_a_diary(person: Person) -> None:
    person.touches("Keep this for me, and see what helps")
    person.touches("Start my diary on this phone")
    person.touches("I have them. Open my diary")
    person.sees("from your plan")


def books_and_shares(person: Person) -> str:
    """It hurts as before: they answer once more, and want to be seen. The address of the visit."""
    person.begins()
    person.goes_on_to_the_result()
    person.touches("See a physical therapist")
    with person.page.expect_navigation(wait_until="domcontentloaded"):
        person.page.locator("button.slot").first.click()
    person.page.get_by_label("Your name").fill("Ana")
    person.page.get_by_label("E-mail").fill("ana@example.org")
    person.ticks("Share my answers and plan with my therapist")
    person.touches("Book this visit")
    assert person.heading == "You are booked"
    booked = person.page.url
    person.touches("I keep a diary here: share it with my therapist")
    person.touches("Yes, share my diary")
    person.page.goto(booked)
    return booked


def tells_of_their_back(person: Person) -> None:
    person.touches("Tell us about your back")
    person.touches("Begin")
    person.page.get_by_label("What happened, and how has it been since?").fill("I lifted a box.")
    person.touches(GO)
    person.chooses("Pain right now, from 0 to 10", "7")
    person.touches(GO)
    while person.heading != "Look at it once more":
        person.touches("Skip this")
    person.touches("Send to my therapist")
    assert person.heading == "Your therapist has it"


def does_the_program(person: Person) -> None:
    """The voice does it with them, and they say how it went."""
    opens_the_program(person)
    person.page.locator("[data-player] label:has(input[name=before][value='6'])").click()
    starts(person)
    plays_a_part(person, 1)
    person.page.evaluate(f"{PLAYER}.end()")
    for exercise in person.page.locator("form [data-exercise]").all():
        exercise.get_by_label("Good").check()
        exercise.get_by_label("Pain before").select_option("6")
        exercise.get_by_label("Pain after").select_option("4")
    person.touches("Send")
    person.sees("Thank you. Your therapist can see it.")


def opens_the_program(person: Person) -> None:
    """By the link of the mail."""
    (mail,) = OutboxMessage.objects.filter(kind="program")
    link = re.search(r"https?://[^/]+(/program/\S+)", mail.body)
    assert link
    person.opens(link[1])


def books_the_next(person: Person, booked: str) -> None:
    person.page.goto(booked)
    person.touches("Book the next visits")
    person.page.get_by_role("radio", name="3", exact=True).check()
    person.page.get_by_role("radio", name="Once a week").check()
    person.touches("Show me the times")
    person.touches("Book these visits")
    assert person.heading == "Your visits"


def reads_the_flare_plan(person: Person) -> None:
    opens_the_program(person)
    person.sees("Your plan for the next flare-up", "Keep moving, and use heat.")


# On the laptop.


def sees_whom_to_see(desk: Page, site: str, visit: VisitFacts) -> None:
    """The owner works here, too, and says so in the admin, once."""
    owner_comes_in(desk, site)
    desk.goto(f"/admin/booking/therapisttime/{visit.therapist}/change/")
    desk.get_by_label("Account").select_option(label="owner")
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.goto("/staff/today/")
    desk.get_by_role("region", name="Visits today").get_by_role("link", name="Ana").click()
    expect(desk.get_by_role("heading", name="Ana", level=1)).to_be_visible()
    expect(desk.get_by_role("main")).to_contain_text("What they shared before this visit")


def evaluates(desk: Page) -> None:
    desk.get_by_role("link", name="Write: Evaluation").click()
    expect(desk.get_by_label("What happened, and how has it been since?")).to_have_value(
        "I lifted a box."
    )
    desk.get_by_label("Pain right now, from 0 to 10").fill("7")
    chooses(desk, "Irritability", "Moderate")
    chooses(desk, "All other warning signs", "Asked, none present")
    chooses(desk, "Classification", "Directional preference")
    chooses(desk, "Stage", "Acute")
    desk.get_by_label("ICD-10-CM").select_option("M54.50")
    chooses(desk, "Warning signs", "None that change the plan")
    signs(desk)


def publishes_a_program(desk: Page) -> None:
    goes_to_the_patient(desk)
    desk.get_by_role("link", name="Write a program").click()
    desk.get_by_label("Begin with", exact=True).select_option(label="Building up again")
    desk.get_by_role("button", name="Begin with this").click()
    desk.get_by_role("button", name="Publish").click()
    expect(desk.get_by_role("main")).to_contain_text("Version 1")


def reads_what_came_back(desk: Page) -> None:
    goes_to_the_patient(desk)
    main = desk.get_by_role("main")
    expect(main).to_contain_text("2 days, too few to say")
    expect(main).to_contain_text("Told too seldom: 4 more")


def signs_a_note(desk: Page) -> None:
    goes_to_the_patient(desk)
    desk.get_by_role("link", name="Write: Visit note").click()
    desk.get_by_label("Pain before", exact=True).fill("4")
    desk.get_by_label("Pain after", exact=True).fill("2")
    row = desk.get_by_role("group", name="Number 1")
    row.get_by_label("What", exact=True).select_option(label="Soft-tissue mobilization")
    row.get_by_label("Minutes", exact=True).fill("15")
    chooses(desk, "Response", "Better")
    chooses(desk, "Adverse event", "None")
    signs(desk)


def sees_that_it_is_better(desk: Page) -> None:
    goes_to_the_patient(desk)
    expect(desk.get_by_role("row", name="Pain (0 to 10) 7 4 Better")).to_be_visible()


def discharges(desk: Page) -> None:
    desk.get_by_role("link", name="Write: Discharge").click()
    chooses(desk, "The course ends because", "Goals reached")
    desk.get_by_label("Pain right now, from 0 to 10").fill("1")
    desk.get_by_label("Flare plan").fill("Keep moving, and use heat.")
    chooses(desk, "Warning signs and whom to call were", "Given in writing")
    signs(desk)


def signs(desk: Page) -> None:
    desk.get_by_role("button", name="Sign", exact=True).click()
    expect(desk.get_by_text(re.compile("Signed by"))).to_be_visible()


def goes_to_the_patient(desk: Page) -> None:
    desk.goto("/staff/patients/")
    desk.get_by_role("link", name="Ana").click()


def comes_in_again(desk: Page) -> None:
    """A new day: they show their passkey."""
    desk.goto("/staff/today/")
    desk.get_by_role("button", name="Use a passkey").click()
    expect(desk.get_by_role("heading", name="Today", level=1)).to_be_visible()
