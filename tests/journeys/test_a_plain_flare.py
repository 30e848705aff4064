"""A back that has just gone, and nothing else: the plain way, however it is walked."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.person import Person

MOST_SCREENS = 10


def test_a_plain_flare_has_its_plan_within_ten_screens(person: Person) -> None:
    person.begins()
    person.goes_on_to_the_result()
    assert person.heading == "Your plan"
    assert person.screens <= MOST_SCREENS
    person.sees("Your answers do not point to an emergency today. That can change.")
    person.sees("Now", "When to get help", "Why this plan")
    assert "What to ease off today" in person.reads
    assert "Sitting" in person.section("What to ease off today")


def test_the_whole_way_works_without_javascript(with_a_phone: Callable[..., Person]) -> None:
    person = with_a_phone(java_script_enabled=False)
    person.begins()
    person.goes_on_to("pattern")
    # A list sent with nothing on it is asked again, in words.
    person.continues()
    person.sees("One more thing")
    person.goes_on_to_the_result()
    assert person.heading == "Your plan"
    assert "Warm pad" in person.section("Warmth and cold")
    # What only works with a script is not offered.
    person.sees_nothing_of("Keep on this phone")


def test_the_whole_way_works_with_keys_alone(person: Person) -> None:
    person.begins()
    for closing in ("None of these", "None of these", "None of these", "None of these"):
        tab_to(person, closing)
        enter(person)
    assert person.heading == "Today:"
    for key in ("5", "Some", "Today", "Sitting"):
        tab_to(person, key)
        person.page.keyboard.press("Space")
    tab_to(person, "Continue")
    enter(person)
    tab_to(person, "None of these")
    enter(person)
    assert person.heading == "About you"
    tab_to(person, "18-44")
    person.page.keyboard.press("Space")
    # Enter in a field must never say "None of these": the page asks what was meant.
    enter(person)
    person.sees('Tick what fits, or choose "None of these".')
    tab_to(person, "None of these")
    enter(person)
    tab_to(person, "None of these")
    enter(person)
    assert person.heading == "Your plan"
    tab_to(person, "Medicines")
    person.page.keyboard.press("Enter")
    assert "Medicines" in person.section("Medicines")


def test_the_skip_link_leads_past_the_head_of_the_page(person: Person) -> None:
    person.opens("/relief")
    person.page.keyboard.press("Tab")
    person.sees("Skip to the page")
    person.page.keyboard.press("Enter")
    person.page.keyboard.press("Tab")
    assert focused(person) == "Chest or jaw pain"


def test_asked_again_the_focus_stands_at_what_is_missing(person: Person) -> None:
    person.begins()
    person.goes_on_to("how")
    person.chooses("What hurts most?", "Bending")
    person.continues()
    expect(person.page.get_by_role("alert")).to_be_focused()
    person.sees("Please choose an answer.")
    # What was chosen already still stands.
    expect(person.page.get_by_role("checkbox", name="Bending")).to_be_checked()


def tab_to(person: Person, words: str) -> None:
    """Tab, and within the set of radio buttons that has these words the arrows."""
    for _ in range(60):
        if focused(person) == words:
            return
        person.page.keyboard.press("ArrowDown" if words in set_of_focused(person) else "Tab")
    raise AssertionError(f"no key leads to {words!r}")


def focused(person: Person) -> str:
    return str(person.page.evaluate(FOCUSED)).strip()


def set_of_focused(person: Person) -> list[str]:
    return [str(label).strip() for label in person.page.evaluate(SET_OF_FOCUSED)]


def enter(person: Person) -> None:
    with person.page.expect_navigation(wait_until="domcontentloaded"):
        person.page.keyboard.press("Enter")


FOCUSED = """() => {
    const it = document.activeElement;
    return (it.labels?.[0] ?? it).innerText;
}"""
SET_OF_FOCUSED = """() => {
    const { type, name } = document.activeElement;
    const set = type === "radio" ? document.querySelectorAll(`input[name="${name}"]`) : [];
    return [...set].map((each) => each.labels[0].innerText);
}"""
