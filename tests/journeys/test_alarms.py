"""What must not wait is told at the first touch that shows it, with the call on top."""

from playwright.sync_api import expect

from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge
from tests.journeys.person import Person


def test_numb_between_the_legs_is_an_emergency_at_the_first_touch(person: Person) -> None:
    person.begins()
    person.fits_none()
    person.touches("Numb between the legs")
    assert person.heading == "Go to an emergency room now"
    the_call_comes_first(person, "911")
    person.sees("What to say", "At the desk, show this screen.")
    person.sees("Numb between the legs", "If you choose not to go")
    no_self_care_is_offered(person)


def test_chest_pain_is_an_emergency_on_the_first_list(person: Person) -> None:
    person.begins()
    person.touches("Chest or jaw pain")
    assert person.heading == "Call 911 now"
    assert person.screens == 3
    the_call_comes_first(person, "911")
    no_self_care_is_offered(person)


def test_someone_hard_to_wake_is_one_touch_away_on_every_screen(person: Person) -> None:
    person.begins()
    for asking in ("now", "how", "safe"):
        person.goes_on_to(asking)
        person.sees("Emergency help", "Hide this page")
        person.touches("Someone is hard to wake")
        assert person.heading == "Call 911 now"
        the_call_comes_first(person, "911")
        person.sees("Give rescue breaths.")
        person.page.go_back()


def test_a_hidden_page_cannot_be_brought_back_from_history(person: Person) -> None:
    person.begins()
    person.touches("Hide this page")
    assert person.page.title() == "Blank page"
    person.page.go_back()
    assert person.heading == "Find the position that hurts least. Breathe out slowly."


def test_thoughts_of_ending_my_life_lead_to_a_person_at_once(person: Person) -> None:
    person.begins()
    person.fits_none()
    person.touches("None of these")
    person.touches("Thoughts of ending my life")
    person.touches("I have a plan, or I have hurt myself")
    the_call_comes_first(person, "988")
    expect(person.page.get_by_role("link", name="Text 988")).to_have_attribute("href", "sms:988")
    no_self_care_is_offered(person)


def test_a_doctor_may_have_checked_it(person: Person) -> None:
    person.begins()
    person.fits_none()
    person.touches("Numb between the legs")
    person.page.get_by_text("A doctor has checked this", exact=True).click()
    person.touches("That is true for me")
    person.goes_on_to_the_result()
    assert person.heading == "Speak to a clinician today"
    person.sees_a_call("Call us 1-555-555-0142", "15555550142")


def test_the_other_language_keeps_the_alarm(person: Person) -> None:
    person.begins()
    person.touches("Chest or jaw pain")
    person.touches("Español")
    expect(person.page.locator("html")).to_have_attribute("lang", Language.SPANISH)
    the_call_comes_first(person, "911")


def the_call_comes_first(person: Person, number: str) -> None:
    expect(person.first_control()).to_have_attribute("href", f"tel:{number}")
    box = person.first_control().bounding_box()
    # Below no fold: the whole button stands on a small phone before anything is scrolled.
    assert box is not None
    assert box["y"] + box["height"] <= 480
    assert box["height"] >= 44


def no_self_care_is_offered(person: Person) -> None:
    """Neither a treatment, nor an exercise, nor a part of the plan."""
    known = knowledge()
    titles = [f"treatments.{id}.title" for id in known.shelf.entries["treatments"]]
    titles += [f"exercises.{id}.title" for id in known.exercises]
    offered = [known.english[title] for title in titles]
    person.sees_nothing_of(*offered, "Warmth and cold", "One gentle move", "The next hours")
