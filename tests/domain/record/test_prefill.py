"""What the safety check was told need not be told again: what is filled in beforehand, and when."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from easeback.domain.record import Read, posted_of, prefilled, read
from easeback.domain.vocabulary import LANGUAGES, Language
from easeback.knowledge import knowledge

KNOWN = knowledge()
INTAKE = KNOWN.outlines["intake"]
TOLD_AT = datetime(2026, 12, 7, 21, tzinfo=ZoneInfo("America/New_York"))


def told(
    answers: dict[str, object],
    *,
    later: timedelta = timedelta(),
    language: Language = Language.ENGLISH,
) -> dict[str, object]:
    words = KNOWN.words(language)
    return prefilled(
        KNOWN.prefills,
        answers,
        words=lambda field, value: words[f"prefills.{field}.lines.{value}"],
        told_at=TOLD_AT,
        at=TOLD_AT + later,
    )


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({}, {}),
        ({"pain-now": 7}, {"pain-now": 7}),
        ({"pain-now": 70}, {}),
        ({"duration": "under-a-day"}, {"onset-on": "2026-12-07"}),
        ({"duration": "weeks"}, {}),
        ({"cause": "fall"}, {"onset-how": "fall"}),
        ({"legs": "one"}, {}),
        ({"legs": "one", "legs-below-knee": "yes"}, {"leg": "below-knee"}),
        ({"legs": "one-then-both", "legs-below-knee": "yes"}, {"leg": "both"}),
        ({"thin-bones": ["low-fall-break", "told"], "diabetes": "yes"},
         {"conditions": ["thin-bones", "diabetes"],
          "conditions-more": "I broke a bone from a small fall."}),
        ({"blood-thinner": "thinner", "patch": ["fentanyl"]},
         {"medicines": "A blood thinner\nA fentanyl patch"}),
        ({"aggravates": ["bending", "sitting"]},
         {"aggravating": [{"what-aggravates": "Sitting"}, {"what-aggravates": "Bending"}]}),
        ({"asked-long-ago": "yes", "thin-bones": "gone"}, {}),
    ],
)  # fmt: skip
def test_an_answer_says_what_it_says(answers: dict[str, object], found: dict[str, object]) -> None:
    assert told(answers) == found


def test_pain_of_yesterday_is_not_pain_right_now() -> None:
    answers: dict[str, object] = {"pain-now": 7, "diabetes": "yes"}
    assert told(answers, later=timedelta(hours=13)) == {"conditions": ["diabetes"]}


def test_it_is_in_the_persons_language() -> None:
    assert told({"aggravates": ["sitting"]}, language=Language.SPANISH) == {
        "aggravating": [{"what-aggravates": "Estar sentado(a)"}]
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_it_at_once_is_what_the_forms_of_the_intake_take(language: Language) -> None:
    everything = {
        question.id: 5 if question.bounds else sorted(question.options) for question in KNOWN.bank
    }
    content = told(dict(everything), language=language)
    assert set(content) == {each.field.id for each in KNOWN.prefills}
    assert read(INTAKE, posted_of(INTAKE, content)) == Read(content, ())
