"""Which visits a change of hours would leave outside, beside a slow and obvious way to see it."""

from itertools import combinations, pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.booking import (
    Area,
    Booked,
    Busy,
    Hours,
    Mode,
    Place,
    Roster,
    StraightLine,
    Therapist,
    Ways,
    Wish,
    beyond,
    colliding,
    late,
    open_slots,
    outside,
    over,
)
from easeback.domain.vocabulary import Span, without
from tests.domain.booking.test_open_slots import hours, places, rosters, spans, wishes

some_spans = spans().map(lambda span: Span(*span))
visits = st.lists(
    st.builds(Booked, st.uuids(), some_spans, st.sampled_from(Mode), st.none() | places), max_size=5
)


def is_in_hours(of: Hours, visit: Booked) -> bool:
    """Minute by minute: each lies in some shift."""
    return all(
        any(s.start <= at and at + 60 <= s.end for s in of.spans(visit.mode, Span(at, at + 60)))
        for at in range(visit.span.start, visit.span.end, 60)
    )


@given(hours, visits)
def test_a_visit_is_outside_if_a_minute_of_it_is(of: Hours, some: list[Booked]) -> None:
    assert outside(of, some) == tuple(visit for visit in some if not is_in_hours(of, visit))


@given(rosters(), wishes)
def test_what_is_offered_is_never_outside(roster: Roster, wish: Wish) -> None:
    by_id = {therapist.id: therapist.hours for therapist in roster.therapists}
    length = wish.service.length * 60
    for offer in list(open_slots(roster, wish, StraightLine()))[:40]:
        visit = Booked("a", Span(offer.start, offer.start + length), offer.mode)
        assert outside(by_id[offer.therapist], [visit]) == ()


@given(st.lists(some_spans, max_size=4), visits)
def test_a_visit_is_in_time_off_if_a_second_of_it_is(off: list[Span], some: list[Booked]) -> None:
    def meets(one: Span, other: Span) -> bool:
        return max(one.start, other.start) < min(one.end, other.end)

    assert over(off, some) == tuple(v for v in some if any(meets(v.span, o) for o in off))


@given(st.dictionaries(st.integers(), some_spans, max_size=6))
def test_those_collide_that_any_two_of_them_show(taken: dict[int, Span]) -> None:
    pairs = [(a, b) for a, b in combinations(taken, 2) if taken[a].overlaps(taken[b])]
    assert colliding(taken) == {id for pair in pairs for id in pair}


@given(visits, st.lists(st.builds(Area, places, st.integers(1, 20)), max_size=2))
def test_areas_are_asked_of_home_visits_only(some: list[Booked], areas: list[Area]) -> None:
    found = beyond(areas, some)
    assert all(visit.mode is Mode.HOME for visit in found)
    for visit in some:
        if visit.place is not None and visit.mode is Mode.HOME:
            serves = Therapist("a", Hours("UTC", ()), areas=tuple(areas)).serves(visit.place)
            assert (visit in found) is not serves


@given(rosters(), visits)
def test_those_are_late_whom_nobody_reaches_from_the_visit_before(
    roster: Roster, some: list[Booked]
) -> None:
    """As few as can be: every choice of a place for the visits without one is tried."""
    ways = Ways(roster.therapists[0], roster.clinic, StraightLine())
    in_order = sorted(some, key=lambda visit: visit.span)
    base = roster.therapists[0].base or roster.clinic
    known = {v.id: v.place if v.mode is Mode.HOME else None for v in some}
    known |= {v.id: roster.clinic for v in some if v.mode is Mode.CLINIC}
    # Without a place of its own it is held where the practice knows a place, if it knows any.
    anywhere = {roster.clinic, base} - {None} or {None}
    choices = product(*([known[v.id]] if known[v.id] else anywhere for v in in_order))
    tried = [
        [
            after
            for (before, start), (after, end) in pairwise(zip(in_order, places, strict=True))
            if before.span.end + minutes(start, end) * 60 > after.span.start
        ]
        for places in choices
    ]
    found = list(late(ways, some))
    assert found in tried
    assert len(found) == min(map(len, tried))


def minutes(start: Place | None, end: Place | None) -> int:
    return StraightLine().minutes(start, end) if start and end else 0


def test_a_day_without_a_visit_breaks_nothing() -> None:
    assert outside(Hours("UTC", ()), []) == ()


@given(st.lists(st.none() | places, max_size=5), places, st.none() | places)
def test_a_round_begins_and_ends_at_the_base(
    places: list[Place | None], clinic: Place, base: Place | None
) -> None:
    """But at the clinic if it is for a visit there, or for one that can be held there."""
    ways = Ways(Therapist("a", Hours("UTC", ()), base=base), clinic, StraightLine())
    found = ways.round([Busy(n * 36_000, n * 36_000 + 1, at) for n, at in enumerate(places)])
    assert len(found) == len(places) + 1
    for place, way in zip((places[:1], places[-1:]), (found[0], found[-1]), strict=True):
        at_work = place in ([], [None], [clinic])
        assert way == 0 if at_work else way == minutes(base or clinic, place[0])


@given(st.lists(some_spans, max_size=4), st.lists(some_spans, max_size=4))
def test_what_is_left_is_what_is_not_taken(spans: list[Span], taken: list[Span]) -> None:
    apart: list[Span] = []
    for span in sorted(spans):
        if not apart or apart[-1].end < span.start:
            apart.append(span)
    left = without(apart, taken)
    minutes = {at for span in apart for at in range(span.start, span.end, 60)}
    minutes -= {at for span in taken for at in range(span.start, span.end, 60)}
    assert {at for span in left for at in range(span.start, span.end, 60)} == minutes
    assert left == sorted(left)
    assert all(span.start < span.end for span in left)
