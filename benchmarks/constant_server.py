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

from easeback.ops import cli
from easeback.ops import run as project

ME = "benchmarks.constant_server"
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


if __name__ == "__main__":
    # The project's own command does all the rest; only what it serves in the end is this module.
    as_ever = project.serve
    vars(project)["serve"] = lambda port, workers: as_ever(
        port, f"{ME}:application", workers=workers
    )
    sys.exit(cli.main(sys.argv[1:]))
