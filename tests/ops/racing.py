"""Starts processes that wait for each other, and lets them go at once."""

import os
import subprocess
import sys
from pathlib import Path

from tests.ops.terminal import environment

OPEN = "from easeback.ops.tables import open_tables; open_tables()\n"
# Django is set up once: what races are copies of one process, each with its own connection.
FORK = (
    OPEN
    + """
import os, sys
from django.db import connections
connections.close_all()
racers = []
for ends in sys.argv.pop(1).split():
    if not (racer := os.fork()):
        for stream, end in enumerate(ends.split(",")):
            os.dup2(int(end), stream)
        break
    racers.append(racer)
else:
    sys.exit(any([os.waitpid(racer, 0)[1] for racer in racers]))
"""
)


def race(script: str, *words: str, racers: int, data: Path, **more: str) -> list[str]:
    """What each racer printed after its line "ready"; the script reads one line to be let go."""
    lines = [(*os.pipe(), *os.pipe()) for _ in range(racers)]
    theirs = [(heard, said) for heard, _, _, said in lines]
    starter = subprocess.Popen(
        [sys.executable, "-c", FORK + script, " ".join(f"{h},{s}" for h, s in theirs), *words],
        env=environment(data, **more),
        stdin=subprocess.DEVNULL,
        pass_fds=[end for ends in theirs for end in ends],
    )
    for end in (end for ends in theirs for end in ends):
        os.close(end)
    to = [open(go, "w") for _, go, _, _ in lines]  # noqa: SIM115, PTH123  Closed below.
    told = [open(says) for _, _, says, _ in lines]  # noqa: SIM115, PTH123
    try:
        for racer in told:
            assert racer.readline() == "ready\n"
        for go in to:
            go.write("go\n")
            go.flush()
        assert starter.wait(timeout=120) == 0
        return [racer.read().strip() for racer in told]
    finally:
        starter.kill()
        for stream in (*to, *told):
            stream.close()
