"""A person with a phone: reads what a page shows, and touches what it says.

Everything is found by the words that stand on the page, as somebody with a screen reader finds it.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from easeback.apps.practice.facts import UNKNOWN_PRACTICE
from easeback.domain.condition import NOT_SURE
from easeback.domain.vocabulary import Language
from easeback.web.patient.relief.words import voice_of

LONGEST_WAY = 20
EITHER_LANGUAGE = (Language.ENGLISH, pytest.param(Language.SPANISH, marks=pytest.mark.proof))
"""For what goes over all pages, which takes a minute: in Spanish with the proofs alone."""
EVERYBODY_GETS = ("now", "nerves", "belly", "pattern", "how", "body", "about", "safe")
SERVICE_WORKERS = "Service Worker registration blocked by Playwright"
"""What the browser says because the stories that are not about being offline forbid them."""
UNFOLD = "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"


class Person:
    """`screens` counts the pages that were shown; `complaints` is what the browser objected to."""

    def __init__(self, page: Page, home: str, language: Language = Language.ENGLISH) -> None:
        self.page = page
        self.home = home
        self.language = language
        self.prefix = "" if language is Language.ENGLISH else f"/{language}"
        self.voice = voice_of(language, UNKNOWN_PRACTICE)
        self.screens = 0
        self.complaints: list[str] = []
        page.set_default_timeout(8000)
        page.on("domcontentloaded", self._count)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    # Going places.

    def opens(self, path: str) -> None:
        self.page.goto(f"{self.home}{self.prefix}{path}")

    def begins(self) -> None:
        """From the first page to the first question."""
        self.opens("/")
        self.touches(self.voice.say("home.begin"))

    def touches(self, words: str) -> None:
        """Touches a button or a link that leads to another page."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self._touchable(words).click()

    def presses(self, words: str) -> None:
        """Presses a button of this page, which stays."""
        self.page.get_by_role("button", name=words, exact=True).click()

    def unfolds(self, words: str) -> None:
        self.page.get_by_role("heading", name=words, exact=True).click()

    def unfolds_everything(self) -> None:
        self.page.evaluate(UNFOLD)

    def sends_what_no_page_sends(self) -> None:
        """A page that arrives damaged, as from a broken connection."""
        damage = "document.querySelector('input[name=steps]').value = 'many'"
        self.page.evaluate(damage)
        self.fits_none()

    # Answering.

    def ticks(self, *words: str) -> None:
        for each in words:
            self.page.get_by_role("checkbox", name=each, exact=True).check()

    def unticks(self, words: str) -> None:
        self.page.get_by_role("checkbox", name=words, exact=True).uncheck()

    def chooses(self, question: str, *options: str) -> None:
        group = self.page.get_by_role("group", name=question, exact=True)
        for option in options:
            group.get_by_label(option, exact=True).check()

    def answers_fine(self, *, but_unsure_about: str) -> None:
        """Every question of the page with what a well person says, save one; then continues."""
        asked = {
            self.voice[f"questions.{question.id}.text"]: question
            for question in self.voice.knowledge.bank
        }
        for group in self.page.get_by_role("main").get_by_role("group").all():
            question = asked[group.locator("legend").inner_text()]
            fine = question.none if question.id != but_unsure_about else NOT_SURE
            words = self.voice[f"questions.{question.id}.options.{fine}"]
            group.get_by_label(words, exact=True).check()
        self.continues()

    def is_aged(self, years: str) -> None:
        self.chooses(self.voice["questions.age.text"], years)

    def continues(self) -> None:
        self.touches(self.voice.say("ask.next"))

    def fits_none(self) -> None:
        """None of the list; or nothing else, where something was touched before."""
        more = self._touchable(self.voice.say("ask.nothing_else"))
        self.touches(self.voice.say("ask.nothing_else" if more.count() else "ask.none"))

    def goes_on_to(self, page: str, *, age: str = "18-44") -> None:
        """Answers the pages that everybody gets with nothing special, up to a page by its id."""
        self._goes_on(until=self.voice[f"pages.{page}.title"], age=age)

    def goes_on_to_the_result(self, *, age: str = "18-44") -> None:
        """Answers with nothing special for as long as a page asks something."""
        self._goes_on(until="", age=age)

    def tells_of_today(self, *, hurts: str = "sitting") -> None:
        """The page on today's pain: a middling flare that began today."""
        said = {
            "pain-now": "5",
            "limits": self.voice["questions.limits.options.some"],
            "duration": self.voice["questions.duration.options.under-a-day"],
            "aggravates": self.voice[f"questions.aggravates.options.{hurts}"],
        }
        for question, option in said.items():
            self.chooses(self.voice[f"questions.{question}.text"], option)
        self.continues()

    def _goes_on(self, *, until: str, age: str) -> None:
        for _ in range(LONGEST_WAY):
            if self.heading == until or (not until and self.has_a_result):
                return
            self._answers_plainly(self.heading, age)
        raise AssertionError(f"{until!r} did not come; the last page was {self.heading!r}")

    def _answers_plainly(self, heading: str, age: str) -> None:
        titles = {self.voice[f"pages.{page}.title"]: page for page in EVERYBODY_GETS}
        assert heading in titles, f"no plain answer is known to {heading!r}:\n{self.reads}"
        match titles[heading]:
            case "how":
                self.tells_of_today()
            case "about":
                # Not asked where the age can change nothing any more.
                if self.page.get_by_role("radio").count():
                    self.is_aged(age)
                self.fits_none()
            case _:
                self.fits_none()

    # Reading.

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).first.inner_text()

    @property
    def has_a_result(self) -> bool:
        """Whether the page says how urgent it is, rather than asking something."""
        titles = [self.voice[f"actions.{id}.title"] for id in self.voice.knowledge.actions]
        return self.heading in titles

    @property
    def reads(self) -> str:
        """What stands on the page between its head and its foot, folded parts left out."""
        return self.page.get_by_role("main").inner_text()

    def sees(self, *words: str) -> None:
        for each in words:
            expect(self.page.get_by_text(each).filter(visible=True).first).to_be_visible()

    def sees_nothing_of(self, *words: str) -> None:
        shown = self.reads.casefold()
        assert [each for each in words if each.casefold() in shown] == []

    def sees_a_call(self, words: str, number: str) -> None:
        """A link on the page that calls this number when it is touched."""
        call = self.page.get_by_role("main").get_by_role("link", name=words, exact=True)
        expect(call.first).to_be_visible()
        expect(call.first).to_have_attribute("href", f"tel:{number}")

    def first_control(self) -> Locator:
        """What a thumb, or the Tab key, meets first below the page's head."""
        main = self.page.get_by_role("main")
        return main.get_by_role("link").or_(main.get_by_role("button")).first

    def section(self, heading: str) -> str:
        """What stands in the part of the page that has this heading, opened if it is folded."""
        title = self.page.get_by_role("heading", name=heading, exact=True)
        folded = self.page.get_by_role("group").filter(has=title)
        if folded.count():
            if folded.last.get_attribute("open") is None:
                title.click()
            return folded.last.inner_text()
        return self.page.locator("section").filter(has=title).last.inner_text()

    def _touchable(self, words: str) -> Locator:
        name = re.compile(rf"^\s*{re.escape(words)}\s*({re.escape(self._chosen)})?\s*$")
        button, link = (self.page.get_by_role(role, name=name) for role in ("button", "link"))
        return button.or_(link).first

    @property
    def _chosen(self) -> str:
        return self.voice.say("ask.chosen")

    def _count(self, page: Any) -> None:
        self.screens += 1

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and SERVICE_WORKERS not in message.text:
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")
