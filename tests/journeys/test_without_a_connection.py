"""A phone that was here once and has no connection now."""

from collections.abc import Callable, Iterator

import pytest

from tests.journeys.person import Person

TOO_OLD = 31


@pytest.fixture
def person(with_a_phone: Callable[..., Person]) -> Iterator[Person]:
    """Somebody whose phone has opened the first page, and holds what the service worker keeps."""
    somebody = with_a_phone(service_workers="allow")
    somebody.opens("/")
    somebody.page.evaluate(UNTIL_CONTROLLED)
    yield somebody
    policy = [each for each in somebody.complaints if "Content Security Policy" in each]
    assert policy == []


def test_the_safe_pages_open(person: Person) -> None:
    person.page.context.set_offline(True)
    person.opens("/emergency")
    assert person.heading == "Emergency signs"
    person.sees_a_call("Call 911", "911")
    person.touches("Someone is hard to wake")
    person.sees("Give rescue breaths.")
    person.opens("/steps")
    assert person.heading == "Safe steps"
    assert all(person.page.get_by_role("img").evaluate_all(IS_DRAWN))
    person.opens("/es/emergency")
    assert person.heading == "Señales de emergencia"


@pytest.mark.proof
def test_what_is_not_held_says_so_and_leads_to_what_is(person: Person) -> None:
    person.page.context.set_offline(True)
    person.opens("/relief")
    assert person.heading == "There is no connection"
    person.touches("Safe steps")
    assert person.heading == "Safe steps"


@pytest.mark.proof
def test_a_plan_is_kept_only_where_the_person_asks_for_it(person: Person) -> None:
    person.begins()
    person.goes_on_to_the_result()
    person.opens("/kept")
    assert person.heading == "Your plan"
    person.sees("No plan is kept on this phone.")
    assert answers_found(person) == []


@pytest.mark.proof
def test_a_kept_plan_opens_until_it_is_removed(person: Person) -> None:
    person.begins()
    person.goes_on_to_the_result()
    # The timer needs what was answered, and that is not kept.
    plan = person.section("Warmth and cold").replace("Time it with me", "").strip()
    person.presses("Keep on this phone")
    person.sees("Kept on this phone.")
    assert answers_found(person) == []

    person.page.context.set_offline(True)
    person.opens("/")
    person.touches("Open the plan on this phone")
    assert person.heading == "Your plan"
    assert person.section("Warmth and cold").strip() == plan
    assert all(person.page.get_by_role("img").filter(visible=True).evaluate_all(IS_DRAWN))

    person.presses("Remove")
    person.sees("Keep on this phone")
    person.opens("/kept")
    person.sees_nothing_of("Warmth and cold")


@pytest.mark.proof
def test_rules_that_nobody_has_checked_for_long_give_way_to_a_call(person: Person) -> None:
    person.begins()
    person.goes_on_to_the_result()
    person.presses("Keep on this phone")
    person.sees("Kept on this phone.")
    person.page.context.set_offline(True)
    held = {"/emergency": "Emergency signs", "/steps": "Safe steps", "/kept": "Your plan"}
    for days, is_old in ((TOO_OLD - 2, False), (TOO_OLD, True)):
        days_pass(person, days)
        for path, heading in held.items():
            person.opens(path)
            assert person.heading == ("Please call" if is_old else heading)
    person.sees_a_call("Call us 1-555-555-0142", "15555550142")
    person.sees_a_call("Call 911", "911")


def days_pass(person: Person, days: int) -> None:
    """Everything that is held was fetched so long ago."""
    person.page.evaluate(FETCHED_DAYS_AGO, days)


def answers_found(person: Person) -> list[str]:
    """What this browser stores that carries an answer or a step of the journey."""
    return [str(found) for found in person.page.evaluate(ANSWERS_STORED)]


UNTIL_CONTROLLED = """async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((go) => setTimeout(go, 20));
}"""
IS_DRAWN = "all => all.map(it => it.complete && it.naturalWidth > 0)"
FETCHED_DAYS_AGO = """async (days) => {
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const old = await cache.match(request);
            if (!old.headers.has("x-fetched")) continue;
            const headers = new Headers(old.headers);
            headers.set("x-fetched", Date.now() - days * 24 * 60 * 60 * 1000);
            await cache.put(request, new Response(await old.blob(), { headers }));
        }
    }
}"""
ANSWERS_STORED = """async () => {
    const found = [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
    for (const base of await indexedDB.databases()) found.push(base.name);
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const text = await (await cache.match(request)).text();
            const tells = /name="(a|d|steps)[."]/.test(text) || request.url.endsWith("/relief");
            if (tells) found.push(request.url);
        }
    }
    return found;
}"""
