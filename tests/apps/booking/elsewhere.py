"""A therapist whose other calendar lies on this machine, and what is offered of them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID, uuid4

from easeback.apps.booking import actions, foreign, queries
from easeback.apps.booking.facts import Contact, Wanted
from easeback.apps.booking.models import ExternalCalendar, TherapistTime
from easeback.apps.booking.offers import offers
from easeback.apps.booking.reading import read_calendars
from easeback.config.calendars import Elsewhere
from easeback.domain.booking import Mode, Wish
from easeback.domain.vocabulary import Span, seconds
from easeback.interop.fetching import Allowed
from easeback.ops.demo import load_demo

# A Saturday; on Monday Maya works from 8 to 12 and from 13 to 17, New York time.
NOW = datetime(2026, 11, 28, 15, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 13, tzinfo=UTC)
HERE = Elsewhere(Allowed(plain_http=True, private_addresses=True), timeout=5)
HOUR = timedelta(hours=1)


class Other:
    """The other program: `file` is what it serves, `tag` the file's; it counts who asked."""

    def __init__(self) -> None:
        self.file: bytes = b""
        self.status = 200
        self.tag = ""
        self.asked: list[str | None] = []
        self.address = ""


class BrokenAtFirst:
    """Reads calendars, but for the first one."""

    spans = staticmethod(HERE.spans)

    def __init__(self) -> None:
        self.asked = 0

    def fetch(self, address: str, known: Any) -> Any:
        self.asked += 1
        if self.asked == 1:
            raise RuntimeError(address)
        return HERE.fetch(address, known)


@contextmanager
def other_program() -> Iterator[Other]:
    other = Other()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            other.asked.append(self.headers["If-None-Match"])
            known = other.tag and self.headers["If-None-Match"] == other.tag
            self.send_response(304 if known else other.status)
            if other.tag:
                self.send_header("ETag", other.tag)
            self.end_headers()
            if not known:
                self.wfile.write(other.file)

        def log_request(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        other.address = f"http://127.0.0.1:{server.server_address[1]}/secret.ics"
        try:
            yield other
        finally:
            server.shutdown()


def open_practice() -> int:
    """The demonstration's practice; Maya, by the id of her time."""
    load_demo()
    return therapist("Maya")


def therapist(name: str) -> int:
    return int(TherapistTime.objects.get(therapist__name__startswith=name).pk)


def add(to: int, other: Other, *, by: int) -> int:
    """Her calendar there; its address is one that a practice could not name."""
    calendar = foreign.add_calendar(to, "https://x.example/a.ics", key=str(uuid4()), by=by, at=NOW)
    row = ExternalCalendar.objects.get(pk=calendar)
    row.sealed = foreign._seal(other.address)
    row.save()
    return calendar


def read(at: datetime = NOW) -> int:
    return read_calendars(HERE, at=at)


def offered(whom: int, starts: datetime, *, at: datetime = NOW) -> bool:
    """Whether a next visit by video at this moment is among what is offered."""
    given = queries.catalogue()
    wish = Wish(
        service=given.services["follow-up"],
        within=Span(seconds(starts), seconds(starts) + 1),
        modes=frozenset({Mode.TELEHEALTH}),
        asked_at=seconds(at),
        therapist=str(whom),
    )
    found = offers(wish, given, at=at).slots
    return bool(found.starts)


def booked(whom: int, starts: datetime, *, mode: Mode = Mode.TELEHEALTH) -> UUID:
    visit = actions.hold(Wanted("follow-up", mode, whom, starts), key=str(uuid4()), at=NOW)
    who = Contact("Ana López Vega", "1-555-555-0101", "ana@example.org", "es", "America/New_York")
    return actions.confirm(visit, who, key=str(uuid4()), at=NOW)
