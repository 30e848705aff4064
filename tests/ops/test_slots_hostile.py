"""`easeback slots` and whatever is thrown at it: one line that says what is wrong, and where."""

import io
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from easeback.ops import slots as command
from easeback.ops.cli import main

CLARA = {"id": "clara", "weekly": [{"days": ["wed"], "start": "09:00", "end": "10:30"}]}
GOOD = {
    "zone": "America/New_York",
    "therapists": [CLARA],
    "service": {"minutes": 45, "modes": ["clinic"]},
    "range": {"first_day": "2026-12-02", "last_day": "2026-12-02"},
}
NINE = [{"start": "09:00", "end": "10:00"}]
Run = Callable[[bytes], tuple[int, str, str]]


def written(**changes: Any) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


def clara(**changes: Any) -> bytes:
    return written(therapists=[{**CLARA, **changes}])


def busy(start: str, end: str) -> bytes:
    return clara(busy=[{"start": start, "end": end}])


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(document: bytes) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(document)))
        status = main(["slots"])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


REFUSED = {
    # No JSON at all.
    "nothing": (b"", "the document is empty"),
    "blanks": (b" \n\t", "the document is empty"),
    "a word": (b"slots", "not JSON: invalid character - at `line 1, column 1`"),
    "zeros": (b"\0" * 99, "line 1, column 1"),
    "cut off": (written()[:-1], "not JSON: Input data was truncated"),
    "a comma too much": (b'{"zone": "UTC",\n }', "line 2, column 2"),
    "two documents": (written() * 2, "trailing characters"),
    "another encoding": (written().decode().encode("utf-16"), "not UTF-8 - at `byte 0`"),
    "latin": (written(zone="Z").replace(b"Z", b"\xe9"), "not UTF-8"),
    "half a pair": (clara(id="\ud800"), "surrogate"),
    # Numbers.
    "NaN": (written(travel={"speed_kmh": float("nan")}), "NaN and Infinity are no JSON numbers"),
    "Infinity": (written(travel={"winding": float("inf")}), "NaN and Infinity"),
    "-Infinity": (written(travel={"winding": -float("inf")}), "line 1, column"),
    "1e999": (b'{"travel": {"speed_kmh": 1e999}}', "out of range - at `$.travel.speed_kmh`"),
    "5000 digits": (b'{"service": {"minutes": ' + b"9" * 5000 + b"}}", "`$.service.minutes`"),
    "1e300 minutes": (written(service={"minutes": 1e300}), "at `$.service.minutes`"),
    "below": (written(service={"minutes": -45}), "at `$.service.minutes`"),
    "half a minute": (written(service={"minutes": 45.5}), "at `$.service.minutes`"),
    # Depth and size.
    "deep arrays": (b"[" * 1_000_000, "Expected `object`, got `array` - at `$`"),
    "deep objects": (b'{"a":' * 1_000_000, "unknown field `a` - at `$`"),
    "deep within": (b'{"zone":' + b"[" * 1_000_000, "at `$.zone`"),
    "deep points": (b'{"clinic":' + b'{"latitude":' * 99_999, "at `$.clinic.latitude`"),
    "50 MB in one word": (written(zone="x" * 50_000_000), "is not an IANA time zone"),
    "a long key": (b'{"' + b"k" * 1_000_000 + b'": 1}', "unknown field `kkk"),
    "5001 therapists": (
        written(therapists=[{"id": str(number)} for number in range(5001)]),
        "length <= 5000 - at `$.therapists`",
    ),
    # Types.
    "a list": (b"[]", "Expected `object`, got `array` - at `$`"),
    "null": (b"null", "at `$`"),
    "no fields": (b"{}", "missing required field `zone` - at `$`"),
    "a zone that is null": (written(zone=None), "Expected `str`, got `null` - at `$.zone`"),
    "yes for minutes": (written(service={"minutes": True}), "at `$.service.minutes`"),
    "text for minutes": (written(service={"minutes": "45"}), "at `$.service.minutes`"),
    "one for many": (written(therapists=CLARA), "Expected `array`, got `object`"),
    "a control key": (b'{"x\\ny\\u001b[31m": 1}', r"unknown field `x\ny\x1b[31m`"),
    # Keys twice.
    "zone twice": (written()[:-1] + b', "zone": "UTC"}', "`zone` stands twice - at `$`"),
    "an id twice": (
        written().replace(b'"id": "clara"', b'"id": "dan", "id": "clara"'),
        "`id` stands twice - at `$.therapists[0]`",
    ),
    "hours twice, once escaped": (
        written().replace(b'"start": "09:00"', b'"start": "09:00", "st\\u0061rt": "09:00"'),
        "`start` stands twice - at `$.therapists[0].weekly[0]`",
    ),
    # Zones.
    "no zone": (written(zone=""), "'' is not an IANA time zone - at `$.zone`"),
    "a path": (written(zone="../../etc/passwd"), "at `$.zone`"),
    "a zero in a zone": (written(zone="UTC\0"), r"'UTC\x00' is not an IANA time zone"),
    "a therapist's zone": (clara(zone="Mars/Base"), "at `$.therapists[0].zone`"),
    "a patient's zone": (written(patient={"zone": "EST6"}), "at `$.patient.zone`"),
    # Days and moments.
    "the year 9999": (
        written(range={"first_day": "9999-12-31", "last_day": "9999-12-31"}),
        "expected a year of 1972 to 2199 - at `$.range.first_day`",
    ),
    "the year 10000": (
        written(range={"first_day": "2026-01-01", "last_day": "10000-01-01"}),
        "at `$.range.last_day`",
    ),
    "the year 1": (written(asked_at="0001-01-01T00:00:00+14:00"), "at `$.asked_at`"),
    "the 30th of February": (clara(overrides=[{"on": "2026-02-30"}]), ".overrides[0].on`"),
    "a leap second": (written(asked_at="2026-12-31T23:59:60Z"), "at `$.asked_at`"),
    "busy after the year 9999": (
        busy("2026-12-02T14:00:00Z", "10000-01-01T00:00:00Z"),
        "at `$.therapists[0].busy[0].end`",
    ),
    "busy backwards": (
        busy("2026-12-02T14:00:00Z", "2026-12-02T14:00:00Z"),
        "not after the start - at `$.therapists[0].busy[0]`",
    ),
    "days backwards": (
        written(range={"first_day": "2026-12-02", "last_day": "2026-12-01"}),
        "not after the start - at `$.range`",
    ),
    # Lists.
    "no therapists": (written(therapists=[]), "length >= 1 - at `$.therapists`"),
    "no weekdays": (clara(weekly=[{**CLARA["weekly"][0], "days": []}]), ".weekly[0].days`"),  # type: ignore[dict-item]
    "no modes": (written(service={"minutes": 45, "modes": []}), "at `$.service.modes`"),
    # What contradicts itself.
    "a day off with hours": (
        clara(overrides=[{"on": "2026-12-02"}, {"on": "2026-12-02", "hours": NINE}]),
        "day off in one override and has hours in another - at `$.therapists[0].overrides[1].hours",
    ),
    "hours on a day off": (
        clara(overrides=[{"on": "2026-12-02", "hours": NINE}, {"on": "2026-12-02"}]),
        "at `$.therapists[0].overrides[1].hours`",
    ),
}


@pytest.mark.parametrize(("document", "said"), REFUSED.values(), ids=REFUSED)
def test_a_bad_document_gets_one_line_that_says_what_and_where(
    document: bytes, said: str, run: Run
) -> None:
    status, out, err = run(document)
    assert status == 1
    (line,) = err.splitlines()
    assert line.startswith("easeback slots: ")
    assert said in line
    assert line.isprintable()
    assert len(line) < 500
    assert json.loads(out) == {"error": line.removeprefix("easeback slots: ")}


TAKEN = {
    "a byte order mark": b"\xef\xbb\xbf" + written(),
    "lines of another system": json.dumps(GOOD, indent=1).replace("\n", "\r\n").encode(),
    "busy from the first year": busy("0001-01-01T00:00:00+14:00", "0001-01-02T00:00:00Z"),
    "busy in the last year": busy("9999-12-31T20:00:00-14:00", "9999-12-31T23:00:00-14:00"),
    "leave at the end of time": clara(overrides=[{"on": "9999-12-31"}]),
    "hours to the end of time": clara(weekly=[{**CLARA["weekly"][0], "until": "9999-12-31"}]),  # type: ignore[dict-item]
    "nothing in the lists": written(rooms=[], releases=[], patient={"busy": [], "skills": []}),
    "two parts of one day": clara(
        overrides=[{"on": "2026-12-03", "hours": NINE}, {"on": "2026-12-03", "hours": NINE}]
    ),
    "a name of many alphabets": clara(id="Zoë 美 😀"),
}


@pytest.mark.parametrize("document", TAKEN.values(), ids=TAKEN)
def test_what_is_only_unusual_is_answered(document: bytes, run: Run) -> None:
    status, out, err = run(document)
    assert (status, err) == (0, "")
    assert [slot["local"][11:16] for slot in json.loads(out)["slots"]] == [
        "09:00",
        "09:15",
        "09:30",
        "09:45",
    ]


def test_too_long_a_document_is_not_read_to_its_end(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "LONGEST", len(written()))
    assert run(written())[0] == 0
    assert "longer than" in run(written() + b" ")[2]


@pytest.mark.parametrize(
    ("file", "said"), [("/", "Is a directory"), ("/none", "No such file or directory")]
)
def test_a_file_that_cannot_be_read_is_named(
    file: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["slots", file]) == 1
    assert capsys.readouterr().err == f"easeback slots: {said} - at `{file}`\n"
