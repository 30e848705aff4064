"""`easeback triage`: one line in, one line out, and no line can stop the others."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from easeback.ops.cli import main
from easeback.ops.lines import LONGEST, numbered_lines


def _judged(
    lines: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[dict[str, Any]]]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    status = main(["triage"])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def _line(**given: Any) -> str:
    return json.dumps(given) + "\n"


def test_each_line_gets_its_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = _line(id="a", answers={"Q02": "yes"}, unknown="no") + _line(
        id="b", answers={"age": 40}, unknown="no"
    )
    status, (numb, plain) = _judged(lines, monkeypatch, capsys)
    assert status == 0
    assert (numb["id"], numb["urgency"], numb["rules"]) == ("a", "emergency", ["ces-1"])
    assert numb["action"] == "emergency-room"
    assert numb["reasons"][0]["answers"] == {"saddle-numbness": "yes"}
    assert "s11d" in numb["evidence"]
    assert (plain["urgency"], plain["rules"]) == ("self_care", ["def"])
    assert "incomplete" not in plain
    assert len(numb["questions_asked"]) < len(plain["questions_asked"])


def test_what_was_not_asked_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, (result,) = _judged(_line(id=1, answers={"age": 40}), monkeypatch, capsys)
    assert result["incomplete"] is True
    assert (result["urgency"], result["rules"]) == ("same_day", ["def-0"])


def test_near_names_at_most_three_rules_one_condition_short(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {"fever": "yes", "cold-signs": "yes", "age": 40}
    _, (result,) = _judged(_line(id=1, answers=answers, unknown="no"), monkeypatch, capsys)
    assert 0 < len(result["near"]) <= 3
    assert all(set(near) == {"rule", "question", "wants"} for near in result["near"])


BAD = [
    "nope",
    "[1]",
    '{"answers": 3}',
    '{"id": 1}',
    '{"answers": {"Q99": "yes"}}',
    '{"answers": {"Q02": "perhaps"}}',
    '{"answers": {"Q03": ["none", "leaking"]}}',
    '{"answers": {"Q25": -4}}',
    '{"answers": {}, "unknown": "maybe"}',
    '{"answers": {}, "color": "red"}',
    '{"answers": {"Q02": "yes\\u0000"}}',
    "[" * 20_000,
    '{"answers": {"Q02": "' + "y" * 1_000_000 + '"}}',
    '{"id": "' + "\x01" + '", "answers": {}}',
]


@pytest.mark.parametrize("bad", BAD, ids=[line[:40] for line in BAD])
def test_a_bad_line_is_told_and_the_others_still_get_their_answers(
    bad: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = _line(id="good", answers={}, unknown="no")
    status, (before, refused, after) = _judged(f"{good}{bad}\n{good}", monkeypatch, capsys)
    assert status == 1
    assert (before["id"], after["id"]) == ("good", "good")
    assert refused["line"] == 2
    assert refused["error"]
    assert refused["expected"]


def test_a_long_line_is_passed_over_in_pieces() -> None:
    stream = io.StringIO("x" * (3 * LONGEST) + "\nshort\n" + "y" * LONGEST + "\nlast")
    found = list(numbered_lines(stream))
    assert [number for number, _ in found] == [1, 2, 3, 4]
    assert found[0][1] is None
    assert found[1][1] == "short\n"
    assert found[3][1] == "last"


def test_a_case_is_explained_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case.yaml"
    case.write_text('title: Numb since yesterday\nanswers: {Q02: "yes"}\n', encoding="utf-8")
    assert main(["triage", "--explain", str(case)]) == 0
    said = capsys.readouterr().out
    assert "Numb since yesterday" in said
    assert "Rule CES-1" in said
    assert "source S11d (verified)" in said


def test_a_case_that_cannot_be_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("answers: {Q99: 1}\n", encoding="utf-8")
    assert main(["triage", "--explain", str(case)]) == 1
    assert "Q99" in capsys.readouterr().err
    assert main(["triage", "--explain", str(tmp_path / "none.yaml")]) == 1


def test_the_bank_can_be_answered_from_its_own_listing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["questions", "--json"]) == 0
    bank = json.loads(capsys.readouterr().out)["questions"]
    answers = {
        question["ref"]: question["options"][0]["id"]
        if question["options"]
        else question["minimum"]
        for question in bank
        if question["type"] != "many"
    }
    answers |= {q["ref"]: [q["options"][0]["id"]] for q in bank if q["type"] == "many"}
    status, (result,) = _judged(_line(id=1, answers=answers), monkeypatch, capsys)
    assert status == 0
    assert result["urgency"] == "emergency"
    assert len({question["id"] for question in bank}) == len(bank)
