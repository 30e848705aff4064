"""Entries that are written without a connection: none is lost, and none is written twice."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Route

from easeback.apps.selfcare.models import DiaryLine
from tests.journeys.person import Person

UNTIL_CONTROLLED = (
    "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller ||"
    " new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done)))"
)
KEEP = """async (fields) => {
  const queue = await import(document.querySelector("script[src*='diary/queue']").src);
  await queue.keep(fields);
}"""
FLUSH = """async (wait) => {
  const queue = await import(document.querySelector("script[src*='diary/queue']").src);
  const left = queue.flush();
  return wait ? await left : -1;
}"""


@pytest.fixture
def person(with_a_phone: Callable[..., Person]) -> Person:
    """Somebody with a diary, whose phone holds what the service worker keeps."""
    somebody = with_a_phone(service_workers="allow")
    somebody.opens("/keep")
    somebody.touches("Start my diary on this phone")
    somebody.touches("I have them. Open my diary")
    somebody.page.evaluate(UNTIL_CONTROLLED)
    return somebody


def touches_pain(person: Person, pain: int) -> None:
    person.page.locator(f"button[name=pain][value='{pain}']").click()


def lines() -> Counter[str]:
    """How often each entry stands in the diary: a later saying of the same is the same entry."""
    rows = DiaryLine.objects.filter(version=1)
    return Counter(str(key) for key in rows.values_list("entry", flat=True))


Deeds = dict[str, tuple[list[str], str]]
"""What was done together, by its key: the remedies and the pain afterwards, as last told."""


def a_deed(chance: random.Random, deeds: Deeds) -> list[list[str]]:
    """A routine, or heat, as the phone keeps it: a new one, or more of one that it has told of."""
    growing = sorted(key for key, (_, after) in deeds.items() if not after)
    key = str(uuid4())
    if growing and chance.random() < 0.5:
        key = chance.choice(growing)
        did = sorted({*deeds[key][0], *([] if deeds[key][0] == ["heat"] else ["cat-cow"])})
        deeds[key] = (did, str(chance.randint(0, 10)))
    else:
        deeds[key] = (chance.choice([["heat"], ["rest-90-90"]]), "")
    did, after = deeds[key]
    kind = "heat" if did == ["heat"] else "routine"
    fields = [["key", key], ["kind", kind], ["at", now()], ["minutes", "6"]]
    return [*fields, *(["did", id] for id in did), *([["after", after]] if after else [])]


def less_than_told(deeds: Deeds) -> int:
    """Of how many deeds the diary says less than the phone was told, or something else."""
    stands = {}
    for row in DiaryLine.objects.order_by("version"):
        after = "" if row.pain_after is None else str(row.pain_after)
        stands[str(row.entry)] = (row.remedies, after)
    return sum(stands.get(key) != told for key, told in deeds.items())


def test_an_entry_without_a_connection_waits_and_is_sent_later(person: Person) -> None:
    person.page.context.set_offline(True)
    person.opens("/my/")
    person.sees("There is no connection right now.")
    person.ticks("Heat")
    touches_pain(person, 6)
    person.page.get_by_text("One entry is not sent yet.").wait_for()
    touches_pain(person, 5)
    person.page.get_by_text("2 entries are not sent yet.").wait_for()
    assert DiaryLine.objects.count() == 0
    person.page.context.set_offline(False)
    person.page.locator("[data-unsent]").wait_for(state="hidden")
    person.opens("/my/")
    assert list(DiaryLine.objects.order_by("at").values_list("pain", "remedies")) == [
        (6, ["heat"]),
        (5, []),
    ]
    assert person.page.locator("a.row .level").all_inner_texts() == ["5", "6"]


@pytest.mark.proof
def test_what_waits_cannot_be_read_on_the_phone(person: Person) -> None:
    person.page.context.set_offline(True)
    fields = [["key", str(uuid4())], ["pain", "7"], ["note", "canary-note"], ["at", now()]]
    person.page.evaluate(KEEP, fields)
    kept = person.page.evaluate(
        """async () => {
          const open = indexedDB.open("easeback-diary");
          await new Promise((done) => (open.onsuccess = done));
          const all = open.result.transaction("lines").objectStore("lines").getAll();
          await new Promise((done) => (all.onsuccess = done));
          open.result.close();
          return all.result.map((line) => new TextDecoder().decode(line.body)).join(" ");
        }"""
    )
    assert kept
    assert "canary" not in kept


@pytest.mark.proof
def test_what_one_person_wrote_does_not_go_into_anothers_diary(person: Person) -> None:
    person.page.context.set_offline(True)
    person.opens("/my/")
    touches_pain(person, 9)
    person.page.get_by_text("One entry is not sent yet.").wait_for()
    person.page.evaluate("localStorage.setItem('easeback-diary', 'somebody-else')")
    touches_pain(person, 2)
    person.page.get_by_text("2 entries are not sent yet.").wait_for()
    person.page.context.set_offline(False)
    person.page.get_by_text("One entry is not sent yet.").wait_for()
    assert list(DiaryLine.objects.values_list("pain", flat=True)) == [9]


def now() -> str:
    return datetime.now(UTC).isoformat()


class Phone:
    """A phone that goes through a bad day; `kept`: the keys of all that it promised to keep."""

    def __init__(self, person: Person, seed: int, *, cheat: str = "") -> None:
        self.context: BrowserContext = person.page.context
        self.home, self.chance, self.cheat = person.home, random.Random(seed), cheat
        self.pages: list[Page] = []
        self.kept: set[str] = set()
        self.deeds: Deeds = {}
        self.context.route("**/my/queue", self.passes)

    def lives(self) -> None:
        """Some hours of it, and then a good connection."""
        steps: list[Callable[[], None]] = [
            self.writes,
            self.does,
            self.does,
            self.sends,
            self.reloads,
            self.closes,
            self.loses_the_connection,
            self.finds_the_connection,
        ]
        for _ in range(self.chance.randint(4, 9)):
            try:
                self.chance.choice(steps)()
            except Error:
                # A page that was closed or reloaded under the hand.
                continue
        self.context.set_offline(False)
        self.chance.random()
        for _ in range(1 if self.cheat else 20):
            if self.page.evaluate(FLUSH, "wait") == 0:
                break

    @property
    def page(self) -> Page:
        """One of the tabs, where there is any."""
        self.pages = [page for page in self.pages if not page.is_closed()]
        if not self.pages or (len(self.pages) < 2 and self.chance.random() < 0.2):
            page = self.context.new_page()
            page.goto(f"{self.home}/diary/unsent")
            self.pages.append(page)
        return self.chance.choice(self.pages)

    def writes(self) -> None:
        key = str(uuid4())
        fields = [["key", key], ["pain", str(self.chance.randint(0, 10))], ["at", now()]]
        self.page.evaluate(KEEP, fields)
        self.kept.add(key)

    def does(self) -> None:
        """A routine ends, or the heat comes off; or the pain afterwards is told."""
        told = dict(self.deeds)
        fields = a_deed(self.chance, told)
        self.page.evaluate(KEEP, fields)
        self.deeds = told
        self.kept.add(fields[0][1])

    def sends(self) -> None:
        self.page.evaluate(FLUSH, self.chance.choice(["wait", ""]))

    def reloads(self) -> None:
        self.page.goto(f"{self.home}/diary/unsent")

    def closes(self) -> None:
        """As when the system kills a page: without a word."""
        self.page.close(run_before_unload=False)

    def loses_the_connection(self) -> None:
        self.context.set_offline(True)

    def finds_the_connection(self) -> None:
        self.context.set_offline(False)

    def passes(self, route: Route) -> None:
        """The network: it loses requests, and answers, and sometimes sends twice."""
        if self.cheat == "loses":
            key = dict(parse_qsl(route.request.post_data or ""))["key"]
            route.fulfill(json={"key": key})
            return
        if self.cheat:
            sent = parse_qsl(route.request.post_data or "")
            left_out = {"doubles": "key", "lessens": "after"}[self.cheat]
            fields = [(name, value) for name, value in sent if name != left_out]
            if self.cheat == "doubles":
                fields.append(("key", str(uuid4())))
            route.continue_(post_data=urlencode(fields))
            return
        fate = self.chance.random()
        try:
            if fate < 0.15:
                route.abort()
            elif fate < 0.4:
                route.fetch()
                route.abort()
            elif fate < 0.5:
                route.fetch()
                route.continue_()
            else:
                route.continue_()
        except Error:
            # The page that asked is gone.
            return


@pytest.fixture
def live(person: Person) -> Callable[..., tuple[int, int, int]]:
    """Lives a number of schedules; how many entries were kept, lost and doubled."""

    def lived(count: int, **more: Any) -> tuple[int, int, int]:
        kept = lost = doubled = 0
        for seed in range(count):
            DiaryLine.objects.all().delete()
            phone = Phone(person, seed, **more)
            phone.lives()
            found = lines()
            kept += len(phone.kept)
            lost += len(phone.kept - found.keys()) + less_than_told(phone.deeds)
            doubled += sum(found.values()) - len(found) + len(found.keys() - phone.kept)
            phone.context.unroute("**/my/queue")
            for page in phone.pages:
                page.close()
        return kept, lost, doubled

    return lived


@pytest.mark.proof
def test_no_schedule_loses_or_doubles_an_entry(
    live: Callable[..., tuple[int, int, int]], schedules: int
) -> None:
    kept, lost, doubled = live(schedules)
    assert kept > schedules
    assert (lost, doubled) == (0, 0)


@pytest.mark.proof
def test_an_answer_that_lies_is_noticed(live: Callable[..., tuple[int, int, int]]) -> None:
    _, lost, _ = live(3, cheat="loses")
    assert lost > 0


@pytest.mark.proof
def test_pain_afterwards_that_is_dropped_on_the_way_is_noticed(
    live: Callable[..., tuple[int, int, int]],
) -> None:
    _, lost, doubled = live(6, cheat="lessens")
    assert lost > 0
    assert doubled == 0


@pytest.mark.proof
def test_keys_that_change_on_the_way_are_noticed(live: Callable[..., tuple[int, int, int]]) -> None:
    _, _, doubled = live(3, cheat="doubles")
    assert doubled > 0
