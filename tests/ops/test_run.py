"""`run` serves from nothing: tables, a demonstration practice, and a way in that works once."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.ops.terminal import easeback, environment


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def served(data: Path, port: int) -> Iterator[str]:
    """The path of the owner's sign-in link of a running server; stopped at the end."""
    server = subprocess.Popen(
        [sys.executable, "-m", "easeback", "run", "--port", str(port)],
        env=environment(data),
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
        yield link[0]
    finally:
        server.terminate()
        server.communicate(timeout=30)


def fetch(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
    kept = {name.lower(): value for name, value in answer.getheaders()}
    return answer.status, kept, body.decode(errors="replace")


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
