"""The way from booking, which knows no other programs, to calendars elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from easeback.apps.booking.reading import Moments, Tags, Unread
from easeback.interop import CalendarRefused, Fetched, NotFetched, busy_spans, fetch
from easeback.interop.fetching import Allowed

TIMEOUT = 20
"""Seconds. With the time that laying a file out may take, well below `reading.LEASE`."""


WORLD = Allowed()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Calendars at any address in the world, but none inside of our walls."""

    allowed: Allowed = WORLD
    timeout: float = TIMEOUT

    def fetch(self, address: str, known: Tags | None) -> tuple[bytes | None, Tags]:
        before = Fetched(None, known.etag, known.last_modified) if known else None
        try:
            got = fetch(address, timeout=self.timeout, known=before, allowed=self.allowed)
        except (CalendarRefused, NotFetched) as failure:
            raise Unread(str(failure)) from None
        return got.body, Tags(got.etag, got.last_modified)

    def spans(
        self, file: bytes, *, between: Moments, zone: str, but_not: Collection[str]
    ) -> Sequence[Moments]:
        try:
            return busy_spans(file, between=between, zone=zone, but_not=but_not)
        except CalendarRefused as refusal:
            raise Unread(str(refusal)) from None
