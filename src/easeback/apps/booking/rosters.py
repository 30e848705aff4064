"""The practice's time, read from the tables into the values that `domain.booking` decides on."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum

from easeback.apps.booking.facts import Catalogue, ClaimKind, ResourceKind
from easeback.apps.booking.models import Resource, Terms, TherapistTime
from easeback.apps.booking.models import Service as ServiceRow
from easeback.apps.booking.roads import travel_by
from easeback.apps.booking.schedule import areas_of, hours_of, place_of, schedule_of
from easeback.domain.booking import (
    Busy,
    Mask,
    Mode,
    Place,
    Release,
    Room,
    Roster,
    Service,
    Severity,
    StraightLine,
    Therapist,
    Travel,
    Ways,
    Window,
    Wish,
    free_starts,
)
from easeback.domain.vocabulary import Span

NEVER = 1 << 62
MOST_KEPT = 20_000
"""How many times and masks a process remembers."""
MOST_FOUND = 16
"""How many answers are remembered of one reading; of a hundred therapists, each takes 0.3 MB."""
Found = TypeVar("Found")
_RESOURCE = ("pk", "kind", "version")
_THERAPIST = ("time__zone", "time__schedule", "time__therapist__skills")
_ROOM = ("room__tags",)


def catalogue() -> Catalogue:
    """One query. Without a service nothing can be booked, and the terms are the usual ones."""
    rows = list(ServiceRow.objects.select_related("terms"))
    terms = rows[0].terms if rows else Terms()
    place = terms.latitude is not None and terms.longitude is not None
    return Catalogue(
        services={row.key: _service(row) for row in rows},
        clinic=Place(terms.latitude, terms.longitude) if place else None,  # type: ignore[arg-type]
        travel=travel_by(StraightLine(terms.speed_kmh, terms.winding, terms.parking)),
        releases=tuple(
            Release(
                Severity[one["severity"].upper()],
                one["days_ahead"],
                one["kept"],
                one.get("minutes"),
            )
            for one in terms.releases
        ),
        hold_minutes=terms.hold_minutes,
        offer_minutes=terms.offer_minutes,
        late_cancel_hours=terms.late_cancel_hours,
    )


class Rosters:
    """Rosters for reading, with what did not change since the last time remembered.

    A therapist or room is read again when its version has grown, or a hold in its time has run out:
    there is no time to live, and nothing is ever stale. Safe for threads.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._read: dict[Window, _Reading] = {}
        self._masks: dict[tuple[Service, Mode, Window], dict[str, tuple[Therapist, Mask]]] = {}

    def roster(self, given: Catalogue, zone: str, window: Window, *, at: int) -> Roster:
        """The whole practice within the window: one query, or three where something changed."""
        return self._reading(window, at=at).roster(given, zone)

    def remembered(
        self,
        wish: Wish,
        given: Catalogue,
        zone: str,
        window: Window,
        find: Callable[[Roster, Wish, Travel], Found],
        *,
        at: int,
    ) -> Found:
        """What `find` makes of the practice, found again only when the answer may be another one.

        That is: another wish, other terms, a therapist or room that has changed, or a start that
        has come too near or come into reach since.
        """
        reading = self._reading(window, at=at)
        key = (zone, given.clinic, given.releases, given.travel, wish.question)
        found: Found | None = reading.found.get(key)
        if found is None:
            found = find(reading.roster(given, zone), wish, given.travel)
            if len(reading.found) >= MOST_FOUND:
                reading.found.clear()
            reading.found[key] = found
        return found

    def _reading(self, window: Window, *, at: int) -> "_Reading":
        before = self._read.get(window)
        if before is not None and at < before.until and before.state == _state():
            return before
        reading = _Reading(_read_anew(before.known if before is not None else {}, window, at=at))
        with self._lock:
            self._make_room()
            self._read[window] = reading
        return reading

    def free(self, service: Service, mode: Mode, window: Window) -> Callable[[Therapist], Mask]:
        """`free_starts`, remembered for as long as a therapist's time has not changed."""
        with self._lock:
            masks = self._masks.setdefault((service, mode, window), {})

        def mask_of(therapist: Therapist) -> Mask:
            held = masks.get(therapist.id)
            if held is not None and held[0] is therapist:
                return held[1]
            mask = free_starts(therapist, service, mode, window)
            masks[therapist.id] = (therapist, mask)
            return mask

        return mask_of

    def forget(self) -> None:
        """Forgets everything: the tables are others than they were."""
        with self._lock:
            self._read.clear()
            self._masks.clear()

    def _make_room(self) -> None:
        if sum(len(reading.known) for reading in self._read.values()) > MOST_KEPT:
            self._read.clear()
        if sum(map(len, self._masks.values())) > MOST_KEPT:
            self._masks.clear()


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read of a therapist or a room: at which version, and when it changes by itself."""

    version: int
    until: int
    what: Therapist | Room


class _Reading:
    """A window as it was read; `state` is what the resources' versions added up to."""

    def __init__(self, known: Mapping[int, _Known]) -> None:
        found = [known[pk].what for pk in sorted(known)]
        self.known = known
        versions = sum(one.version for one in known.values())
        self.state = (len(known), sum(known), sum(pk * pk for pk in known), versions)
        self.until = min((one.until for one in known.values()), default=NEVER)
        self.therapists = tuple(one for one in found if isinstance(one, Therapist))
        self.rooms = tuple(one for one in found if isinstance(one, Room))
        self.found: dict[Hashable, Any] = {}

    def roster(self, given: Catalogue, zone: str) -> Roster:
        return Roster(zone, self.therapists, self.rooms, given.clinic, given.releases)


def _state() -> tuple[int, ...]:
    """Tells whether anything has changed, in one row.

    A version only grows; the sums of ids and of their squares change with whoever comes or goes.
    """
    sums = _open_resources().aggregate(
        count=Count("pk"), ids=Sum("pk"), squares=Sum(F("pk") * F("pk")), versions=Sum("version")
    )
    return tuple(int(sums[name] or 0) for name in ("count", "ids", "squares", "versions"))


def _read_anew(before: Mapping[int, _Known], window: Window, *, at: int) -> Mapping[int, _Known]:
    """What has changed since then is read from the tables, the rest is as it was."""
    if not before:
        return _read(_resource_rows(Q()), window.span, at=at)
    versions = dict(_open_resources().values_list("pk", "version"))
    stale = [pk for pk, version in versions.items() if _is_stale(before.get(pk), version, at)]
    fresh = _read(_resource_rows(Q(pk__in=stale)), window.span, at=at) if stale else {}
    return {pk: one for pk, one in before.items() if pk in versions} | fresh


def _is_stale(known: _Known | None, version: int, at: int) -> bool:
    return known is None or known.version != version or known.until <= at


def roster_now(
    given: Catalogue, zone: str, span: Span, *, at: int, only: int | None = None
) -> Roster:
    """The practice, or one therapist and the rooms, as this transaction sees it. Two queries."""
    which = Q() if only is None else Q(pk=only) | Q(kind=ResourceKind.ROOM)
    read = _Reading(_read(_resource_rows(which), span, at=at))
    return Roster(zone, read.therapists, read.rooms, given.clinic, given.releases)


def ways_of(therapist: int, given: Catalogue) -> Ways:
    """The ways of one therapist, whatever they are busy with."""
    return ways_of_rows([TherapistTime.objects.get(pk=therapist)], given)[therapist]


def ways_of_rows(rows: Iterable[TherapistTime], given: Catalogue) -> dict[int, Ways]:
    """The same of several, by resource."""
    return {
        row.pk: Ways(_therapist(row.pk, row.zone, row.schedule, (), []), given.clinic, given.travel)
        for row in rows
    }


def busy_of(resource: int, span: Span, *, at: int) -> tuple[Span, ...]:
    """When one resource is taken within a span."""
    return tuple(Span(row[1], row[2]) for row in _busy_rows([resource], span, at=at))


def busy_of_each(resources: Iterable[int], span: Span, *, at: int) -> dict[int, tuple[Span, ...]]:
    """The same of several, by resource; nothing for those who are free. One query."""
    found: dict[int, tuple[Span, ...]] = {}
    for resource, starts, ends, *_ in _busy_rows(resources, span, at=at):
        found[resource] = (*found.get(resource, ()), Span(starts, ends))
    return found


def _open_resources() -> QuerySet[Resource]:
    return Resource.objects.filter(Q(time__therapist__is_shown=True) | Q(room__is_open=True))


def _resource_rows(which: Q) -> list[tuple[Any, ...]]:
    rows = _open_resources().filter(which).order_by("pk")
    return list(rows.values_list(*_RESOURCE, *_THERAPIST, *_ROOM))


def _read(rows: Sequence[tuple[Any, ...]], span: Span, *, at: int) -> dict[int, _Known]:
    """Therapists and rooms by resource, with what is busy within the span."""
    busy: dict[int, list[Busy]] = {row[0]: [] for row in rows}
    until: dict[int, int] = {}
    for resource, starts, ends, latitude, longitude, held in _busy_rows(busy, span, at=at):
        place = Place(latitude, longitude) if latitude is not None else None
        busy[resource].append(Busy(starts, ends, place))
        if held is not None:
            until[resource] = min(held, until.get(resource, NEVER))
    known: dict[int, _Known] = {}
    for pk, kind, version, zone, schedule, skills, tags in rows:
        if kind == ResourceKind.ROOM:
            what: Therapist | Room = Room(str(pk), frozenset(tags), tuple(busy[pk]))
        else:
            what = _therapist(pk, zone, schedule, skills, busy[pk])
        known[pk] = _Known(version, until.get(pk, NEVER), what)
    return known


def _therapist(
    pk: int, zone: str, stored: object, skills: Iterable[str], busy: list[Busy]
) -> Therapist:
    schedule = schedule_of(stored)
    return Therapist(
        id=str(pk),
        hours=hours_of(schedule, zone),
        busy=tuple(busy),
        base=place_of(schedule.home_point),
        areas=areas_of(schedule),
        skills=frozenset(skills),
    )


# By hand: every write asks this, and making it of model fields took longer than asking.
_BUSY = """
SELECT resource_id, starts, ends, latitude, longitude, held_until FROM booking_claim
WHERE resource_id IN ({which}) AND ends > %s AND starts < %s
AND kind <> %s AND (held_until IS NULL OR held_until > %s)
UNION ALL
SELECT resource_id, starts, ends, NULL, NULL, NULL FROM booking_blocked
WHERE resource_id IN ({which}) AND ends > %s AND starts < %s
"""


def _busy_rows(resources: Iterable[int], span: Span, *, at: int) -> Iterable[tuple[Any, ...]]:
    """What is taken or blocked; ways are left out, for they are worked out anew from the visits."""
    within = [*resources, span.start, span.end]
    if len(within) == 2:
        return []
    query = _BUSY.format(which=", ".join(["%s"] * (len(within) - 2)))
    with connection.cursor() as cursor:
        cursor.execute(query, [*within, ClaimKind.TRAVEL, at, *within])
        return list(cursor.fetchall())


def _service(row: ServiceRow) -> Service:
    return Service(
        id=row.key,
        length=row.length,
        modes=frozenset(Mode(mode) for mode in row.modes),
        preparation=row.preparation,
        clean_up=row.clean_up,
        step=row.step,
        notice=row.notice,
        horizon=row.horizon,
        room_tags=None if row.room_tags is None else frozenset(row.room_tags),
    )
