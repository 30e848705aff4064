"""What a person answered, read strictly: a bad value is an error, never a guess."""

from collections.abc import Mapping

from easeback.domain.condition.question import NOT_SURE, Kind, Question

Answer = str | frozenset[str] | int
Answers = Mapping[str, Answer]
"""Question id -> answer: an option, a set of options, or a whole number."""


class BadAnswer(ValueError):
    """A value that the question does not take; `expected` says what it does."""

    def __init__(self, question: str, expected: str) -> None:
        super().__init__(f"{question}: expected {expected}")
        self.question = question
        self.expected = expected


def read_answer(question: Question, value: object) -> Answer:
    """The value as this question's answer. `true` and `false` stand for yes and no.

    Raises BadAnswer.
    """
    if question.kind is Kind.NUMBER:
        return _read_number(question, value)
    if question.kind is Kind.MANY:
        return _read_many(question, value)
    return _read_option(question, value)


def _read_option(question: Question, value: object) -> str:
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, str) and value in question.options:
        return value
    raise BadAnswer(question.id, "one of " + ", ".join(question.options))


def _read_many(question: Question, value: object) -> frozenset[str]:
    given = [value] if isinstance(value, str) else value
    expected = "a list of options out of " + ", ".join(question.options)
    if not isinstance(given, list | tuple | set | frozenset):
        raise BadAnswer(question.id, expected)
    if not all(isinstance(option, str) and option in question.options for option in given):
        raise BadAnswer(question.id, expected)
    ticked = frozenset(given)
    if not ticked and question.none is not None:
        return frozenset({question.none})
    if len(ticked) > 1 and ticked & question.alone:
        alone = ", ".join(sorted(ticked & question.alone))
        raise BadAnswer(question.id, f"{alone} on its own, or other options without it")
    return ticked


def _read_number(question: Question, value: object) -> int:
    low, high = question.bounds or (0, 10**6)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 7:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return value
    raise BadAnswer(question.id, f"a whole number from {low} to {high}")


def is_unsure(answer: Answer) -> bool:
    """Whether the person said that they are not sure."""
    return answer == NOT_SURE or (isinstance(answer, frozenset) and NOT_SURE in answer)
