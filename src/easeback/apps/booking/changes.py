"""Writes of the practice's own time: hours, time off, rooms, services.

None of them cancels a visit. One that would leave visits without the time they were promised says
which (BreaksPromises), and is done only for somebody who has seen exactly these.

Each is one short transaction, done once for each key. It touches the therapists whose time it
changes before it looks, so in PostgreSQL too a booking comes wholly before it or wholly after.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from easeback.apps.booking import claims, taking, timetables
from easeback.apps.booking.facts import TIME_OFF, ClaimKind, Lengths, ResourceKind, VisitFacts
from easeback.apps.booking.models import Blocked, Claim, Room, Service, Terms, TherapistTime
from easeback.apps.booking.queries import visits_to_come
from easeback.apps.booking.rosters import catalogue, ways_of_rows
from easeback.apps.booking.schedule import BadSchedule
from easeback.apps.booking.writes import KeyReused, TooBusy, once
from easeback.domain.booking import Booked, Mode, Ways, beyond, colliding, late, outside, over
from easeback.domain.vocabulary import Span, moment, seconds

__all__ = [
    "BadSchedule",
    "BreaksPromises",
    "KeyReused",
    "NoSuchTime",
    "TooBusy",
    "add_time_off",
    "change_lengths",
    "change_schedule",
    "change_terms",
    "change_video",
    "close_room",
    "open_room",
    "remove_time_off",
]
DAY = 86_400


class BreaksPromises(Exception):
    """These visits would be left outside; nothing was changed."""

    def __init__(self, visits: tuple[VisitFacts, ...]) -> None:
        super().__init__(f"{len(visits)} visits")
        self.visits = visits


class NoSuchTime(Exception):
    """There is no such therapist, time off, room or service."""


def change_schedule(
    therapist: int,
    part: Mapping[str, Any],
    *,
    zone: str | None = None,
    although: Collection[UUID] = (),
    key: str,
    at: datetime,
) -> None:
    """Puts these parts of a therapist's schedule in the place of what they were.

    `part` as `schedule.Schedule` has it in the table: `weekly`, `overrides`, `home_point`, `areas`.
    `zone`: a new one for the wall times. Visits that lay outside before are not asked about again.
    Raises BadSchedule, BreaksPromises, NoSuchTime, KeyReused, TooBusy.
    """

    def write() -> None:
        claims.touch([therapist])
        row = TherapistTime.objects.filter(pk=therapist).first()
        if row is None:
            raise NoSuchTime
        given = catalogue()
        visits = visits_to_come(at=at, course__therapist=therapist)
        before = _broken(ways_of_rows([row], given)[therapist], visits)
        row.schedule, row.zone = {**row.schedule, **part}, zone or row.zone
        after = _broken(ways_of_rows([row], given)[therapist], visits)
        _ask(visits, after - before, although)
        row.save(update_fields=["schedule", "zone"])

    request = {"do": "schedule", "therapist": therapist, "part": part, "zone": zone}
    _once(key, request, although, write, at=at)


def change_video(therapist: int, video: str, *, key: str, at: datetime) -> None:
    """Holds a therapist's visits by video at this address from now on; "": at none for all.

    The pages of visits lead there. Where there is none any more, staff are asked to send a link.
    Raises NoSuchTime, KeyReused, TooBusy.
    """

    def write() -> None:
        claims.touch([therapist])
        rows = TherapistTime.objects.filter(pk=therapist)
        if not rows.exists():
            raise NoSuchTime
        if not rows.exclude(video=video).update(video=video) or video:
            return
        for visit in visits_to_come(at=at, course__therapist=therapist, mode=Mode.TELEHEALTH):
            if visit.status.is_promised:
                taking.see_to_another_link(visit, at=at)

    _once(key, {"do": "video", "therapist": therapist, "video": video}, (), write, at=at)


def add_time_off(
    therapist: int,
    span: Span,
    note: str,
    *,
    although: Collection[UUID] = (),
    key: str,
    at: datetime,
) -> None:
    """Offers nothing of a therapist's time within the span.

    Raises BreaksPromises, NoSuchTime, KeyReused, TooBusy.
    """

    def write() -> None:
        claims.touch([therapist])
        if not TherapistTime.objects.filter(pk=therapist).exists():
            raise NoSuchTime
        visits = visits_to_come(
            at=at,
            course__therapist=therapist,
            starts_at__lt=moment(span.end),
            ends_at__gt=moment(span.start),
        )
        _ask(visits, over([span], [timetables.booked(visit) for visit in visits]), although)
        Blocked.objects.create(
            resource_id=therapist, starts=span.start, ends=span.end, source=TIME_OFF, note=note
        )

    request = {"do": "time-off", "therapist": therapist, "span": span, "note": note}
    _once(key, request, although, write, at=at)


def remove_time_off(therapist: int, time_off: int, *, key: str, at: datetime) -> None:
    """Offers this time again; removing it twice changes nothing. Raises NoSuchTime, KeyReused."""

    def write() -> None:
        claims.touch([therapist])
        rows = Blocked.objects.filter(resource=therapist, pk=time_off, source=TIME_OFF)
        if not rows.delete()[0]:
            raise NoSuchTime

    _once(key, {"do": "time-on", "therapist": therapist, "id": time_off}, (), write, at=at)


def change_terms(
    terms: Mapping[str, Any], *, although: Collection[UUID] = (), key: str, at: datetime
) -> None:
    """Changes how the practice books: columns of `Terms`, such as the clinic's place or the speed.

    Asked about are visits to come that the therapist could then not get to in time. Visits at the
    clinic move with it.
    Raises BreaksPromises, KeyReused, TooBusy.
    """

    def write() -> None:
        _touch_everybody()
        visits = visits_to_come(at=at)
        before = _late_of_all(visits)
        Terms.objects.update_or_create(pk=Terms.ONLY, defaults=dict(terms))
        _ask(visits, _late_of_all(visits) - before, although)
        claims.hold_at_clinic(catalogue().clinic, at=seconds(at))

    _once(key, {"do": "terms", **terms}, although, write, at=at)


def close_room(room: int, *, although: Collection[UUID] = (), key: str, at: datetime) -> None:
    """Gives a room to no further visit; those in it stand.

    Raises BreaksPromises, NoSuchTime, KeyReused, TooBusy.
    """

    def write() -> None:
        _touch_everybody()
        claims.touch([room])
        if not Room.objects.filter(pk=room).exists():
            raise NoSuchTime
        visits = visits_to_come(at=at, room=room)
        _ask(visits, map(timetables.booked, visits), although)
        Room.objects.filter(pk=room).update(is_open=False)

    _once(key, {"do": "close", "room": room}, although, write, at=at)


def open_room(room: int, *, key: str, at: datetime) -> None:
    """Gives a room to visits again. Raises NoSuchTime, KeyReused, TooBusy."""

    def write() -> None:
        claims.touch([room])
        if not Room.objects.filter(pk=room).update(is_open=True):
            raise NoSuchTime

    _once(key, {"do": "open", "room": room}, (), write, at=at)


def change_lengths(
    service: str,
    lengths: Lengths,
    *,
    although: Collection[UUID] = (),
    key: str,
    at: datetime,
) -> None:
    """Changes what visits of a service take from now on; those that are booked keep what they have.

    Asked about are those that could not have the new length where they stand: it would run into
    something else of their therapist or room, or out of the hours; or in a mode that is no more.
    Raises BreaksPromises, NoSuchTime, KeyReused, TooBusy.
    """

    def write() -> None:
        rows = Service.objects.select_for_update(no_key=True).filter(pk=service)
        if rows.first() is None:
            raise NoSuchTime
        _touch_everybody()
        visits = visits_to_come(at=at, service=service)
        _ask(visits, _without_room_for(lengths, visits), although)
        rows.update(
            length=lengths.length,
            preparation=lengths.preparation,
            clean_up=lengths.clean_up,
            modes=sorted(lengths.modes),
        )

    request = {"do": "lengths", "service": service, **_as_written(lengths)}
    _once(key, request, although, write, at=at)


def _once(
    key: str,
    request: Mapping[str, object],
    although: Collection[UUID],
    write: Callable[[], None],
    *,
    at: datetime,
) -> None:
    def whole() -> dict[str, Any]:
        write()
        return {}

    once(key, {**request, "although": sorted(map(str, although))}, whole, at=at)


def _broken(ways: Ways, visits: Collection[VisitFacts]) -> set[Booked]:
    """The visits that a therapist cannot make, working so."""
    some, who = [timetables.booked(visit) for visit in visits], ways.therapist
    return {*outside(who.hours, some), *beyond(who.areas, some), *late(ways, some)}


def _late_of_all(visits: Collection[VisitFacts]) -> set[Booked]:
    ways = timetables.ways({visit.therapist for visit in visits}, catalogue())
    return {
        visit
        for therapist, own in ways.items()
        for visit in late(own, [timetables.booked(v) for v in visits if v.therapist == therapist])
    }


def _ask(
    visits: Iterable[VisitFacts], broken: Iterable[Booked], although: Collection[UUID]
) -> None:
    """Raises BreaksPromises unless nothing is broken, or exactly what somebody has seen."""
    ids = {visit.id for visit in broken}
    if ids and ids != set(although):
        raise BreaksPromises(tuple(visit for visit in visits if visit.id in ids))


def _touch_everybody() -> None:
    """A room or a service is a part of every therapist's time; always in the same order."""
    claims.touch(TherapistTime.objects.order_by("pk").values_list("pk", flat=True))


def _as_written(lengths: Lengths) -> dict[str, object]:
    return {
        "length": lengths.length,
        "preparation": lengths.preparation,
        "clean_up": lengths.clean_up,
        "modes": sorted(lengths.modes),
    }


def _without_room_for(lengths: Lengths, visits: Collection[VisitFacts]) -> list[Booked]:
    """The visits that could not take the new lengths where they stand."""
    if not visits:
        return []
    some = [timetables.booked(visit) for visit in visits]
    longer = [_lasting(visit, lengths.length) for visit in some]
    found = {visit.id for visit in some if visit.mode not in lengths.modes}
    for therapist, hours in timetables.hours({visit.therapist for visit in visits}).items():
        own = {visit.id for visit in visits if visit.therapist == therapist}
        now = {v.id for v in outside(hours, [v for v in some if v.id in own])}
        then = {v.id for v in outside(hours, [v for v in longer if v.id in own])}
        found |= then - now
    for taken in _taken_with(lengths, longer):
        found |= colliding(taken) & {visit.id for visit in some}
    return [visit for visit in some if visit.id in found]


def _lasting(visit: Booked, minutes: int) -> Booked:
    return visit._replace(span=Span(visit.span.start, visit.span.start + minutes * 60))


def _taken_with(lengths: Lengths, longer: Collection[Booked]) -> list[dict[object, Span]]:
    """What of each therapist and room would be taken, by visit, with the way that leads to it."""
    by_id = {visit.id: visit.span for visit in longer}
    own = Claim.objects.filter(visit__in=list(by_id)).exclude(resource__kind=ResourceKind.PATIENT)
    near = Claim.objects.filter(resource__in=own.values("resource"))
    first, last = min(span.start for span in by_id.values()), max(s.end for s in by_id.values())
    rows = near.filter(ends__gt=first - DAY, starts__lt=last + DAY).order_by("kind", "starts")
    taken: dict[int, dict[object, Span]] = {}
    # By kind: the way, which comes just before its visit, is added to it before the visit is.
    for resource, visit, *ends, kind in rows.values_list(
        "resource_id", "visit_id", "starts", "ends", "kind"
    ):
        spans, span = taken.setdefault(resource, {}), Span(*ends)
        way = spans[visit].end - spans[visit].start if visit in spans else 0
        if kind == ClaimKind.VISIT and visit in by_id:
            start, end = by_id[visit]
            span = Span(start - lengths.preparation * 60, end + lengths.clean_up * 60)
        spans[visit] = Span(span.start - way, span.end)
    return list(taken.values())
