"""What is kept for the worse, beside a slow and obvious way: book it, and count what is left."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.booking import (
    Busy,
    Hours,
    Mode,
    Release,
    Room,
    Roster,
    Service,
    Severity,
    Shift,
    StraightLine,
    Therapist,
    WeeklyRule,
    Wish,
    open_slots,
)
from easeback.domain.vocabulary import Span, seconds
from tests.domain.booking.plain import CELL, plain_slots

MONDAY = seconds(datetime(2026, 12, 7, tzinfo=UTC))
TUESDAY = MONDAY + 86_400
NINE = TUESDAY + 9 * 3600
ROAD = StraightLine()
WAYS = (frozenset({Mode.CLINIC}), frozenset({Mode.TELEHEALTH}), frozenset({*Mode} - {Mode.HOME}))
Found = list[tuple[int, str, Mode]]


@st.composite
def busy(draw: st.DrawFn) -> tuple[Busy, ...]:
    spans = draw(st.lists(st.tuples(st.integers(0, 17), st.integers(1, 6)), max_size=3))
    return tuple(Busy(NINE + at * 900, NINE + (at + long) * 900) for at, long in spans)


@st.composite
def practices(draw: st.DrawFn) -> Roster:
    def therapist(number: int) -> Therapist:
        end, modes = draw(st.sampled_from([11, 12, 13])), draw(st.sampled_from(WAYS))
        hours = Hours("UTC", (WeeklyRule(1, Shift(time(9), time(end), modes)),))
        return Therapist(f"t{number}", hours, busy=draw(busy()))

    people = [therapist(number) for number in range(draw(st.integers(1, 3)))]
    rooms = [Room(f"r{n}", frozenset(), draw(busy())) for n in range(draw(st.integers(0, 2)))]
    kept = Release(
        Severity.SEVERE, 0, draw(st.integers(1, 5)), draw(st.sampled_from([None, 30, 60]))
    )
    return Roster("UTC", tuple(people), tuple(rooms), releases=(kept,))


@st.composite
def services(draw: st.DrawFn) -> Service:
    return Service(
        "visit",
        draw(st.sampled_from([30, 45, 60])),
        draw(st.sampled_from(WAYS)),
        preparation=draw(st.sampled_from([0, 5])),
        clean_up=draw(st.sampled_from([0, 10])),
        step=draw(st.sampled_from([15, 30])),
        room_tags=draw(st.sampled_from([None, frozenset[str]()])),
    )


def whole(service: Service) -> int:
    """Of one visit's start to the next one's, in seconds."""
    minutes = service.preparation + service.length + service.clean_up
    return -(-minutes * 60 // CELL) * CELL


def possible(roster: Roster, service: Service) -> Found:
    wish = Wish(service, Span(TUESDAY, TUESDAY + 86_400), service.modes, asked_at=MONDAY)
    return plain_slots(roster, wish, ROAD)


def had(roster: Roster, service: Service) -> int:
    """How many visits the day has room for, each with the first who can, as early as it can be."""
    starts, left = possible(roster, service), list(roster.rooms)
    anywhere = [who for _, who, mode in starts if not service.needs_room(mode)]
    people = sorted((t.id for t in roster.therapists), key=lambda who: who not in anywhere)
    count = 0
    for who in people:
        free_from = 0
        for start in sorted({start for start, other, _ in starts if other == who}):
            modes = {mode for at, other, mode in starts if (at, other) == (start, who)}
            if start < free_from:
                continue
            if not any(not service.needs_room(mode) for mode in modes):
                room = first_room(replace(roster, rooms=tuple(left)), service, start)
                if room is None:
                    continue
                left = [taken(one, service, start) if one.id == room else one for one in left]
            free_from, count = start + whole(service), count + 1
    return count


def first_room(roster: Roster, service: Service, start: int) -> str | None:
    """The first room of the roster in which a visit can begin then."""
    first, end = start - service.preparation * 60, start - service.preparation * 60 + whole(service)
    free = (r.id for r in roster.rooms if all(b.end <= first or end <= b.start for b in r.busy))
    return next(free, None)


def taken(one: Any, service: Service, start: int) -> Any:
    first = start - service.preparation * 60
    end = start + (service.length + service.clean_up) * 60
    return replace(one, busy=(*one.busy, Busy(first, end)))


def booked(roster: Roster, service: Service, start: int, who: str, mode: Mode) -> Roster:
    room = first_room(roster, service, start) if service.needs_room(mode) else None
    return replace(
        roster,
        therapists=tuple(taken(t, service, start) if t.id == who else t for t in roster.therapists),
        rooms=tuple(taken(r, service, start) if r.id == room else r for r in roster.rooms),
    )


@given(practices(), services())
def test_a_start_is_open_unless_it_would_cost_a_visit_that_is_kept(
    roster: Roster, service: Service
) -> None:
    (release,) = roster.releases
    kept = replace(service, length=release.minutes or service.length)
    enough = min(release.kept, had(roster, kept))
    plain = {
        one
        for one in possible(roster, service)
        if had(booked(roster, service, *one), kept) >= enough
    }
    wish = Wish(service, Span(TUESDAY, TUESDAY + 86_400), service.modes, asked_at=MONDAY)
    found = {(o.start, o.therapist, o.mode) for o in open_slots(roster, wish, ROAD)}
    assert found == plain
