"""Bookings a second, and how long one waits, with 8 and 32 clients at once on each database.

A booking is what a person who books makes the server do: a hold, then a confirmation with letters,
through `actions`, as the pages call it. Clients are processes with a connection each, which take
the machine's processors from each other and from the database, as on one machine they would. They
wish for different slots of 24 therapists, so that they meet in the database and not in one slot.
Each books once before the clock runs; then all begin together.
"""

import argparse
import json
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any
from uuid import uuid4

from benchmarks.databases import KINDS, empty_database
from benchmarks.serving import ROOT, data_directory, environment
from easeback.ops.tables import open_tables, set_up_django

CLIENTS = (8, 32)
THERAPISTS = 24
SERVICE = "visit"
FIRST = datetime(2030, 1, 7, 6, tzinfo=UTC)
STARTS_A_DAY = 24
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bookings", type=int, default=2000, help="by all clients together")
    parser.add_argument("--only", choices=KINDS)
    options = parser.parse_args()
    print(f"{options.bookings} bookings; milliseconds that a booking (hold and confirm) took\n")
    names = ("a second", "median", "p99", "worst", "failed")
    print(f"{'':<11} {'clients':>8} " + " ".join(f"{name:>9}" for name in names))
    for kind in [options.only] if options.only else KINDS:
        for clients in CLIENTS:
            with data_directory() as data, empty_database(kind, data) as database:
                said, seconds = booked(database, data, clients, options.bookings // clients)
            print(f"{kind:<11} {clients:>8} {_row(said, seconds)}", flush=True)


def booked(
    database: str, data: Path, clients: int, each: int
) -> tuple[list[dict[str, Any]], float]:
    """What each client said, and the seconds from their common beginning to the last one's end."""
    settings = {"EASEBACK_DATABASE": database}
    whole = {**environment(data), **settings}
    command = [sys.executable, "-m", "benchmarks.bookings"]
    subprocess.run([*command, "fill"], env=whole, check=True)  # noqa: S603
    waiting = [
        subprocess.Popen(  # noqa: S603
            [*command, "client", str(number), str(clients), str(each)],
            env=whole,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(clients)
    ]
    for client in waiting:
        if client.stdout is None or client.stdout.readline() != "ready\n":
            raise RuntimeError("a client did not start")
    begun = time.monotonic()
    for client in waiting:
        if client.stdin is not None:
            client.stdin.write("go\n")
            client.stdin.flush()
    said = [json.loads(client.communicate()[0]) for client in waiting]
    return said, time.monotonic() - begun


def fill() -> None:
    """A practice whose therapists work day and night, with a service by video."""
    open_tables()
    from easeback.apps.booking.opening import open_booking
    from easeback.apps.practice.actions import open_practice
    from easeback.apps.practice.facts import PracticeFacts, TherapistFace

    names = [f"T{number:02}" for number in range(THERAPISTS)]
    words = {"en": "x", "es": "x"}
    faces = [TherapistFace(name, words, ("en",), (), "bun") for name in names]
    open_practice(PracticeFacts(name="Bookings", phone="1-555-555-0100", zone="UTC"), faces)
    weekly = {"days": DAYS, "start": "06:00", "end": "18:00"}
    service = {"key": SERVICE, "name": words, "length": 30, "step": 30, "modes": ["telehealth"]}
    horizon = (FIRST - datetime.now(UTC)).days + 365
    open_booking(
        {
            "terms": {},
            "services": [{**service, "notice": 0, "horizon": horizon}],
            "rooms": [],
            "therapists": {name: {"weekly": [weekly]} for name in names},
        }
    )


def client(number: int, clients: int, bookings: int) -> None:
    """Books one slot after the other, and says how long each took."""
    set_up_django()
    from easeback.apps.booking.actions import SlotTaken, TooBusy
    from easeback.apps.booking.models import TherapistTime

    therapists = list(TherapistTime.objects.order_by("pk").values_list("pk", flat=True))

    def book_one(place: int) -> None:
        slot, therapist = divmod(place * clients + number, len(therapists))
        day, start = divmod(slot, STARTS_A_DAY)
        book(therapists[therapist], FIRST + timedelta(days=day, minutes=30 * start))

    book_one(0)  # What a process loads once is not what a booking takes.
    print("ready", flush=True)
    sys.stdin.readline()
    took, failed = [], 0
    for place in range(1, bookings + 1):
        begun = time.perf_counter()
        try:
            book_one(place)
        except (SlotTaken, TooBusy):
            failed += 1
        took.append(time.perf_counter() - begun)
    print(json.dumps({"took": took, "failed": failed}))


def book(therapist: int, starts_at: datetime) -> None:
    from easeback.apps.booking import actions
    from easeback.apps.booking.facts import Contact, Wanted
    from easeback.apps.practice.queries import practice
    from easeback.domain.booking import Mode
    from easeback.web.letters import about_booking

    wanted = Wanted(SERVICE, Mode.TELEHEALTH, therapist, starts_at)
    visit = actions.hold(wanted, key=str(uuid4()), at=datetime.now(UTC))
    who, now = Contact("Pat", "", "pat@example.com", "en", "UTC"), datetime.now(UTC)
    actions.confirm(
        visit,
        who,
        key=f"confirm:{visit}",
        letters=lambda v: about_booking(practice(), v, "https://pt.example/", at=now),
        at=now,
    )


def _row(said: list[dict[str, Any]], seconds: float) -> str:
    took = sorted(1000 * each for one in said for each in one["took"])
    hundredths = quantiles(took, n=100)
    failed = sum(one["failed"] for one in said)
    figures = (hundredths[49], hundredths[98], took[-1], failed)
    cells = " ".join(f"{each:>9,.0f}" for each in figures)
    return f"{(len(took) - failed) / seconds:>9.1f} {cells}"


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fill"]:
            fill()
        case ["client", *numbers]:
            client(*map(int, numbers))
        case _:
            main()
