"""Whatever is printed gets there whole, in any alphabet, and nobody needs to read to the end."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from easeback.ops.cli import main
from easeback.ops.printing import READER_GONE, print_json
from tests.ops.terminal import ROOT, environment

DOCUMENT = {
    "zone": "UTC",
    "therapists": [
        {"id": "Zoë 😀", "weekly": [{"days": ["wed"], "start": "09:00", "end": "24:00"}]}
    ],
    "service": {"minutes": 5, "step": 5},
    "range": {"first_day": "2026-01-01", "last_day": "2026-12-31"},
}
QUESTIONS = json.dumps({"id": "Zoë 😀", "answers": {}}) + "\n"
COMMANDS = {
    "slots": (["slots"], json.dumps(DOCUMENT)),
    "triage": (["triage"], QUESTIONS * 300),
    "exercises": (["exercises", "--json"], ""),
    "help": ([], ""),
}


def piped(words: list[str], given: str, data: Path, **more: Any) -> subprocess.Popen[bytes]:
    """A command whose input lies in a file, so that only its output can wait for somebody."""
    source = data / "given"
    source.write_text(given)
    with source.open() as file:
        return subprocess.Popen(
            [sys.executable, "-m", "easeback", *words],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=environment(data, **more),
        )


@pytest.mark.parametrize("name", COMMANDS)
def test_whoever_stops_reading_ends_it_without_a_word(name: str, tmp_path: Path) -> None:
    words, given = COMMANDS[name]
    with piped(words, given, tmp_path) as running:
        assert running.stdout
        assert running.stderr
        # Closed before the first byte, so that what fits into the pipe is no way out.
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == READER_GONE


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
@pytest.mark.parametrize("name", ["slots", "triage"])
def test_json_is_the_same_value_in_any_encoding(name: str, encoding: str, tmp_path: Path) -> None:
    words, given = COMMANDS[name]
    with piped(words, given, tmp_path, PYTHONIOENCODING=encoding) as running:
        out, err = running.communicate(timeout=30)
    assert err == b""
    first = json.loads(out.decode(encoding).splitlines()[0])
    assert "Zoë 😀" in {first.get("id"), first.get("slots", [{}])[0].get("therapist")}


def test_words_that_an_encoding_does_not_know_are_escaped(tmp_path: Path) -> None:
    spanish = ["exercises", "--language", "es"]
    with piped(spanish, "", tmp_path, PYTHONIOENCODING="ascii") as running:
        out, err = running.communicate(timeout=30)
    assert err == b""
    assert rb"\xf3" in out


def test_half_a_pair_of_signs_comes_out_as_json_escapes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "utf-8"))
    line = '{"id": "\\ud800 \\u00e9", "answers": {}}\n'
    monkeypatch.setattr(sys, "stdin", io.StringIO(line))
    monkeypatch.setattr(sys.stdin, "reconfigure", lambda **_: None, raising=False)
    assert main(["triage"]) == 0
    assert json.loads(raw.getvalue())["id"] == "\ud800 é"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_in_one_line(tmp_path: Path) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "easeback", "slots", "--schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(tmp_path),
            check=False,
            timeout=30,
        )
    assert done.returncode == 74
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_a_stream_that_was_never_open_is_empty(closed: str, tmp_path: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m easeback slots 2>&1 </dev/null {closed}'],
        capture_output=True,
        text=True,
        env=environment(tmp_path),
        check=False,
        timeout=30,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stdout


def test_a_stream_without_an_encoding_gets_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = io.StringIO()
    monkeypatch.setattr(sys, "stdout", kept)
    print_json({"é": 1})
    assert kept.getvalue() == '{"\\u00e9": 1}\n'
