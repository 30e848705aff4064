"""Before the first visit, on a phone: told in parts, left, gone on with on another phone, sent."""

from collections.abc import Callable

from playwright.sync_api import expect

from easeback.apps.booking import queries
from easeback.apps.care.queries import latest_intake
from tests.journeys.booking import books_a_visit
from tests.journeys.person import Person
from tests.journeys.telling import about, mailed_code, telling, visit_to_come

GO = "Save and go on"
STORY = "What happened, and how has it been since?"


def test_told_on_the_phone_that_booked_left_and_finished_on_another(
    person: Person, with_a_phone: Callable[..., Person]
) -> None:
    # Given somebody who has booked, and begins at once
    books_a_visit(person)
    person.touches("Tell us about your back")
    person.sees("You can skip anything.", "becomes part of your record")
    cover = person.page.url
    person.touches("Begin")
    tells_what_happened_and_where_it_hurts(person)
    # When they leave, and come back by the mail on another phone
    other = with_a_phone()
    other.page.goto(cover)
    other.sees_nothing_of("I bent down")
    other.touches("Begin")
    assert other.heading == "Type the code"
    other.page.get_by_label("Code from the mail").fill(mailed_code())
    other.touches("Go on")
    # Then they go on where they were, and send it
    tells_what_makes_it_worse(other)
    for _ in range(6):
        other.touches("Skip this")
    assert other.heading == "Look at it once more"
    other.sees("I bent down for a shoe, and it went.", "Minutes until it hurts more 20 min")
    other.touches("Send to my therapist")
    assert other.heading == "Your therapist has it"
    # And the visit says so, also on the first phone
    person.page.goto(cover)
    person.sees("You have sent this to your therapist.")
    assert other.complaints == []


def tells_what_happened_and_where_it_hurts(person: Person) -> None:
    assert person.heading == "What happened"
    person.sees("Step 1 of 8")
    story = person.page.get_by_label(STORY)
    story.fill("I bent down for a shoe, and it went.")
    # It is kept without a touch.
    expect(person.page.get_by_text("Saved", exact=True)).to_be_visible()
    person.page.reload()
    expect(story).to_have_value("I bent down for a shoe, and it went.")
    person.touches(GO)
    assert person.heading == "Where and how it hurts"
    person.page.get_by_role("checkbox", name="Low back, left").check(force=True)
    person.chooses("Pain right now, from 0 to 10", "6")
    person.touches(GO)


def tells_what_makes_it_worse(person: Person) -> None:
    assert person.heading == "What makes it worse, and what eases it"
    worse = person.page.get_by_role("group", name="What makes it worse?")
    row = worse.get_by_role("group", name="Number 1")
    row.get_by_label("What are you doing when it gets worse?").fill("Sitting")
    row.get_by_label("Minutes until it hurts more").fill("20")
    person.touches("Add one more")
    expect(person.page.locator("#aggravating-2")).to_be_in_viewport()


def test_two_tabs_do_not_take_from_each_other(person: Person) -> None:
    books_a_visit(person)
    person.touches("Tell us about your back")
    person.touches("Begin")
    second = person.page.context.new_page()
    second.goto(person.page.url)
    person.page.get_by_label(STORY).fill("From the first tab")
    expect(person.page.get_by_text("Saved", exact=True)).to_be_visible()
    second.get_by_label(STORY).fill("From the second tab")
    expect(second.get_by_text("You changed this page in another tab.")).to_be_visible()
    expect(second.get_by_label(STORY)).to_have_value("From the second tab")
    person.complaints.clear()  # The browser notes the answer of the refused save.


def test_a_page_that_was_open_for_long_loses_nothing(person: Person) -> None:
    books_a_visit(person)
    person.touches("Tell us about your back")
    person.touches("Begin")
    story = person.page.get_by_label(STORY)
    # When the hours of its cookie are over, and they type on
    person.page.context.clear_cookies()
    story.fill("Typed on a page that was open all night")
    # Then it says so, and after the code in a new tab the same page goes on
    expect(person.page.get_by_text("This page was open for long.")).to_be_visible()
    with person.page.expect_popup() as opened:
        person.page.get_by_role("link", name="Open it again").click()
    other = opened.value
    other.get_by_role("button", name="Begin").click()
    other.get_by_label("Code from the mail").fill(mailed_code())
    other.get_by_role("button", name="Go on").click()
    expect(other.get_by_role("heading", name="What happened")).to_be_visible()
    person.touches(GO)
    other.reload()
    expect(other.get_by_label(STORY)).to_have_value("Typed on a page that was open all night")


def test_a_low_mood_is_met_with_help_at_once(person: Person) -> None:
    visit = visit_to_come()
    person.opens(about(visit))
    person.touches("Begin")
    person.page.get_by_label("Code from the mail").fill(mailed_code())
    person.touches("Go on")
    for _ in range(7):
        person.touches("Skip this")
    person.sees("If you think of harming yourself, call or text 988 now.")
    person.page.get_by_role("radio", name="Nearly every day").last.check()
    person.touches(GO)
    person.touches("Send to my therapist")
    person.sees("You do not have to carry this alone")
    person.sees_a_call("Call 988", "988")
    sent = latest_intake(queries.known_visit(visit).course)
    assert sent is not None
    assert sent.content == {"feeling-down": "nearly-every-day"}


def test_each_page_of_it_is_usable(person: Person, assert_usable: Callable[[], None]) -> None:
    pages = []
    for name in telling(person):
        assert_usable()
        pages.append(name)
    assert len(pages) > 15
    # The browser notes the pages that ask again.
    person.complaints = [each for each in person.complaints if "422" not in each]
