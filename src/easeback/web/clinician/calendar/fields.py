"""The fields in which staff write their hours, with our own words for what is wrong."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import BaseValidator

from easeback.apps.booking.schedule import DAYS
from easeback.apps.booking.zips import place_of_zip
from easeback.domain.booking import Mode
from easeback.web.clinician.calendar.frame import FIRST_YEAR, LAST_YEAR

LONGEST = timedelta(hours=12)
"""Of one row: a longer one is more often a slip of the pen than a shift."""
MOST_ROWS = 20


def day_field() -> forms.DateField:
    write = forms.DateInput(attrs={"type": "date", "class": "write"}, format="%Y-%m-%d")
    return forms.DateField(required=False, widget=write, input_formats=["%Y-%m-%d"])


def time_field() -> forms.TimeField:
    write = forms.TimeInput(attrs={"type": "time", "class": "write"}, format="%H:%M")
    return forms.TimeField(required=False, widget=write, input_formats=["%H:%M", "%H:%M:%S"])


def degrees_field(most: int) -> forms.FloatField:
    write = forms.TextInput(attrs={"class": "write", "inputmode": "decimal"})
    return forms.FloatField(required=False, min_value=-most, max_value=most, widget=write)


class Ticks(forms.MultipleChoiceField):
    """Boxes to tick; the words beside them come with the form."""

    def __init__(self, values: tuple[str, ...]) -> None:
        self.values = values
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple)

    def name(self, words: Mapping[str, str]) -> None:
        self.choices = [(value, words[value]) for value in self.values]


class Row(forms.Form):
    """A part of a page. `said`: the words of the page of hours."""

    def __init__(self, *args: Any, said: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said = said
        for name, field in self.fields.items():
            field.error_messages.update(dict.fromkeys(field.error_messages, said["wrong"]["field"]))
            for check in field.validators:
                if isinstance(check, BaseValidator):
                    check.message = said["wrong"]["field"]
            if isinstance(field, Ticks):
                field.name(said[name])

    def wrong(self, field: str, why: str) -> None:
        if field not in self.errors:
            self.add_error(field, self.said["wrong"][why])

    def given(self, name: str) -> Any:
        return self.cleaned_data.get(name)

    def need(self, *names: str) -> None:
        for name in names:
            if self.given(name) in (None, "", []):
                self.wrong(name, "missing")

    def check_years(self, *names: str) -> None:
        for name in names:
            day = self.given(name)
            if isinstance(day, date) and not FIRST_YEAR <= day.year <= LAST_YEAR:
                self.wrong(name, "field")


class Shift(Row):
    """From when to when, and how visits can take place."""

    start = time_field()
    end = time_field()
    modes = Ticks(tuple(Mode))

    def check_length(self) -> None:
        start, end = self.given("start"), self.given("end")
        if start is not None and end is not None and _length(start, end) > LONGEST:
            self.wrong("end", "long")


class WeeklyRow(Shift):
    """Hours that begin on some weekdays."""

    days = Ticks(DAYS)
    first_on = day_field()
    last_on = day_field()

    def clean(self) -> None:
        self.need("days", "start", "end", "modes")
        self.check_length()
        self.check_years("first_on", "last_on")
        first, last = self.given("first_on"), self.given("last_on")
        if first and last and last < first:
            self.wrong("last_on", "order")


class DateRow(Shift):
    """What is different on one day; no hours: a day off."""

    on = day_field()

    def clean(self) -> None:
        self.need("on")
        self.check_years("on")
        if any(self.given(name) not in (None, []) for name in ("start", "end", "modes")):
            self.need("start", "end", "modes")
            self.check_length()


class PlaceRow(Row):
    """A place: a ZIP code, or degrees."""

    zip = forms.CharField(
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"class": "write", "inputmode": "numeric"}),
    )
    latitude = degrees_field(90)
    longitude = degrees_field(180)

    def clean(self) -> None:
        """A ZIP code, where there is one, takes the place of the degrees."""
        code = self.given("zip")
        place = place_of_zip(code[:5]) if code else None
        if place is not None:
            self.cleaned_data |= {"latitude": place.latitude, "longitude": place.longitude}
        elif code:
            self.wrong("zip", "zip")
        elif self.given("latitude") is not None or self.given("longitude") is not None:
            self.need("latitude", "longitude")

    @property
    def point(self) -> dict[str, float] | None:
        if self.given("latitude") is None:
            return None
        return {"latitude": self.given("latitude"), "longitude": self.given("longitude")}


class AreaRow(PlaceRow):
    """A circle in which home visits are made."""

    radius_km = forms.FloatField(
        required=False,
        min_value=0.1,
        max_value=1000,
        widget=forms.TextInput(attrs={"class": "write", "inputmode": "decimal"}),
    )

    def clean(self) -> None:
        super().clean()
        self.need("radius_km")
        if not self.given("zip"):
            self.need("latitude", "longitude")


class TimeOffForm(Row):
    """From a day to a day, both whole; or from a time to a time of these days."""

    first_on = day_field()
    start = time_field()
    last_on = day_field()
    end = time_field()
    note = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"class": "write"})
    )

    def clean(self) -> None:
        self.need("first_on", "last_on")
        self.check_years("first_on", "last_on")
        if not self.errors and self.ends <= self.starts:
            self.wrong("last_on", "order")

    @property
    def starts(self) -> datetime:
        """By the wall clock."""
        return datetime.combine(self.given("first_on"), self.given("start") or time(0))

    @property
    def ends(self) -> datetime:
        """By the wall clock."""
        last, end = self.given("last_on"), self.given("end")
        whole = datetime.combine(last, time(0)) + timedelta(days=1)
        return whole if end is None else datetime.combine(last, end)


def _length(start: time, end: time) -> timedelta:
    """By the wall clock; an end at or before the start is the next day's."""
    some_day = date(2026, 1, 1)
    first, last = datetime.combine(some_day, start), datetime.combine(some_day, end)
    return last - first if last > first else last - first + timedelta(days=1)
