"""Calendars elsewhere that say when a therapist is busy: added, removed, and how they stand."""

import base64
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from easeback.apps.booking import claims
from easeback.apps.booking.facts import CalendarState, Reading
from easeback.apps.booking.models import Blocked, CalendarOutcome, ExternalCalendar
from easeback.apps.booking.writes import Answer, once
from easeback.apps.notifications.actions import let_go_of_tasks

LONGEST = 2000
UNREAD = "calendar-unread"
"""The kind of the task for staff about a calendar that cannot be read."""
GOOD = (Reading.READ, Reading.UNCHANGED)
_SEALED = "easeback.booking.calendar-address"
_MARK = "easeback.booking.calendar-mark"


class BadAddress(ValueError):
    """This can be no calendar's address."""


class NoSuchCalendar(Exception):
    """This therapist has no such calendar."""


class SealBroken(Exception):
    """The installation's key is another one since: nobody can read the address any more."""


def add_calendar(therapist: int, address: str, *, key: str, by: int, at: datetime) -> int:
    """From now on this calendar is read; its id. One that is there already stays as it is.

    Raises BadAddress. Whether anything is there shows only when it is read.
    """
    address = address.strip()
    host = _host(address)
    mark = salted_hmac(_MARK, address, algorithm="sha256").hexdigest()

    def write() -> Answer:
        row, _ = ExternalCalendar.objects.get_or_create(
            therapist_id=therapist,
            mark=mark,
            defaults={"host": host, "sealed": _seal(address), "added_at": at, "added_by_id": by},
        )
        return {"calendar": row.pk}

    request = {"do": "add-calendar", "therapist": therapist, "mark": mark, "by": by}
    return int(once(key, request, write, at=at)["calendar"])


def remove_calendar(therapist: int, calendar: int, *, key: str, at: datetime) -> None:
    """Forgets the calendar, its address, and its busy times: they can be offered again.

    Raises NoSuchCalendar, also where it was removed by another request.
    """

    def write() -> Answer:
        rows = ExternalCalendar.objects.select_for_update()
        # Whoever reads it at this moment waits here, and then finds it gone.
        if not rows.filter(pk=calendar, therapist=therapist).first():
            raise NoSuchCalendar
        claims.touch([therapist])
        Blocked.objects.filter(source=source_of(calendar)).delete()
        ExternalCalendar.objects.filter(pk=calendar).delete()
        let_go_of_tasks([source_of(calendar)], kinds=[UNREAD], at=at)
        return {}

    request = {"do": "remove-calendar", "therapist": therapist, "calendar": calendar}
    once(key, request, write, at=at)


def calendars(therapist: int) -> tuple[CalendarState, ...]:
    """A therapist's calendars and how each stands, the oldest first."""
    rows = ExternalCalendar.objects.filter(therapist=therapist).order_by("added_at", "pk")
    return tuple(_states(rows))


def last_good(calendar: int) -> CalendarOutcome | None:
    """How the calendar was read the last time that it could be."""
    return _outcomes(calendar).filter(what__in=GOOD).first()


def address_of(calendar: ExternalCalendar) -> str:
    """Raises SealBroken."""
    try:
        return _cipher().decrypt(calendar.sealed.encode()).decode()
    except InvalidToken:
        raise SealBroken from None


def source_of(calendar: int) -> str:
    """What the busy times of this calendar are marked with."""
    return f"calendar:{calendar}"


def _states(rows: QuerySet[ExternalCalendar]) -> Iterator[CalendarState]:
    for row in rows:
        good, last = last_good(row.pk), _outcomes(row.pk).first()
        fails = last is not None and last.what == Reading.FAILED
        yield CalendarState(
            id=row.pk,
            host=row.host,
            added_at=row.added_at,
            read_at=good.ended_at if good else None,
            busy=good.busy if good else 0,
            fails=fails,
            reason=last.reason if last and fails else "",
        )


def _outcomes(calendar: int) -> QuerySet[CalendarOutcome]:
    return CalendarOutcome.objects.filter(attempt__calendar=calendar).order_by("-attempt__number")


def _host(address: str) -> str:
    """The host that is shown in place of the address. Raises BadAddress."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise BadAddress from None
    odd = not address.isascii() or not address.isprintable() or " " in address
    if odd or len(address) > LONGEST or parts.scheme not in {"https", "webcal"}:
        raise BadAddress
    if not parts.hostname or parts.username is not None or len(parts.hostname) > 253:
        raise BadAddress
    return parts.hostname


def _seal(address: str) -> str:
    return _cipher().encrypt(address.encode()).decode()


def _cipher() -> Fernet:
    key = salted_hmac(_SEALED, "", settings.SECRET_KEY, algorithm="sha256")
    return Fernet(base64.urlsafe_b64encode(key.digest()))
