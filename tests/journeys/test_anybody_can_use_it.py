"""Every kind of page, for everybody: by ear, on a small phone, in large letters, at night."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import include, path
from playwright.sync_api import Page, expect
from pytest_django import Settings

from easeback.domain.vocabulary import Language
from tests.journeys.messaging import messaging
from tests.journeys.pages import PARTS, Part, lists, results, waiting
from tests.journeys.person import EITHER_LANGUAGE, Person
from tests.journeys.telling import telling

urlpatterns = [path("ui/", include("easeback.web.ui.gallery"))]
"""Where the gallery is opened in tests; it is not part of the site that the public sees."""


def proof(part: Part) -> Any:
    return pytest.param(part, marks=pytest.mark.proof)


USUAL = (lists, results)
"""In every run; all others with the proofs."""
REST = tuple(part for part in (*PARTS, messaging, telling, waiting) if part not in USUAL)


@pytest.mark.long
@pytest.mark.parametrize("language", EITHER_LANGUAGE)
@pytest.mark.parametrize("part", [*USUAL, *(proof(part) for part in REST)])
def test_every_page_is_usable(
    page: Page,
    practice: str,
    part: Part,
    language: Language,
    problems_of: Callable[..., list[str]],
) -> None:
    """By axe; for a thumb; in 320 pixels; in letters twice as large; at night."""
    person = Person(page, practice, language)
    found = {}
    for name in part(person):
        person.unfolds_everything()
        expect(page.locator("html")).to_have_attribute("lang", language)
        problems = [*problems_of(), *cut_off(page, width=320), *cut_off(page, letters=32)]
        problems += [f"too small to touch: {each}" for each in page.evaluate(TOO_SMALL)]
        if problems := problems + at_night(page, problems_of):
            found[name] = problems
    assert found == {}


def cut_off(page: Page, *, width: int = 390, letters: int = 16) -> list[str]:
    """What stands beyond the edge of the screen, or of what it stands in."""
    settings = page.context.new_cdp_session(page)
    page.set_viewport_size({"width": width, "height": 844})
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": letters}})
    found = page.evaluate(CUT_OFF)
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
    page.set_viewport_size({"width": 390, "height": 844})
    settings.detach()
    return [f"{width} px wide, letters of {letters} px: {each}" for each in found]


def at_night(page: Page, problems_of: Callable[..., list[str]]) -> list[str]:
    page.emulate_media(color_scheme="dark")
    found = [f"dark: {problem}" for problem in problems_of("color-contrast")]
    if page.evaluate(BRIGHTNESS) > 60:
        found.append("dark: the page is bright")
    page.emulate_media(color_scheme="light")
    return found


def test_the_gallery_of_components_is_usable_too(
    page: Page, practice: str, settings: Settings, problems_of: Callable[[], list[str]]
) -> None:
    settings.ROOT_URLCONF = __name__
    Person(page, practice).opens("/ui/")
    expect(page.get_by_role("heading", name="Components")).to_be_visible()
    assert problems_of() == []
    page.emulate_media(color_scheme="dark")
    assert problems_of() == []


def test_nothing_moves_for_those_who_asked_for_less_motion(person: Person) -> None:
    person.opens("/")
    assert person.page.evaluate(MOVING) > 0
    person.page.emulate_media(reduced_motion="reduce")
    for address in ("/", "/relief", "/steps"):
        person.opens(address)
        assert person.page.evaluate(MOVING) == 0


def test_at_night_the_drawings_are_dark_too(person: Person) -> None:
    person.page.emulate_media(color_scheme="dark")
    person.opens("/steps")
    shown = person.page.get_by_role("img").evaluate_all("all => all.map(it => it.currentSrc)")
    assert shown
    assert all(re.search(r"\.dark\.", address) for address in shown)


BRIGHTNESS = """() => {
    const numbers = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g);
    return Math.max(...numbers.slice(0, 3).map(Number));
}"""
CUT_OFF = """() => {
    const edge = innerWidth + 1;
    const wide = document.documentElement.scrollWidth;
    const found = wide > edge ? [`the page is ${wide} wide`] : [];
    for (const it of document.querySelectorAll("body *:not(.unseen):not(.skip)")) {
        const { left, right, width } = it.getBoundingClientRect();
        const clips = getComputedStyle(it).overflowX === "hidden";
        const beyond = right > edge || left < -1 || (clips && it.scrollWidth > it.clientWidth + 1);
        if (width && beyond) found.push(it.outerHTML.slice(0, 120));
    }
    return found;
}"""
MOVING = "document.getAnimations().filter(each => each.playState === 'running').length"
TOO_SMALL = """() => {
    const least = 44;
    const found = [];
    const touched = "a[href]:not(.skip, [href^=http]), button, input:not([type=hidden]), summary";
    for (const it of document.querySelectorAll(touched)) {
        const { width, height } = (it.closest("label") ?? it).getBoundingClientRect();
        if (width && Math.min(width, height) < least) found.push(it.outerHTML.slice(0, 90));
    }
    return found;
}"""
