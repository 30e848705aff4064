"""Hours less busy times and travel: who can be offered when, where, and how soon."""

from easeback.domain.booking.course import (
    CoursePlan,
    Free,
    Proposal,
    Rhythm,
    best_of,
    nearest,
    propose,
    room_by_day,
    too_close,
)
from easeback.domain.booking.hours import Hours, Mode, Override, Shift, WeeklyRule, utc_of
from easeback.domain.booking.mask import CELL, Mask, Window, each
from easeback.domain.booking.possible import free_starts
from easeback.domain.booking.promises import Booked, beyond, colliding, late, outside, over
from easeback.domain.booking.protection import Release, Severity, severity_of
from easeback.domain.booking.reach import NO_TRIPS, Trips, Ways
from easeback.domain.booking.roster import Busy, Room, Roster, Service, Therapist
from easeback.domain.booking.slots import (
    Open,
    OpenSlots,
    Wish,
    open_slots,
)
from easeback.domain.booking.steering import Suggestion, suggest, trips_of
from easeback.domain.booking.travel import Area, ByRoad, Place, StraightLine, Travel, distance_km
from easeback.domain.booking.waiting import Match, Part, Suits, may_be_asked, ranked

__all__ = [
    "CELL",
    "NO_TRIPS",
    "Area",
    "Booked",
    "Busy",
    "ByRoad",
    "CoursePlan",
    "Free",
    "Hours",
    "Mask",
    "Match",
    "Mode",
    "Open",
    "OpenSlots",
    "Override",
    "Part",
    "Place",
    "Proposal",
    "Release",
    "Rhythm",
    "Room",
    "Roster",
    "Service",
    "Severity",
    "Shift",
    "StraightLine",
    "Suggestion",
    "Suits",
    "Therapist",
    "Travel",
    "Trips",
    "Ways",
    "WeeklyRule",
    "Window",
    "Wish",
    "best_of",
    "beyond",
    "colliding",
    "distance_km",
    "each",
    "free_starts",
    "late",
    "may_be_asked",
    "nearest",
    "open_slots",
    "outside",
    "over",
    "propose",
    "ranked",
    "room_by_day",
    "severity_of",
    "suggest",
    "too_close",
    "trips_of",
    "utc_of",
]
