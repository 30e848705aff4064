"""Answers are read strictly: a bad value is refused and says what was expected."""

import pytest

from easeback.domain.condition import BadAnswer, Bank, Kind, Question, UnknownQuestion

BANK = Bank(
    [
        Question("numb", "Q02", Kind.ONE, ("yes", "no", "not-sure"), none="no"),
        Question("pee", "Q03", Kind.MANY, ("drips", "leak", "none"), none="none",
                 alone=frozenset({"none"})),
        Question("age", "Q25", Kind.NUMBER, bounds=(0, 120)),
    ]
)  # fmt: skip


def test_an_id_and_a_code_name_the_same_question() -> None:
    assert BANK.read({"Q02": "yes"}) == BANK.read({"numb": "yes"}) == {"numb": "yes"}


def test_true_and_false_stand_for_yes_and_no() -> None:
    assert BANK.read({"numb": True}) == {"numb": "yes"}


def test_one_option_of_many_may_stand_alone_and_nothing_is_none() -> None:
    assert BANK.read({"pee": "leak"}) == {"pee": frozenset({"leak"})}
    assert BANK.read({"pee": []}) == {"pee": frozenset({"none"})}


@pytest.mark.parametrize(
    "given",
    [
        {"numb": "maybe"},
        {"numb": 1},
        {"numb": None},
        {"numb": ["yes"]},
        {"pee": ["none", "leak"]},
        {"pee": [1]},
        {"pee": {"leak": 1}},
        {"age": -1},
        {"age": 121},
        {"age": 44.5},
        {"age": "44 years"},
        {"age": True},
        {"age": "٤٤"},
        {"age": 10**30},
        {"numb": "yes", "Q02": "no"},
    ],
)
def test_a_bad_value_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(BadAnswer) as refused:
        BANK.read(given)
    assert refused.value.expected


def test_the_same_answer_given_twice_is_one_answer() -> None:
    assert BANK.read({"numb": "yes", "Q02": "yes"}) == {"numb": "yes"}


def test_an_unknown_question_is_refused() -> None:
    with pytest.raises(UnknownQuestion):
        BANK.read({"Q99": "yes"})
