"""The environment of the peers: packages that Easeback itself never needs, from their own lock."""

import argparse
import hashlib
import json
import os
import subprocess
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "bench.lock"
STANDARD = ROOT / ".venv-bench"


def add_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--environment",
        type=Path,
        default=STANDARD,
        help="where the peers are installed; made from requirements/bench.lock if it is missing",
    )


def peer_python(environment: Path) -> str:
    """The interpreter of the environment; it is made, or brought in step with the lock, first."""
    python = environment / "bin" / "python"
    stamp = environment / "bench.lock.sha256"
    locked = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != locked:
        if not python.exists():
            venv.create(environment, with_pip=True)
        install = [str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(LOCK)]
        subprocess.run(install, check=True)  # noqa: S603
        stamp.write_text(locked)
    return str(python)


def answer_of(python: str, module: str, question: Any, **variables: str) -> Any:
    """What a module that is run by this interpreter answers: JSON in, JSON out."""
    done = subprocess.run(  # noqa: S603
        [python, "-m", module],
        input=json.dumps(question),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)
