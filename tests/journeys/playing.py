"""What somebody does with the player, and where it stands."""

from tests.journeys.person import Person

PLAYER = "document.querySelector('[data-player]').player"


def goes_to_the_routine(person: Person) -> None:
    """A flare that dislikes no direction: legs up on a chair, then cat-cow."""
    person.begins()
    person.goes_on_to("how")
    person.tells_of_today(hurts="twisting")
    person.goes_on_to_the_result()
    person.touches(person.voice.say("plan.together"))


def until(person: Person, so: str, *, seconds: int = 8) -> None:
    """Waits for an expression of the page; its policy forbids the browser driver's own way."""
    met = person.page.evaluate(
        f"""async () => {{
            const end = performance.now() + {1000 * seconds};
            const pause = () => new Promise((go) => setTimeout(go, 50));
            while (!({so}) && performance.now() < end) await pause();
            return Boolean({so});
        }}"""
    )
    assert met, so


def starts(person: Person) -> None:
    person.page.locator("[data-start]").click()
    until(person, f"!{PLAYER}.audio.loop && {PLAYER}.now > 0")


def goes_to(person: Person, kind: str, *, part: int = 0) -> None:
    """To the first step of a kind, from a part on."""
    at = person.page.evaluate(
        f"""([kind, place]) => {{
            const {{ queue, audio }} = {PLAYER};
            const step = queue.placed.slice(place).flatMap((part) => part.steps)
                .find((step) => step.kind === kind);
            audio.currentTime = (step.at + 200) / 1000;
            return step.at;
        }}""",
        [kind, part],
    )
    until(person, f"!{PLAYER}.audio.seeking && {PLAYER}.queue.stepAt({PLAYER}.now).at === {at}")
