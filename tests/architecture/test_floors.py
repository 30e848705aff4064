"""Imports only go down, and the contracts that say so do notice."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")


def broken_contracts(source: Path) -> list[str]:
    """The names of the contracts that this source tree breaks."""
    done = subprocess.run(
        [LINTER, "--no-cache", "--no-logo", "--config", ROOT / "pyproject.toml"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(source), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    broken = [line for line in done.stdout.splitlines() if line.rstrip().endswith("BROKEN")]
    assert bool(broken) == bool(done.returncode), done.stdout + done.stderr
    return [line.rsplit(maxsplit=1)[0].strip() for line in broken]


def test_every_room_keeps_to_its_floor() -> None:
    assert broken_contracts(ROOT / "src") == []


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("domain/vocabulary/planted.py", "import easeback.domain.triage", "Domain: rooms"),
        ("domain/triage/planted.py", "import django", "Domain: pure"),
        ("domain/figure/planted.py", "import random", "Domain: pure"),
        ("domain/diary/planted.py", "import easeback.domain.response", "Domain: rooms"),
        ("domain/relief/planted.py", "import easeback.domain.program", "Domain: rooms"),
        ("domain/program/planted.py", "import easeback.domain.diary", "Domain: a program"),
        ("knowledge/planted.py", "import easeback.apps.practice.queries", "Floors"),
        ("apps/accounts/planted.py", "import easeback.apps.practice.queries", "Apps"),
        ("apps/practice/planted.py", "import easeback.apps.accounts.models", "Tables of accounts"),
        ("web/patient/planted.py", "import easeback.apps.practice.models", "Tables of practice"),
        ("ops/planted.py", "import easeback.apps.notifications.models", "Tables of notifications"),
        ("ops/planted.py", "import easeback.apps.selfcare.models", "Tables of selfcare"),
        ("apps/booking/planted.py", "import easeback.apps.selfcare.queries", "Apps"),
        ("apps/practice/planted.py", "import easeback.apps.notifications.actions", "Apps"),
        ("web/patient/planted.py", "import easeback.web.clinician", "Doors"),
        ("web/ui/planted.py", "import easeback.domain.vocabulary", "Design"),
        ("ops/planted.py", "import easeback.web.ui", "Floors"),
        ("web/ui/planted.py", "import easeback.config.errors", "Floors"),
        ("interop/planted.py", "import easeback.ops.run", "Floors"),
        ("ops/planted.py", "import easeback.interop", "Floors"),
        ("apps/practice/planted.py", "import easeback.interop", "Floors"),
        ("utilities/__init__.py", "", "Floors"),
    ],
)
def test_a_planted_import_breaks_its_contract(
    tmp_path: Path, module: str, line: str, contract: str
) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src")
    planted = tmp_path / "src" / "easeback" / module
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(line + "\n")
    assert any(name.startswith(contract) for name in broken_contracts(tmp_path / "src"))
