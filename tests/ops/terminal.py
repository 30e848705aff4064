"""Runs a command as a terminal does: in another process, with a data directory of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def environment(data: Path, **more: str) -> dict[str, str]:
    ours = ("DJANGO_SETTINGS_MODULE", "EASEBACK_")
    inherited = {name: it for name, it in os.environ.items() if not name.startswith(ours)}
    return {**inherited, "PYTHONPATH": str(ROOT / "src"), "EASEBACK_DATA": str(data), **more}


def python(*words: str, data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def easeback(*words: str, data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return python("-m", "easeback", *words, data=data, **more)
