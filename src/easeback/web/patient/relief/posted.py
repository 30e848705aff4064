"""Reads what a page of the journey sent back, strictly: anything unexpected is refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from easeback.domain.condition import Answer, BadAnswer, Bank
from easeback.domain.triage import Form, Progress
from easeback.knowledge import Knowledge
from easeback.web.forms.whole import whole_in

MOST_STEPS = 200
LONGEST = 40
"""No option, item or number of ours is longer."""
ACTS = frozenset({"next", "singly", "list", "back", "stay", "cleared"})
BUTTONS = ("tap", "close", "pick", "go")
ONCE = frozenset({*BUTTONS, "steps", "mode"})
FIELDS = ONCE | {"opened", "reopened", "single", "tick"}
KNOWN, DRAFT, GIVEN = "a.", "d.", "q."
"""Prefixes: answers that stand, answers given before going back, what the page's fields hold.

`a.no` holds all questions that were answered with "no", `a.40` an age; `q.age` is one question.
"""


class Unreadable(ValueError):
    """A form that no page of ours sends."""


class Fields(Protocol):
    """The fields of a form, each with all of its values (Django's QueryDict)."""

    def lists(self) -> Iterable[tuple[str, list[str]]]: ...


@dataclass(frozen=True, slots=True)
class Posted:
    """One page's worth of form.

    `button` and `value`: the button pressed (`tap`, `close`, `pick` or `go`). `singly`: the list
    was shown one item at a time. `ticks` are item ids; `given` the raw values by question id.
    `drafts` and `reopened`: answers, and items whose details were open, on pages that the person
    went back from. `singles`: lists that were answered one item at a time.
    """

    progress: Progress
    steps: int
    button: str
    value: str
    singly: bool = False
    ticks: frozenset[str] = frozenset()
    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    drafts: Mapping[str, Answer] = field(default_factory=dict)
    reopened: frozenset[str] = frozenset()
    singles: frozenset[str] = frozenset()


def read(knowledge: Knowledge, fields: Fields) -> Posted:
    """Raises Unreadable."""
    bank = knowledge.bank
    said: dict[str, dict[str, Sequence[str]]] = {KNOWN: {}, DRAFT: {}, GIVEN: {}}
    single: dict[str, Sequence[str]] = {}
    for name, values in fields.lists():
        if not all(map(str.isprintable, values)):
            raise Unreadable("a value that is no answer")
        if (under := said.get(name[:2])) is not None:
            under[name[2:]] = values
        elif name not in FIELDS:
            raise Unreadable("a field that no page has")
        else:
            single[name] = values
    _check(bank, single, said[GIVEN])
    known, drafts = _answers(bank, said[KNOWN]), _answers(bank, said[DRAFT])
    opened = _questions(bank, single.get("opened", ()))
    reopened = _questions(bank, single.get("reopened", ()))
    if known.keys() & (drafts.keys() | opened | reopened) or opened & reopened:
        raise Unreadable("a question both answered and not")
    button, value = _button(single)
    return Posted(
        progress=Progress(known, opened),
        steps=_steps(single, started=bool(known or opened)),
        button=button,
        value=value,
        singly=_singly(single),
        ticks=_each_once(single.get("tick", ())),
        given={question: tuple(values) for question, values in said[GIVEN].items()},
        drafts=drafts,
        reopened=reopened,
        singles=_singles(knowledge, single),
    )


def _check(
    bank: Bank, single: Mapping[str, Sequence[str]], given: Mapping[str, Sequence[str]]
) -> None:
    for name, values in single.items():
        if name in ONCE and len(values) != 1:
            raise Unreadable(f"{name} more than once")
    if any(question not in bank for question in given):
        raise Unreadable("a question that is not ours")
    if any(len(v) > LONGEST for values in (*single.values(), *given.values()) for v in values):
        raise Unreadable("a value that is no answer")


def _answers(bank: Bank, said: Mapping[str, Sequence[str]]) -> dict[str, Answer]:
    """The answers of fields that each name an option and hold the questions it was given to."""
    raw: dict[str, list[str]] = {}
    for option, values in said.items():
        if len(values) != 1:
            raise Unreadable(f"{option} more than once")
        for question in values[0].split(" "):
            raw.setdefault(question, []).append(option)
    if raw.keys() - bank.ids:
        raise Unreadable("a question that is not ours")
    # Where only one option can be chosen, the bank refuses several.
    given = {q: each[0] if len(each) == 1 else _each_once(each) for q, each in raw.items()}
    try:
        return bank.read(given)
    except BadAnswer as error:
        raise Unreadable(str(error)) from error


def _questions(bank: Bank, names: Sequence[str]) -> frozenset[str]:
    questions = _each_once(names)
    if any(name not in bank for name in questions):
        raise Unreadable("a question that is not ours")
    return questions


def _singles(knowledge: Knowledge, single: Mapping[str, Sequence[str]]) -> frozenset[str]:
    pages = _each_once(single.get("single", ()))
    if pages and pages - {page.id for page in knowledge.pages if page.form is not Form.EACH}:
        raise Unreadable("a list that is not ours")
    return pages


def _each_once(values: Sequence[str]) -> frozenset[str]:
    once = frozenset(values)
    if len(once) != len(values):
        raise Unreadable("the same value twice")
    return once


def _button(single: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    pressed = [name for name in BUTTONS if name in single]
    if len(pressed) != 1:
        raise Unreadable("not exactly one button")
    value = single[pressed[0]][0]
    if pressed[0] == "go" and value not in ACTS:
        raise Unreadable("a button that no page has")
    return pressed[0], value


def _steps(single: Mapping[str, Sequence[str]], *, started: bool) -> int:
    steps = whole_in(single.get("steps", ("",))[0], digits=3)
    if steps is None:
        raise Unreadable("a count of steps that is none")
    if not 1 <= steps <= MOST_STEPS or started != (steps > 1):
        raise Unreadable("a count of steps that cannot be")
    return steps


def _singly(single: Mapping[str, Sequence[str]]) -> bool:
    mode = single.get("mode", ("",))[0]
    if mode not in {"", "singly"}:
        raise Unreadable("a form that no page has")
    return mode == "singly"
