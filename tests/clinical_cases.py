"""The clinical cases under `tests/cases`, which a physical therapist can read, sign and extend.

A case gives answers (everything it does not mention is "none of these") and what must come of
them. `unknown: not_asked` leaves the rest unasked instead. `open` are exercises of the whole
library that no gate keeps from this person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from easeback.domain.condition import Answers
from easeback.domain.relief import Plan
from easeback.domain.triage import Assessment
from easeback.knowledge import Knowledge, knowledge
from easeback.knowledge.reading import read_yaml

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One case: where it stands, what was answered, and what is expected."""

    name: str
    signed: str
    answers: dict[str, Any]
    unknown: str
    expect: dict[str, Any]

    def whole(self, known: Knowledge) -> Answers:
        answers = known.bank.read(self.answers)
        return known.bank.completed(answers) if self.unknown == "no" else answers


@cache
def cases(room: str) -> tuple[Case, ...]:
    """All cases of a room, each name once."""
    return tuple(_read(room))


def _read(room: str) -> Iterator[Case]:
    names = set()
    for path in sorted((CASES / room).glob("*.yaml")):
        content = read_yaml(path, path.name)
        for raw in content["cases"]:
            name = f"{room}/{path.stem}/{raw['id']}"
            assert name not in names, f"{name} twice"
            assert set(raw) <= {"id", "title", "answers", "unknown", "expect"}, name
            names.add(name)
            yield Case(
                name, content["signed"], raw["answers"], raw.get("unknown", "no"), raw["expect"]
            )


def mismatches(expect: dict[str, Any], assessment: Assessment, plan: Plan | None) -> list[str]:
    """What came out otherwise than the case says, in plain words."""
    wrong = [
        f"{name}: expected {expect[name]}, got {got}"
        for name, got in (("urgency", assessment.urgency.label), ("action", assessment.action))
        if name in expect and expect[name] != got
    ]
    rules = set(assessment.rules)
    wrong += [f"rule {rule} did not fire" for rule in expect.get("rules", []) if rule not in rules]
    wrong += [f"rule {rule} fired" for rule in expect.get("not_rules", []) if rule in rules]
    if "plan" in expect:
        wrong += _plan_mismatches(expect["plan"], plan)
    return wrong


def _plan_mismatches(expect: dict[str, Any] | None, plan: Plan | None) -> list[str]:
    if expect is None or plan is None:
        same = expect is None and plan is None
        return [] if same else [f"plan: expected {expect}, got {plan}"]
    advice = {id for ids in plan.advice.values() for id in ids}
    barred = {barred.id for barred in plan.barred}
    gates = {gate for barred in plan.barred for gate in barred.gates}
    gates |= {*plan.no_heat, *plan.no_cold, *plan.no_exercise}
    gates |= {*plan.heat_cautions, *plan.movement_cautions}
    single = {
        "first": plan.first,
        "position": plan.position,
        "flare": plan.flare.kind.value,
        "direction": plan.direction.value,
        "persisting": plan.flare.persisting,
        "heat_minutes": plan.heat_minutes,
    }
    groups = {
        "then": set(plan.then),
        "treatments": set(plan.treatments),
        "gates": gates,
        "barred": barred,
        "advice": advice,
        "notes": set(plan.notes),
        "easing": set(plan.easing),
        "open": {id for id, each in knowledge().exercises.items() if plan.allows(each)},
    }
    wrong = [
        f"{name}: expected {value}, got {single[name]}"
        for name, value in expect.items()
        if name in single and single[name] != value
    ]
    for name, value in expect.items():
        if name in groups:
            wrong += [f"{name}: {id} is missing" for id in value if id not in groups[name]]
        elif name.startswith("no_") and name[3:] in groups:
            wrong += [f"{name}: {id} is there" for id in value if id in groups[name[3:]]]
        elif name not in single:
            wrong.append(f"a case cannot expect {name!r}")
    return wrong
