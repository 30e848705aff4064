"""The command line says what there is, refuses what is not, and loads what it needs."""

from pathlib import Path

import pytest

from easeback.ops.cli import COMMANDS, main
from tests.ops.terminal import easeback, python


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"]])
def test_it_says_which_commands_there_are(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 0
    said = capsys.readouterr().out
    assert [name for name in COMMANDS if f"  {name} " not in said] == []


def test_a_command_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prescribe"]) == 2
    assert "prescribe" in capsys.readouterr().err


def test_an_option_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    done = easeback("demo", "--prescribe", data=tmp_path)
    assert done.returncode == 2
    assert "usage: easeback demo" in done.stderr


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_listed_command_explains_itself(name: str, tmp_path: Path) -> None:
    done = easeback(name, "--help", data=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"easeback {name}" in done.stdout


@pytest.mark.parametrize("name", ["questions", "triage", "docs"])
def test_a_command_that_needs_no_table_never_waits_for_django(name: str, tmp_path: Path) -> None:
    source = f"import sys, easeback.ops.{name}; sys.exit('django' in sys.modules)"
    done = python("-c", source, data=tmp_path)
    assert done.returncode == 0, done.stderr
