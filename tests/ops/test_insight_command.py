"""`easeback insight`: a diary in, one answer out, and no line can stop the others."""

import io
import json
import sys
from typing import Any

import pytest

from easeback.ops import insight
from easeback.ops.cli import main


def _told(
    lines: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[dict[str, Any]]]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    status = main(["insight"])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def _line(day: int, pain: float, *, hour: int = 8, **given: Any) -> str:
    at = f"2027-03-{day:02}T{hour:02}:00:00-06:00"
    return json.dumps({"at": at, "pain": pain, **given}) + "\n"


def test_a_diary_tells_of_flares_the_trend_and_each_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {"flare": None, "remedy": "heat", "after_minutes": 60}
    lines = "".join(_line(day, 7 if day in {20, 21} else 3) for day in range(1, 29))
    lines += "".join(_line(day, 5, hour=18, pain_after=3, **told) for day in range(1, 29, 2))
    status, (result,) = _told(lines, monkeypatch, capsys)
    assert status == 0
    assert result["entries"] == 42
    assert result["trend"]["tendency"] == "no-change"
    assert result["trend"]["first"]["from"] == "2027-03-01"
    (heat,) = result["remedies"]
    assert (heat["remedy"], heat["uses"], heat["followed"]) == ("heat", 14, 14)
    assert heat["verdict"] == "helps"
    assert heat["interval"][0] <= heat["estimate"] <= heat["interval"][1]
    assert result["window_minutes"] == [10, 240]


def test_a_flare_is_told_with_its_zone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = _line(1, 3) + _line(2, 8, flare=True) + _line(3, 6, flare=True) + _line(4, 3)
    _, (result,) = _told(lines, monkeypatch, capsys)
    (flare,) = result["flares"]
    assert flare["start"] == "2027-03-02T08:00:00-06:00"
    assert flare["end"] == "2027-03-04T08:00:00-06:00"
    assert (flare["peak"], flare["hours"], flare["by"]) == (8, 48.0, "self")


def test_nothing_in_is_nothing_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, (result,) = _told("\n \n", monkeypatch, capsys)
    assert status == 0
    assert (result["entries"], result["flares"], result["remedies"]) == (0, [], [])


def test_a_question_that_was_not_answered_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, (result,) = _told(
        _line(1, 5, remedy="heat", pain_after=None, after_minutes=60), monkeypatch, capsys
    )
    assert status == 0
    assert (result["remedies"][0]["uses"], result["remedies"][0]["followed"]) == (1, 0)
    assert result["remedies"][0]["verdict"] == "too-little-data"


AT = '"at": "2027-03-01T08:00:00Z"'
BAD = [
    "nope",
    "[1]",
    "{}",
    f"{{{AT}}}",
    '{"pain": 3}',
    '{"at": "2027-03-01T08:00:00", "pain": 3}',
    '{"at": "yesterday", "pain": 3}',
    '{"at": 1772352000, "pain": 3}',
    '{"at": "0001-01-01T00:00:00+14:00", "pain": 3}',
    '{"at": "9999-12-31T23:59:59-12:00", "pain": 3}',
    f'{{{AT}, "pain": 11}}',
    f'{{{AT}, "pain": -0.1}}',
    f'{{{AT}, "pain": "3"}}',
    f'{{{AT}, "pain": true}}',
    f'{{{AT}, "pain": NaN}}',
    f'{{{AT}, "pain": 1{"0" * 400}}}',
    f'{{{AT}, "pain": 3, "flare": "yes"}}',
    f'{{{AT}, "pain": 3, "remedy": 7}}',
    f'{{{AT}, "pain": 3, "remedy": ""}}',
    f'{{{AT}, "pain": 3, "remedy": "{"x" * 101}"}}',
    f'{{{AT}, "pain": 3, "pain_after": 2}}',
    f'{{{AT}, "pain": 3, "pain_after": 12, "after_minutes": 60}}',
    f'{{{AT}, "pain": 3, "pain_after": 2, "after_minutes": 0}}',
    f'{{{AT}, "pain": 3, "pain_after": 2, "after_minutes": 1e300}}',
    f'{{{AT}, "pain": 3, "color": "red"}}',
    "[" * 20_000,
    f'{{{AT}, "pain": 3, "remedy": "{"x" * 100_000}"}}',
]


@pytest.mark.parametrize("bad", BAD, ids=[line[:50] for line in BAD])
def test_a_bad_line_is_told_and_the_others_are_counted(
    bad: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, (refused, result) = _told(f"{_line(1, 3)}{bad}\n{_line(2, 4)}", monkeypatch, capsys)
    assert status == 1
    assert refused["line"] == 2
    assert refused["error"]
    assert refused["expected"]
    assert result["entries"] == 2


def test_more_remedies_than_anybody_has_are_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(insight, "MOST_REMEDIES", 2)
    monkeypatch.setattr(insight, "MOST_ENTRIES", 4)
    lines = "".join(_line(day, 3, remedy=f"r{day}") for day in (1, 2, 3)) + _line(4, 3) * 3
    status, results = _told(lines, monkeypatch, capsys)
    assert status == 1
    assert [result["error"] for result in results[:-1]] == ["too many remedies", "too many entries"]
    assert results[-1]["entries"] == 4
