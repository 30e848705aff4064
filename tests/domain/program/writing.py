"""Items and days of a program, as the clinical cases write them. Day 1 is a Monday."""

from datetime import date, timedelta
from typing import Any

from easeback.domain.exercise import Side
from easeback.domain.program import (
    EVERY_DAY,
    Amount,
    FlareDays,
    History,
    Item,
    Look,
    Measure,
    Next,
    Program,
    Progress,
    Told,
    Weekday,
    usual_measure,
)
from easeback.domain.response import Light
from easeback.knowledge import knowledge

LIBRARY = knowledge().exercises
MONDAY = date(2027, 3, 1)
AMOUNT = ("reps", "sets", "hold", "minutes", "a_day")
SAID: dict[str, dict[str, Any]] = {"done": {}, "missed": {"done": False}}


def day(number: int) -> date:
    return MONDAY + timedelta(days=number - 1)


def amount(raw: dict[str, Any]) -> Amount:
    return Amount(**{name: raw[name] for name in AMOUNT if name in raw})


def item(raw: dict[str, Any], id: str = "one") -> Item:
    """An item as a case writes it; what it does not say is usual."""
    dose = amount(raw)
    known = LIBRARY.get(raw["exercise"])
    measure = Measure(raw["measure"]) if "measure" in raw else None
    measure = measure or (usual_measure(known) if known else Measure.REPS)
    written = dose.of(measure) or 1
    least, most = raw.get("bounds", [written, written])
    follows = raw.get("next")
    dosed = follows is not None and any(name in follows for name in AMOUNT)
    return Item(
        id=raw.get("id", id),
        exercise=raw["exercise"],
        dose=dose,
        progress=Progress(
            measure,
            (least, most),
            raw.get("by", 1),
            raw.get("green_days", 3),
            Next(follows["exercise"], amount(follows) if dosed else None) if follows else None,
        ),
        days=frozenset(map(Weekday, raw["days"])) if "days" in raw else EVERY_DAY,
        side=Side(raw["side"]) if "side" in raw else None,
        cues=tuple(raw.get("cues", ())),
        stops=tuple(raw.get("stops", ())),
        overrides=tuple(raw.get("overrides", {}).items()),
    )


def program(*items: Item, relief_days: int = 3, resume_percent: int = 50) -> Program:
    return Program(day(1), items, relief_days, resume_percent)


def history(raw: dict[str, Any], id: str = "one") -> History:
    """What a case tells of one item."""
    return History(
        told=tuple(
            told(each, number, id)
            for number, said in raw.get("told", {}).items()
            for each in (said if isinstance(said, list) else [said])
        ),
        flares=tuple(
            FlareDays(day(first), None if last == "open" else day(last))
            for first, last in raw.get("flares", [])
        ),
        looks=tuple(Look(id, day(each["of"]), day(each["on"])) for each in raw.get("looks", [])),
    )


def told(said: str | dict[str, Any], number: int, id: str) -> Told:
    raw: dict[str, Any] = SAID.get(said, {"light": said}) if isinstance(said, str) else said
    light = Light(raw["light"]) if "light" in raw else None
    done = raw.get("done", True) not in {False, "no"}
    pains = (raw.get(name) for name in ("before", "during", "after"))
    return Told(id, day(number), done, light, *pains)
