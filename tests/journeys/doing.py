"""What somebody who keeps a diary does with a routine or heat, and what the diary then says."""

from typing import Any

from django.conf import settings
from playwright.sync_api import expect

from easeback.apps.accounts.devices import Opened
from easeback.apps.selfcare.models import DiaryLine
from tests.journeys.person import Person
from tests.journeys.playing import PLAYER, SEND, goes_to, until
from tests.web.visitor import travelling

TO_THE_END_OF = """([place, left]) => {
  const { queue, audio } = PLAYER;
  const part = queue.placed[place];
  audio.currentTime = (part.at + part.ms - left) / 1000;
}""".replace("PLAYER", PLAYER)
QUICKLY = 8


def holds(person: Person, *accounts: Opened) -> None:
    """On this phone these diaries are kept, the first in front."""
    keys = ".".join(each.key for each in accounts)
    cookie: Any = {"name": settings.KEEP_COOKIE, "value": keys, "url": person.home}
    person.page.context.add_cookies([cookie])


def said(person: Person) -> str:
    return person.page.locator("[data-done-said]").inner_text()


def plays_a_part(person: Person, part: int, *, seconds: int = 40) -> None:
    """So much of it, quickly, from its beginning."""
    goes_to(person, person.page.evaluate(f"{PLAYER}.queue.placed[{part}].steps[0].kind"), part=part)
    start = person.page.evaluate(f"{PLAYER}.queue.placed[{part}].at")
    person.page.evaluate(f"{PLAYER}.audio.playbackRate = {QUICKLY}")
    until(person, f"{PLAYER}.now > {start + 1000 * seconds}", seconds=30)
    person.page.evaluate(f"{PLAYER}.audio.playbackRate = 1")


def stops(person: Person) -> None:
    person.presses("This hurts")
    person.presses("Stop here")


def goes_to_the_heat(person: Person) -> None:
    bank = person.voice.knowledge.bank
    told = {"age": 40, "pain-now": 5, "limits": "some", "duration": "days"}
    answers = bank.completed(bank.read({**told, "aggravates": ["twisting"]}))
    person.opens("/offline")
    with person.page.expect_navigation():
        fields = {"steps": "9", "go": "stay", **travelling(answers)}
        person.page.evaluate(SEND, [f"{person.prefix}/heat", fields])


def lines() -> list[tuple[Any, ...]]:
    """What the diary says, the latest version of each entry."""
    found = {}
    for row in DiaryLine.objects.order_by("at", "version"):
        found[row.entry] = (row.source, row.remedies, row.pain, row.pain_after)
    return list(found.values())


def is_in_the_diary(person: Person) -> None:
    link = person.page.get_by_role("link", name="Change it or take it out")
    expect(link).to_be_visible(timeout=8000)
