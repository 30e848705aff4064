#!/usr/bin/env python3
"""Runs Easeback from a checkout; needs only Python 3.11 or later with venv and pip.

python3 dev.py run [--port N]       serve with a demonstration practice
python3 dev.py test [pytest args]   all tests but the proofs; with --proofs, those too
python3 dev.py check                style, types, import contracts, generated documents
python3 dev.py easeback …           any other command of Easeback
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "lock.sha256"
RUN, DEV = ROOT / "requirements" / "run.lock", ROOT / "requirements" / "dev.lock"
CHECKS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("mypy",),
    ("lint-imports", "--no-logo"),
    ("python", "-m", "easeback", "docs", "--check"),
)


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def installed(lock: Path) -> bool:
    # dev.lock holds all that run.lock holds, so it serves both.
    wanted = {digest(lock), digest(DEV)}
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() in wanted


def install(lock: Path) -> None:
    print(f"Preparing .venv from {lock.relative_to(ROOT)} …", file=sys.stderr, flush=True)
    STAMP.unlink(missing_ok=True)
    venv = [sys.executable, "-m", "venv", str(VENV)]
    if shutil.which("uv"):
        subprocess.run([*venv, "--without-pip"], check=True)
        uv = ["uv", "pip", "sync", "--quiet", "--require-hashes", "--python", str(PYTHON)]
        done = subprocess.run([*uv, str(lock)], cwd=ROOT).returncode == 0
    else:
        done = False
    if not done:
        subprocess.run(venv, check=True)
        pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([*pip, "--require-hashes", "-r", str(lock)], cwd=ROOT, check=True)
    STAMP.write_text(digest(lock))


def check(environment: dict[str, str]) -> int:
    """Runs every check, the later ones too when an earlier one fails."""
    failed = [
        " ".join(tool)
        for tool in CHECKS
        if subprocess.run([VENV / "bin" / tool[0], *tool[1:]], cwd=ROOT, env=environment).returncode
    ]
    print("check: " + (f"failed: {', '.join(failed)}" if failed else "all passed"))
    return int(bool(failed))


def main(arguments: list[str]) -> None:
    commands = {"run": RUN, "easeback": RUN, "test": DEV, "check": DEV}
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command not in commands or sys.version_info < (3, 11):
        sys.exit(__doc__)
    if not installed(commands[command]):
        install(commands[command])
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    if command == "check":
        sys.exit(check(environment))
    module = {"run": ["easeback", "run"], "test": ["pytest"], "easeback": ["easeback"]}[command]
    if command == "test":
        os.chdir(ROOT)
        # Hundreds of processes are started: what one of them compiles, the others read.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
    os.execve(PYTHON, [str(PYTHON), "-m", *module, *rest], environment)


if __name__ == "__main__":
    main(sys.argv[1:])
