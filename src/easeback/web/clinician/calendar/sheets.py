"""The pages on which hours are written: what they show at first, and what they mean when sent."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict

from easeback.apps.booking import changes
from easeback.apps.booking.facts import Colleague
from easeback.apps.booking.schedule import HoursField, OverrideField, Schedule, WeeklyField
from easeback.domain.vocabulary import Span
from easeback.web.clinician.calendar.fields import (
    MOST_ROWS,
    AreaRow,
    DateRow,
    PlaceRow,
    Row,
    TimeOffForm,
    WeeklyRow,
)
from easeback.web.clinician.calendar.frame import moment_of, words

Written = list[dict[str, Any]]


class Sheet:
    """One page of hours: its rows, which can grow, and perhaps one form beside them."""

    row: type[Row]
    beside: type[Row] | None = None

    def __init__(
        self, therapist: Colleague, schedule: Schedule, sent: QueryDict | None, *, on: date
    ) -> None:
        self.therapist, self.schedule, self.on = therapist, schedule, on
        said = words()["hours"]
        make = formset_factory(
            self.row, extra=0, can_delete=True, max_num=MOST_ROWS, absolute_max=5 * MOST_ROWS
        )
        first = self.rows_at_first() or [{}]
        self.rows: BaseFormSet[Row] = make(
            sent, initial=None if sent else first, prefix="rows", form_kwargs={"said": said}
        )
        for row in self.rows:
            row.empty_permitted, row.use_required_attribute = True, False
        self.form = None
        if self.beside is not None:
            self.form = self.beside(sent, initial=self.beside_at_first(), said=said)

    def rows_at_first(self) -> Written:
        raise NotImplementedError

    def beside_at_first(self) -> dict[str, Any]:
        return {}

    def part(self) -> dict[str, Any]:
        """What it means for the schedule, once it is valid."""
        raise NotImplementedError

    def is_valid(self) -> bool:
        whole = self.form is None or self.form.is_valid()
        return self.rows.is_valid() and whole

    def filled(self) -> list[Row]:
        """The rows that say something and are to stay."""
        gone = self.rows.deleted_forms
        return [row for row in self.rows if row.has_changed() and row not in gone]

    def first_wrong(self) -> str:
        return first_wrong([self.form, *self.rows] if self.form else list(self.rows))

    def save(self, *, although: Collection[UUID], key: str, at: datetime) -> None:
        changes.change_schedule(self.therapist.id, self.part(), although=although, key=key, at=at)


class Weekly(Sheet):
    """The hours of every week."""

    row = WeeklyRow

    def rows_at_first(self) -> Written:
        return [
            {**_shift(each), "days": each.days, "first_on": each.first_on, "last_on": each.last_on}
            for each in self.schedule.weekly
        ]

    def part(self) -> dict[str, Any]:
        return {
            "weekly": [
                {
                    "days": row.given("days"),
                    **_hours(row),
                    **_day("from", row.given("first_on")),
                    **_day("until", row.given("last_on")),
                }
                for row in self.filled()
            ]
        }


class Dates(Sheet):
    """Days on which hours are different. Those that have gone are kept as they are."""

    row = DateRow

    def rows_at_first(self) -> Written:
        rows: Written = []
        for override in self._to_come():
            rows += [{**_shift(hours), "on": override.on} for hours in override.hours] or [
                {"on": override.on}
            ]
        return rows

    def part(self) -> dict[str, Any]:
        by_day: dict[date, Written] = {}
        for row in self.filled():
            hours = by_day.setdefault(row.given("on"), [])
            if row.given("start") is not None:
                hours.append(_hours(row))
        gone = [
            {"on": each.on.isoformat(), "hours": [_as_written(hours) for hours in each.hours]}
            for each in self.schedule.overrides
            if each.on < self.on
        ]
        coming = [{"on": on.isoformat(), "hours": hours} for on, hours in sorted(by_day.items())]
        return {"overrides": gone + coming}

    def _to_come(self) -> list[OverrideField]:
        coming = [each for each in self.schedule.overrides if each.on >= self.on]
        return sorted(coming, key=lambda each: each.on)


class Places(Sheet):
    """Where home visits start from, and where they are made."""

    row = AreaRow
    beside = PlaceRow

    def rows_at_first(self) -> Written:
        return [
            {
                "latitude": each.center.latitude,
                "longitude": each.center.longitude,
                "radius_km": each.radius_km,
            }
            for each in self.schedule.areas
        ]

    def beside_at_first(self) -> dict[str, Any]:
        point = self.schedule.home_point
        return {"latitude": point.latitude, "longitude": point.longitude} if point else {}

    def part(self) -> dict[str, Any]:
        assert isinstance(self.form, PlaceRow)  # noqa: S101  As `beside` says.
        areas = [
            {"center": row.point, "radius_km": row.given("radius_km")}
            for row in self.filled()
            if isinstance(row, AreaRow)
        ]
        return {"home_point": self.form.point, "areas": areas}


class Off:
    """Time off, one stretch at a time."""

    rows = None

    def __init__(self, therapist: Colleague, sent: QueryDict | None) -> None:
        self.therapist = therapist
        self.form = TimeOffForm(sent, said=words()["hours"])

    def is_valid(self) -> bool:
        return self.form.is_valid()

    def first_wrong(self) -> str:
        return first_wrong([self.form])

    def save(self, *, although: Collection[UUID], key: str, at: datetime) -> None:
        zone = ZoneInfo(self.therapist.zone)
        span = Span.of(moment_of(self.form.starts, zone), moment_of(self.form.ends, zone))
        note = self.form.given("note") or ""
        changes.add_time_off(self.therapist.id, span, note, although=although, key=key, at=at)


def first_wrong(forms: Sequence[Row]) -> str:
    """Where on the page the first thing stands that is wrong; empty where nothing is."""
    wrong = (row[name].auto_id for row in forms for name in row.fields if name in row.errors)
    return next((f"{place}_error" for place in wrong), "")


def _shift(hours: HoursField | WeeklyField) -> dict[str, Any]:
    """As a row shows it; midnight at the end of a day is the next day's first moment."""
    end = "00:00" if hours.end == "24:00" else hours.end
    return {"start": hours.start, "end": end, "modes": [mode.value for mode in hours.modes]}


def _as_written(hours: HoursField) -> dict[str, Any]:
    return {**_shift(hours), "end": hours.end}


def _hours(row: Row) -> dict[str, Any]:
    return {
        "start": _clock(row.given("start")),
        "end": _clock(row.given("end")),
        "modes": row.given("modes"),
    }


def _clock(wall: time) -> str:
    return wall.strftime("%H:%M")


def _day(name: str, on: date | None) -> Mapping[str, str]:
    return {name: on.isoformat()} if on is not None else {}
