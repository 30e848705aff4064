"""Reads foreign calendars when their time has come, and blocks what they say is busy.

A calendar is fetched and laid out outside of any transaction: it may take a minute. Then one short
transaction puts what it says in the place of what it said before. Whatever goes wrong on the way,
the last good set of busy times stands: a calendar that cannot be read frees nothing.
"""

import logging
import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from typing import Protocol

from django.db import IntegrityError, transaction
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from easeback.apps.booking import claims
from easeback.apps.booking.conflicts import tell_conflicts
from easeback.apps.booking.facts import Reading
from easeback.apps.booking.foreign import UNREAD, SealBroken, address_of, last_good, source_of
from easeback.apps.booking.models import (
    Blocked,
    CalendarAttempt,
    CalendarOutcome,
    ExternalCalendar,
    Service,
    Visit,
)
from easeback.apps.notifications.actions import ask_staff, let_go_of_tasks
from easeback.domain.vocabulary import Span

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=15)
LEASE = timedelta(minutes=5)
"""How long an attempt may take, until another worker may try. A source gives up well before."""
ROUND = timedelta(seconds=60)
"""After this long no further calendar is begun, so that other due work has its turn."""
MARGIN = timedelta(days=7)
"""So much more than the horizon is laid out. An unchanged file is used for as long as it lasts."""
PATIENCE = timedelta(hours=6)
"""Staff are told of a calendar that could not be read for so long."""
KEPT = timedelta(days=2)
HORIZON = 60
TAG = re.compile(r"[ -~]{0,200}")
UNREAD_WORDS = (
    "A therapist's other calendar could not be read for hours. What it said last still holds; what "
    "was added there since is not known here. See /staff/calendar/."
)

Moments = tuple[datetime, datetime]


class Unread(Exception):
    """The calendar could not be fetched, or not be read. `str()` is why, without its address."""


@dataclass(frozen=True, slots=True)
class Tags:
    """By what the other side knows whether a file has changed."""

    etag: str = ""
    last_modified: str = ""


class Source(Protocol):
    """The way to calendars elsewhere; the doors know it, see `config.calendars`."""

    def fetch(self, address: str, known: Tags | None) -> tuple[bytes | None, Tags]:
        """The file, or None: it is as it was when it had these tags. Raises Unread."""
        ...

    def spans(
        self, file: bytes, *, between: Moments, zone: str, but_not: Collection[str]
    ) -> Sequence[Moments]:
        """When the file says "busy", but for events of these ids. Raises Unread."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    """What a calendar says; `spans` is None where that is what it said before."""

    spans: frozenset[Span] | None
    tags: Tags
    until: datetime
    zone: str


def read_calendars(source: Source, *, at: datetime) -> int:
    """Reads the calendars whose time has come, each by one worker, however many run; how many."""
    began, done = time.monotonic(), 0

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - began)

    for calendar in _due(at).values_list("pk", flat=True):
        if now() - at > ROUND:
            break
        attempt = _claim(calendar, now())
        if attempt is not None:
            _read(attempt, source, now)
            done += 1
    return done


def _due(at: datetime) -> QuerySet[ExternalCalendar]:
    """Due, and in nobody's hands: the one that has waited longest first."""
    latest = CalendarAttempt.objects.filter(calendar=OuterRef("pk")).order_by("-number")
    free_at = latest.annotate(free_at=Coalesce("outcome__next_at", "lapses_at")).values("free_at")
    rows = ExternalCalendar.objects.annotate(
        free_at=Subquery(free_at[:1]), begun_at=Subquery(latest.values("begun_at")[:1])
    )
    waiting = rows.filter(Q(free_at__isnull=True) | Q(free_at__lte=at))
    return waiting.order_by(F("begun_at").asc(nulls_first=True), "pk")


def _claim(calendar: int, at: datetime) -> CalendarAttempt | None:
    """This worker's attempt; None if another was first."""
    try:
        with transaction.atomic():
            row = _due(at).filter(pk=calendar).annotate(last=Max("attempts__number")).first()
            if row is None:
                return None
            if row.attempts.filter(number=row.last, outcome__isnull=True).exists():
                _tell_of_silence(row, at)  # It was cut off, and wrote nothing down itself.
            return CalendarAttempt.objects.create(
                calendar=row, number=(row.last or 0) + 1, begun_at=at, lapses_at=at + LEASE
            )
    except IntegrityError:
        return None


def _read(attempt: CalendarAttempt, source: Source, now: Callable[[], datetime]) -> None:
    try:
        _put(attempt, _found(attempt, source, now()), now())
    except Unread as failure:
        _fail(attempt, str(failure), now())
    except SealBroken:
        _fail(attempt, "the address must be typed again", now())
    except Exception as error:  # noqa: BLE001  Whatever a calendar does, the others have their turn.
        # Its words may hold the address; its name does not.
        _fail(attempt, type(error).__name__, now())


def _found(attempt: CalendarAttempt, source: Source, at: datetime) -> _Read:
    """What the calendar says now. No transaction is open meanwhile."""
    therapist, zone = attempt.calendar.therapist_id, attempt.calendar.therapist.zone
    horizon = Service.objects.aggregate(most=Max("horizon"))["most"] or HORIZON
    last = last_good(attempt.calendar_id)
    lasts_until = last.until if last is not None and last.zone == zone else None
    known = None
    if last is not None and lasts_until and lasts_until >= at + timedelta(days=horizon + 1):
        known = Tags(last.etag, last.last_modified)
    file, tags = source.fetch(address_of(attempt.calendar), known)
    if file is None:
        if known is None or lasts_until is None:
            raise Unread("said to be unchanged, and not known here")
        return _Read(None, known, lasts_until, zone)
    between = _whole_days(at, horizon)
    # Visits of ours may come back from a calendar that shows our feed: they are no news.
    visits = Visit.objects.filter(course__therapist=therapist, ends_at__gte=between[0])
    ours = {str(pk) for pk in visits.values_list("pk", flat=True)}
    spans = source.spans(file, between=between, zone=zone, but_not=ours)
    return _Read(frozenset(_outward(each) for each in spans), tags, between[1], zone)


def _whole_days(at: datetime, horizon: int) -> Moments:
    """From yesterday to beyond the horizon, by UTC days: two readings of a day cut alike."""
    today = datetime.combine(at.astimezone(UTC).date(), clock(), UTC)
    return today - timedelta(days=1), today + timedelta(days=horizon + 1) + MARGIN


def _outward(moments: Moments) -> Span:
    starts_at, ends_at = moments
    return Span(int(starts_at.timestamp() // 1), int(-(-ends_at.timestamp() // 1)))


def _put(attempt: CalendarAttempt, found: _Read, at: datetime) -> None:
    """Writes down what was read, in one short transaction; nothing if it is out of date."""
    with transaction.atomic():
        if not _still_ours(attempt):
            return
        calendar = attempt.calendar
        if found.spans is not None:
            _replace(calendar, found.spans)
        blocked = Blocked.objects.filter(source=source_of(calendar.pk))
        spans = [Span(*row) for row in blocked.values_list("starts", "ends")]
        tell_conflicts(calendar.therapist_id, spans, at=at)
        let_go_of_tasks([source_of(calendar.pk)], kinds=[UNREAD], at=at)
        CalendarOutcome.objects.create(
            attempt=attempt,
            what=Reading.UNCHANGED if found.spans is None else Reading.READ,
            ended_at=at,
            next_at=at + EVERY,
            busy=len(spans),
            until=found.until,
            zone=found.zone,
            etag=_kept(found.tags.etag),
            last_modified=_kept(found.tags.last_modified),
        )
        _forget(attempt, at)


def _fail(attempt: CalendarAttempt, reason: str, at: datetime) -> None:
    """Writes down that it could not be read. What it said before still holds."""
    log.warning("Calendar %s, attempt %d: %s", attempt.calendar_id, attempt.number, reason)
    with transaction.atomic():
        if not _still_ours(attempt):
            return
        CalendarOutcome.objects.create(
            attempt=attempt,
            what=Reading.FAILED,
            reason=reason[:100],
            ended_at=at,
            next_at=at + EVERY,
        )
        _tell_of_silence(attempt.calendar, at)
        _forget(attempt, at)


def _still_ours(attempt: CalendarAttempt) -> bool:
    """Whether the calendar is still there, and no later attempt was begun: its word is newer."""
    rows = ExternalCalendar.objects.select_for_update().filter(pk=attempt.calendar_id)
    latest = CalendarAttempt.objects.filter(calendar=attempt.calendar_id).order_by("-number")
    return bool(list(rows)) and latest.values_list("pk", flat=True)[0] == attempt.pk


def _replace(calendar: ExternalCalendar, spans: frozenset[Span]) -> None:
    """Makes these the calendar's busy times. The therapist's time is touched only if it changes."""
    source, therapist = source_of(calendar.pk), calendar.therapist_id
    rows = Blocked.objects.filter(source=source).values_list("starts", "ends", "pk")
    old = {Span(starts, ends): pk for starts, ends, pk in rows}
    if old.keys() == spans:
        return
    # First, so that whoever is booking is either done, and seen as a conflict, or sees these.
    claims.touch([therapist])
    Blocked.objects.filter(pk__in=[pk for span, pk in old.items() if span not in spans]).delete()
    Blocked.objects.bulk_create(
        Blocked(resource_id=therapist, starts=span.start, ends=span.end, source=source)
        for span in sorted(spans - old.keys())
    )


def _tell_of_silence(calendar: ExternalCalendar, at: datetime) -> None:
    """Asks staff, once for each time that it fell silent, where it could not be read for hours."""
    good = last_good(calendar.pk)
    since = good.ended_at if good else calendar.added_at
    if at - since >= PATIENCE:
        ask_staff(
            key=f"{UNREAD}:{calendar.pk}:{since:%Y%m%dT%H%M%S}",
            kind=UNREAD,
            about=source_of(calendar.pk),
            words=UNREAD_WORDS,
            at=at,
        )


def _forget(attempt: CalendarAttempt, at: datetime) -> None:
    """Old attempts go, but for the latest and the last good one."""
    good = last_good(attempt.calendar_id)
    old = CalendarAttempt.objects.filter(calendar=attempt.calendar_id, begun_at__lt=at - KEPT)
    old.exclude(pk__in=[attempt.pk, good.attempt_id if good else attempt.pk]).delete()


def _kept(tag: str) -> str:
    """A tag that is too long or too odd is not asked with again."""
    return tag if TAG.fullmatch(tag) else ""
