"""Somebody who keeps a diary does a routine, or times the heat: it lands in the diary by itself."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import expect

from easeback.apps.booking.facts import Snapshot
from easeback.apps.selfcare import actions
from easeback.apps.selfcare.models import DiaryLine
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge
from tests.journeys.doing import (
    holds,
    is_in_the_diary,
    lines,
    plays_a_part,
    said,
    stops,
)
from tests.journeys.person import Person
from tests.journeys.playing import PLAYER, goes_to, goes_to_the_routine, starts, until
from tests.journeys.test_waiting_on_the_phone import UNTIL_CONTROLLED
from tests.web.keeper import opened

OLD = "delete Crypto.prototype.randomUUID;"
HEAR = """window.plays = [];
addEventListener("played", ({ detail }) => window.plays.push(detail.play, detail.play));"""


def test_a_routine_lands_in_the_diary_with_pain_before_and_after(
    person: Person, problems_of: Callable[..., list[str]]
) -> None:
    holds(person, opened("Ana"))
    goes_to_the_routine(person)
    assert problems_of() == []
    person.sees("When you finish or stop, we write it down. It goes into your diary.")
    starts(person)
    plays_a_part(person, 1)
    stops(person)
    is_in_the_diary(person)
    assert "It is in the diary:" in said(person)
    assert lines() == [("routine", ["rest-90-90"], 5, None)]
    person.page.locator("[data-scale] [value='4']").check(force=True)
    person.page.locator("[data-scale] [value='3']").check(force=True)
    until(person, "document.querySelector('[data-done-said] a').hidden")
    is_in_the_diary(person)
    assert "5 → 3" in said(person)
    assert problems_of() == []
    assert lines() == [("routine", ["rest-90-90"], 5, 3)]
    assert DiaryLine.objects.count() == 2
    person.page.get_by_role("link", name="Change it or take it out").click()
    person.unfolds("Earlier words, or take it out")
    person.touches("Take this entry out")
    assert DiaryLine.objects.filter(is_taken_out=False).count() == 0
    assert person.complaints == []


@pytest.mark.proof
def test_of_a_routine_that_is_left_what_was_done_before_is_written(
    keeps_a_diary: Callable[..., Person],
) -> None:
    person = keeps_a_diary()
    goes_to_the_routine(person)
    starts(person)
    plays_a_part(person, 1)
    plays_a_part(person, 2, seconds=3)
    until(person, "document.querySelector('[data-done-said]').textContent.includes('in the diary')")
    person.opens("/my/")
    assert lines() == [("routine", ["rest-90-90"], 5, None)]
    assert DiaryLine.objects.count() == 1


@pytest.mark.proof
def test_two_exercises_of_one_routine_are_one_entry(keeps_a_diary: Callable[..., Person]) -> None:
    person = keeps_a_diary()
    goes_to_the_routine(person)
    starts(person)
    plays_a_part(person, 1)
    plays_a_part(person, 2)
    stops(person)
    is_in_the_diary(person)
    until(person, "document.querySelector('[data-what]').textContent.includes('Cat-cow')")
    is_in_the_diary(person)
    assert lines() == [("routine", ["cat-cow", "rest-90-90"], 5, None)]


@pytest.mark.proof
def test_a_look_at_the_routine_alone_is_no_use(keeps_a_diary: Callable[..., Person]) -> None:
    person = keeps_a_diary()
    goes_to_the_routine(person)
    starts(person)
    plays_a_part(person, 1, seconds=12)
    goes_to(person, "ask", part=2)
    stops(person)
    person.sees("Done")
    person.page.wait_for_timeout(500)
    assert lines() == []
    assert not person.page.locator("[data-done-said]").is_visible()


@pytest.mark.proof
def test_who_keeps_no_diary_leaves_no_trace(player: Person) -> None:
    starts(player)
    plays_a_part(player, 1)
    stops(player)
    player.sees("Done")
    assert player.page.evaluate("indexedDB.databases()") == []
    assert player.page.evaluate("Object.keys(localStorage)") == []
    assert DiaryLine.objects.count() == 0
    assert player.page.locator("[data-done]").count() == 0


@pytest.mark.proof
def test_who_keeps_no_diary_needs_no_chance_to_play(person: Person) -> None:
    person.page.add_init_script(f"{OLD} Crypto.prototype.getRandomValues = null;")
    goes_to_the_routine(person)
    assert person.page.evaluate("crypto.randomUUID ?? crypto.getRandomValues") is None
    starts(person)
    plays_a_part(person, 1)
    stops(person)
    person.sees("Done")


@pytest.mark.proof
def test_a_browser_without_ready_made_ids_plays_and_shows_the_form(
    keeps_a_diary: Callable[..., Person],
) -> None:
    """As over plain http: a page without a secure connection may not seal what waits, either."""
    person = keeps_a_diary()
    person.page.add_init_script(f"{HEAR} {OLD} Object.defineProperty(crypto, 'subtle', {{}});")
    goes_to_the_routine(person)
    starts(person)
    plays_a_part(person, 1)
    stops(person)
    expect(person.page.locator("form[action$='/my/done']")).to_be_visible()
    first, *more = person.page.evaluate("window.plays")
    assert (UUID(first).version, {*more}) == (4, {first})
    person.ticks(person.voice["exercises.rest-90-90.title"])
    person.touches("Put it in my diary")
    assert lines() == [("routine", ["rest-90-90"], 5, None)]


@pytest.mark.proof
def test_without_a_connection_it_waits_and_is_sent_once(
    keeps_a_diary: Callable[..., Person],
) -> None:
    person = keeps_a_diary(service_workers="allow")
    person.opens("/")
    person.page.evaluate(UNTIL_CONTROLLED)
    goes_to_the_routine(person)
    starts(person)
    plays_a_part(person, 1)
    person.page.context.set_offline(True)
    stops(person)
    person.page.get_by_text("One entry is not sent yet.").wait_for()
    assert "It is kept for the diary:" in said(person)
    person.page.locator("[data-scale] [value='4']").check(force=True)
    person.page.wait_for_timeout(3000)
    assert lines() == []
    person.page.reload()
    person.opens("/my/")
    person.page.get_by_text("One entry is not sent yet.").wait_for()
    person.page.context.set_offline(False)
    person.page.locator("[data-unsent]").wait_for(state="hidden")
    assert lines() == [("routine", ["rest-90-90"], 5, 4)]


@pytest.mark.proof
def test_a_kept_routine_is_for_whoever_is_in_front_then(
    keeps_a_diary: Callable[..., Person],
) -> None:
    person = keeps_a_diary(called="Ana", service_workers="allow")
    person.opens("/my/")
    person.page.evaluate(UNTIL_CONTROLLED)
    goes_to_the_routine(person)
    person.presses("Keep on this phone")
    person.sees("Kept on this phone.")
    person.page.context.set_offline(True)
    person.opens("/kept/routine")
    assert "Ana" not in person.page.content()
    assert person.page.locator("[data-who], form[action$='/my/done']").count() == 0
    person.presses("Nothing is new, and they are mine")
    starts(person)
    plays_a_part(person, 1)
    stops(person)
    person.page.get_by_text("One entry is not sent yet.").wait_for()
    person.page.context.set_offline(False)
    person.page.locator("[data-unsent]").wait_for(state="hidden")
    assert lines() == [("routine", ["rest-90-90"], None, None)]


@pytest.mark.proof
def test_a_kept_routine_of_nobody_stores_nothing(keeps_a_diary: Callable[..., Person]) -> None:
    person = keeps_a_diary(service_workers="allow")
    person.opens("/my/")
    person.page.evaluate(UNTIL_CONTROLLED)
    goes_to_the_routine(person)
    person.presses("Keep on this phone")
    person.sees("Kept on this phone.")
    person.opens("/my/keeping/erase")
    person.touches("Erase it all now")
    until(person, "localStorage.getItem('easeback-diary') === null")
    person.opens("/kept/routine")
    person.presses("Nothing is new, and they are mine")
    starts(person)
    plays_a_part(person, 1)
    stops(person)
    person.page.wait_for_timeout(500)
    assert not person.page.locator("[data-done]").is_visible()
    assert person.page.evaluate("document.querySelector('[data-unsent]').hidden")


@pytest.mark.proof
def test_a_stop_for_a_red_sign_is_written_before_the_safety_check_leads_away(
    person: Person, problems_of: Callable[..., list[str]]
) -> None:
    holds(person, opened())
    goes_to_the_routine(person)
    starts(person)
    plays_a_part(person, 1)
    person.presses("This hurts")
    red = "Object.values(reports).flat().find(({ action }) => action === 'recheck')"
    person.page.evaluate(f"{{ const {{ reports }} = {PLAYER}.routine; {PLAYER}.report({red}); }}")
    until(person, "document.querySelector('[data-done-said]').textContent.includes('in the diary')")
    assert lines() == [("routine", ["rest-90-90"], 5, None)]
    assert not person.page.locator("[data-done]").is_visible()
    person.touches("Do the safety check")
    assert lines() == [("routine", ["rest-90-90"], 5, None)]


@pytest.mark.proof
def test_where_the_phone_keeps_nothing_the_form_is_there(
    person: Person, problems_of: Callable[..., list[str]]
) -> None:
    holds(person, opened())
    person.page.add_init_script("IDBFactory.prototype.open = () => { throw new Error('no room'); }")
    goes_to_the_routine(person)
    starts(person)
    plays_a_part(person, 1)
    stops(person)
    form = person.page.locator("form[action$='/my/done']")
    expect(form).to_be_visible()
    assert problems_of() == []
    person.touches("Put it in my diary")
    person.sees("Please tick what you did.")
    assert problems_of() == []
    person.ticks(person.voice["exercises.rest-90-90.title"])
    person.touches("Put it in my diary")
    assert lines() == [("routine", ["rest-90-90"], 5, None)]
    # What the browser says of a storage that throws, and of a form that is asked again.
    person.complaints.clear()


@pytest.mark.proof
@pytest.mark.parametrize("language", Language)
def test_without_a_script_the_form_writes_it(
    keeps_a_diary: Callable[..., Person], language: Language
) -> None:
    person = keeps_a_diary(language=language, java_script_enabled=False)
    goes_to_the_routine(person)
    spanish = language is Language.SPANISH
    person.page.get_by_text("Anotarlo en mi diario" if spanish else "Write it in my diary").click()
    form = person.page.locator("form[action$='/my/done']")
    form.get_by_label(person.voice["exercises.cat-cow.title"], exact=True).check()
    form.locator("[name=after][value='2']").check(force=True)
    person.touches("Ponerlo en mi diario" if spanish else "Put it in my diary")
    assert lines() == [("routine", ["cat-cow"], 5, 2)]
    person.page.go_back()
    person.page.go_forward()
    assert len(lines()) == 1


@pytest.mark.proof
def test_a_step_of_the_plan_is_ticked_and_undone(
    person: Person, problems_of: Callable[..., list[str]]
) -> None:
    holds(person, mine := opened())
    plan = {"position": "rest-90-90", "first": "cat-cow", "heat": ["heat-pad"]}
    limits = {"age": 70, "diabetes": "yes", "diabetes-skin": "feels-well"}
    snapshot = Snapshot({"pain-now": 5, **limits}, "self_care", (), plan, knowledge().version)
    actions.keep_plan(mine.account, snapshot, key=uuid4(), at=datetime.now(UTC))
    person.opens("/my/")
    person.sees("10 minutes", "From 65 on, keep each move small.")
    assert problems_of() == []
    person.touches("Done: Cat-cow")
    person.sees("Done at")
    assert lines() == [("plan-step", ["cat-cow"], None, None)]
    assert problems_of() == []
    person.touches("Undo: Cat-cow")
    assert DiaryLine.objects.filter(is_taken_out=False).count() == 0
    assert person.complaints == []
