"""Writers of SQLite take turns: one at a time, and whoever dies in its turn holds up nobody."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.ops.terminal import ROOT, environment

SETTINGS = """
import os, sys
from pathlib import Path
from easeback.ops.tables import set_up_django
set_up_django()
from easeback.apps.booking.turns import turn
"""
COUNTING = """
counter = Path(sys.argv[1])
for _ in range(50):
    with turn():
        counter.write_text(str(int(counter.read_text()) + 1))
"""
STAYING = """
with turn():
    print("within", flush=True)
    sys.stdin.readline()
"""


def started(code: str, data: Path, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", SETTINGS + code, *words],
        env=environment(data),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_nobody_comes_between(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    writers = [started(COUNTING, tmp_path, str(counter)) for _ in range(4)]
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    assert counter.read_text() == "200"


def test_the_turn_of_a_killed_writer_is_over(tmp_path: Path) -> None:
    staying = started(STAYING, tmp_path)
    assert staying.stdout
    assert staying.stdout.readline() == "within\n"
    os.kill(staying.pid, signal.SIGKILL)
    next_one = started(STAYING, tmp_path)
    assert next_one.communicate("go\n", timeout=60)[0] == "within\n"
    staying.communicate()
