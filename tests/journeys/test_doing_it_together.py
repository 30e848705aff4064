"""Somebody puts the phone on the floor and does a routine with it."""

from collections.abc import Callable
from itertools import pairwise
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Page

from easeback.domain.vocabulary import Language
from tests.journeys.entrance import owner_comes_in
from tests.journeys.person import EITHER_LANGUAGE, Person
from tests.journeys.playing import PLAYER, goes_to, goes_to_the_routine, starts, until

HIDE = """() => {
    // What a browser does to a page that nobody sees: it says so, and paints no frame.
    for (const [name, value] of [["visibilityState", "hidden"], ["hidden", true]]) {
        Object.defineProperty(document, name, { get: () => value });
    }
    document.dispatchEvent(new Event("visibilitychange"));
    window.requestAnimationFrame = () => 0;
}"""
LISTEN = """() => {
    // Taken from the loudspeaker's side: seconds of the sound card, and how loud it was.
    const context = new AudioContext();
    const ear = context.createScriptProcessor(1024, 1, 1);
    window.heard = [];
    ear.onaudioprocess = ({ inputBuffer, playbackTime }) => {
        const samples = inputBuffer.getChannelData(0);
        for (let at = 0; at < samples.length; at += 128) {
            const loud = Math.max(...samples.subarray(at, at + 128).map(Math.abs));
            window.heard.push([playbackTime + at / context.sampleRate, loud]);
        }
    };
    context.createMediaElementSource(PLAYER.audio).connect(ear).connect(context.destination);
}""".replace("PLAYER", PLAYER)
LOG = f"""() => {{
    window.begun = [];
    const {{ panels }} = {PLAYER};
    const step = panels.step.bind(panels);
    panels.step = (...all) => {{ window.begun.push(all[0].at); step(...all); }};
}}"""
QUICKLY = 8
AUDIBLE = 0.02
LATE = 1500
"""Milliseconds of the routine: 190 of the sound card, which slips while a machine is busy. A phrase
in a wrong place is off by several seconds."""
OLD_EAR = "ScriptProcessorNode is deprecated"
"""A worklet would have to be loaded from a file of ours."""
PAUSE, WITHIN = 1000, 500
"""Milliseconds of silence before a phrase; between two sentences of one."""


def onsets(heard: list[list[float]], rate: float) -> list[float]:
    """When a sentence began, in milliseconds of the routine at its own speed."""
    found, silent_since = [], -1e9
    for second, loud in heard:
        at = second * 1000 * rate
        if loud < AUDIBLE:
            continue
        if at - silent_since > WITHIN:
            found.append(at)
        silent_since = at
    return found


def expected(steps: list[dict[str, Any]], cues: list[dict[str, Any]]) -> list[float]:
    """When a phrase begins after a silence, by the script."""
    found, silent_since = [], -1e9
    for step in steps:
        spoken = sum(cues[place]["ms"] for place in step.get("say", []))
        ringing = 1200 if step.get("sound") == "end" else 0
        if (spoken or ringing) and step["at"] - silent_since > PAUSE:
            found.append(step["at"])
        if spoken or ringing:
            silent_since = step["at"] + max(spoken, ringing)
        if step.get("sound") == "ready":
            if step["at"] + step["ms"] - 700 - silent_since > PAUSE:
                found.append(step["at"] + step["ms"] - 700)
            silent_since = step["at"] + step["ms"]
    return found


def lateness(heard: list[float], meant: list[float]) -> list[float]:
    """How far from each meant onset one was heard, once both clocks are set to each other."""

    def off(start: float) -> list[float]:
        return [min(abs(there - start - here) for there in heard) for here in meant]

    starts = (there - here for there in heard[:20] for here in meant[:5])
    return min(map(off, starts), key=median)


@pytest.mark.proof
@pytest.mark.long
def test_a_whole_routine_is_heard_in_order_and_on_time_with_the_page_hidden(
    player: Person,
) -> None:
    page = player.page
    page.evaluate(LISTEN)
    page.evaluate(LOG)
    starts(player)
    page.evaluate(HIDE)
    page.evaluate(f"{PLAYER}.audio.preservesPitch = false; {PLAYER}.audio.currentTime = 0")
    page.evaluate("window.heard.length = 0; window.begun.length = 0")
    page.evaluate(f"{PLAYER}.audio.playbackRate = {QUICKLY}")
    until(player, f"{PLAYER}.audio.ended", seconds=90)
    steps, cues = page.evaluate(f"[{PLAYER}.queue.steps, {PLAYER}.routine.cues]")
    begun = page.evaluate("window.begun")
    assert all(one < other for one, other in pairwise(begun))
    meant, heard = expected(steps, cues), onsets(page.evaluate("window.heard"), QUICKLY)
    assert len(meant) > 20
    # The first is under way when the listening begins.
    assert max(lateness(heard, meant[1:])) < LATE
    player.sees("Done")
    player.complaints = [each for each in player.complaints if OLD_EAR not in each]


def test_the_question_after_an_exercise_skips_itself(player: Person) -> None:
    starts(player)
    goes_to(player, "ask", part=1)
    left = player.page.evaluate(f"{PLAYER}.queue.stepAt({PLAYER}.now).ms")
    assert left == 10_000
    player.page.evaluate(f"{PLAYER}.audio.playbackRate = 8")
    until(player, f"{PLAYER}.queue.stepAt({PLAYER}.now).kind !== 'ask'")


def test_slower_goes_on_at_the_same_step_and_is_remembered(player: Person) -> None:
    starts(player)
    goes_to(player, "breathe-out", part=2)
    step = f"{PLAYER}.queue.stepAt({PLAYER}.now)"
    before = player.page.evaluate(step)
    player.presses("Slower")
    until(player, f"Math.abs({PLAYER}.audio.duration * 1000 - {PLAYER}.queue.ms) < 100")
    until(player, f"!{PLAYER}.audio.paused && !{PLAYER}.audio.seeking && {PLAYER}.now > 1000")
    after = player.page.evaluate(step)
    assert (after["kind"], after["number"]) == (before["kind"], before["number"])
    assert after["ms"] > before["ms"]
    until(player, "document.querySelector('[data-slower]').disabled")
    kept = player.page.evaluate("JSON.parse(localStorage['easeback-player'])")
    assert kept == {"speed": "slow"}


@pytest.mark.parametrize("language", Language)
def test_without_a_script_the_steps_are_there_to_read(
    with_a_phone: Callable[..., Person], language: Language
) -> None:
    person = with_a_phone(language=language, java_script_enabled=False)
    goes_to_the_routine(person)
    for exercise in ("cat-cow", "knee-to-chest"):
        person.sees(person.voice[f"exercises.{exercise}.start"])
    assert person.page.get_by_role("img").count() >= 4
    person.touches(person.voice["reports.bladder.text"])
    assert person.has_a_result


def test_who_wants_no_motion_sees_the_poses_one_by_one(
    with_a_phone: Callable[..., Person],
) -> None:
    person = with_a_phone(reduced_motion="reduce")
    goes_to_the_routine(person)
    starts(person)
    goes_to(person, "breathe-out", part=2)
    clock = "document.querySelector('[data-figure] svg').getCurrentTime()"
    ends = f"{PLAYER}.queue.placed[2].steps.map((step) => step.figure?.[1] / 1000)"
    rounded = person.page.evaluate(f"{PLAYER}.queue.stepAt({PLAYER}.now).figure[1] / 1000")
    seen = set()
    for _ in range(12):
        person.page.wait_for_timeout(100)
        seen.add(person.page.evaluate(clock))
    assert rounded in seen
    assert seen <= set(person.page.evaluate(ends))


def test_it_is_done_by_keyboard_alone(player: Person) -> None:
    page = player.page
    page.locator("[name=before]:checked").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(player, f"!{PLAYER}.audio.loop && {PLAYER}.now > 0")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('data-hurts')"):
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "What do you feel?"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "half as far" in page.evaluate("document.activeElement.textContent")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_face_of_the_player_is_accessible(
    player: Person, problems_of: Callable[..., list[str]], scheme: str
) -> None:
    page = player.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    assert problems_of() == []
    starts(player)
    page.evaluate(f"{PLAYER}.pause()")
    assert problems_of() == []
    goes_to(player, "ask", part=1)
    assert problems_of() == []
    player.presses("This hurts")
    assert problems_of() == []
    player.presses("Clearly more pain, same place")
    assert problems_of() == []
    player.presses("Stop here")
    page.locator("[name=after][value='9']").check(force=True)
    player.sees("much more pain than before")
    assert problems_of() == []


def test_a_kept_routine_plays_without_a_connection(with_a_phone: Callable[..., Person]) -> None:
    person = with_a_phone(service_workers="allow")
    person.opens("/")
    person.page.evaluate("navigator.serviceWorker.ready")
    goes_to_the_routine(person)
    person.presses("Keep on this phone")
    person.sees("Kept on this phone.")
    person.page.context.set_offline(True)
    person.opens("/kept/routine")
    assert person.heading == "Do it with me"
    assert person.page.locator("[name=before]:checked").count() == 0
    assert person.page.locator("input[name^='d.']").count() == 0
    person.presses("Nothing is new, and they are mine")
    starts(person)
    assert person.page.evaluate(f"{PLAYER}.phrases.get(0).length") > 1000
    goes_to(person, "breathe-out", part=2)
    assert person.page.locator("[data-figure] svg path").count() > 10


@pytest.mark.long
@pytest.mark.parametrize("language", EITHER_LANGUAGE)
def test_every_exercise_plays(
    page: Page,
    practice: str,
    language: Language,
    problems_of: Callable[..., list[str]],
    one_in: Callable[[int], int],
) -> None:
    """One in three without the proofs: every exercise goes the same way through the player."""
    owner_comes_in(page, practice)
    person = Person(page, practice, language)
    person.opens("/staff/exercises/")
    assert problems_of() == []
    cards = page.get_by_role("main").get_by_role("listitem").get_by_role("link")
    paths = cards.evaluate_all("all => all.map(card => card.pathname)")
    assert len(paths) == len(person.voice.knowledge.exercises)
    for path in paths[:: one_in(3)]:
        page.goto(f"{practice}{path}")
        starts(person)
        goes_to(person, person.page.evaluate(f"{PLAYER}.queue.placed[1].steps[4].kind"), part=1)
        until(person, "document.querySelectorAll('[data-figure] svg path').length > 5")
        assert person.page.evaluate(f"!{PLAYER}.audio.paused"), path
    assert person.complaints == []
