"""Servers for benchmarks: a project command on a free port, with a directory of its own."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0


@contextmanager
def data_directory() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="easeback-benchmark-") as folder:
        yield Path(folder)


def environment(data: Path) -> Mapping[str, str]:
    ours = {"EASEBACK_DATA": str(data), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EASEBACK_")}
    return {**kept, **ours}


@contextmanager
def served(data: Path, module: str = "easeback") -> Iterator[tuple[int, int]]:
    """The port, and the id of the process that started the server (`python -m module run`)."""
    port = free_port()
    command = [sys.executable, "-m", module, "run", "--port", str(port)]
    server = subprocess.Popen(  # noqa: S603
        command, env=environment(data), cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(f"http://{HOST}:{port}/", server)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")
