"""Booking's forms in the admin."""

from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from django import forms
from msgspec import Meta, Struct

from easeback.apps.booking.facts import Lengths, VisitFacts
from easeback.apps.booking.models import Room, Service, Terms, TherapistTime
from easeback.domain.booking import Mode


class ReleaseField(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """So many visits a day are kept for who is worse, until so many days before it; of so many
    minutes, or as long as what is asked for."""

    severity: Literal["soon", "severe"]
    days_ahead: Annotated[int, Meta(ge=0, le=365)]
    kept: Annotated[int, Meta(ge=0, le=1000)]
    minutes: Annotated[int, Meta(ge=5, le=480)] | None = None


class Asking(forms.ModelForm[Any]):
    """A form whose change may leave visits outside; `broken`: those that it would, once known."""

    broken: tuple[VisitFacts, ...] = ()
    although = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Although these visits lie outside then",
        help_text="They stand as they are. Tick each of them to change it all the same.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["although"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  As it stands above.
        if not self.broken:
            del self.fields["although"]
            return
        field.choices = [(str(visit.id), in_words(visit)) for visit in self.broken]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.broken:
            self.add_error("although", "Nothing was changed yet: see these visits first.")
        return said


class TermsForm(Asking):
    """How the practice books."""

    class Meta:
        model = Terms
        fields = (
            "latitude",
            "longitude",
            "speed_kmh",
            "winding",
            "parking",
            "releases",
            "hold_minutes",
            "offer_minutes",
            "late_cancel_hours",
        )

    latitude = forms.FloatField(required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180)
    speed_kmh = forms.FloatField(min_value=1, max_value=200)
    winding = forms.FloatField(min_value=1, max_value=5)
    hold_minutes = forms.IntegerField(min_value=1, max_value=24 * 60)
    # Pages and letters name the hour until which it stands, and no day.
    offer_minutes = forms.IntegerField(min_value=1, max_value=4 * 60)
    releases = forms.JSONField(
        required=False,
        help_text='Such as [{"severity": "severe", "days_ahead": 0, "kept": 2}]: until the day '
        "itself, two visits of each day are kept for severe flare-ups.",
    )

    def clean_releases(self) -> list[dict[str, Any]]:
        releases: list[dict[str, Any]]
        releases = _sound(self.cleaned_data["releases"] or [], list[ReleaseField])
        return releases

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if (said.get("latitude") is None) is not (said.get("longitude") is None):
            self.add_error("longitude", "Give both, or none.")
        return said


class ServiceForm(Asking):
    """What is booked."""

    class Meta:
        model = Service
        fields = (
            "key",
            "name_en",
            "name_es",
            "length",
            "preparation",
            "clean_up",
            "modes",
            "step",
            "notice",
            "horizon",
            "room_tags",
        )

    length = forms.IntegerField(min_value=5, max_value=8 * 60, help_text="Minutes.")
    preparation = forms.IntegerField(min_value=0, max_value=240, help_text="Minutes before.")
    clean_up = forms.IntegerField(min_value=0, max_value=240, help_text="Minutes after.")
    modes = forms.MultipleChoiceField(
        choices=[(mode.value, mode.value) for mode in Mode], widget=forms.CheckboxSelectMultiple
    )
    step = forms.TypedChoiceField(
        coerce=int,
        choices=[(n, n) for n in (5, 10, 15, 20, 30, 60)],
        help_text="Visits begin every so many minutes.",
    )
    notice = forms.IntegerField(
        min_value=0, max_value=60 * 24 * 60, help_text="Minutes before a visit, at the latest."
    )
    horizon = forms.IntegerField(
        min_value=1, max_value=366, help_text="Days before a visit, at the earliest."
    )
    room_tags = forms.JSONField(
        required=False,
        help_text='What a room at the clinic must have, such as ["bed"]; [] for any room. '
        "Empty: the visit needs no room.",
    )

    def clean_room_tags(self) -> list[str] | None:
        tags = self.cleaned_data["room_tags"]
        return None if tags is None else _sound(tags, list[str])

    def lengths(self) -> Lengths:
        said = self.cleaned_data
        modes = frozenset(Mode(mode) for mode in said["modes"])
        return Lengths(said["length"], said["preparation"], said["clean_up"], modes)


class RoomForm(Asking):
    """A room or bed."""

    class Meta:
        model = Room
        fields = ("name", "tags", "is_open")

    tags = forms.JSONField(required=False, help_text='What it has, such as ["bed"].')

    def clean_tags(self) -> list[str]:
        tags: list[str] = _sound(self.cleaned_data["tags"] or [], list[str])
        return tags


class TherapistTimeForm(Asking):
    """Whose time it is, by which clock, and who signs in as that therapist."""

    class Meta:
        model = TherapistTime
        fields = ("therapist", "zone", "account", "video")

    video = forms.URLField(
        required=False,
        assume_scheme="https",
        help_text="Where this therapist holds visits by video, if it is always the same address. "
        "It stands in the confirmation of each. Empty: staff are asked to send a link.",
    )

    def clean_video(self) -> str:
        address: str = self.cleaned_data["video"]
        if address and not address.startswith("https://"):
            raise forms.ValidationError("The address must begin with https://.")
        return address

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"]
        if zone not in available_timezones():
            raise forms.ValidationError("Such as America/New_York.")
        return zone


def in_words(visit: VisitFacts) -> str:
    start = visit.starts_at.astimezone(ZoneInfo(visit.zone))
    name = visit.contact.name if visit.contact else "held"
    return f"{start:%A, %B %d, %Y, %H:%M} ({visit.zone}): {name}, {visit.mode}"


def _sound(written: object, of: Any) -> Any:
    """What was written, if it is of this shape. Raises ValidationError, which says where not."""
    try:
        return msgspec.to_builtins(msgspec.convert(written, type=of))
    except msgspec.ValidationError as error:
        raise forms.ValidationError(str(error)) from error
