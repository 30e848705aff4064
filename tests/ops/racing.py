"""Starts processes that wait for each other, and lets them go at once."""

import subprocess
import sys
from pathlib import Path

from tests.ops.terminal import environment

OPEN = "from easeback.ops.tables import open_tables; open_tables()\n"


def race(script: str, *words: str, racers: int, data: Path, **more: str) -> list[str]:
    """What each racer printed after its line "ready"; the script reads one line to be let go."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN + script, *words],
            env=environment(data, **more),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(racers)
    ]
    for racer in running:
        assert racer.stdout
        assert racer.stdout.readline() == "ready\n"
    for racer in running:
        assert racer.stdin
        racer.stdin.write("go\n")
        racer.stdin.flush()
    said = [racer.communicate(timeout=120)[0].strip() for racer in running]
    assert [racer.returncode for racer in running] == [0] * racers
    return said
