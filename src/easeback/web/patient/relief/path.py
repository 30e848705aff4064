"""Which page comes next, and which one came before; both replayed from the answers alone."""

from collections.abc import Mapping
from dataclasses import replace

from easeback.domain.condition import Answer, Bank
from easeback.domain.triage import Form, Item, Page, Progress, Step
from easeback.domain.vocabulary import Urgency
from easeback.knowledge import Knowledge

CLEARED = "checked-unchanged"
"""The standing question that the emergency card asks quietly: checked in person, and unchanged."""


def due(knowledge: Knowledge, progress: Progress) -> Step | None:
    """The page to show now; None when the result stands.

    What was touched on a list is followed up at once, before the rest of the list: it may be the
    emergency. So the rest is taken as "none" for a moment, to see what touching it leads to.
    """
    step = knowledge.journey.next_step(progress)
    if step is None or step.page.form is not Form.TAP:
        return step
    if not touched(step.page, progress):
        return step
    rest = {q: knowledge.bank.none_of(q) for q in step.questions}
    ahead = knowledge.journey.next_step(progress.with_answers(rest))
    return ahead if ahead is not None and ahead.page.follow_up else step


def touched(page: Page, progress: Progress) -> bool:
    """Whether something on this list was touched already."""
    return any(q in progress.answers or q in progress.opened for q in page.questions)


def is_emergency(knowledge: Knowledge, progress: Progress) -> bool:
    """Whether what is answered so far settles that this is an emergency."""
    if knowledge.journey.next_step(progress) is not None:
        return False
    return knowledge.triage.assess(progress.answers).urgency is Urgency.EMERGENCY


def listed(step: Step) -> tuple[Item, ...]:
    """The items of a list that still matter."""
    return tuple(i for i in step.page.items if any(q in step.questions for q in i.questions))


def before(knowledge: Knowledge, reached: Progress, singles: frozenset[str]) -> Progress:
    """How far the person was one page ago.

    The answers are replayed page by page until they run out; the last page that they fill is the
    one to go back to. `singles` are the lists that were answered one item at a time.
    """
    progress = last = Progress()
    while True:
        step = due(knowledge, progress)
        following = (
            _cleared(progress, reached)
            if step is None
            else _repeated(knowledge.bank, progress, step, reached, singles)
        )
        if following is None or following == progress:
            return last
        last, progress = progress, following


def _cleared(progress: Progress, reached: Progress) -> Progress | None:
    if CLEARED not in reached.answers or CLEARED in progress.answers:
        return None
    return progress.with_answers({CLEARED: reached.answers[CLEARED]})


def _repeated(
    bank: Bank, progress: Progress, step: Step, reached: Progress, singles: frozenset[str]
) -> Progress | None:
    """The page answered again as it was; None where it was not answered yet."""
    given = {q: reached.answers[q] for q in step.questions if q in reached.answers}
    opened = {q for q in step.questions if q in reached.opened and q not in given}
    in_full = len(given) == len(step.questions)
    if step.page.form is Form.EACH or (in_full and step.page.id in singles):
        return progress.with_answers(given) if in_full else None
    if len(given) + len(opened) == len(step.questions):
        opens = opened | {q for q in given if from_details(bank, step.page, q, given[q])}
        kept = {q: answer for q, answer in given.items() if q not in opens}
        return progress.with_answers(kept, opens=opens)
    if step.page.form is Form.TAP:
        return _touched_again(progress, step, reached.answers, opened)
    return None


def _touched_again(
    progress: Progress, step: Step, given: Mapping[str, Answer], opened: set[str]
) -> Progress | None:
    for item in listed(step):
        if item.answers and all(given.get(q) == answer for q, answer in item.answers):
            return progress.with_answers(dict(item.answers))
        if mine := [q for q in item.opens if q in given or q in opened]:
            return replace(progress, opened=progress.opened | set(mine))
    return None


def from_details(bank: Bank, page: Page, question: str, answer: Answer) -> bool:
    """Whether the list itself cannot give this answer: it led to the question's own page."""
    by_itself = (bank.none_of(question), *page.settable.get(question, ()))
    return question in page.opening and answer not in by_itself
