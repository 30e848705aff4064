"""A person who books: the soonest time at the clinic, with a name and a way to reach them."""

from tests.journeys.person import Person


def books_a_visit(person: Person, *, name: str = "Ana", slot: int = 0) -> None:
    """From the open slots to the visit's own page. `slot` counts among all that are shown."""
    person.opens("/book")
    with person.page.expect_navigation(wait_until="domcontentloaded"):
        person.page.locator("button[name=slot]").nth(slot).click()
    person.page.get_by_label("Your name").fill(name)
    person.page.get_by_label("E-mail").fill(f"{name.lower()}@example.org")
    person.touches("Book this visit")
    assert person.heading == "You are booked"
