"""A routine, or heat, that is not right for somebody: it stops, and leads to what is safe."""

import pytest

from easeback.web.patient.routine.sheet import BETWEEN
from tests.journeys.person import Person
from tests.journeys.playing import PLAYER, goes_to, starts, until


def test_pain_that_goes_down_the_leg_leads_to_the_safety_check(player: Person) -> None:
    starts(player)
    goes_to(player, "breathe-out", part=2)
    player.presses("This hurts")
    assert player.page.evaluate(f"{PLAYER}.audio.paused")
    player.presses("It goes further down my leg")
    player.sees("Stop this direction.", "see a physical therapist within 3 days")
    player.touches("Do the safety check")
    assert player.heading == player.voice["pages.now.title"]


@pytest.mark.proof
def test_numbness_between_the_legs_is_an_emergency_at_once(player: Person) -> None:
    starts(player)
    player.presses("This hurts")
    player.presses("Numb between my legs")
    player.touches("Do the safety check")
    assert player.has_a_result
    assert "911" in player.page.get_by_role("main").inner_text()


@pytest.mark.proof
def test_a_good_answer_goes_on_and_a_bad_one_offers_something_milder(player: Person) -> None:
    starts(player)
    goes_to(player, "ask", part=1)
    player.presses("The same")
    until(player, f"{PLAYER}.queue.partAt({PLAYER}.now).exercise === 'cat-cow'")
    goes_to(player, "ask", part=2)
    player.presses("Better")
    player.sees("Good. Keep this one.")
    player.presses("Go on: Single knee to chest")
    until(player, f"{PLAYER}.queue.partAt({PLAYER}.now).exercise === 'knee-to-chest'")
    until(player, f"!{PLAYER}.audio.paused")
    player.presses("This hurts")
    player.presses("Clearly more pain, same place")
    player.sees("too much for now")
    player.presses("Stop here")
    player.sees("Done", "Do it once more")


@pytest.mark.proof
def test_after_a_red_sign_only_the_safety_check_is_left(player: Person) -> None:
    starts(player)
    goes_to(player, "breathe-out", part=2)
    player.presses("This hurts")
    player.presses("A sharp catch, or much more pain")
    player.presses("Stop here")
    player.sees("Done", "Do the safety check")
    assert not player.page.get_by_role("button", name="Do it once more").is_visible()
    assert not player.page.evaluate(f"{PLAYER}.audio.currentSrc && {PLAYER}.audio.src")
    player.touches("Do the safety check")
    assert player.heading == player.voice["pages.now.title"]


@pytest.mark.proof
def test_what_took_a_place_leads_no_further_down_the_leg(player: Person) -> None:
    starts(player)
    goes_to(player, "breathe-out", part=2)
    player.presses("This hurts")
    player.presses("A little more pain, same place")
    player.presses("Go on, half as far")
    until(player, f"!{PLAYER}.audio.paused && {PLAYER}.queue.names.includes('part-2-smaller')")
    player.presses("This hurts")
    player.presses("It goes further down my leg")
    left = player.page.get_by_role("button").filter(visible=True).all_inner_texts()
    assert "Do the safety check" in left
    assert not [words for words in left if words.startswith("Try this one")]


@pytest.mark.proof
def test_with_pain_of_eight_there_is_only_rest(player: Person) -> None:
    player.page.locator("[name=before][value='8']").check(force=True)
    starts(player)
    player.sees("With a pain of 8 or more, we rest and breathe for now.")
    assert player.page.evaluate(f"{PLAYER}.queue.placed.every((part) => !part.moves)")


@pytest.mark.proof
def test_a_stop_holds_while_the_voice_is_still_coming(player: Person) -> None:
    player.page.evaluate(f"{PLAYER}.phrases.load = () => new Promise((go) => setTimeout(go, 1500))")
    player.page.locator("[data-start]").click()
    player.presses("This hurts")
    player.page.wait_for_timeout(2200)
    assert player.page.evaluate(f"{PLAYER}.audio.paused")
    player.sees("What do you feel?")


@pytest.mark.proof
def test_the_heat_timer_keeps_its_time_through_an_interruption(person: Person) -> None:
    person.begins()
    person.goes_on_to_the_result()
    person.unfolds_everything()
    person.touches(person.voice.say("plan.timer"))
    starts(person)
    for name in ("Back", "Skip", "Slower"):
        assert not person.page.get_by_role("button", name=name, exact=True).is_visible()
    person.page.evaluate(f"{PLAYER}.pause()")
    person.page.evaluate("window.real = Date.now; Date.now = () => real() + 4 * 60_000")
    person.presses("Go on")
    until(person, f"{PLAYER}.now > 4 * 60_000")
    person.sees("11 min left")
    # However long the call was, that the pad must come off is said before anything else.
    person.page.evaluate(f"{PLAYER}.pause()")
    person.page.evaluate("Date.now = () => real() + 40 * 60_000")
    person.presses("Go on")
    person.sees("Time is up. Take the heat off.")
    person.presses("Too hot, or it hurts")
    person.sees("Take the heat off now.")


@pytest.mark.proof
def test_a_code_on_paper_asks_first_whether_anything_is_new(person: Person) -> None:
    person.opens("/do/rest-90-90+cat-cow+knee-to-chest")
    assert not person.page.locator("[data-start]").is_visible()
    person.sees("chosen for one person only")
    person.presses("Nothing is new, and they are mine")
    starts(person)
    person.presses("This hurts")
    person.presses("Numb between my legs")
    person.touches("Do the safety check")
    assert person.has_a_result


@pytest.mark.proof
def test_heat_is_refused_to_who_wears_an_opioid_patch(person: Person) -> None:
    person.begins()
    person.goes_on_to("safe")
    person.ticks("Medicine patch, last 3 days")
    person.continues()
    person.ticks("Fentanyl")
    person.continues()
    person.ticks("None of these")
    person.continues()
    timer = person.page.get_by_role("button", name=person.voice.say("plan.timer"))
    assert timer.count() == 0
    # As from a page that was opened before the patch was told of.
    with person.page.expect_navigation():
        person.page.evaluate(
            """() => {
                const form = document.querySelector("#journey");
                const go = { name: "go", value: "stay" };
                form.append(Object.assign(document.createElement("input"), go));
                form.action = "/heat";
                form.submit();
            }"""
        )
    person.sees("No heat of any kind, and no hot bath, with this patch.")
    assert person.page.locator("[data-player]").count() == 0


@pytest.mark.proof
def test_much_pain_at_the_end_leads_to_the_safety_check_where_none_was_told_before(
    person: Person,
) -> None:
    person.opens(f"/do/rest-90-90{BETWEEN}cat-cow")
    person.presses("Nothing is new, and they are mine")
    starts(person)
    person.page.evaluate(f"{PLAYER}.end()")
    person.page.locator("[name=after][value='7']").check(force=True)
    person.sees("That is a lot of pain.", "Do the safety check")
    person.page.locator("[name=after][value='6']").check(force=True)
    assert not person.page.locator("[data-judged]").is_visible()
    person.page.locator("[name=after][value='9']").check(force=True)
    person.touches("Do the safety check")
    assert person.heading == person.voice["pages.now.title"]


@pytest.mark.proof
@pytest.mark.parametrize(("before", "after"), [(9, 9), (10, 7)])
def test_much_pain_is_never_called_fine(player: Person, before: int, after: int) -> None:
    player.page.locator(f"[name=before][value='{before}']").check(force=True)
    starts(player)
    player.page.evaluate(f"{PLAYER}.end()")
    player.page.locator(f"[name=after][value='{after}']").check(force=True)
    player.sees("That is a lot of pain.", "Do the safety check")
    assert "That is fine" not in player.page.locator("[data-judged]").inner_text()
