"""A small practice whose time stands still: Monday, December 7, 2026, seven in the morning.

Ann works Monday to Friday, 9 to 5 with an hour's break, at the clinic and by telehealth; on Tuesday
she makes home visits. Bea works the same days at the clinic. There are two rooms.
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from easeback.apps.booking import actions
from easeback.apps.booking.facts import Contact, Wanted
from easeback.apps.booking.models import Room, TherapistTime
from easeback.apps.booking.opening import open_booking
from easeback.apps.practice.actions import open_practice
from easeback.apps.practice.facts import PracticeFacts, TherapistFace
from easeback.domain.booking import Mode, Place, Severity

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 12, 7, 12, tzinfo=UTC)
MONDAY = NOW.date()
CLINIC = {"latitude": 40.7, "longitude": -74.05}
NEAR = Place(40.72, -74.0)
INDOORS = ["clinic", "telehealth"]
ANN = {
    "weekly": [
        {"days": ["mon", "wed", "thu", "fri"], "start": "09:00", "end": "12:00", "modes": INDOORS},
        {"days": ["mon", "wed", "thu", "fri"], "start": "13:00", "end": "17:00", "modes": INDOORS},
        {"days": ["tue"], "start": "09:00", "end": "17:00", "modes": ["home"]},
    ]
}
BEA = {
    "weekly": [
        {"days": ["mon", "tue", "wed", "thu", "fri"], "start": "09:00", "end": "17:00"},
    ]
}
ANA = Contact("Ana Rivera", "1-555-555-0101", "", "es", "America/New_York")


def open_world() -> None:
    faces = [
        TherapistFace(name, {"en": "x", "es": "x"}, ("en",), (), "bun") for name in ("Ann", "Bea")
    ]
    open_practice(PracticeFacts(name="Harbor", phone="1-555-555-0142"), faces)
    service = {"modes": [*INDOORS, "home"], "clean_up": 5, "notice": 0}
    names = {"en": "Next visit", "es": "Visita siguiente"}
    open_booking(
        {
            "terms": CLINIC,
            "services": [{"key": "visit", "name": names, "length": 40, "room_tags": [], **service}],
            "rooms": [{"name": "Bed 1"}, {"name": "Bed 2"}],
            "therapists": {"Ann": ANN, "Bea": BEA},
        }
    )


def therapist(name: str = "Ann") -> int:
    return int(TherapistTime.objects.get(therapist__name=name).pk)


def room(name: str = "Bed 1") -> int:
    return int(Room.objects.get(name=name).pk)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """So many days after Monday, by the wall clock of the practice."""
    wall = datetime(MONDAY.year, MONDAY.month, MONDAY.day, hour, minute, tzinfo=ZONE)
    return (wall + timedelta(days=day)).astimezone(UTC)


def held(
    starts_at: datetime,
    *,
    mode: Mode = Mode.CLINIC,
    name: str = "Ann",
    severity: Severity = Severity.ROUTINE,
    when: datetime = NOW,
) -> UUID:
    wanted = Wanted(
        service="visit",
        mode=mode,
        therapist=therapist(name),
        starts_at=starts_at,
        severity=severity,
        place=NEAR if mode is Mode.HOME else None,
        address="5 Elm Street" if mode is Mode.HOME else "",
    )
    return actions.hold(wanted, key=str(uuid4()), at=when)


def promised(
    starts_at: datetime,
    *,
    mode: Mode = Mode.CLINIC,
    name: str = "Ann",
    who: Contact = ANA,
    severity: Severity = Severity.ROUTINE,
) -> UUID:
    visit = held(starts_at, mode=mode, name=name, severity=severity)
    return actions.confirm(visit, who, key=str(uuid4()), at=NOW)
