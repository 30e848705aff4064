"""Decisions know no clock, no chance and no files."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUFF = Path(sys.executable).with_name("ruff")


def refused(source: str, at: str) -> bool:
    done = subprocess.run(
        [RUFF, "check", "--no-cache", "--select", "TID251", "--stdin-filename", at, "-"],
        input=source,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return "TID251" in done.stdout


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\nnow = datetime.now()\n",
        "import datetime\ntoday = datetime.date.today()\n",
        "from random import random\n",
        "import time\n",
        "from pathlib import Path\n",
    ],
)
def test_domain_may_not_use(source: str) -> None:
    assert refused(source, "src/easeback/domain/planted.py")
    assert not refused(source, "src/easeback/ops/planted.py")


def test_domain_opens_no_file() -> None:
    opened = [
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "src/easeback/domain").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"open", "print", "input", "exec", "eval"}
    ]
    assert opened == []


def test_domain_is_pure() -> None:
    done = subprocess.run(
        [RUFF, "check", "--no-cache", "--select", "TID251", "src/easeback/domain"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
