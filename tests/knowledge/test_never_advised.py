"""What Easeback never says, in either language (docs/safety/never-advised.md)."""

import re

import pytest
from hypothesis import given

from easeback.domain.condition import Answer
from easeback.domain.relief import Section
from easeback.domain.vocabulary import LANGUAGES, Language
from easeback.knowledge import knowledge
from tests.people import some_answers

KNOWN = knowledge()
DOSE = re.compile(
    r"\d[\d.,]*\s*(mg|mcg|ml|milligramos?|milligrams?|tablets?|tabletas?|capsules?|cápsulas?"
    r"|pills?|pastillas?|puffs?)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_name_a_dose(language: Language) -> None:
    words = KNOWN.words(language)
    assert [key for key in sorted(words.keys) if DOSE.search(words[key])] == []


@pytest.mark.parametrize("text", ["Take 400 mg.", "Tome 2 pastillas.", "1,000 mg a day"])
def test_a_dose_would_be_noticed(text: str) -> None:
    assert DOSE.search(text)


@given(some_answers(KNOWN.bank))
def test_every_plan_says_never_to_stop_a_medicine_suddenly(answers: dict[str, Answer]) -> None:
    plan = KNOWN.planner.plan(KNOWN.triage.assess(answers), answers)
    if plan is not None:
        assert "never-stop-suddenly" in plan.advice[Section.MEDICINES]
