"""One language of conditions over answers, for triage, heat and exercise gates alike."""

from easeback.domain.condition.answers import Answer, Answers, BadAnswer, read_answer
from easeback.domain.condition.bank import Bank, UnknownQuestion
from easeback.domain.condition.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    Atomic,
    Below,
    Condition,
    CountOf,
    Is,
    Not,
    atoms_of,
    questions_of,
)
from easeback.domain.condition.index import Index, bits
from easeback.domain.condition.literals import Facts, Literals
from easeback.domain.condition.question import NOT_SURE, Kind, Question
from easeback.domain.condition.terms import Atom, Term, ways_to_hold
from easeback.domain.condition.truth import Truth, truth_of

__all__ = [
    "NOT_SURE",
    "AllOf",
    "Answer",
    "Answers",
    "AnyOf",
    "AtLeast",
    "Atom",
    "Atomic",
    "BadAnswer",
    "Bank",
    "Below",
    "Condition",
    "CountOf",
    "Facts",
    "Index",
    "Is",
    "Kind",
    "Literals",
    "Not",
    "Question",
    "Term",
    "Truth",
    "UnknownQuestion",
    "atoms_of",
    "bits",
    "questions_of",
    "read_answer",
    "truth_of",
    "ways_to_hold",
]
