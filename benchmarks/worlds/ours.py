"""Easeback's own algorithm as a policy: a world's values turned into those of `domain.booking`."""

from collections.abc import Iterator
from datetime import time
from functools import cache

from benchmarks.worlds.home_visits import HomeWorld
from benchmarks.worlds.reading import stated
from benchmarks.worlds.values import (
    DAY,
    Calendar,
    Offer,
    Place,
    Request,
    State,
    Therapist,
    Visit,
    known,
)
from easeback.domain import booking
from easeback.domain.vocabulary import Span


class SteeredHomeVisits:
    """Only starts that can be reached, and of those the few that cost the least."""

    name = "Easeback"

    def __init__(self, world: HomeWorld) -> None:
        said = stated("home_visits")["travel"]
        self._travel = _Remembered(
            booking.StraightLine(said["kmh"], said["winding"], said["extra_minutes"])
        )
        self._shown, self._grid = world.shown, world.grid

    def offers(self, state: State, request: Request) -> Iterator[Offer]:
        calendar = state.calendar
        roster = booking.Roster(
            calendar.zone,
            tuple(
                roster_entry(one, state.diaries[one.id], request, calendar, booking.Mode.HOME)
                for one in state.therapists
            ),
        )
        service = booking.Service(
            "home", request.length, frozenset({booking.Mode.HOME}), step=self._grid
        )
        wish = booking.Wish(
            service,
            Span(_utc(calendar, request.days.start * DAY), _utc(calendar, request.days.stop * DAY)),
            frozenset({booking.Mode.HOME}),
            asked_at=_utc(calendar, state.now),
            place=_place(known(request.place)),
        )
        slots = booking.open_slots(roster, wish, self._travel)
        for one in booking.suggest(slots, roster, wish, self._travel, most=self._shown):
            yield Offer(one.open.therapist, _minute(calendar, one.open.start))


class _Remembered:
    """Travel times that are worked out once: how fast they are is not what is measured here."""

    def __init__(self, travel: booking.Travel) -> None:
        self.minutes = cache(travel.minutes)


def roster_entry(
    therapist: Therapist,
    diary: tuple[Visit, ...],
    request: Request,
    calendar: Calendar,
    mode: booking.Mode,
) -> booking.Therapist:
    """One therapist with what matters to a request: the visits of its days."""
    return booking.Therapist(
        therapist.id,
        _hours(therapist, mode),
        tuple(
            booking.Busy(
                _utc(calendar, visit.starts),
                _utc(calendar, visit.ends),
                _place(visit.place) if visit.place else None,
            )
            for visit in diary
            if visit.day in request.days
        ),
        base=_place(therapist.home) if therapist.home else None,
    )


@cache
def _hours(therapist: Therapist, mode: booking.Mode) -> booking.Hours:
    shifts = [
        booking.WeeklyRule(
            weekday, booking.Shift(_wall(span.starts), _wall(span.ends), frozenset({mode}))
        )
        for weekday, spans in enumerate(therapist.week)
        for span in spans
    ]
    return booking.Hours(therapist.zone, tuple(shifts))


def _wall(minute: int) -> time:
    return time(minute // 60, minute % 60)


def _place(place: Place) -> booking.Place:
    return booking.Place(place.latitude, place.longitude)


@cache
def _utc(calendar: Calendar, minute: int) -> int:
    return int(calendar.moment(minute).timestamp())


def _minute(calendar: Calendar, second: int) -> int:
    """No world has a change of clocks: seconds count the same everywhere in it."""
    return (second - _utc(calendar, 0)) // 60
