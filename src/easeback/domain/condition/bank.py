"""The question bank: every question, found by its id or by its code in the rule set."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from easeback.domain.condition.answers import Answer, Answers, BadAnswer, read_answer
from easeback.domain.condition.question import Kind, Question


class UnknownQuestion(LookupError):
    """No question has this id or code."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: no such question")
        self.name = name


class Bank:
    """All questions in the order of the screens; iterating gives them in that order."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._by_id = {question.id: question for question in questions}
        self._ids_by_ref = {question.ref: question.id for question in self}
        self._none = {question.id: _none(question) for question in self}

    def __iter__(self) -> Iterator[Question]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, question_id: object) -> bool:
        return question_id in self._by_id

    @property
    def ids(self) -> AbstractSet[str]:
        return self._by_id.keys()

    def __getitem__(self, name: str) -> Question:
        """The question with this id (`saddle-numbness`) or code (`Q02`)."""
        question = self._by_id.get(name)
        if question is None:
            question = self._by_id.get(self._ids_by_ref.get(name, ""))
        if question is None:
            raise UnknownQuestion(name)
        return question

    def read(self, given: Mapping[str, object]) -> dict[str, Answer]:
        """Raw values as answers by question id.

        Raises UnknownQuestion, or BadAnswer where a value does not fit its question or a
        question is answered twice (by id and by code) in two ways.
        """
        answers: dict[str, Answer] = {}
        for name, value in given.items():
            question = self[name]
            answer = read_answer(question, value)
            if answers.setdefault(question.id, answer) != answer:
                raise BadAnswer(question.id, "one answer, but it is given twice")
        return answers

    def none_of(self, question_id: str) -> Answer:
        """The answer that "none of these" gives; for a number, that nothing was said."""
        return self._none[question_id]

    def completed(self, answers: Answers) -> dict[str, Answer]:
        """These answers, with "none" for every other question."""
        return {**self._none, **answers}


def _none(question: Question) -> Answer:
    if question.none is None:
        return frozenset()
    return frozenset({question.none}) if question.kind is Kind.MANY else question.none
