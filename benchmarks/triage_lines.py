"""`easeback triage` as a process: varied lines a second, and peak memory at 1,000 and 100,000.

The bare baseline beside it reads and writes the same lines as JSON and decides nothing.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from easeback.domain.condition import Bank, Kind, Question
from easeback.knowledge import knowledge

SIZES = (1_000, 100_000)
ALARM_RATE = 0.04
BARE = "import json, sys\nfor line in sys.stdin: print(json.dumps(json.loads(line)))"


def main() -> None:
    bank = knowledge().bank
    print(f"{'':<22} {'lines':>8} {'CPU s':>8} {'lines/s':>9} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / f"{size}.jsonl"
            _write(bank, path, size)
            for name, command in (
                ("easeback triage", [sys.executable, "-m", "easeback", "triage"]),
                ("bare JSON", [sys.executable, "-c", BARE]),
            ):
                cpu, peak = _measured(command, path)
                print(f"{name:<22} {size:>8} {cpu:>8.2f} {size / cpu:>9.0f} {peak:>8.1f}")


def _write(bank: Bank, path: Path, size: int) -> None:
    """Lines with about four answers out of the ordinary each, never the same."""
    chance = random.Random(size)
    with path.open("w", encoding="utf-8") as file:
        for number in range(size):
            line = {
                "id": number,
                "answers": _answers(bank, chance),
                "unknown": chance.choice(["no", "no", "no", "not_asked"]),
            }
            file.write(json.dumps(line) + "\n")


def _answers(bank: Bank, chance: random.Random) -> dict[str, object]:
    asked = [q for q in bank if not q.standing]
    answers: dict[str, object] = {
        q.id: _any(q, chance) for q in asked if chance.random() < ALARM_RATE
    }
    return answers | {"age": chance.randint(18, 92), "pain-now": chance.randint(2, 9)}


def _any(question: Question, chance: random.Random) -> object:
    if question.kind is Kind.NUMBER:
        return 5
    option = chance.choice(question.options)
    return [option] if question.kind is Kind.MANY else option


def _measured(command: list[str], lines: Path) -> tuple[float, float]:
    """CPU seconds and peak memory in MB of one process."""
    environment = {**os.environ, "PYTHONPATH": "src"}
    with lines.open("rb") as given, Path(os.devnull).open("wb") as nowhere:
        child = subprocess.Popen(command, stdin=given, stdout=nowhere, env=environment)  # noqa: S603
        _, _, used = os.wait4(child.pid, 0)
    return used.ru_utime + used.ru_stime, _megabytes(used)


def _megabytes(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / 1024


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"(took {time.monotonic() - started:.0f} s)")
