"""Made-up people for property tests: any answers that the bank allows."""

from hypothesis import strategies as st

from easeback.domain.condition import Answer, Bank, Kind, Literals, Question


def answer_to(question: Question) -> st.SearchStrategy[Answer]:
    """Any answer that this question takes."""
    if question.kind is Kind.NUMBER:
        low, high = question.bounds or (0, 100)
        return st.integers(low, high)
    if question.kind is Kind.ONE:
        return st.sampled_from(question.options)
    together = [option for option in question.options if option not in question.alone]
    several = st.frozensets(st.sampled_from(together), min_size=1, max_size=3)
    alone = st.sampled_from(sorted(question.alone)).map(lambda option: frozenset({option}))
    return st.one_of(several, alone) if question.alone else several


@st.composite
def some_answers(draw: st.DrawFn, bank: Bank, *, most: int = 12) -> dict[str, Answer]:
    """Answers to a few questions; the rest is left open."""
    asked = draw(st.lists(st.sampled_from(list(bank)), max_size=most, unique_by=lambda q: q.id))
    return {question.id: draw(answer_to(question)) for question in asked}


@st.composite
def whole_answers(draw: st.DrawFn, bank: Bank, *, most: int = 12) -> dict[str, Answer]:
    """Answers to every question: a few drawn, the rest "none of these", the age always given."""
    answers = bank.completed(draw(some_answers(bank, most=most)))
    if not isinstance(answers["age"], int):
        answers["age"] = draw(st.integers(0, 100))
    return consistent(bank, answers)


def consistent(bank: Bank, answers: dict[str, Answer]) -> dict[str, Answer]:
    """The answers of somebody who is asked a follow-up only where it applies."""
    guards = [q.ask_when for q in bank if q.ask_when is not None]
    literals = Literals(bank, guards)
    for question in bank:
        if question.ask_when is not None:
            facts = literals.facts(answers)
            said = facts.known | facts.unsure
            if not any(said & way == way for way in literals.ways(question.ask_when)):
                answers = {**answers, question.id: bank.none_of(question.id)}
    return answers
