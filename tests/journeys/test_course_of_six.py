"""Six visits in one go: once a week, one moved to another day, all with the same therapist."""

from collections.abc import Callable

import pytest

from tests.journeys.booking import books_a_visit
from tests.journeys.person import Person

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


@SCRIPTS
def test_a_course_of_six(with_a_phone: Callable[..., Person], *, scripts: bool) -> None:
    person = with_a_phone(java_script_enabled=scripts)
    books_a_visit(person)
    person.touches("Book the next visits")
    assert person.heading == "Book the next visits"
    # Whoever forgets one of the two is told which, and keeps the other.
    person.page.get_by_role("radio", name="6", exact=True).check()
    person.touches("Show me the times")
    person.sees("Choose how often.")
    person.page.get_by_role("radio", name="Once a week").check()
    person.touches("Show me the times")
    assert person.heading == "Your next visits"
    person.sees("Nothing is booked yet.")
    third = person.page.get_by_role("group", name="Visit 3")
    if third.locator("details").get_attribute("open") is None:
        third.locator("summary").click()
    other = third.locator("details").get_by_role("radio").first
    other.check()
    chosen = third.locator("label").filter(has=person.page.locator(":checked"))
    day = chosen.locator("strong").inner_text()
    person.touches("Book these visits")
    assert person.heading == "Your visits"
    # The first one and six that follow.
    assert person.page.get_by_role("main").get_by_role("listitem").count() == 7
    person.sees(day)
    codes = person.page.locator(".code").all_inner_texts()
    assert len(set(codes)) == 7


def test_each_page_of_a_course_is_usable(person: Person, assert_usable: Callable[[], None]) -> None:
    books_a_visit(person)
    assert_usable()
    person.touches("Book the next visits")
    assert_usable()
    person.page.get_by_role("radio", name="6", exact=True).check()
    person.page.get_by_role("radio", name="Twice a week").check()
    person.touches("Show me the times")
    person.unfolds_everything()
    assert_usable()
    person.page.emulate_media(color_scheme="dark")
    assert_usable()
    person.page.emulate_media(color_scheme="light")
    person.touches("Book these visits")
    assert_usable()
