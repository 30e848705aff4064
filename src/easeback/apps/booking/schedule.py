"""A therapist's hours and places as JSON: in the table, and in the document of `easeback slots`."""

from datetime import date, time
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct, field

from easeback.domain.booking import Area, Hours, Mode, Override, Place, Shift, WeeklyRule

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Wall = Annotated[
    str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z", description="wall clock, HH:MM")
]
End = Annotated[
    str,
    Meta(
        pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)\Z",
        description="wall clock, HH:MM; at or before the start: on the next day",
    ),
]
Modes = Annotated[list[Mode], Meta(min_length=1)]


def every_mode() -> list[Mode]:
    return list(Mode)


class PointField(Struct, forbid_unknown_fields=True, frozen=True):
    """A place, in degrees."""

    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]


class AreaField(Struct, forbid_unknown_fields=True):
    """A circle in which home visits are made."""

    center: PointField
    radius_km: Annotated[float, Meta(gt=0)]


class HoursField(Struct, forbid_unknown_fields=True):
    """Hours of one day. Without modes they are for every mode."""

    start: Wall
    end: End
    modes: Modes = field(default_factory=every_mode)


class WeeklyField(Struct, forbid_unknown_fields=True):
    """Hours that begin on these weekdays, from `from` to `until`, both included."""

    days: Annotated[list[Day], Meta(min_length=1)]
    start: Wall
    end: End
    modes: Modes = field(default_factory=every_mode)
    first_on: date | None = field(default=None, name="from")
    last_on: date | None = field(default=None, name="until")


class OverrideField(Struct, forbid_unknown_fields=True):
    """What begins on one local day in place of the weekly hours; nothing: a day off.

    Hours of one day add up. `easeback slots` refuses them beside a day off.
    """

    on: date
    hours: list[HoursField] = []


class Schedule(Struct, forbid_unknown_fields=True):
    """When and where a therapist works. Without a home point home visits start at the clinic."""

    weekly: list[WeeklyField] = []
    overrides: list[OverrideField] = []
    home_point: PointField | None = None
    areas: list[AreaField] = []


class BadSchedule(ValueError):
    """What is wrong with a schedule, with its place."""


def schedule_of(stored: object) -> Schedule:
    """A stored schedule, checked. Raises BadSchedule."""
    try:
        return msgspec.convert(stored, type=Schedule)
    except msgspec.ValidationError as error:
        raise BadSchedule(str(error)) from error


def hours_of(schedule: Schedule, zone: str) -> Hours:
    rules = tuple(
        WeeklyRule(DAYS.index(day), _shift(weekly), weekly.first_on, weekly.last_on)
        for weekly in schedule.weekly
        for day in dict.fromkeys(weekly.days)
    )
    overrides = tuple(
        Override(override.on, tuple(_shift(hours) for hours in override.hours))
        for override in schedule.overrides
    )
    return Hours(zone, rules, overrides)


def areas_of(schedule: Schedule) -> tuple[Area, ...]:
    return tuple(Area(Place(*_degrees(a.center)), a.radius_km) for a in schedule.areas)


def place_of(point: PointField | None) -> Place | None:
    return Place(*_degrees(point)) if point is not None else None


def _degrees(point: PointField) -> tuple[float, float]:
    return point.latitude, point.longitude


def _shift(given: HoursField | WeeklyField) -> Shift:
    end = "00:00" if given.end == "24:00" else given.end
    return Shift(_wall(given.start), _wall(end), frozenset(given.modes))


def _wall(text: str) -> time:
    return time(int(text[:2]), int(text[3:]))
