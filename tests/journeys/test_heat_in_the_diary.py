"""Heat that is timed lands in the diary when it comes off, and asks once for the pain."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.doing import (
    TO_THE_END_OF,
    goes_to_the_heat,
    holds,
    is_in_the_diary,
    lines,
)
from tests.journeys.person import Person
from tests.journeys.playing import PLAYER, starts, until
from tests.web.keeper import opened


def has_heat_on(person: Person, *, minutes: float) -> None:
    """The timer as it stands after so many minutes."""
    starts(person)
    person.page.evaluate(f"{PLAYER}.audio.currentTime = {minutes * 60}")
    until(person, f"!{PLAYER}.audio.seeking && {PLAYER}.now > {minutes * 60_000}")


def test_heat_lands_in_the_diary_when_it_comes_off_and_asks_once(
    person: Person, problems_of: Callable[..., list[str]]
) -> None:
    holds(person, opened())
    goes_to_the_heat(person)
    assert problems_of() == []
    starts(person)
    person.page.evaluate(TO_THE_END_OF, [0, 500])
    until(person, f"{PLAYER}.queue.partAt({PLAYER}.now).name === 'off'")
    is_in_the_diary(person)
    assert lines() == [("heat", ["heat"], None, None)]
    assert problems_of() == []
    person.page.locator("[data-done-now] button[value='3']").click()
    until(person, "document.querySelector('[data-done-now]').hidden")
    person.page.evaluate(TO_THE_END_OF, [1, 200])
    person.sees("Done")
    is_in_the_diary(person)
    person.page.wait_for_timeout(3000)
    assert not person.page.locator("[data-done-now]").is_visible()
    assert lines() == [("heat", ["heat"], None, 3)]


@pytest.mark.parametrize(("after", "is_much"), [(9, True), (3, False)])
def test_much_pain_after_heat_leads_to_the_safety_check(
    keeps_a_diary: Callable[..., Person], after: int, *, is_much: bool
) -> None:
    person = keeps_a_diary()
    goes_to_the_heat(person)
    has_heat_on(person, minutes=6)
    person.page.evaluate(f"{PLAYER}.end()")
    person.page.locator(f"[data-done-now] button[value='{after}']").click()
    until(person, f"document.querySelector('[data-what]').textContent.endsWith('· {after}')")
    is_in_the_diary(person)
    check = person.page.get_by_role("link", name="Check in a minute what to do")
    assert check.is_visible() == is_much
    assert lines() == [("heat", ["heat"], None, after)]


@pytest.mark.parametrize(
    ("minutes", "written"), [(4.8, []), (5.2, [("heat", ["heat"], None, None)])]
)
def test_heat_counts_from_five_minutes_on_and_a_skip_keeps_it(
    keeps_a_diary: Callable[..., Person], minutes: float, written: list[Any]
) -> None:
    person = keeps_a_diary()
    goes_to_the_heat(person)
    has_heat_on(person, minutes=minutes)
    person.page.evaluate(f"{PLAYER}.end()")
    if written:
        is_in_the_diary(person)
        person.presses("Not now")
    person.page.wait_for_timeout(500)
    assert lines() == written
    assert not person.page.locator("[data-done-now]").is_visible()


def test_whoever_must_stop_the_heat_is_asked_nothing_more(
    keeps_a_diary: Callable[..., Person],
) -> None:
    person = keeps_a_diary()
    goes_to_the_heat(person)
    has_heat_on(person, minutes=6)
    person.presses("Too hot, or it hurts")
    person.sees("Take the heat off now.")
    assert not person.page.locator("[data-done-now]").is_visible()
    person.presses("Stop here")
    is_in_the_diary(person)
    assert not person.page.locator("[data-done-now]").is_visible()
