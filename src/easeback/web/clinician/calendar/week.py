"""A therapist's week: visits, time off and what is free, hour by hour and day by day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from easeback.apps.booking import queries, timetables
from easeback.apps.booking.facts import Colleague, VisitFacts
from easeback.domain.booking import Mode, utc_of
from easeback.domain.vocabulary import Span, moment, without
from easeback.web.clinician.calendar.frame import (
    DAY,
    Chosen,
    choose,
    day_of,
    days_span,
    shown,
    staff_page,
    wall,
    words,
)

FREE, AWAY, VISIT = "free", "away", "visit"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a day. `goes_on`: it began in an hour before; `whole`: it fills its hour."""

    kind: str
    start: datetime
    end: datetime
    name: str = ""
    id: UUID | None = None
    mode: Mode | None = None
    severity: str = ""
    status: str = ""
    goes_on: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day: all of it in a row, and what lies in each hour of the wall clock."""

    on: date
    pieces: tuple[Piece, ...]
    hours: tuple[tuple[Piece, ...], ...]


@staff_page
@require_safe
def week(request: HttpRequest, day: str | None = None) -> HttpResponse:
    chosen = choose(request)
    one = chosen.therapists[0]
    chosen = Chosen(chosen.all, (one,))
    today = wall(timezone.now(), chosen.zone).date()
    on = day_of(day) if day is not None else today
    monday = on - on.weekday() * DAY
    days = week_of(one, monday, at=timezone.now())
    values = {
        "chosen": chosen,
        "one": one,
        "monday": monday,
        "sunday": monday + 6 * DAY,
        "today": today,
        "before": monday - 7 * DAY,
        "after": monday + 7 * DAY,
        "days": days,
        "rows": [(time(hour), [day.hours[hour] for day in days]) for hour in shown_hours(days)],
    }
    return shown(request, "week", values)


def week_of(therapist: Colleague, monday: date, *, at: datetime) -> list[WeekDay]:
    zone = ZoneInfo(therapist.zone)
    span = days_span(monday, 7, zone)
    ids = [therapist.id]
    visits = queries.visits_of_days(span.starts_at, span.ends_at, at=at, therapists=ids)
    off = [
        Span.of(each.starts_at, each.ends_at)
        for each in timetables.blocked(ids, span)[therapist.id]
    ]
    taken = [*off, *(Span.of(visit.starts_at, visit.ends_at) for visit in visits)]
    free = without(timetables.hours(ids)[therapist.id].runs(None, span), taken)
    return [_day(monday + place * DAY, zone, visits, off, free) for place in range(7)]


def shown_hours(days: Sequence[WeekDay]) -> range:
    """From the first hour of the week in which there is work to the last."""
    busy = [
        hour
        for hour in range(24)
        if any(piece.kind != AWAY for day in days for piece in day.hours[hour])
    ]
    return range(min(busy), max(busy) + 1) if busy else range(9, 17)


def _day(
    on: date,
    zone: ZoneInfo,
    visits: Sequence[VisitFacts],
    off: Sequence[Span],
    free: Sequence[Span],
) -> WeekDay:
    whole = days_span(on, 1, zone)
    edges = [utc_of(on, time(hour), zone) for hour in range(24)] + [whole.end]
    hours = tuple(
        tuple(_pieces(Span(first, last), zone, visits, off, free))
        for first, last in pairwise(edges)
    )
    pieces = _pieces(whole, zone, visits, off, free)
    return WeekDay(on, tuple(sorted(pieces, key=lambda piece: piece.start)), hours)


def _pieces(
    within: Span,
    zone: ZoneInfo,
    visits: Iterable[VisitFacts],
    off: Iterable[Span],
    free: Iterable[Span],
) -> list[Piece]:
    """What lies in a stretch of time: visits first, each as it is; the rest cut to it.

    Nothing lies in an hour that the clocks skip.
    """
    if within.start >= within.end:
        return []
    found = [
        Piece(
            VISIT,
            wall(visit.starts_at, zone),
            wall(visit.ends_at, zone),
            visit.contact.name if visit.contact else words()["page"]["nobody_yet"],
            visit.id,
            visit.mode,
            visit.severity.label if visit.severity else "",
            visit.status,
            goes_on=visit.starts_at < within.starts_at,
        )
        for visit in visits
        if Span.of(visit.starts_at, visit.ends_at).overlaps(within)
    ]
    for kind, spans in ((AWAY, off), (FREE, free)):
        for span in spans:
            if span.overlaps(within):
                start, end = max(span.start, within.start), min(span.end, within.end)
                cut = Span(start, end) == within
                ends = wall(moment(start), zone), wall(moment(end), zone)
                found.append(Piece(kind, *ends, whole=cut))
    return found
