"""`easeback routine`, `figure` and `exercises`: what goes in, what comes out, what is refused."""

import json
from typing import Any

import pytest

from easeback.knowledge import knowledge
from easeback.ops import exercises, routine

KNOWN = knowledge()


def made(request: Any) -> dict[str, Any]:
    return routine.routine(KNOWN, json.dumps(request))


def test_a_script_holds_every_field_and_ends_where_it_says() -> None:
    script = made({"exercises": [{"id": "cat-cow"}, {"id": "E02"}], "language": "es"})
    fields = {"at_s", "for_s", "kind", "exercise", "side", "breath", "say"}
    assert all(fields <= step.keys() for step in script["steps"])
    last = script["steps"][-1]
    assert last["at_s"] + last["for_s"] == pytest.approx(script["length_s"])
    assert {step["exercise"] for step in script["steps"]} == {"cat-cow", "knee-to-chest", None}


def test_a_dose_by_name_or_by_numbers_changes_the_repeats() -> None:
    doses: list[Any] = ["flare", "building", {"reps": 3}]
    scripts = [made({"exercises": [{"id": "cat-cow", "dose": dose}]}) for dose in doses]
    assert [max(s["of"] or 0 for s in script["steps"]) for script in scripts] == [5, 8, 3]


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ([], "not an object"),
        ({"exercises": []}, "a list of 1 to 20"),
        ({"exercises": [{"id": "dog"}]}, "no exercise 'dog'"),
        ({"exercises": [{"id": "cat-cow"}], "speed": "warp"}, "speed: expected one of"),
        ({"exercises": [{"id": "cat-cow"}], "mood": 1}, "unknown field 'mood'"),
        ({"exercises": [{"id": "bridge", "dose": "flare"}]}, "not for days 0 to 3"),
        ({"exercises": [{"id": "cat-cow", "dose": {"reps": 1.5}}]}, "whole number"),
        ({"exercises": [{"id": "cat-cow", "dose": {"reps": 99}}]}, "from 1 to 30"),
        ({"exercises": [{"id": "cat-cow", "dose": {"minutes": 3}}]}, "done by repeats"),
    ],
)
def test_a_bad_request_is_refused_with_the_reason(request_: Any, said: str) -> None:
    with pytest.raises(routine.BadRequest, match=said):
        made(request_)


def test_text_that_is_not_json_is_refused() -> None:
    with pytest.raises(routine.BadRequest, match="not JSON"):
        routine.routine(KNOWN, "{")


def test_the_library_names_gates_and_doses() -> None:
    document = exercises.document(KNOWN, KNOWN.english)
    by_id = {each["id"]: each for each in document["exercises"]}
    assert by_id["cat-cow"]["dose"]["flare"]["reps"] == (5, 8)
    assert "m-3" in {gate["id"] for gate in by_id["cat-cow"]["gates"]}
    assert by_id["bridge"]["dose"]["flare"] is None
