"""When a diary shows a flare-up, and when it is over."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.diary import By, Entry, Flare, flares_of
from tests.domain.diary.writing import START, daily, entry


def one(entries: list[Entry]) -> Flare:
    (flare,) = flares_of(entries)
    return flare


def test_their_own_word_makes_a_flare_whatever_the_number() -> None:
    flare = one([*daily(3, 3, 3), entry(3, 3, flare=True), entry(4, 3, flare=False)])
    assert (flare.by, flare.peak, flare.entries) == (By.SELF, 3, 1)
    assert (flare.starts_at, flare.ends_at) == (START + timedelta(3), START + timedelta(4))


def test_without_a_word_it_takes_two_points_more_than_usual() -> None:
    assert flares_of(daily(3, 3, 3, 4, 3)) == ()
    flare = one(daily(3, 3, 3, 5, 5, 3))
    assert (flare.by, flare.peak) == (By.RULE, 5)


def test_ups_and_downs_are_no_flares() -> None:
    """A single entry two points higher is what a restless week brings by itself."""
    assert flares_of(daily(*[2, 3, 4, 3, 2, 3, 5, 2, 3, 4, 2, 3] * 4)) == ()
    assert one(daily(3, 3, 3, 6, 3)).peak == 6


def test_usual_is_a_typical_day_not_a_good_one() -> None:
    """What was written in a flare counts too: who has 5 on most days has no flare at 6."""
    assert flares_of(daily(5, 5, 5, 5, 2, 2, 5, 6, 6, 5)) == ()


def test_usual_is_not_known_from_two_entries() -> None:
    assert flares_of(daily(2, 2, 9)) == ()


def test_what_they_call_no_flare_is_none() -> None:
    assert flares_of([*daily(2, 2, 2), entry(3, 9, flare=False)]) == ()


def test_pain_that_was_over_within_two_hours_is_no_flare_unless_they_say_so() -> None:
    soon = 1.9 / 24
    assert flares_of([*daily(2, 2, 2), entry(3, 7), entry(3 + soon, 2)]) == ()
    assert one([*daily(2, 2, 2), entry(3, 7, flare=True), entry(3 + soon, 2)]).by is By.SELF


def test_a_flare_goes_on_until_pain_is_as_good_as_usual() -> None:
    flare = one(daily(2, 2, 2, 8, 6, 4, 3, 2))
    assert flare.entries == 3
    assert flare.ends_at == START + timedelta(6)
    assert flare.length == timedelta(3)


def test_a_flare_without_much_pain_is_not_ended_by_the_same_pain() -> None:
    """Nothing has eased since they called it a flare, so silence about it is no "it is over"."""
    flare = one([*daily(3, 3, 3), entry(3, 4, flare=True), entry(4, 4), entry(5, 3)])
    assert flare.ends_at is None
    assert flare.entries == 3


def test_nobody_knows_whether_a_flare_outlasts_a_silent_week() -> None:
    flare = one([*daily(2, 2, 2), entry(3, 8), entry(4, 7), entry(20, 2)])
    assert (flare.ends_at, flare.seen_over) == (START + timedelta(4), False)


def test_the_last_flare_may_still_go_on() -> None:
    flare = one(daily(2, 2, 2, 8))
    assert (flare.ends_at, flare.length) == (None, None)


def test_between_two_flares_is_a_gap() -> None:
    first, second = flares_of(daily(2, 2, 2, 8, 2, 2, 2, 7, 2))
    assert first.gap is None
    assert second.gap == timedelta(3)


def test_usual_moves_along_with_the_last_month() -> None:
    """Whoever lived with 6 a year ago and with 2 now has a flare at 6."""
    long_ago, lately = daily(6, 6, 6, 6, 6, 6), daily(2, 2, 2, since=300)
    assert flares_of([*long_ago, *lately, entry(303, 6)])[-1].starts_at == START + timedelta(303)


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 10), st.sampled_from([None, True, False])),
        max_size=30,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_entries_changes_nothing(
    told: list[tuple[int, int, bool | None]], chance: object
) -> None:
    entries = [entry(hours / 4, pain, flare=flare) for hours, pain, flare in told]
    mixed = list(entries)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    flares = flares_of(entries)
    assert flares_of(mixed) == flares
    for flare in flares:
        assert flare.ends_at is None or flare.starts_at <= flare.ends_at
        assert flare.peak in {each.pain for each in entries}
    for before, after in pairwise(flares):
        assert before.ends_at is not None
        assert before.ends_at <= after.starts_at


@pytest.mark.parametrize("marks", [(True, None, None), (None, True, None), (None, None, True)])
def test_one_mark_is_enough(marks: tuple[bool | None, ...]) -> None:
    entries = [entry(3 + day, 8, flare=mark) for day, mark in enumerate(marks)]
    assert one([*daily(2, 2, 2), *entries, entry(6, 2)]).by is By.SELF
