"""What must hold of every offer, whatever the practice and whatever is booked already."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from easeback.domain.booking import (
    Area,
    Busy,
    Hours,
    Mode,
    Override,
    Place,
    Room,
    Roster,
    Service,
    Shift,
    StraightLine,
    Therapist,
    WeeklyRule,
    Wish,
    open_slots,
)
from easeback.domain.vocabulary import Span, seconds
from tests.domain.booking.plain import plain_slots

ZONES = ("America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC")
# New York's clock goes back on the second day.
MIDNIGHT = seconds(datetime(2026, 10, 31, tzinfo=UTC))
FIRST = date(2026, 10, 31)
STRAIGHT = StraightLine()
places = st.builds(
    Place,
    st.integers(0, 20).map(lambda n: 40 + n / 100),
    st.integers(0, 20).map(lambda n: -75 + n / 100),
)
walls = st.integers(0, 287).map(lambda n: time(n // 12, n % 12 * 5))
some_modes = st.just(frozenset(Mode)) | st.frozensets(st.sampled_from(Mode), min_size=1)
shifts = st.builds(Shift, walls, walls, some_modes)
rules = st.builds(lambda s: tuple(WeeklyRule(day, s) for day in range(7)), shifts)
overrides = st.builds(
    Override, st.integers(0, 2).map(lambda n: FIRST + timedelta(n)), st.tuples(shifts)
)


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int]:
    start = MIDNIGHT + draw(st.integers(-60, 60 * 60)) * 60
    return start, start + draw(st.integers(1, 300)) * 60


def busy(*, placed: bool) -> st.SearchStrategy[tuple[Busy, ...]]:
    place = st.none() | places if placed else st.none()
    one = st.builds(lambda span, at: Busy(span[0], span[1], at), spans(), place)
    return st.lists(one, max_size=4).map(tuple)


hours = st.builds(
    Hours,
    st.sampled_from(ZONES),
    st.lists(rules, min_size=1, max_size=2).map(lambda lists: sum(lists, ())),
    st.lists(overrides, max_size=2).map(tuple),
)
rooms = st.builds(
    Room, st.uuids().map(str), st.frozensets(st.sampled_from("ab")), busy(placed=False)
)
services = st.builds(
    Service,
    st.just("visit"),
    length=st.sampled_from((10, 25, 30, 42, 45, 60)),
    modes=some_modes,
    preparation=st.sampled_from((0, 5, 12)),
    clean_up=st.sampled_from((0, 3, 10)),
    step=st.sampled_from((5, 15, 20, 30, 60)),
    notice=st.sampled_from((0, 90)),
    horizon=st.sampled_from((1, 30)),
    room_tags=st.none() | st.frozensets(st.sampled_from("ab"), max_size=1),
)


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    one = st.builds(
        Therapist,
        st.uuids().map(str),
        hours,
        busy(placed=True),
        st.none() | places,
        st.lists(st.builds(Area, places, st.integers(1, 20)), max_size=1).map(tuple),
    )
    people = draw(st.lists(one, min_size=1, max_size=2))
    return Roster(
        "America/New_York",
        tuple(people),
        tuple(draw(st.lists(rooms, max_size=2))),
        draw(st.none() | places),
    )


wishes = st.builds(
    Wish,
    services,
    st.builds(
        lambda at, long: Span(at, at + long),
        st.integers(MIDNIGHT, MIDNIGHT + 90_000),
        st.integers(43_200, 86_400),
    ),
    some_modes,
    st.none() | st.integers(MIDNIGHT - 7200, MIDNIGHT + 90_000),
    places | st.none(),
    busy=st.lists(spans().map(lambda s: Span(*s)), max_size=2).map(tuple),
)


@given(rosters(), wishes)
def test_the_fast_way_offers_what_the_slow_way_offers(roster: Roster, wish: Wish) -> None:
    fast = [(o.start, o.therapist, o.mode) for o in open_slots(roster, wish, STRAIGHT)]
    assert fast == plain_slots(roster, wish, STRAIGHT)


@given(rosters(), wishes, st.data())
def test_what_is_booked_leaves_no_offer_that_overlaps_it(
    roster: Roster, wish: Wish, data: st.DataObject
) -> None:
    offers = list(open_slots(roster, wish, STRAIGHT))
    if not offers:
        return
    taken = data.draw(st.sampled_from(offers))
    end = taken.start + wish.service.length * 60
    place = wish.place if taken.mode is Mode.HOME else roster.clinic
    then = tuple(
        Therapist(t.id, t.hours, (*t.busy, Busy(taken.start, end, place)), t.base, t.areas)
        if t.id == taken.therapist
        else t
        for t in roster.therapists
    )
    after = Roster(roster.zone, then, roster.rooms, roster.clinic)
    left = list(open_slots(after, wish, STRAIGHT))
    assert set(left) <= set(offers)
    mine = [o for o in left if o.therapist == taken.therapist]
    assert not any(o.start < end and taken.start < o.start + wish.service.length * 60 for o in mine)


def at_nine(busy: tuple[Busy, ...], service: Service) -> list[int]:
    """The starts of a day from nine to ten, in minutes after nine."""
    nine = MIDNIGHT + 9 * 3600
    every = tuple(WeeklyRule(day, Shift(time(9), time(10), frozenset(Mode))) for day in range(7))
    roster = Roster("UTC", (Therapist("clara", Hours("UTC", every), busy),))
    wish = Wish(service, Span(nine, nine + 3600), frozenset({Mode.CLINIC}))
    return [(offer.start - nine) // 60 for offer in open_slots(roster, wish, STRAIGHT)]


def test_lengths_that_are_no_fives_are_rounded_together_not_one_by_one() -> None:
    nine = MIDNIGHT + 9 * 3600
    whole = Service("visit", 42, clean_up=3, step=15)
    assert at_nine((Busy(nine + 2700, nine + 3600),), whole) == [0]
    ready = Service("visit", 30, preparation=2, step=15)
    assert at_nine((Busy(nine - 600, nine + 13 * 60),), ready) == [15, 30]
    assert at_nine((Busy(nine - 600, nine + 13 * 60 + 1),), ready) == [30]


def test_hours_that_are_no_fives_are_used_to_their_end() -> None:
    nine = MIDNIGHT + 9 * 3600
    rules = tuple(
        WeeklyRule(day, Shift(*ends, frozenset(Mode)))
        for day in range(7)
        for ends in ((time(9), time(9, 32)), (time(9, 32), time(10, 2)))
    )
    roster = Roster("UTC", (Therapist("clara", Hours("UTC", rules)),))
    wish = Wish(Service("visit", 57, step=5), Span(nine, nine + 3600), frozenset({Mode.CLINIC}))
    assert [o.start - nine for o in open_slots(roster, wish, STRAIGHT)] == [0, 300]


@given(rosters(), wishes, st.integers(0, 599), st.integers(1, 299))
def test_the_same_question_has_the_same_answer(
    roster: Roster, wish: Wish, second: int, later: int
) -> None:
    """Who remembers an answer by its question offers nothing that the notice forbids by now."""
    begun = (wish.asked_at or wish.within.start) + second
    one, other = replace(wish, asked_at=begun), replace(wish, asked_at=begun + later)
    assume(one.question == other.question)
    answers = [open_slots(roster, each, STRAIGHT).starts for each in (one, other)]
    assert answers[0] == answers[1]


def test_a_question_lasts_until_the_next_cell() -> None:
    service = Service("s", 30, frozenset(Mode), notice=60, horizon=9)
    asked = [
        Wish(service, Span(MIDNIGHT, MIDNIGHT + 86_400), asked_at=MIDNIGHT + n).question
        for n in (0, 1, 299, 300, 301)
    ]
    assert asked[1] == asked[2]
    assert asked[0] != asked[1]
    assert asked[2] != asked[3] != asked[4]
