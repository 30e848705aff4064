"""The practice's time, read from the tables into the values that `domain.booking` decides on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import BigIntegerField, FloatField, Q, QuerySet, Value

from easeback.apps.booking.facts import Catalogue, ClaimKind, ResourceKind
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
    Ways,
    Window,
    free_starts,
)
from easeback.domain.vocabulary import Span

NEVER = 1 << 62
MOST_KEPT = 20_000
"""How many times and masks a process remembers."""
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
        travel=StraightLine(terms.speed_kmh, terms.winding, terms.parking),
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
        late_cancel_hours=terms.late_cancel_hours,
    )


class Rosters:
    """Rosters for reading, with what did not change since the last time remembered.

    A therapist or room is read again when its version has grown, or a hold in its time has run out:
    there is no time to live, and nothing is ever stale. Safe for threads.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[Window, dict[int, _Known]] = {}
        self._masks: dict[tuple[object, ...], tuple[Therapist, Mask]] = {}

    def roster(self, given: Catalogue, zone: str, window: Window, *, at: int) -> Roster:
        """The whole practice within the window: one query, or three where something changed."""
        known = self._known.get(window, {})
        if not known:
            known = _read(_resource_rows(Q()), window.span, at=at)
        else:
            versions = dict(_open_resources().values_list("pk", "version"))
            stale = [
                pk for pk, version in versions.items() if _is_stale(known.get(pk), version, at)
            ]
            known = {pk: one for pk, one in known.items() if pk in versions}
            if stale:
                known |= _read(_resource_rows(Q(pk__in=stale)), window.span, at=at)
        with self._lock:
            self._make_room()
            self._known[window] = known
        return _roster(given, zone, known)

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

    def forget(self) -> None:
        """Forgets everything: the tables are others than they were."""
        with self._lock:
            self._known.clear()
            self._masks.clear()

    def _make_room(self) -> None:
        if sum(map(len, self._known.values())) > MOST_KEPT:
            self._known.clear()
        if len(self._masks) > MOST_KEPT:
            self._masks.clear()


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read of a therapist or a room: at which version, and when it changes by itself."""

    version: int
    until: int
    what: Therapist | Room


def _is_stale(known: _Known | None, version: int, at: int) -> bool:
    return known is None or known.version != version or known.until <= at


def roster_now(
    given: Catalogue, zone: str, span: Span, *, at: int, only: int | None = None
) -> Roster:
    """The practice, or one therapist and the rooms, as this transaction sees it. Two queries."""
    which = Q() if only is None else Q(pk=only) | Q(kind=ResourceKind.ROOM)
    return _roster(given, zone, _read(_resource_rows(which), span, at=at))


def _roster(given: Catalogue, zone: str, known: Mapping[int, _Known]) -> Roster:
    found = [known[pk].what for pk in sorted(known)]
    return Roster(
        zone,
        tuple(one for one in found if isinstance(one, Therapist)),
        tuple(one for one in found if isinstance(one, Room)),
        given.clinic,
        given.releases,
    )


def ways_of(therapist: int, given: Catalogue) -> Ways:
    """The ways of one therapist, whatever they are busy with."""
    row = TherapistTime.objects.get(pk=therapist)
    return Ways(_therapist(row.pk, row.zone, row.schedule, (), []), given.clinic, given.travel)


def busy_of(resource: int, span: Span, *, at: int) -> tuple[Span, ...]:
    """When one resource is taken within a span."""
    return tuple(Span(row[1], row[2]) for row in _busy_rows([resource], span, at=at))


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
