"""CPU of the plan's POST beside a view that renders the same finished plan from a constant.

Both are answered by the same server process (granian, one worker), in one run, in turn. `app` is
what the application worked on a request, by its thread's clock: Django's whole stack, from WSGI in
to bytes out. `process` is the worker's whole CPU from /proc, the server included, in blocks of one
kind that take turns: its clock ticks every 10 ms.
"""

import http.client
import os
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from benchmarks.serving import HOST, data_directory, served
from easeback.domain.condition import Answer
from easeback.domain.triage import Progress
from easeback.knowledge import knowledge
from easeback.web.patient.relief.posted import Posted
from easeback.web.patient.relief.showing import state_fields

REQUESTS = 300
BLOCK = 50
TICK = 1000 / os.sysconf("SC_CLK_TCK")
PATH = "/constant-plan"
LAST_PAGE = "safe"
SAID: dict[str, Answer] = {
    "pain-now": 5,
    "limits": "some",
    "duration": "under-a-day",
    "aggravates": frozenset({"sitting", "bending"}),
    "age": 40,
}
HEADERS = {"Accept-Encoding": "br", "Content-Type": "application/x-www-form-urlencoded"}


class Asker:
    """One connection, kept open, to both views."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection(HOST, port, timeout=30)
        self._body = urlencode([*plan_form()]).encode()

    def close(self) -> None:
        self._line.close()

    def plan(self) -> tuple[int, bytes]:
        return self._asked("POST", "/relief", self._body)

    def constant(self) -> tuple[int, bytes]:
        return self._asked("GET", PATH, None)

    def _asked(self, method: str, path: str, body: bytes | None) -> tuple[int, bytes]:
        """Nanoseconds of the application's CPU, and what it answered."""
        self._line.request(method, path, body, HEADERS)
        answer = self._line.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return int(answer.headers["X-CPU"]), said


def plain_flare() -> tuple[Progress, int]:
    """How far a plain flare has come on its last page, and which step that is."""
    known, progress, steps = knowledge(), Progress(), 1
    while (step := known.journey.next_step(progress)) and step.page.id != LAST_PAGE:
        said = {q: SAID.get(q, known.bank.none_of(q)) for q in step.questions}
        progress, steps = progress.with_answers(said), steps + 1
    return progress, steps


def plan_form() -> Iterator[tuple[str, str]]:
    """The last page of a plain flare, ended with "None of these"."""
    progress, steps = plain_flare()
    step = knowledge().journey.next_step(progress)
    if step is None or step.page.id != LAST_PAGE:
        raise RuntimeError("a plain flare no longer ends on the page that was expected")
    yield from state_fields(Posted(progress, steps, "close", "none"))
    yield "close", "none"


def main() -> None:
    with (
        data_directory() as data,
        served(data, "benchmarks.constant_server") as (port, process),
        closing(Asker(port)) as asker,
    ):
        report(asker, worker_of(process))


def report(asker: Asker, worker: int) -> None:
    views = {"plan POST": asker.plan, "constant view": asker.constant}
    for ask in views.values():
        for _ in range(BLOCK):
            ask()
    bodies = {name: len(ask()[1]) for name, ask in views.items()}
    worked: dict[str, list[int]] = {name: [] for name in views}
    for _ in range(REQUESTS):
        for name, ask in views.items():
            worked[name].append(ask()[0])
    whole: dict[str, list[float]] = {name: [] for name in views}
    for _ in range(REQUESTS // BLOCK):
        for name, ask in views.items():
            before = used(worker)
            for _ in range(BLOCK):
                ask()
            whole[name].append((used(worker) - before) / BLOCK)
    print(f"{'':<14} {'app median':>11} {'app p99':>9} {'process':>9} {'bytes (br)':>11}")
    for name, spent in worked.items():
        milliseconds = [each / 1e6 for each in spent]
        p99 = quantiles(milliseconds, n=100)[98]
        print(
            f"{name:<14} {median(milliseconds):>8.2f} ms {p99:>6.2f} ms "
            f"{median(whole[name]):>6.2f} ms {bodies[name]:>11}"
        )
    app, process = ([median(of[name]) for name in views] for of in (worked, whole))
    print(f"ratio          {app[0] / app[1]:>11.2f} {'':>9} {process[0] / process[1]:>9.2f}")
    print(f"CPU per request, {REQUESTS} of each in turn; process in blocks of {BLOCK}")
    print(f"yardstick: a million additions take {yardstick():.0f} ms of CPU here and now")


def yardstick() -> float:
    """How fast plain Python runs on this machine, so that runs of other days can be compared."""
    spent = []
    for _ in range(5):
        begun, total = time.thread_time_ns(), 0
        for number in range(1_000_000):
            total += number
        spent.append((time.thread_time_ns() - begun) / 1e6)
    return median(spent)


def worker_of(server: int) -> int:
    """The one process that the server started to serve; another one does what becomes due."""
    children = [path for path in Path("/proc").glob("[0-9]*") if _parent(path) == server]
    started = [int(path.name) for path in children if b"run" in _words(path)]
    if len(started) != 1:
        raise RuntimeError(f"one worker was expected, not {len(started)}")
    return started[0]


def used(process: int) -> float:
    """Milliseconds of CPU that a process has used: utime and stime."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * TICK


def _words(process: Path) -> list[bytes]:
    return (process / "cmdline").read_bytes().split(b"\0")


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rsplit(")", 1)[1].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return -1


if __name__ == "__main__":
    main()
