"""`easeback slots`: what goes in, what comes out, what is refused."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from easeback.ops.slots import slots
from easeback.ops.slots_json import BadDocument
from easeback.ops.slots_request import schema

WEDNESDAY = {"first_day": "2026-12-02", "last_day": "2026-12-02"}
MORNINGS = {"days": ["mon", "wed"], "start": "09:00", "end": "10:30"}


def document(**changes: Any) -> dict[str, Any]:
    therapist = {"id": "clara", "weekly": [MORNINGS], "home_point": point(0)}
    return {
        "zone": "America/New_York",
        "therapists": [therapist],
        "service": {"minutes": 45, "modes": ["clinic"]},
        "range": WEDNESDAY,
        **changes,
    }


def point(north: float) -> dict[str, float]:
    return {"latitude": 40 + north, "longitude": -75}


def found(**changes: Any) -> dict[str, Any]:
    result = slots(json.dumps(document(**changes)).encode())
    Draft202012Validator(schema()).validate(document(**changes))
    return result


def starts(**changes: Any) -> list[str]:
    return [slot["local"][11:16] for slot in found(**changes)["slots"]]


def test_every_start_is_told_with_therapist_mode_and_both_times() -> None:
    first = found(patient={"zone": "America/Denver"})["slots"][0]
    assert first == {
        "therapist": "clara",
        "mode": "clinic",
        "start": "2026-12-02T14:00:00Z",
        "end": "2026-12-02T14:45:00Z",
        "local": "2026-12-02T09:00:00-05:00",
        "patient_local": "2026-12-02T07:00:00-07:00",
    }


def test_busy_times_preparation_and_clean_up_are_kept_free() -> None:
    assert starts() == ["09:00", "09:15", "09:30", "09:45"]
    busy = [{"start": "2026-12-02T15:10:00Z", "end": "2026-12-02T15:20:00Z"}]
    clara = {"id": "clara", "weekly": [MORNINGS], "busy": busy}
    assert starts(therapists=[clara]) == ["09:00", "09:15"]
    tidy = {"minutes": 45, "modes": ["clinic"], "clean_up": 15}
    assert starts(therapists=[clara], service=tidy) == ["09:00"]


def test_a_home_visit_is_told_with_its_ways_and_none_is_out_of_reach() -> None:
    home = {"minutes": 45, "modes": ["home"], "step": 5}
    result = found(service=home, patient={"place": point(0.05)})["slots"]
    assert result
    for slot in result:
        minutes = int(slot["local"][11:13]) * 60 + int(slot["local"][14:16])
        assert minutes - slot["travel_before"] >= 9 * 60
        assert minutes + 45 + slot["travel_after"] <= 10 * 60 + 30


def test_a_room_is_needed_where_the_service_says_so() -> None:
    service = {"minutes": 45, "modes": ["clinic"], "room_tags": ["bed"]}
    assert starts(service=service) == []
    taken = [{"start": "2026-12-02T14:00:00Z", "end": "2026-12-02T14:15:00Z"}]
    rooms = [{"id": "one", "tags": ["bed"], "busy": taken}, {"id": "two"}]
    assert starts(service=service, rooms=rooms) == ["09:15", "09:30", "09:45"]
    assert {s["room"] for s in found(service=service, rooms=rooms)["slots"]} == {"one"}


def test_notice_and_horizon_count_from_the_moment_of_asking() -> None:
    service = {"minutes": 45, "modes": ["clinic"], "notice": 30, "horizon_days": 1}
    assert starts(service=service, asked_at="2026-12-02T13:50:00Z") == ["09:30", "09:45"]
    assert starts(service=service, asked_at="2026-12-01T13:00:00Z") == []


def test_the_worse_are_offered_what_is_kept_from_others() -> None:
    kept = [{"severity": "severe", "kept": 2, "days_ahead": 0}]
    asked = {"releases": kept, "asked_at": "2026-12-01T12:00:00Z"}
    assert starts(**asked) == []
    assert starts(**asked, patient={"severity": "severe"}) == starts()
    assert starts(releases=kept, asked_at="2026-12-02T12:00:00Z") == starts()


def test_a_course_is_offered_only_where_all_of_it_fits() -> None:
    weekly = {"visits": 3, "every_days": 7, "slack_days": 0}
    assert starts(course=weekly) == starts()
    leaves = {"id": "clara", "weekly": [{**MORNINGS, "until": "2026-12-10"}]}
    assert starts(therapists=[leaves], course=weekly) == []
    assert starts(therapists=[leaves], course={**weekly, "visits": 2}) == starts()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"zone": "Mars/Base"}, "'Mars/Base' is not an IANA time zone - at `$.zone`"),
        ({"therapists": []}, "at `$.therapists`"),
        ({"mood": 1}, "unknown field `mood`"),
        ({"service": {"minutes": "45"}}, "Expected `int`, got `str` - at `$.service.minutes`"),
        ({"service": {"minutes": 45, "step": 7}}, "at `$.service.step`"),
        ({"range": {"first_day": "2026-12-02"}}, "either from and to, or first_day and last_day"),
        ({"range": {"first_day": "9999-12-31", "last_day": "9999-12-31"}}, "a year of 1972"),
        ({"range": {"from": "2026-12-02T00:00:00", "to": "2026-12-02T01:00:00"}}, "timezone"),
        ({"range": {"first_day": "2026-12-02", "last_day": "2028-12-02"}}, "at most 400 days"),
        ({"service": {"minutes": 45, "notice": 5}}, "at `$.asked_at`"),
        ({"asked_at": "9999-01-01T00:00:00Z"}, "a year of 1972"),
        ({"service": {"minutes": 45, "modes": ["home"]}}, "at `$.patient.place`"),
        (
            {"therapists": [{"id": "a", "weekly": [{**MORNINGS, "end": "10:30\n"}]}]},
            "at `$.therapists[0].weekly[0].end`",
        ),
        (
            {
                "therapists": [
                    {
                        "id": "a",
                        "weekly": [{**MORNINGS, "from": "2026-12-02", "until": "2026-12-01"}],
                    }
                ]
            },
            "from is after until - at `$.therapists[0].weekly[0]`",
        ),
        ({"patient": {"therapist": "dan"}}, "no therapist 'dan'"),
        ({"releases": [{"severity": "severe", "kept": 1, "days_ahead": 1}]}, "asked_at"),
        (
            {"therapists": [{"id": "a", "busy": [{"start": "2026-12-02T10:00:00Z"}]}]},
            "missing required field `end` - at `$.therapists[0].busy[0]`",
        ),
        ({"therapists": [{"id": "a"}, {"id": "a"}]}, "stands twice - at `$.therapists[1].id`"),
    ],
)
def test_a_bad_document_is_refused_with_its_place(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(BadDocument, match=said.replace("[", r"\[").replace("$", r"\$")):
        slots(json.dumps(document(**changes)).encode())


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_document_is_refused(text: bytes) -> None:
    with pytest.raises(BadDocument):
        slots(text)
