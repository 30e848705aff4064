"""A keystroke-level model of the journey: 200 words a minute, 2 seconds a tap.

A person reads a list down to what fits and touches it, or reads all of it. Words that stand on
every screen (the header, "None of these") are read once.
"""

from easeback.domain.condition import Answer, Kind
from easeback.domain.triage import Form, Item, Step
from easeback.knowledge import Knowledge

SECONDS_A_WORD = 60 / 200
SECONDS_A_TAP = 2.0
HOME_WORDS = 13
"""The line that helps at once, and the one button of the first page."""
LIST_CLOSERS = 6
"""None of these; not sure about one."""


class Keystrokes:
    """Counts what one person reads and touches, step by step."""

    def __init__(self, known: Knowledge, answers: dict[str, Answer]) -> None:
        self._known = known
        self._words = known.english
        self._answers = answers
        self.words = HOME_WORDS
        self._closers_read = False
        self.taps = 1

    @property
    def seconds(self) -> float:
        return self.words * SECONDS_A_WORD + self.taps * SECONDS_A_TAP

    def take(self, step: Step) -> None:
        """One page, as this person reads and answers it."""
        title = self._words.get(f"pages.{step.page.id}.title")
        self.words += _count(title)
        if step.page.form is Form.EACH:
            self._each(step)
        elif step.page.form is Form.TAP:
            self._tap(step)
        else:
            self._tick(step)

    def _shown(self, step: Step) -> list[Item]:
        return [i for i in step.page.items if any(q in step.questions for q in i.questions)]

    def _fits(self, item: Item) -> bool:
        if item.answers and all(self._answers.get(q) == answer for q, answer in item.answers):
            return True
        none_of = self._known.bank.none_of
        said = [(q, self._answers.get(q, none_of(q))) for q in item.questions]
        unsure = any(answer == "not-sure" for _, answer in said)
        return unsure or any(q in item.opens and answer != none_of(q) for q, answer in said)

    def _read_closers(self) -> None:
        """The buttons below every list, read the first time."""
        self.words += 0 if self._closers_read else LIST_CLOSERS
        self._closers_read = True

    def _read_item(self, step: Step, item: Item) -> None:
        self.words += _count(self._words[f"pages.{step.page.id}.items.{item.id}"])

    def _tap(self, step: Step) -> None:
        for item in self._shown(step):
            self._read_item(step, item)
            if self._fits(item):
                self.taps += 1
                return
        self._read_closers()
        for closer in step.page.closers:
            self.words += _count(self._words[f"pages.{step.page.id}.closers.{closer.id}"])
        self.taps += 1

    def _tick(self, step: Step) -> None:
        self._read_closers()
        for question in step.page.fields:
            self.words += _count(self._words[f"questions.{question}.text"])
            answer = self._answers[question]
            bands = self._known.bank[question].bands
            self.words += sum(isinstance(answer, int) and band <= answer for band in bands)
            self.taps += 1
        for item in self._shown(step):
            self._read_item(step, item)
            self.taps += self._fits(item)
        self.taps += 1

    def _each(self, step: Step) -> None:
        for name in step.questions:
            question = self._known.bank[name]
            self.words += _count(self._words[f"questions.{name}.text"])
            answer = self._answers.get(name)
            for option in question.options:
                self.words += _count(self._words[f"questions.{name}.options.{option}"])
                if option == answer:
                    break
            self.taps += len(answer) if isinstance(answer, frozenset) else 1
        alone = len(step.questions) == 1
        one = self._known.bank[step.questions[0]].kind is Kind.ONE
        self.taps += not (alone and one)


def _count(text: str | None) -> int:
    return len((text or "").split())
