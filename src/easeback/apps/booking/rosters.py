"""The practice's time, read from the tables into the values that `domain.booking` decides on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import BigIntegerField, FloatField, Q, Value

from easeback.apps.booking.facts import ClaimKind, ResourceKind
from easeback.apps.booking.models import Blocked, Claim, Resource, Terms, TherapistTime
from easeback.apps.booking.models import Service as ServiceRow
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
    free_starts,
)
from easeback.domain.vocabulary import Span

NEVER = 1 << 62
MOST_KEPT = 20_000
"""How many therapists' times and masks a process remembers."""
_RESOURCE = ("pk", "kind", "version")
_THERAPIST = ("time__zone", "time__schedule", "time__therapist__skills")
_ROOM = ("room__tags", "room__is_open")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is offered, and on which terms."""

    services: Mapping[str, Service]
    clinic: Place | None
    travel: Travel
    releases: tuple[Release, ...]
    hold_minutes: int
    late_cancel_hours: int


def catalogue() -> Catalogue:
    """One query. Without a service nothing can be booked, and the terms are the usual ones."""
    rows = list(ServiceRow.objects.select_related("terms"))
    terms = rows[0].terms if rows else Terms()
    place = terms.latitude is not None and terms.longitude is not None
    return Catalogue(
        services={row.key: _service(row) for row in rows},
        clinic=Place(terms.latitude, terms.longitude) if place else None,  # type: ignore[arg-type]
        travel=StraightLine(terms.speed_kmh, terms.winding, terms.parking),
        releases=tuple(
            Release(Severity[one["severity"].upper()], one["days_ahead"], one["kept"])
            for one in terms.releases
        ),
        hold_minutes=terms.hold_minutes,
        late_cancel_hours=terms.late_cancel_hours,
    )


class Rosters:
    """Rosters for reading, with what did not change since the last time remembered.

    A therapist is read again when their version has grown, or a hold in their time has run out:
    there is no time to live, and nothing is ever stale. Safe for threads.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._therapists: dict[tuple[int, Window], _Known] = {}
        self._masks: dict[tuple[object, ...], tuple[Therapist, Mask]] = {}

    def roster(self, given: Catalogue, zone: str, window: Window, *, at: int) -> Roster:
        """The whole practice within the window: one query, or three where something changed."""
        with self._lock:
            known = {pk: k for (pk, w), k in self._therapists.items() if w == window}
        if not known:
            rows = _resource_rows(Q())
        else:
            versions = dict(_therapists().values_list("pk", "version"))
            stale = [
                pk
                for pk, version in versions.items()
                if pk not in known or known[pk].version != version or known[pk].until <= at
            ]
            rows = _resource_rows(Q(pk__in=stale) | Q(kind=ResourceKind.ROOM))
            known = {pk: one for pk, one in known.items() if pk in versions and pk not in stale}
        fresh, rooms = _read(rows, window.span, at=at)
        known |= fresh
        with self._lock:
            self._make_room()
            self._therapists |= {(pk, window): one for pk, one in fresh.items()}
        people = tuple(known[pk].therapist for pk in sorted(known))
        return Roster(zone, people, rooms, given.clinic, given.releases)

    def free(self, therapist: Therapist, service: Service, mode: Mode, window: Window) -> Mask:
        """`free_starts`, remembered for as long as the therapist's time has not changed."""
        key = (therapist.id, service, mode, window)
        held = self._masks.get(key)
        if held is not None and held[0] is therapist:
            return held[1]
        mask = free_starts(therapist, service, mode, window)
        with self._lock:
            self._masks[key] = (therapist, mask)
        return mask

    def _make_room(self) -> None:
        if len(self._therapists) > MOST_KEPT:
            self._therapists.clear()
        if len(self._masks) > MOST_KEPT:
            self._masks.clear()


@dataclass(frozen=True, slots=True)
class _Known:
    """A therapist's time as it was read: at which version, and when it changes by itself."""

    version: int
    until: int
    therapist: Therapist


def roster_now(
    given: Catalogue, zone: str, span: Span, *, at: int, only: int | None = None
) -> Roster:
    """The practice, or one therapist and the rooms, as this transaction sees it. Two queries."""
    which = Q() if only is None else Q(pk=only) | Q(kind=ResourceKind.ROOM)
    known, rooms = _read(_resource_rows(which), span, at=at)
    people = tuple(known[pk].therapist for pk in sorted(known))
    return Roster(zone, people, rooms, given.clinic, given.releases)


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


def _therapists() -> Any:
    shown = Q(time__therapist__is_shown=True)
    return Resource.objects.filter(shown, kind=ResourceKind.THERAPIST)


def _resource_rows(which: Q) -> list[tuple[Any, ...]]:
    shown = Q(time__therapist__is_shown=True) | Q(room__is_open=True)
    rows = Resource.objects.filter(which, shown).order_by("pk")
    return list(rows.values_list(*_RESOURCE, *_THERAPIST, *_ROOM))


def _read(
    rows: Sequence[tuple[Any, ...]], span: Span, *, at: int
) -> tuple[dict[int, _Known], tuple[Room, ...]]:
    """Therapists by resource, and rooms, with what is busy within the span."""
    busy: dict[int, list[Busy]] = {row[0]: [] for row in rows}
    until: dict[int, int] = {}
    for resource, starts, ends, latitude, longitude, held in _busy_rows(busy, span, at=at):
        place = Place(latitude, longitude) if latitude is not None else None
        busy[resource].append(Busy(starts, ends, place))
        if held is not None:
            until[resource] = min(held, until.get(resource, NEVER))
    known: dict[int, _Known] = {}
    rooms = []
    for pk, kind, version, zone, schedule, skills, tags, _ in rows:
        if kind == ResourceKind.ROOM:
            rooms.append(Room(str(pk), frozenset(tags), tuple(busy[pk])))
        else:
            therapist = _therapist(pk, zone, schedule, skills, busy[pk])
            known[pk] = _Known(version, until.get(pk, NEVER), therapist)
    return known, tuple(rooms)


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


def _busy_rows(resources: Iterable[int], span: Span, *, at: int) -> Iterable[tuple[Any, ...]]:
    """What is taken or blocked; ways are left out, for they are worked out anew from the visits."""
    within = Q(resource__in=list(resources), ends__gt=span.start, starts__lt=span.end)
    stands = Q(held_until__isnull=True) | Q(held_until__gt=at)
    claims = Claim.objects.filter(within, stands).exclude(kind=ClaimKind.TRAVEL)
    nowhere = Value(None, FloatField())
    blocked = Blocked.objects.filter(within).annotate(
        latitude=nowhere, longitude=nowhere, held_until=Value(None, BigIntegerField())
    )
    fields = ("resource_id", "starts", "ends", "latitude", "longitude", "held_until")
    return claims.values_list(*fields).union(blocked.values_list(*fields), all=True)


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
