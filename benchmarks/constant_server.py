"""`easeback run`, with the constant plan among its addresses, and its work measured.

Every answer says in `X-CPU` how many nanoseconds of CPU the application spent on it.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian import Granian
from granian.constants import Interfaces

from easeback.ops import cli
from easeback.ops import run as project

Site = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    started: list[Any] = []

    def note(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        started.extend((status, headers))

    begun = time.thread_time_ns()
    answer = site()(environ, note)
    spent = time.thread_time_ns() - begun
    status, headers = started
    start_response(status, [*headers, ("X-CPU", str(spent))])
    return answer


@cache
def site() -> Site:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "easeback.config.settings")
    settings.ROOT_URLCONF = "benchmarks.constant_plan"
    return get_wsgi_application()


def serve(port: int) -> None:
    """As the project serves: one process, four threads."""
    Granian(
        "benchmarks.constant_server:application",
        address=project.HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        websockets=False,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    # The project's own command does all the rest; only what it serves in the end is this module.
    vars(project)["serve"] = serve
    sys.exit(cli.main(sys.argv[1:]))
