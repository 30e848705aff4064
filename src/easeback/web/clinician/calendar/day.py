"""A therapist's day: who comes when, where to go, and how each visit stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from easeback.apps.booking import queries, timetables
from easeback.apps.booking.facts import Colleague, Status, TimeOff, VisitFacts
from easeback.apps.booking.permissions import is_own, may_change_visits
from easeback.apps.booking.sharing import who_shares
from easeback.apps.care.permissions import may_open_any
from easeback.apps.selfcare.sharing import courses_with_a_diary
from easeback.domain.booking import Busy, Severity, Ways, outside, over
from easeback.domain.vocabulary import Span
from easeback.web.clinician.calendar.frame import (
    DAY,
    Chosen,
    choose,
    day_of,
    days_span,
    language,
    shown,
    staff_page,
    tel,
    wall,
    words,
)


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit as a line of the day. `before`: minutes of the way to it, where there is one."""

    id: UUID
    start: datetime
    end: datetime
    name: str
    mode: str
    service: str
    where: str
    phone: str
    code: str
    status: str
    severity: str
    before: int = 0
    outside: bool = False
    may_miss: bool = False
    may_take_back: bool = False
    may_cancel: bool = False
    shares: bool = False
    has_diary: bool = False
    course: UUID | None = None
    has_record: bool = False
    key: UUID = field(default_factory=uuid4)

    @property
    def tel(self) -> str:
        return tel(self.phone)

    @property
    def is_urgent(self) -> bool:
        return bool(self.severity) and self.status != Status.NO_SHOW


@dataclass(frozen=True, slots=True)
class Daily:
    """One therapist's day. `travel`: the minutes of all ways, `back`: those of the last one."""

    therapist: Colleague
    stops: tuple[Stop, ...]
    off: tuple[tuple[datetime, datetime, str], ...]
    travel: int
    back: int

    @property
    def urgent(self) -> tuple[Stop, ...]:
        """The worst first, each by time."""
        worst = [stop for stop in self.stops if stop.severity == Severity.SEVERE.label]
        return (*(s for s in worst if s.is_urgent), *self._soon())

    def _soon(self) -> Iterator[Stop]:
        return (s for s in self.stops if s.is_urgent and s.severity == Severity.SOON.label)


@staff_page
@require_safe
def day(request: HttpRequest, day: str | None = None) -> HttpResponse:
    chosen, at = choose(request), timezone.now()
    today = wall(at, chosen.zone).date()
    on = day_of(day) if day is not None else today
    values = {
        "chosen": chosen,
        "on": on,
        "today": today,
        "before": on - DAY,
        "after": on + DAY,
        "days": list(days(request, chosen, on, at=at)),
    }
    return shown(request, "day", values)


def days(request: HttpRequest, chosen: Chosen, on: date, *, at: datetime) -> Iterator[Daily]:
    """The day of each therapist who was chosen; as many queries for many as for one."""
    ids = [therapist.id for therapist in chosen.therapists]
    spans = {each.id: days_span(on, 1, ZoneInfo(each.zone)) for each in chosen.therapists}
    whole = Span(min(s.start for s in spans.values()), max(s.end for s in spans.values()))
    visits = queries.visits_of_days(whole.starts_at, whole.ends_at, at=at, therapists=ids)
    ways = timetables.ways(ids, queries.catalogue())
    off, names = timetables.blocked(ids, whole), timetables.service_names()
    shares = who_shares(visit.id for visit in visits)
    open_diaries = courses_with_a_diary({v.course for v in visits if v.status.is_promised})
    diaries = frozenset(visit.id for visit in visits if visit.course in open_diaries)
    leads = may_open_any(request.user)
    for each in chosen.therapists:
        span = spans[each.id]
        own = [v for v in visits if v.therapist == each.id and begins_in(v, span)]
        free = [o for o in off[each.id] if Span.of(o.starts_at, o.ends_at).overlaps(span)]
        may = may_change_visits(request.user, each)
        sees = is_own(request.user, each)
        found = daily(each, own, free, ways[each.id], names, at=at, may=may)
        stops = (
            replace(
                stop,
                shares=sees and stop.id in shares,
                has_diary=sees and stop.id in diaries,
                has_record=(sees or leads) and bool(stop.course),
            )
            for stop in found.stops
        )
        yield replace(found, stops=tuple(stops))


def begins_in(visit: VisitFacts, span: Span) -> bool:
    return span.starts_at <= visit.starts_at < span.ends_at


def daily(
    therapist: Colleague,
    visits: list[VisitFacts],
    off: list[TimeOff],
    ways: Ways,
    names: Mapping[str, Mapping[str, str]],
    *,
    at: datetime,
    may: bool,
) -> Daily:
    zone, said = ZoneInfo(therapist.zone), words()["page"]
    booked = [timetables.booked(visit) for visit in visits]
    free = [Span.of(each.starts_at, each.ends_at) for each in off]
    odd = {b.id for b in (*outside(ways.therapist.hours, booked), *over(free, booked))}
    *to, back = ways.round([stop_of(visit, ways) for visit in visits])
    stops = tuple(
        Stop(
            id=visit.id,
            start=wall(visit.starts_at, zone),
            end=wall(visit.ends_at, zone),
            name=visit.contact.name if visit.contact else said["nobody_yet"],
            mode=visit.mode,
            service=names[visit.service][language()],
            where=visit.address or visit.room,
            phone=visit.contact.phone if visit.contact else "",
            code=visit.code,
            status=visit.status,
            severity=visit.severity.label if visit.severity else "",
            before=minutes,
            course=visit.course if visit.contact else None,
            outside=visit.id in odd,
            may_miss=may and may_miss(visit, at=at),
            may_take_back=may and visit.status is Status.NO_SHOW,
            may_cancel=may and may_cancel(visit, at=at),
        )
        for visit, minutes in zip(visits, to, strict=True)
    )
    times = tuple((wall(o.starts_at, zone), wall(o.ends_at, zone), o.note) for o in off)
    return Daily(therapist, stops, times, travel=sum(to) + back, back=back)


def stop_of(visit: VisitFacts, ways: Ways) -> Busy:
    """When and where a therapist has to be for it; a video call is made from where they work."""
    span = Span.of(visit.starts_at, visit.ends_at)
    return Busy(*span, ways.place_of(visit.mode, visit.place))


def may_miss(visit: VisitFacts, *, at: datetime) -> bool:
    """Nobody can have stayed away from a visit that has not begun."""
    return visit.status.is_promised and visit.starts_at <= at


def may_cancel(visit: VisitFacts, *, at: datetime) -> bool:
    """What has taken place is not cancelled any more."""
    return not visit.status.is_over and visit.status != Status.NO_SHOW and at < visit.ends_at
