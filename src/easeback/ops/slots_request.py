"""The document that `easeback slots` reads: its fields, and what they mean to booking."""

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from msgspec import Meta, Struct, field

from easeback.apps.booking.schedule import (
    Modes,
    PointField,
    Schedule,
    areas_of,
    every_mode,
    hours_of,
    place_of,
)
from easeback.domain.booking import (
    Busy,
    CoursePlan,
    Mode,
    Release,
    Room,
    Roster,
    Service,
    Severity,
    StraightLine,
    Therapist,
    Wish,
    utc_of,
)
from easeback.domain.vocabulary import Span, seconds
from easeback.ops.slots_json import BadDocument, decoded

MOST_DAYS = 400
YEARS = range(1972, 2200)
"""Since 1972 every zone's clock stands whole minutes from UTC."""

Id = Annotated[str, Meta(min_length=1, max_length=100)]
Zone = Annotated[str, Meta(description="IANA time zone, such as America/New_York")]
Minutes = Annotated[int, Meta(ge=0, le=1440)]
Moment = Annotated[datetime, Meta(tz=True, description="with an offset or Z")]


class BusyField(Struct, forbid_unknown_fields=True):
    """When not to book, half-open; without a place: spent at the clinic or the home point."""

    start: Moment
    end: Moment
    place: PointField | None = None


class TherapistField(Schedule, forbid_unknown_fields=True, kw_only=True):
    """Without a zone the practice's holds; without a home point home visits start at the clinic."""

    id: Id
    zone: Zone | None = None
    busy: list[BusyField] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)


class RoomField(Struct, forbid_unknown_fields=True):
    """A room or bed, one visit at a time."""

    id: Id
    tags: list[str] = []
    busy: list[BusyField] = []


class ServiceField(Struct, forbid_unknown_fields=True):
    """Minutes, but `horizon_days`. `step`: starts lie on such multiples of the therapist's day.

    Preparation and clean-up must be free but may lie outside of the hours. Notice and horizon are
    counted from `asked_at`. `room_tags`: at the clinic a room with all of these is needed ([]: any
    room; left out: none).
    """

    minutes: Annotated[int, Meta(ge=5, le=720)]
    modes: Modes = field(default_factory=every_mode)
    preparation: Minutes = 0
    clean_up: Minutes = 0
    step: Annotated[int, Meta(ge=5, le=720, multiple_of=5)] = 15
    notice: Annotated[int, Meta(ge=0, le=43_200)] = 0
    horizon_days: Annotated[int, Meta(ge=1, le=MOST_DAYS)] = MOST_DAYS
    room_tags: list[str] | None = None


class RangeField(Struct, forbid_unknown_fields=True):
    """Between which moments (half-open) a visit may begin, or on which of the practice's days."""

    start: Moment | None = field(default=None, name="from")
    end: Moment | None = field(default=None, name="to")
    first_day: date | None = None
    last_day: date | None = None


class PatientField(Struct, forbid_unknown_fields=True):
    """`severity` decides what is kept for others; `therapist`: this one and nobody else."""

    place: PointField | None = None
    zone: Zone | None = None
    severity: Literal["routine", "soon", "severe"] = "routine"
    busy: list[BusyField] = []
    skills: list[str] = []
    therapist: Id | None = None


class CourseField(Struct, forbid_unknown_fields=True):
    """Offer only who has room for all of it: so many visits in all, so many days apart."""

    visits: Annotated[int, Meta(ge=2, le=30)]
    every_days: Annotated[int, Meta(ge=1, le=60)]
    slack_days: Annotated[int, Meta(ge=0, le=30)] = 2
    follow_up_minutes: Annotated[int, Meta(ge=5, le=720)] | None = None


class ReleaseField(Struct, forbid_unknown_fields=True):
    """So many visits a day are kept for `severity` and worse until so many days before.

    0: until the day itself; -1: never released to others. Needs `asked_at`. `minutes`: how long the
    visits are that are kept (as long as the service).
    """

    severity: Literal["soon", "severe"]
    kept: Annotated[int, Meta(ge=0, le=1000)]
    days_ahead: Annotated[int, Meta(ge=-1, le=MOST_DAYS)]
    minutes: Annotated[int, Meta(ge=5, le=720)] | None = None


class TravelField(Struct, forbid_unknown_fields=True):
    """Straight line x winding at this speed, and so many minutes more for each trip."""

    speed_kmh: Annotated[float, Meta(ge=1, le=200)] = 35.0
    winding: Annotated[float, Meta(ge=1, le=5)] = 1.35
    parking: Annotated[int, Meta(ge=0, le=60)] = 4


class Request(Struct, forbid_unknown_fields=True):
    """What can be booked, and what is asked for."""

    zone: Zone
    therapists: Annotated[list[TherapistField], Meta(min_length=1, max_length=5000)]
    service: ServiceField
    range: RangeField
    rooms: list[RoomField] = []
    clinic: PointField | None = None
    asked_at: Moment | None = None
    patient: PatientField = field(default_factory=PatientField)
    course: CourseField | None = None
    releases: list[ReleaseField] = []
    travel: TravelField = field(default_factory=TravelField)


def schema() -> dict[str, Any]:
    """The JSON Schema of the document."""
    return msgspec.json.schema(Request)


def read(text: bytes) -> Request:
    """The document, every field checked. Raises BadDocument."""
    request = decoded(text, Request)
    _known_zone(request.zone, "$.zone")
    _each_once([t.id for t in request.therapists], "$.therapists")
    _each_once([r.id for r in request.rooms], "$.rooms")
    if request.patient.zone is not None:
        _known_zone(request.patient.zone, "$.patient.zone")
    _soundly_asked(request)
    if request.releases and request.asked_at is None:
        raise BadDocument("releases are counted from asked_at, which is missing", "$.asked_at")
    return request


def _soundly_asked(request: Request) -> None:
    """What would be read without complaint and mean nothing is refused."""
    _within_years(request.asked_at, "$.asked_at")
    if request.service.notice and request.asked_at is None:
        raise BadDocument("notice is counted from asked_at, which is missing", "$.asked_at")
    if request.service.modes == [Mode.HOME] and request.patient.place is None:
        raise BadDocument("a home visit needs a place", "$.patient.place")
    for number, therapist in enumerate(request.therapists):
        _sound_hours(therapist, f"$.therapists[{number}]")


def _sound_hours(therapist: TherapistField, at: str) -> None:
    for place, weekly in enumerate(therapist.weekly):
        if weekly.first_on and weekly.last_on and weekly.first_on > weekly.last_on:
            raise BadDocument("from is after until", f"{at}.weekly[{place}]")
    works: dict[date, bool] = {}
    for place, override in enumerate(therapist.overrides):
        # Two overrides of one day add up, so the day off would be lost.
        if works.setdefault(override.on, bool(override.hours)) != bool(override.hours):
            why = f"{override.on} is a day off in one override and has hours in another"
            raise BadDocument(why, f"{at}.overrides[{place}].hours")


def roster_of(request: Request) -> Roster:
    """The practice of a document. Raises BadDocument."""
    return Roster(
        zone=request.zone,
        therapists=tuple(
            _therapist(t, request, f"$.therapists[{n}]") for n, t in enumerate(request.therapists)
        ),
        rooms=tuple(
            Room(r.id, frozenset(r.tags), _busy(r.busy, f"$.rooms[{n}].busy"))
            for n, r in enumerate(request.rooms)
        ),
        clinic=place_of(request.clinic),
        releases=tuple(
            Release(Severity[r.severity.upper()], r.days_ahead, r.kept, r.minutes)
            for r in request.releases
        ),
    )


def wish_of(request: Request) -> Wish:
    """What a document asks for. Raises BadDocument."""
    patient, service = request.patient, _service(request.service, request.service.minutes)
    if patient.therapist is not None:
        known = {therapist.id for therapist in request.therapists}
        if patient.therapist not in known:
            raise BadDocument(f"no therapist {patient.therapist!r}", "$.patient.therapist")
    busy = _busy(patient.busy, "$.patient.busy")
    return Wish(
        service=service,
        within=_range(request),
        modes=service.modes,
        asked_at=seconds(request.asked_at) if request.asked_at else None,
        place=place_of(patient.place),
        severity=Severity[patient.severity.upper()],
        busy=tuple(Span(b.start, b.end) for b in busy),
        skills=frozenset(patient.skills),
        course=_course(request),
        therapist=patient.therapist,
    )


def travel_of(request: Request) -> StraightLine:
    given = request.travel
    return StraightLine(given.speed_kmh, given.winding, given.parking)


def _therapist(given: TherapistField, request: Request, at: str) -> Therapist:
    zone = given.zone or request.zone
    _known_zone(zone, f"{at}.zone")
    return Therapist(
        id=given.id,
        hours=hours_of(given, zone),
        busy=_busy(given.busy, f"{at}.busy"),
        base=place_of(given.home_point),
        areas=areas_of(given),
        skills=frozenset(given.skills),
    )


def _busy(given: list[BusyField], at: str) -> tuple[Busy, ...]:
    found = []
    for number, one in enumerate(given):
        start, end = seconds(one.start), seconds(one.end)
        if end <= start:
            raise BadDocument("the end is not after the start", f"{at}[{number}]")
        found.append(Busy(start, end, place_of(one.place)))
    return tuple(found)


def _service(given: ServiceField, minutes: int) -> Service:
    return Service(
        id="service",
        length=minutes,
        modes=frozenset(given.modes),
        preparation=given.preparation,
        clean_up=given.clean_up,
        step=given.step,
        notice=given.notice,
        horizon=given.horizon_days,
        room_tags=None if given.room_tags is None else frozenset(given.room_tags),
    )


def _course(request: Request) -> CoursePlan | None:
    given = request.course
    if given is None:
        return None
    follow_up = _service(request.service, given.follow_up_minutes or request.service.minutes)
    return CoursePlan(given.visits, given.every_days, given.slack_days, follow_up)


def _within_years(day: date | None, at: str) -> None:
    if day is not None and day.year not in YEARS:
        raise BadDocument(f"expected a year of {YEARS.start} to {YEARS.stop - 1}", at)


def _range(request: Request) -> Span:
    given, zone = request.range, ZoneInfo(request.zone)
    _within_years(given.start, "$.range.from")
    _within_years(given.end, "$.range.to")
    _within_years(given.first_day, "$.range.first_day")
    _within_years(given.last_day, "$.range.last_day")
    if given.start and given.end and not (given.first_day or given.last_day):
        span = Span(seconds(given.start), seconds(given.end))
    elif given.first_day and given.last_day and not (given.start or given.end):
        after = given.last_day + timedelta(days=1)
        span = Span(utc_of(given.first_day, time(), zone), utc_of(after, time(), zone))
    else:
        raise BadDocument("either from and to, or first_day and last_day", "$.range")
    if span.end <= span.start:
        raise BadDocument("the end is not after the start", "$.range")
    if span.end - span.start > MOST_DAYS * 86_400:
        raise BadDocument(f"at most {MOST_DAYS} days", "$.range")
    return span


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _known_zone(name: str, at: str) -> None:
    if name not in _zones():
        raise BadDocument(f"{name[:80]!r} is not an IANA time zone", at)


def _each_once(ids: list[str], at: str) -> None:
    seen: set[str] = set()
    for number, id in enumerate(ids):
        if id in seen:
            raise BadDocument(f"the id {id!r} stands twice", f"{at}[{number}].id")
        seen.add(id)
