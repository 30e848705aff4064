"""Which page comes next: ask as little as possible, the most urgent first.

The state is replayed from the answers alone; there is no session to corrupt.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from easeback.domain.condition import Answer, Answers, Literals, Term
from easeback.domain.triage.order import PLANNED, Aim, Asked, Left, Order
from easeback.domain.triage.page import Form, Page
from easeback.domain.triage.triage import Triage
from easeback.domain.vocabulary import Urgency

PLACES_KEPT = 512
"""How many places on the way are remembered; a few kB each."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person has come.

    `opened`: questions whose list item was ticked and whose details are still to be asked.
    `passed`: questions that were put and left without an answer.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    opened: frozenset[str] = frozenset()
    passed: frozenset[str] = frozenset()

    def with_answers(
        self, answers: Mapping[str, Answer], *, opens: Iterable[str] = ()
    ) -> "Progress":
        """These answers added; a question that is answered is no longer open."""
        merged = {**self.answers, **answers}
        opened = (self.opened | frozenset(opens)) - merged.keys()
        return Progress(merged, opened, self.passed)


@dataclass(frozen=True, slots=True)
class Step:
    """A page to show now, with the questions on it that still matter."""

    page: Page
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """The whole way of one person: the pages shown, and where it led."""

    steps: tuple[Step, ...]
    progress: Progress

    @property
    def questions(self) -> tuple[str, ...]:
        """Every question put, each once, in order."""
        return tuple(dict.fromkeys(q for step in self.steps for q in step.questions))


@dataclass(slots=True)
class _Place:
    """A state on the way, with what was worked out about it and the places that follow.

    Most people give the same first answers, so the first places are shared by many.
    """

    progress: Progress
    order: Order
    step: Step | None
    left: Left
    following: dict[tuple[Answer | None, ...], "_Place"] = field(default_factory=dict)


class Inquiry:
    """The order of asking for one triage.

    `needs` are terms of gates and advice: as long as the person may get a plan, the questions
    that decide them are asked too. `always` are questions that every plan asks.
    """

    def __init__(
        self,
        triage: Triage,
        pages: Sequence[Page],
        *,
        needs: Sequence[Term] = (),
        always: frozenset[str] = frozenset(),
    ) -> None:
        self.triage = triage
        self.pages = tuple(pages)
        self._always = always
        self._both = triage.literals.both
        swept = {q for page in pages if not page.follow_up for q in page.questions}
        self._swept = {question: self._both(question) for question in swept}
        raising = _urgent_first(triage.raising)
        calls = _urgent_first([(way.term, PLANNED) for way in triage.ways if way.rule.beside])
        followed = {q.id for q in triage.bank if q.ask_when is not None}
        # A need that hangs on nothing asked before would put its question to everybody.
        led_to = sum(self._both(question) for question in swept | followed)
        wanted = [
            called_for
            for term in needs
            if term & led_to
            for called_for in triage.literals.called_for(term)
        ]
        literals = triage.literals
        self._told = Order(literals, self.pages, raising, calls, wanted, always)
        usual, usual_calls = (_without_standing(literals, aims) for aims in (raising, calls))
        self._silent = Order(literals, self.pages, usual, usual_calls, wanted, always)
        self._room = PLACES_KEPT
        self._start = self._begin(Progress())

    def next_step(self, progress: Progress) -> Step | None:
        """The page to show now; None when nothing unasked can change the result or the plan."""
        order = self._order(progress.answers)
        return self._next(progress, order, order.start)[0]

    def walk(self, answers: Answers, *, at_most: int | None = None) -> Walk:
        """The pages that a person with these answers sees.

        A question that the answers do not hold is put and left without an answer. `at_most`
        stops after so many pages.
        """
        told = self._told_standing(answers)
        place = self._begin(Progress(told)) if told else self._start
        steps: list[Step] = []
        while place.step is not None and (at_most is None or len(steps) < at_most):
            steps.append(place.step)
            place = self._after(place, place.step, answers)
        return Walk(tuple(steps), place.progress)

    def _begin(self, progress: Progress) -> "_Place":
        order = self._order(progress.answers)
        step, left = self._next(progress, order, order.start)
        return _Place(progress, order, step, left)

    def _after(self, place: "_Place", step: Step, answers: Answers) -> "_Place":
        """The place that these answers to the step lead to, remembered where there is room."""
        asked = (*step.questions, *step.page.told_besides)
        said = tuple(answers.get(question) for question in asked)
        following = place.following.get(said)
        if following is None:
            progress = self._answered(place.progress, step, answers)
            next_step, left = self._next(progress, place.order, place.left)
            following = _Place(progress, place.order, next_step, left)
            if self._room > 0:
                self._room -= 1
                place.following[said] = following
        return following

    def _told_standing(self, answers: Answers) -> dict[str, Answer]:
        """The standing questions that were answered with more than silence says anyway."""
        standing, none_of = self.triage.literals.standing, self.triage.bank.none_of
        return {q: answers[q] for q in standing if answers.get(q, none_of(q)) != none_of(q)}

    def _order(self, answers: Answers) -> Order:
        return self._told if self._told_standing(answers) else self._silent

    def _next(self, progress: Progress, order: Order, before: Left) -> tuple[Step | None, Left]:
        """The next step, and what is left to find out."""
        facts = self.triage.literals.facts(progress.answers)
        left = order.left(facts, before)
        if left.level is Urgency.EMERGENCY:
            return None, left
        planned = left.level <= PLANNED
        always = self._always if planned else frozenset[str]()
        later = self._left_to_sweep(progress) | facts.waiting
        done = progress.answers.keys() | progress.passed
        for row in order.rows:
            if not left.worthwhile & row.aims and not (planned and row.always):
                continue
            questions = tuple(
                asked.id
                for asked in row.questions
                if asked.id not in done
                and (left.wants(asked) or asked.id in always)
                and self._is_due(row.page, asked, progress.opened, left, later)
            )
            if questions:
                return Step(row.page, questions), left
        return None, left

    def _left_to_sweep(self, progress: Progress) -> Term:
        """The literals of list questions that were neither answered nor opened yet."""
        done = progress.answers.keys() | progress.passed | progress.opened
        left = 0
        for question in self._swept.keys() - done:
            left |= self._swept[question]
        return left

    def _is_due(
        self, page: Page, asked: Asked, opened: frozenset[str], left: Left, later: Term
    ) -> bool:
        """Whether the page puts the question now: an opened one on its follow-up page only."""
        if not page.follow_up:
            return page.form is Form.EACH or asked.id not in opened
        return asked.id in opened or (asked.id not in self._swept and left.is_ripe(asked, later))

    def _answered(self, progress: Progress, step: Step, answers: Answers) -> Progress:
        given = {q: answers[q] for q in step.questions if q in answers}
        passed = progress.passed | (frozenset(step.questions) - given.keys())
        opens = frozenset[str]()
        if step.page.form is not Form.EACH:
            touched = _told_at_once(step.page, answers)
            opens = self._opened_by(step, given) - touched.keys()
            given = {q: answer for q, answer in given.items() if q not in opens} | touched
        put = Progress(progress.answers, progress.opened, passed)
        return put.with_answers(given, opens=opens)

    def _opened_by(self, step: Step, given: Answers) -> frozenset[str]:
        """The questions whose answer the list itself cannot give."""
        page, none_of = step.page, self.triage.bank.none_of
        return frozenset(
            question
            for question, answer in given.items()
            if question in page.opening
            and answer != none_of(question)
            and answer not in page.settable.get(question, ())
        )


def _told_at_once(page: Page, answers: Answers) -> dict[str, Answer]:
    """What the lines say that say several things, where all of them are so."""
    told: dict[str, Answer] = {}
    for item in page.items:
        if len(item.answers) > 1 and all(answers.get(q) == answer for q, answer in item.answers):
            told |= dict(item.answers)
    return told


def _urgent_first(aims: Sequence[Aim]) -> list[Aim]:
    """Of those that are equally urgent, the shortest first."""
    return sorted(aims, key=lambda aim: (-aim[1], aim[0].bit_count()))


def _without_standing(literals: Literals, aims: Sequence[Aim]) -> list[Aim]:
    """The aims for the usual case, in which no standing question has been answered.

    What silence settles is taken out, and so is every term that asks for all that another one,
    at least as urgent, is content with.
    """
    standing = sum(literals.both(name) for name in literals.standing)
    silent = sum(literals.standing.values())
    found: list[Aim] = []
    for term, urgency in aims:
        if term & standing & ~silent:
            continue
        rest = term & ~standing
        if not any(rest & smaller == smaller for smaller, _ in found):
            found.append((rest, urgency))
    return found
