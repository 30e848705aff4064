"""Sets booking up for a practice that has none yet: terms, services, rooms, therapists' hours."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.db import transaction
from msgspec import Struct

from easeback.apps.booking.facts import ResourceKind
from easeback.apps.booking.models import Resource, Room, Service, Terms, TherapistTime
from easeback.apps.booking.schedule import Schedule, schedule_of
from easeback.apps.practice import queries


class ServiceSetting(Struct, forbid_unknown_fields=True):
    """A service as the table has it."""

    key: str
    name: dict[str, str]
    length: int
    modes: list[str]
    preparation: int = 0
    clean_up: int = 0
    step: int = 15
    notice: int = 60
    horizon: int = 60
    room_tags: list[str] | None = None


class RoomSetting(Struct, forbid_unknown_fields=True):
    """A room or bed."""

    name: str
    tags: list[str] = []


class Setting(Struct, forbid_unknown_fields=True):
    """All that booking needs to begin; `therapists` by the name they are shown with."""

    terms: dict[str, Any]
    services: list[ServiceSetting]
    rooms: list[RoomSetting]
    therapists: dict[str, dict[str, Any]]


def open_booking(written: Mapping[str, Any]) -> bool:
    """Sets booking up; False, and nothing written, if it is. Raises msgspec.ValidationError, and
    BadSchedule where a therapist's hours are not as they should be."""
    setting = msgspec.convert(written, type=Setting)
    schedules = {name: schedule_of(one) for name, one in setting.therapists.items()}
    with transaction.atomic():
        _, opened = Terms.objects.get_or_create(pk=Terms.ONLY, defaults=setting.terms)
        if opened:
            for service in setting.services:
                _write_service(service)
            for room in setting.rooms:
                resource = Resource.objects.create(kind=ResourceKind.ROOM)
                Room.objects.create(resource=resource, name=room.name, tags=room.tags)
            _write_hours(schedules)
    return opened


def _write_service(service: ServiceSetting) -> None:
    columns = {k: v for k, v in msgspec.structs.asdict(service).items() if k != "name"}
    names = {f"name_{language}": name for language, name in service.name.items()}
    Service.objects.create(**columns, **names)


def _write_hours(schedules: Mapping[str, Schedule]) -> None:
    zone = queries.practice().zone
    for face in queries.therapists():
        if face.id is not None and face.name in schedules:
            resource = Resource.objects.create(kind=ResourceKind.THERAPIST)
            TherapistTime.objects.create(
                resource=resource,
                therapist_id=face.id,
                zone=zone,
                schedule=msgspec.to_builtins(schedules[face.name]),
            )


def let_sign_in(therapist: int, account: int) -> None:
    """From now on this account is the therapist's own, with the time and the patients."""
    TherapistTime.objects.filter(pk=therapist).update(account=account)
