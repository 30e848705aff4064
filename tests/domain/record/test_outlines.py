"""What a document needs before it is signed, and what it says otherwise than the one before."""

from typing import Any

import pytest

from easeback.domain.record import changes
from easeback.knowledge import knowledge

OUTLINES = knowledge().outlines
NOTE = OUTLINES["visit-note"]
WHOLE: dict[str, Any] = {
    "pain-before": 6,
    "pain-after": 4,
    "interventions": [{"intervention": "soft-tissue", "intervention-minutes": 15}],
    "response": "better",
    "adverse": "none",
}


def without(id: str) -> dict[str, Any]:
    return {each: told for each, told in WHOLE.items() if each != id}


def test_a_whole_visit_note_lacks_nothing() -> None:
    assert NOTE.missing(WHOLE) == ()


@pytest.mark.parametrize("id", WHOLE)
def test_a_visit_note_needs_each_of_these(id: str) -> None:
    assert NOTE.missing(without(id)) == (id,)


def test_an_adverse_event_is_told() -> None:
    assert NOTE.missing({**WHOLE, "adverse": "mild"}) == ("adverse-what",)
    assert NOTE.missing({**WHOLE, "adverse": "mild", "adverse-what": "Dizzy for a minute"}) == ()


def test_each_intervention_has_its_minutes() -> None:
    rows = [*WHOLE["interventions"], {"intervention": "heat"}]
    missing = NOTE.missing({**WHOLE, "interventions": rows})
    assert missing == ("interventions.1.intervention-minutes",)


def test_a_sign_that_is_judged_not_to_be_one_has_a_reason() -> None:
    evaluation = OUTLINES["evaluation"]
    flags = [
        {"red-flag": "ces-1", "red-flag-verdict": "confirmed"},
        {"red-flag": "fx-2", "red-flag-verdict": "overridden"},
        {"red-flag": "inf-1"},
    ]
    missing = evaluation.missing({"red-flags": flags})
    assert "red-flags.1.red-flag-reason" in missing
    assert "red-flags.2.red-flag-verdict" in missing
    assert not [each for each in missing if each.startswith("red-flags.0.")]


@pytest.mark.parametrize("status", ["watch", "referred"])
def test_a_warning_sign_that_changes_the_plan_has_its_reasoning(status: str) -> None:
    missing = OUTLINES["evaluation"].missing({"red-flag-status": status})
    assert "reasoning" in missing
    assert "reasoning" not in OUTLINES["evaluation"].missing({"red-flag-status": "clear"})


def test_what_changed_since_the_last_note_is_told_in_order() -> None:
    now = {**without("response"), "pain-after": 2, "plan": "Walk more"}
    assert [(each.field, each.before, each.now) for each in changes(NOTE, WHOLE, now)] == [
        ("pain-after", 4, 2),
        ("response", "better", None),
        ("plan", None, "Walk more"),
    ]
    assert changes(NOTE, WHOLE, dict(WHOLE)) == ()
