"""Back, the page's own and the browser's: what was chosen is found again, and can be changed."""

from playwright.sync_api import expect

from tests.journeys.person import Person


def test_the_back_button_keeps_what_was_chosen(person: Person) -> None:
    person.begins()
    person.goes_on_to("about")
    person.is_aged("55-59")
    person.ticks("Diabetes")
    person.continues()
    person.touches("Back")
    expect(person.page.get_by_role("radio", name="55-59")).to_be_checked()
    expect(person.page.get_by_role("checkbox", name="Diabetes")).to_be_checked()
    # Further back, today's pain stands as it was told.
    person.touches("Back")
    person.touches("Back")
    expect(person.page.get_by_role("radio", name="5", exact=True)).to_be_checked()
    expect(person.page.get_by_role("checkbox", name="Sitting")).to_be_checked()


def test_an_alarm_touched_by_mistake_is_taken_back(person: Person) -> None:
    person.begins()
    person.touches("Chest or jaw pain")
    assert person.heading == "Call 911 now"
    person.touches("Back")
    person.sees("(you chose this)")
    person.touches("None of these, and not what I chose before")
    person.goes_on_to_the_result()
    assert person.heading == "Your plan"


def test_the_browsers_back_finds_every_page_again(person: Person) -> None:
    person.begins()
    person.goes_on_to_the_result()
    titles = []
    for _ in range(3):
        person.page.go_back()
        titles.append(person.heading)
    said = [person.voice[f"pages.{page}.title"] for page in ("safe", "about", "body")]
    assert titles == said
    person.page.go_forward()
    # Changed there, the answer counts from there on.
    person.is_aged("5-17")
    person.fits_none()
    person.sees("Is any of this true for the child or teen?")


def test_forward_again_leads_to_the_same_plan(person: Person) -> None:
    person.begins()
    person.goes_on_to_the_result()
    plan = person.reads
    for _ in range(3):
        person.touches("Back")
    person.goes_on_to_the_result()
    assert person.reads == plan


def test_the_other_language_keeps_the_place_and_the_answers(person: Person) -> None:
    person.begins()
    person.goes_on_to("how")
    person.tells_of_today(hurts="bending")
    person.touches("Back")
    person.touches("Español")
    expect(person.page.get_by_role("checkbox", name="Agacharse")).to_be_checked()
    person.touches("English")
    expect(person.page.get_by_role("checkbox", name="Bending")).to_be_checked()
