"""What somebody does with the player, and where it stands."""

from tests.journeys.person import Person
from tests.web.visitor import travelling

SEND = """([path, fields]) => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: path });
    for (const [name, values] of Object.entries(fields)) {
        for (const value of [values].flat()) {
            form.append(Object.assign(document.createElement("input"), { name, value }));
        }
    }
    document.body.append(form);
    form.submit();
}"""
PLAYER = "document.querySelector('[data-player]').player"


def goes_to_the_routine(person: Person) -> None:
    """A flare that dislikes no direction, as its plan's button sends it: legs up, then cat-cow."""
    bank = person.voice.knowledge.bank
    told = {"age": 40, "pain-now": 5, "limits": "some", "duration": "days"}
    answers = bank.completed(bank.read({**told, "aggravates": ["twisting"]}))
    person.opens("/offline")
    with person.page.expect_navigation():
        person.page.evaluate(
            SEND, [f"{person.prefix}/routine", {"steps": "9", "go": "stay", **travelling(answers)}]
        )


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
