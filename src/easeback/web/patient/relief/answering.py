"""What a person does on a page, turned into how far they have come."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from easeback.domain.condition import Answer, BadAnswer, Kind, Question, read_answer
from easeback.domain.triage import Closer, Form, Item, Progress, Step
from easeback.knowledge import Knowledge
from easeback.web.patient.relief.path import is_emergency, listed
from easeback.web.patient.relief.posted import Posted, Unreadable

NONE = "none"
"""The closer of a list that has none of its own."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why the page is asked again: a key of the words `problem`, and what fills it in."""

    key: str
    names: Mapping[str, object] = field(default_factory=dict)


class AskAgain(Exception):
    """The page is shown again with everything kept; problems by question id, or "" for the list."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


def answer(knowledge: Knowledge, step: Step, posted: Posted) -> Progress:
    """The progress after this page. Raises AskAgain, or Unreadable where it is not of this page."""
    if posted.given.keys() - set(step.questions):
        raise Unreadable("an answer that this page does not ask for")
    if posted.singly:
        return _each(knowledge, step, posted)
    match step.page.form:
        case Form.TAP:
            return _tapped(knowledge, step, posted)
        case Form.TICK:
            return _ticked(knowledge, step, posted)
        case Form.EACH:
            return _each(knowledge, step, posted)


def picks(knowledge: Knowledge, step: Step) -> Question | None:
    """The one question of a page on which touching an option answers it, if this is such a page."""
    if step.page.form is not Form.EACH or len(step.questions) != 1:
        return None
    question = knowledge.bank[step.questions[0]]
    return question if question.kind is Kind.ONE else None


def closers(step: Step) -> tuple[Closer, ...]:
    """The buttons that end a list, as far as what they say still matters."""
    own = tuple(
        closer
        for closer in step.page.closers
        if all(q in step.questions for q in (*dict(closer.answers), *closer.opens))
    )
    return own or (Closer(NONE),)


def _tapped(knowledge: Knowledge, step: Step, posted: Posted) -> Progress:
    if posted.ticks or posted.given:
        raise Unreadable("a list to touch takes one button")
    if posted.button == "tap":
        item = next((i for i in listed(step) if i.id == posted.value), None)
        if item is None:
            raise Unreadable("an item that is not on the list")
        return _opened(posted.progress, step, item)
    if posted.button != "close":
        raise Unreadable("a button that is not on the list")
    closer = next((c for c in closers(step) if c.id == posted.value), None)
    if closer is None:
        raise Unreadable("a button that is not on the list")
    said = dict(closer.answers)
    left = [q for q in step.questions if q not in said and q not in closer.opens]
    return posted.progress.with_answers({**_none_of(knowledge, left), **said}, opens=closer.opens)


def _opened(progress: Progress, step: Step, item: Item) -> Progress:
    """An item that was touched: its answers stand, its questions are open."""
    opens = [q for q in item.opens if q in step.questions]
    return progress.with_answers(dict(item.answers), opens=opens)


def _ticked(knowledge: Knowledge, step: Step, posted: Posted) -> Progress:
    items = listed(step)
    if posted.ticks - {item.id for item in items} or posted.given.keys() - set(step.page.fields):
        raise Unreadable("a tick that is not on the list")
    none = (posted.button, posted.value) == ("close", NONE)
    if not none and (posted.button, posted.value) != ("go", "next"):
        raise Unreadable("a button that is not on the list")
    fields = [q for q in step.page.fields if q in step.questions]
    said, problems = _read(knowledge, fields, posted)
    if none and posted.ticks:
        problems[""] = Problem("none")
    elif not none and not posted.ticks:
        problems[""] = Problem("tick")
    ticked = [item for item in items if item.id in posted.ticks]
    opens = {q for item in ticked for q in item.opens if q in step.questions}
    said.update({q: a for item in ticked for q, a in item.answers if q not in opens})
    left = [q for q in step.questions if q not in said and q not in opens and q not in fields]
    if problems:
        # What is ticked may be an emergency already; then nothing else is asked.
        return _emergency_or_again(knowledge, posted.progress.with_answers(said), problems)
    return posted.progress.with_answers({**_none_of(knowledge, left), **said}, opens=opens)


def _each(knowledge: Knowledge, step: Step, posted: Posted) -> Progress:
    given = posted
    question = picks(knowledge, step)
    if posted.button == "pick" and question is not None and not posted.given:
        given = replace(posted, given={question.id: (posted.value,)})
    elif (posted.button, posted.value) != ("go", "next"):
        raise Unreadable("a button that is not on the page")
    if posted.ticks:
        raise Unreadable("a tick where there is no list")
    said, problems = _read(knowledge, step.questions, given)
    progress = posted.progress.with_answers(said)
    return _emergency_or_again(knowledge, progress, problems) if problems else progress


def _emergency_or_again(
    knowledge: Knowledge, progress: Progress, problems: Mapping[str, Problem]
) -> Progress:
    if is_emergency(knowledge, progress):
        return progress
    raise AskAgain(problems)


def _none_of(knowledge: Knowledge, questions: list[str]) -> dict[str, Answer]:
    return {q: knowledge.bank.none_of(q) for q in questions}


def _read(
    knowledge: Knowledge, questions: "list[str] | tuple[str, ...]", posted: Posted
) -> tuple[dict[str, Answer], dict[str, Problem]]:
    said: dict[str, Answer] = {}
    problems: dict[str, Problem] = {}
    for id in questions:
        question, raw = knowledge.bank[id], posted.given.get(id, ())
        if any(question.options and option not in question.options for option in raw):
            raise Unreadable("an option that is not on the page")
        if question.kind is not Kind.MANY and len(raw) > 1:
            raise Unreadable("more than one answer where one is asked for")
        try:
            # Nothing touched is no answer here, also where the bank would take it for "none".
            said[id] = read_answer(question, _value(question, raw))
        except BadAnswer:
            problems[id] = _problem(question, raw)
    return said, problems


def _value(question: Question, raw: tuple[str, ...]) -> object:
    if question.kind is Kind.MANY:
        return list(raw) if raw else None
    return raw[0].strip() if raw else None


def _problem(question: Question, raw: tuple[str, ...]) -> Problem:
    if question.bounds is not None and not question.bands:
        low, high = question.bounds
        return Problem("number", {"low": low, "high": high})
    alone = next((option for option in raw if option in question.alone), None)
    if alone is None:
        return Problem("answer")
    return Problem("alone", {"option": f"questions.{question.id}.options.{alone}"})
