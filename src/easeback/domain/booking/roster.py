"""What a practice can offer: its therapists, rooms and services, as booking sees them."""

from dataclasses import dataclass, field
from typing import NamedTuple

from easeback.domain.booking.hours import Hours, Mode
from easeback.domain.booking.protection import Release
from easeback.domain.booking.travel import Area, Place


class Busy(NamedTuple):
    """When a therapist cannot be booked, and where that is spent.

    UTC seconds, half-open. No place: at the clinic or at the base, at one of them all the time.
    """

    start: int
    end: int
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """What is booked. Everything in minutes, but `horizon` in days.

    `preparation` and `clean_up` keep therapist and room before and after the visit; they may lie
    outside of the hours, the visit itself may not. `step` is the grid of starts. `notice`: how long
    before a visit it can be booked at the latest, `horizon`: how long at the earliest.
    `room_tags`: what a room needs to have; None where a visit at the clinic needs no room.
    """

    id: str
    length: int
    modes: frozenset[Mode] = frozenset(Mode)
    preparation: int = 0
    clean_up: int = 0
    step: int = 15
    notice: int = 0
    horizon: int = 366
    room_tags: frozenset[str] | None = None

    def needs_room(self, mode: Mode) -> bool:
        return mode is Mode.CLINIC and self.room_tags is not None


@dataclass(frozen=True, slots=True)
class Therapist:
    """A therapist's time. `base`: where home visits start from and end; None: from the clinic.

    `areas`: where home visits are made; none: wherever they can be reached. `travels`: some of what
    is busy is spent at a place.
    """

    id: str
    hours: Hours
    busy: tuple[Busy, ...] = ()
    base: Place | None = None
    areas: tuple[Area, ...] = ()
    skills: frozenset[str] = frozenset()
    travels: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Looked at once: whether anything is done at a place of its own."""
        object.__setattr__(self, "travels", any(b.place is not None for b in self.busy))

    def serves(self, place: Place) -> bool:
        return not self.areas or any(area.holds(place) for area in self.areas)


@dataclass(frozen=True, slots=True)
class Room:
    """A room or bed for one visit at a time."""

    id: str
    tags: frozenset[str] = frozenset()
    busy: tuple[Busy, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """All of it together. `zone` is the practice's, by whose days capacity is kept."""

    zone: str
    therapists: tuple[Therapist, ...]
    rooms: tuple[Room, ...] = ()
    clinic: Place | None = None
    releases: tuple[Release, ...] = ()
