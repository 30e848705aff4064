"""Keeps a worker running beside the server, as a process of its own."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from logging import getLogger

PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds before a worker that died is started again; longer while each one dies at once."""
SETTLED = 60.0
"""A worker that ran for so many seconds did not die at once."""
PATIENCE = 15.0
"""Seconds that a worker has to end what it is doing. Killed, it loses nothing; see `config.due`."""
WORKER = (sys.executable, "-m", "easeback", "work", "--until-input-ends")
log = getLogger(__name__)


@contextmanager
def worker_beside(command: Sequence[str] = WORKER) -> Iterator[None]:
    """A worker runs within, is started again whenever it dies, and stops at the end.

    Its standard input is a pipe from this process. When this process is killed, the pipe ends, and
    so does the worker: none is left behind.
    """
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep, args=(command, stopping), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join()


def _keep(command: Sequence[str], stopping: threading.Event) -> None:
    died_at_once = 0
    while not stopping.is_set():
        began = time.monotonic()
        status = _run(command, stopping)
        if stopping.is_set():
            return
        lasted = time.monotonic() - began
        died_at_once = 0 if lasted >= SETTLED else died_at_once + 1
        pause = PAUSES[min(max(died_at_once - 1, 0), len(PAUSES) - 1)]
        log.warning("The worker ended with %s; the next one starts in %.0f s.", status, pause)
        stopping.wait(pause)


def _run(command: Sequence[str], stopping: threading.Event) -> int:
    """Runs one worker until it ends, or is told to; the result is its status."""
    environment = {name: value for name, value in os.environ.items() if name != "RUN_MAIN"}
    # In a session of its own: Ctrl+C in the terminal is for the server, which then stops this.
    with subprocess.Popen(  # noqa: S603  The command is ours.
        command, stdin=subprocess.PIPE, env=environment, start_new_session=True
    ) as worker:
        while worker.poll() is None:
            if stopping.wait(0.2):
                _stop(worker)
        return worker.returncode


def _stop(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()
