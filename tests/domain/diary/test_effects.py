"""What a remedy does for a person: it gets no credit for time, and little data says nothing.

How well the intervals are calibrated is measured in benchmarks/calibration.py.
"""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from easeback.domain.diary import (
    BadEntry,
    Effect,
    Entry,
    Verdict,
    effects_of,
    flares_of,
    trend_of,
)
from tests.domain.diary.writing import daily, entry


def the_effect(entries: list[Entry]) -> Effect:
    (effect,) = effects_of(entries)
    return effect


def used(times: int, less: float, *, remedy: str = "heat", usual: float = 5) -> list[Entry]:
    """Used every other day, each time with so many points less an hour later."""
    return [entry(2 * day + 0.2, usual, remedy=remedy, after=usual - less) for day in range(times)]


STEADY = daily(*[5] * 30)


def test_what_takes_two_points_off_a_steady_pain_helps() -> None:
    effect = the_effect([*STEADY, *used(10, 2)])
    assert effect.verdict is Verdict.HELPS
    assert effect.low < 2 < effect.high
    assert (effect.uses.all, effect.uses.followed) == (10, 10)


def test_what_adds_two_points_makes_it_worse() -> None:
    assert the_effect([*STEADY, *used(10, -2)]).verdict is Verdict.WORSE


def test_what_changes_nothing_has_no_clear_effect() -> None:
    effect = the_effect([*STEADY, *used(10, 0)])
    assert effect.verdict is Verdict.UNCLEAR
    assert abs(effect.estimate) < 0.1


@pytest.mark.parametrize("to", [3, 4, 5, 6])
def test_heat_gets_no_credit_for_what_time_does(to: int) -> None:
    """Every flare goes from 7 to less within the hour, with the remedy or without.

    Before and after alone would have said that heat takes all of that away.
    """
    entries = daily(*[3] * 60)
    for number in range(10):
        day = 6 * number + 0.4
        entries.append(entry(day, 7, remedy="heat", after=to))
        entries += [entry(day + 3, 7), entry(day + 3 + 1 / 24, to)]
    effect = the_effect(entries)
    assert effect.verdict is Verdict.UNCLEAR
    assert abs(effect.estimate) < 0.2 * (7 - to)


def test_below_five_uses_that_are_told_of_nothing_is_said() -> None:
    effect = the_effect([*STEADY, *used(4, 3)])
    assert (effect.verdict, effect.missing) == (Verdict.TOO_LITTLE, 1)
    untold = [entry(2 * day + 1.2, 5, remedy="heat") for day in range(8)]
    effect = the_effect([*used(3, 3), *untold])
    assert (effect.uses.all, effect.uses.followed) == (11, 3)
    assert (effect.verdict, effect.missing) == (Verdict.TOO_LITTLE, 2)


def test_the_next_entry_tells_too_if_it_is_written_in_time() -> None:
    in_time = [
        each
        for day in range(6)
        for each in (entry(day, 5, remedy="heat"), entry(day + 1.5 / 24, 3))
    ]
    assert the_effect(in_time).uses.followed == 6
    late = [
        each for day in range(6) for each in (entry(day, 5, remedy="heat"), entry(day + 0.3, 3))
    ]
    assert the_effect(late).uses.followed == 0


def test_pain_that_is_asked_for_too_soon_or_too_late_tells_nothing() -> None:
    for minutes in (9, 241):
        entries = [entry(day, 5, remedy="heat", after=2, minutes=minutes) for day in range(8)]
        assert the_effect(entries).uses.followed == 0


def test_a_use_that_is_written_down_twice_is_one_use() -> None:
    once = [*STEADY, *used(6, 1)]
    assert effects_of(once) == effects_of([*once, *once])


def test_used_five_times_before_one_reading_is_told_of_once() -> None:
    hot = [entry(minutes / 1440, 5, remedy="heat") for minutes in range(0, 10, 2)]
    effect = the_effect([*hot, entry(80 / 1440, 3)])
    assert (effect.uses.all, effect.uses.followed) == (5, 1)


def test_two_remedies_at_once_share_what_came_of_it() -> None:
    """The one alone does nothing, so that what both do together is the other's."""
    alone = used(8, 0, remedy="cat-cow")
    both = [
        entry(20 + 2 * day, 5, remedy=remedy, after=3)
        for day in range(8)
        for remedy in ("cat-cow", "heat")
    ]
    cat_cow, heat = effects_of([*daily(*[5] * 40), *alone, *both])
    assert (cat_cow.remedy, heat.remedy) == ("cat-cow", "heat")
    assert heat.verdict is Verdict.HELPS
    assert cat_cow.verdict is Verdict.UNCLEAR
    assert heat.estimate > 1.2
    assert cat_cow.estimate < 0.6


def test_more_uses_make_it_surer() -> None:
    widths = []
    for times in (5, 10, 20):
        effect = the_effect([*daily(*[5] * 45), *used(times, 1)])
        widths.append(effect.high - effect.low)
    assert widths == sorted(widths, reverse=True)


def test_unanswered_questions_make_it_less_sure() -> None:
    untold = [entry(2 * day + 1.2, 5, remedy="heat") for day in range(10)]
    sure, unsure = the_effect([*STEADY, *used(10, 1)]), the_effect([*STEADY, *used(10, 1), *untold])
    assert unsure.high - unsure.low > sure.high - sure.low


def test_nothing_used_is_nothing_said() -> None:
    assert effects_of(STEADY) == effects_of([]) == ()


QUARTER = 0.25 / 24


def ticked(*, at_a_pain: bool, less: float = 2, times: int = 8) -> list[Entry]:
    """Heat every other day without a word of the pain then; an hour later they say it."""
    entries = [entry(2 * day + 0.2, None, remedy="heat") for day in range(times)]
    entries += [entry(2 * day + 0.2 + 1 / 24, 5 - less) for day in range(times)]
    said = [entry(2 * day + 0.2 - QUARTER, 5) for day in range(times)]
    return [*entries, *said] if at_a_pain else entries


def test_a_use_without_a_pain_has_the_one_that_was_said_just_before() -> None:
    effect = the_effect([*STEADY, *ticked(at_a_pain=True)])
    assert (effect.uses.all, effect.uses.followed) == (8, 8)
    assert effect.verdict is Verdict.HELPS


def test_a_use_at_a_pain_that_nobody_knows_is_no_evidence() -> None:
    effect = the_effect([*STEADY, *ticked(at_a_pain=False)])
    assert (effect.uses.all, effect.uses.followed) == (0, 0)
    assert (effect.verdict, effect.missing) == (Verdict.TOO_LITTLE, 5)
    assert effect.low < 0 < effect.high


def test_an_older_word_of_the_pain_does_not_stand_for_the_one_at_the_use() -> None:
    said = [entry(2 * day + 0.2 - 31 / 1440, 5) for day in range(8)]
    assert the_effect([*ticked(at_a_pain=False), *said]).uses.all == 0


def test_uses_that_nobody_can_judge_do_not_blur_those_that_were_told_of() -> None:
    """Who also ticks heat in a plan, day by day, reads the same of the heat that was told of."""
    told = [*STEADY, *used(10, 2)]
    ticks = [entry(2 * day + 1.2, None, remedy="heat") for day in range(10)]
    before, after = the_effect(told), the_effect([*told, *ticks])
    assert after.uses == before.uses
    assert abs(after.estimate - before.estimate) < 0.2
    assert abs((after.high - after.low) - (before.high - before.low)) < 0.2


def test_a_rise_for_which_a_remedy_is_reached_for_is_not_held_against_it() -> None:
    """Pain is written at eight and rises; heat is ticked, and pain is written an hour later."""
    entries = [each for day in range(20) for each in (entry(day, 3), entry(day + 0.2, 5))]
    ticks = [entry(day + 0.16, None, remedy="heat") for day in range(20)]
    effect = the_effect([*entries, *ticks])
    assert effect.verdict is Verdict.TOO_LITTLE
    assert abs(effect.estimate) < 0.2


def test_what_was_asked_when_it_ended_tells_however_short_it_was() -> None:
    routine = [
        entry(2 * day + 0.2, 5, remedy="cat-cow", after=3, minutes=4, guided=True)
        for day in range(8)
    ]
    effect = the_effect([*STEADY, *routine])
    assert (effect.uses.all, effect.uses.followed) == (8, 8)
    assert effect.verdict is Verdict.HELPS


def test_a_use_alone_changes_neither_flares_nor_trend() -> None:
    entries = [*daily(*[3] * 20), *daily(7, 7, 3, 3, since=20)]
    ticks = [entry(day + 0.3, None, remedy="heat") for day in range(24)]
    assert flares_of([*entries, *ticks]) == flares_of(entries) != ()
    assert trend_of([*entries, *ticks]) == trend_of(entries)
    assert trend_of(ticks).days == ()
    assert flares_of(ticks) == ()


@pytest.mark.parametrize("said", [{}, {"flare": True, "remedy": "heat"}, {"flare": False}])
def test_only_a_use_stands_without_a_pain(said: dict[str, Any]) -> None:
    with pytest.raises(BadEntry) as bad:
        entry(0, None, **said)
    assert bad.value.field == "pain"


moments = st.integers(0, 800).map(lambda quarters: quarters / 96)
lines = st.builds(
    entry,
    moments,
    st.integers(0, 10),
    guided=st.booleans(),
    remedy=st.sampled_from([None, "heat", "walk", "cat-cow"]),
    after=st.none() | st.integers(0, 10),
    minutes=st.integers(1, 400),
)


unsaid = st.builds(entry, moments, st.none(), remedy=st.sampled_from(["heat", "walk"]))


@settings(max_examples=60, deadline=None)
@given(st.lists(lines | unsaid, max_size=25), st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(entries: list[Entry], chance: object) -> None:
    mixed = list(entries)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    effects = effects_of(entries)
    assert effects_of(mixed) == effects
    for effect in effects:
        assert effect.low < effect.estimate < effect.high
        assert effect.uses.followed <= effect.uses.all
        assert (effect.verdict is Verdict.TOO_LITTLE) == (effect.uses.followed < 5)


@pytest.mark.parametrize("remedies", [1, 8, 30])
def test_many_remedies_are_told_apart(remedies: int) -> None:
    entries = [
        entry(day + number / 40, 5, remedy=f"remedy-{number:02}", after=5)
        for day in range(6)
        for number in range(remedies)
    ]
    assert len(effects_of(entries)) == remedies
