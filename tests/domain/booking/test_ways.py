"""Where a therapist is from visit to visit: no part of a day needs two places at once."""

from datetime import UTC, datetime, time
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.booking import (
    Busy,
    Hours,
    Mode,
    Place,
    Roster,
    Service,
    Shift,
    StraightLine,
    Therapist,
    Ways,
    WeeklyRule,
    Wish,
    open_slots,
    trips_of,
)
from easeback.domain.vocabulary import Span, seconds

MONDAY = seconds(datetime(2026, 12, 7, tzinfo=UTC))
MINUTE, HOUR, DAY = 60, 3600, 86_400
NINE = MONDAY + 9 * HOUR
CLINIC, BASE, HOME = Place(40.0, -75.0), Place(40.3, -75.0), Place(40.31, -75.0)
TRAVEL = StraightLine()
DAYS = tuple(WeeklyRule(day, Shift(time(9), time(17), frozenset(Mode))) for day in range(7))
TO_HOME = TRAVEL.minutes(CLINIC, HOME)
NEARBY = TRAVEL.minutes(BASE, HOME)


def practice(*busy: Busy) -> Roster:
    """One therapist, who lives near the person's home and far from the clinic."""
    return Roster("UTC", (Therapist("clara", Hours("UTC", DAYS), busy, BASE),), (), CLINIC)


def minutes(roster: Roster, *modes: Mode, length: int = 30) -> list[int]:
    """The starts offered on Monday, in minutes after nine."""
    service = Service("visit", length, step=5)
    wish = Wish(service, Span(NINE, NINE + 8 * HOUR), frozenset(modes), place=HOME)
    return [(one.start - NINE) // MINUTE for one in open_slots(roster, wish, TRAVEL)]


def busy(start: int, end: int, place: Place | None = None) -> Busy:
    return Busy(NINE + start * MINUTE, NINE + end * MINUTE, place)


def test_a_video_visit_is_not_at_the_clinic_when_it_begins_and_at_the_base_when_it_ends() -> None:
    roster = practice(busy(0, 30, CLINIC), busy(30, 60))
    first = minutes(roster, Mode.HOME)[0]
    assert first >= 60 + TO_HOME
    assert first < 60 + TO_HOME + 5


def test_between_the_clinic_and_a_home_a_video_visit_leaves_time_for_the_whole_way() -> None:
    home = 30 + TO_HOME + 35
    roster = practice(busy(0, 30, CLINIC), busy(home, home + 30, HOME))
    at_the_clinic = [start for start in minutes(roster, Mode.TELEHEALTH) if 30 <= start < home]
    assert at_the_clinic == [30, 35]
    short = practice(busy(0, 30, CLINIC), busy(home - 10, home + 20, HOME))
    assert not [start for start in minutes(short, Mode.TELEHEALTH) if 30 <= start < home]


def test_a_video_visit_before_a_home_can_be_held_at_the_base() -> None:
    roster = practice(busy(120, 150, HOME))
    before = [start for start in minutes(roster, Mode.TELEHEALTH) if start < 120]
    assert max(before) in range(120 - 30 - NEARBY - 4, 120 - 30 - NEARBY + 1)


def test_a_video_visit_between_two_at_the_clinic_is_held_there() -> None:
    roster = practice(busy(0, 30, CLINIC), busy(60, 90, CLINIC))
    assert 30 in minutes(roster, Mode.TELEHEALTH)


def test_video_visits_in_a_row_carry_the_place_on() -> None:
    roster = practice(busy(0, 30, CLINIC), *(busy(n, n + 30) for n in range(30, 150, 30)))
    assert minutes(roster, Mode.HOME)[0] >= 150 + TO_HOME


def test_a_long_time_off_ends_wherever_the_day_begins() -> None:
    evening = Busy(NINE - 16 * HOUR, NINE - HOUR, None)
    roster = practice(Busy(evening.start - HOUR, evening.start, CLINIC), evening)
    assert minutes(roster, Mode.HOME)[0] in range(NEARBY, NEARBY + 5)
    assert minutes(roster, Mode.CLINIC)[0] == 0


def test_a_visit_that_was_promised_too_close_closes_no_other_day() -> None:
    late = (busy(0, 30, CLINIC), busy(35, 65, HOME))
    other = tuple(b._replace(start=b.start + DAY, end=b.end + DAY) for b in late)
    assert minutes(practice(*other), Mode.HOME) == minutes(practice(), Mode.HOME)
    assert minutes(practice(*late), Mode.HOME)[0] in range(30 + TO_HOME, 35 + TO_HOME)


def test_the_ways_shown_beside_an_offer_are_those_that_it_was_found_by() -> None:
    roster = practice(busy(0, 30, CLINIC), busy(30, 60))
    wish = Wish(Service("visit", 30, step=5), Span(NINE, NINE + 8 * HOUR), place=HOME)
    offer = next(o for o in open_slots(roster, wish, TRAVEL) if o.mode is Mode.HOME)
    trips = trips_of(offer, roster, wish, TRAVEL)
    assert (trips.before, trips.after) == (TO_HOME, NEARBY)
    assert offer.start - trips.before * MINUTE >= NINE + 60 * MINUTE


def test_what_is_tidied_after_a_home_visit_comes_before_the_way_back() -> None:
    tidy = Service("visit", 30, frozenset({Mode.HOME}), clean_up=15, step=5)
    wish = Wish(tidy, Span(NINE, NINE + 8 * HOUR), place=HOME)
    last = max(one.start for one in open_slots(practice(), wish, TRAVEL))
    assert last + (30 + 15 + NEARBY) * MINUTE <= NINE + 8 * HOUR


places = st.sampled_from([Place(40.0 + n / 20, -75.0) for n in range(4)])


@given(
    st.none() | places,
    places,
    st.lists(st.tuples(st.sampled_from(Mode), places), max_size=6),
    st.data(),
)
def test_a_day_filled_with_what_is_offered_can_be_driven(
    base: Place | None, clinic: Place, wanted: list[tuple[Mode, Place]], data: st.DataObject
) -> None:
    """Every choice of a place for the video visits is tried; one of them must do."""
    day: list[Busy] = []
    service = Service("visit", 30, preparation=5, clean_up=10, step=5)
    for mode, home in wanted:
        clara = Therapist("clara", Hours("UTC", DAYS), tuple(day), base)
        wish = Wish(service, Span(NINE, NINE + 5 * HOUR), frozenset({mode}), place=home)
        offers = list(open_slots(Roster("UTC", (clara,), (), clinic), wish, TRAVEL))
        if offers:
            start = data.draw(st.sampled_from(offers[:6] + offers[-2:])).start
            place = Ways(clara, clinic, TRAVEL).place_of(mode, home)
            day.append(Busy(start - 300, start + 2400, place))
    day.sort(key=lambda stop: stop.start)
    choices = product(*([s.place] if s.place else [clinic, base or clinic] for s in day))
    assert any(
        all(
            before.end + TRAVEL.minutes(start, end) * 60 <= after.start
            for (before, start), (after, end) in pairwise(zip(day, spots, strict=True))
        )
        for spots in choices
    )
