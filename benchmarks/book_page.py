"""CPU of the page of open slots beside a view that renders the same page from what was found once.

Both are answered by the same server process, in turn, for the demonstration's three therapists and
for a hundred. CPU is the application's, by its thread's clock: Django's whole stack, from WSGI in
to bytes out. With `--profile`, says where it goes instead.
"""

import argparse
import cProfile
import http.client
import os
import pstats
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles

from benchmarks.serving import HOST, data_directory, environment, served
from easeback.ops.tables import open_tables

PAGE, CONSTANT = "/book", "/constant-slots"
WARM = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    if options.profile:
        profile(options.requests)
        return
    print(f"{'therapists':>10} {'page':>12} {'p99':>10} {'constant':>12} {'ratio':>7} {'bytes':>9}")
    for therapists in (3, 100):
        print(f"{therapists:>10} {measured(therapists, options.requests)}", flush=True)


def measured(therapists: int, requests: int) -> str:
    with data_directory() as data:
        if therapists > 3:
            command = [sys.executable, "-m", "benchmarks.book_page", "fill", str(therapists)]
            subprocess.run(command, env=environment(data), check=True)  # noqa: S603
        with (
            served(data, "benchmarks.constant_server") as (port, _),
            closing(http.client.HTTPConnection(HOST, port, timeout=60)) as line,
        ):
            for path in (PAGE, CONSTANT) * WARM:
                asked(line, path)
            spent: dict[str, list[float]] = {PAGE: [], CONSTANT: []}
            for _ in range(requests):
                for path, each in spent.items():
                    each.append(asked(line, path)[0])
            size = asked(line, PAGE)[1]
    page, constant = median(spent[PAGE]), median(spent[CONSTANT])
    p99 = quantiles(spent[PAGE], n=100)[98]
    return f"{page:>9.2f} ms {p99:>7.2f} ms {constant:>9.2f} ms {page / constant:>7.2f} {size:>9,}"


def asked(line: http.client.HTTPConnection, path: str) -> tuple[float, int]:
    """Milliseconds of the application's CPU, and the bytes of the page."""
    line.request("GET", path)
    answer = line.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return int(answer.headers["X-CPU"]) / 1e6, len(body)


def fill(therapists: int) -> None:
    """The demonstration, with so many therapists who keep the hours of its three in turn."""
    import yaml

    open_tables()
    from easeback.apps.booking.opening import open_booking
    from easeback.apps.practice.actions import open_practice
    from easeback.apps.practice.facts import PracticeFacts, TherapistFace
    from easeback.ops import demo

    written = yaml.safe_load(Path(demo.__file__).with_name("demo.yaml").read_text())
    hours = list(written["booking"]["therapists"].values())
    names = [f"T{number:03}" for number in range(therapists)]
    words = {"en": "x", "es": "x"}
    faces = [TherapistFace(name, words, ("en",), (), "bun") for name in names]
    open_practice(PracticeFacts(name="Hundred", phone="1-555-555-0100"), faces)
    given = {name: hours[number % len(hours)] for number, name in enumerate(names)}
    open_booking({**written["booking"], "therapists": given})


def profile(requests: int) -> None:
    """The page of a hundred therapists through Django alone: the functions that take longest."""
    with data_directory() as data:
        os.environ["EASEBACK_DATA"] = str(data)
        fill(100)
        from django.core.management import call_command
        from django.test import Client

        call_command("collectstatic", verbosity=0, interactive=False)
        visitor = Client(headers={"host": "localhost"})
        visitor.get(PAGE)
        watch = cProfile.Profile()
        watch.enable()
        for _ in range(requests):
            visitor.get(PAGE)
        watch.disable()
        pstats.Stats(watch).sort_stats("cumulative").print_stats("easeback", 25)
        pstats.Stats(watch).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        fill(int(sys.argv[2]))
    else:
        main()
