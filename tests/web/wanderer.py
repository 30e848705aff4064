"""Somebody who presses at random, mostly mildly, and remembers the way."""

from random import Random

from tests.web.visitor import Visitor, mildest


def wander(visitor: Visitor, chance: Random, *, at_most: int = 60) -> list[str]:
    """Answers pages until a result stands; the titles of the pages seen."""
    seen: list[str] = []
    for _ in range(at_most):
        assert visitor.status == 200, visitor.html
        if not visitor.is_asked:
            return seen
        seen.append(visitor.title)
        step(visitor, chance)
    raise AssertionError(f"no result after {at_most} pages: {seen}")


def step(visitor: Visitor, chance: Random) -> None:
    form = visitor.form
    if form.hidden("mode") != ["singly"] and form.choices("close") and chance.random() < 0.1:
        visitor.press("go", "singly")
        form = visitor.form
    if form.choices("tap"):
        touch = chance.random() < 0.12
        name = "tap" if touch else "close"
        visitor.fill((name, chance.choice(form.choices(name))), {})
    elif form.choices("pick"):
        visitor.fill(("pick", _one_of(form.choices("pick"), chance)), {})
    else:
        _fill(visitor, chance)


def _fill(visitor: Visitor, chance: Random) -> None:
    form = visitor.form
    filled: dict[str, str | list[str]] = {}
    for name in form.asked:
        if name == "tick":
            continue
        kinds = {f.kind for f in form.fields if f.name == name}
        if kinds == {"text"}:
            filled[name] = str(chance.choice([9, 17, 30, 44, 50, 63, 70, 81]))
        elif kinds == {"checkbox"}:
            filled[name] = [_one_of(form.values(name), chance)]
        else:
            filled[name] = _one_of(form.values(name), chance)
    ticks = [tick for tick in form.values("tick") if chance.random() < 0.12]
    if ticks:
        filled["tick"] = ticks
    none = form.choices("close") and not ticks
    visitor.fill(("close", form.choices("close")[0]) if none else ("go", "next"), filled)


def _one_of(options: list[str], chance: Random) -> str:
    return mildest(options) if chance.random() < 0.7 else chance.choice(options)
