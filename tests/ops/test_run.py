"""`run` serves from nothing: tables, a demonstration practice, and a way in that works once."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.ops.terminal import easeback, environment


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def served(data: Path, port: int) -> Iterator[str]:
    """The path of the owner's sign-in link of a running server; stopped at the end."""
    with running(data, port) as (_, link):
        yield link


@contextmanager
def running(data: Path, port: int, *words: str, **more: str) -> Iterator[tuple[int, str]]:
    """The server's process and the path of the owner's sign-in link; stopped at the end."""
    server = subprocess.Popen(
        [sys.executable, "-m", "easeback", "run", "--port", str(port), *words],
        env=environment(data, **more),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout
        link = next(found for line in server.stdout if (found := re.search("/staff/.*", line)))
        for _ in range(300):
            with socket.socket() as probe:
                probe.settimeout(0.1)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield server.pid, link[0]
    finally:
        server.terminate()
        server.communicate(timeout=30)


def serving(server: int) -> int:
    """How many processes serve; the worker for what becomes due is none of them."""
    found = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            parent = (process / "stat").read_text().rsplit(")", 1)[1].split()[1]
            words = (process / "cmdline").read_bytes().split(b"\0")
            found += int(parent) == server and b"run" in words
    return found


def fetch(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
    kept = {name.lower(): value for name, value in answer.getheaders()}
    return answer.status, kept, body.decode(errors="replace")


@pytest.mark.long
def test_it_serves_from_nothing_and_again(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path, port) as first:
        status, headers, page = fetch(port, "/")
        assert status == 200
        assert "(demo)" in page
        assert "set-cookie" not in headers
        style = re.search(r'href="(/static/[^"]+\.css)"', page)
        assert style
        status, headers, _ = fetch(port, style[1], **{"Accept-Encoding": "br"})
        assert (status, headers["content-encoding"]) == (200, "br")
        assert "immutable" in headers["cache-control"]
        assert fetch(port, first)[0] == 200
        assert easeback("run", "--port", str(port), data=tmp_path).returncode == 1
    with served(tmp_path, port) as second:
        assert second != first
        assert fetch(port, "/es/")[0] == 200


@pytest.mark.proof
@pytest.mark.postgres
@pytest.mark.parametrize("empty_database", ["postgres"], indirect=True)
def test_several_processes_serve_from_a_database_server(
    empty_database: str, tmp_path: Path
) -> None:
    port, more = free_port(), {"EASEBACK_DATABASE": empty_database}
    with running(tmp_path, port, "--workers", "2", **more) as (server, link):
        assert serving(server) == 2
        assert "(demo)" in fetch(port, "/")[2]
        assert fetch(port, link)[0] == 200


@pytest.mark.parametrize(
    "words",
    [
        ("2",),
        pytest.param(("0",), marks=pytest.mark.proof),
        pytest.param(("2", "--develop"), marks=pytest.mark.proof),
    ],
)
def test_sqlite_is_served_by_one_process(words: tuple[str, ...], tmp_path: Path) -> None:
    refused = easeback("run", "--port", str(free_port()), "--workers", *words, data=tmp_path)
    assert refused.returncode == 1
    assert "EASEBACK_DATABASE" in refused.stderr or "--workers" in refused.stderr
