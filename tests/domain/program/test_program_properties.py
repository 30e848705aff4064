"""What must hold of every program, whatever was told of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.exercise import Demand
from easeback.domain.program import (
    Amount,
    FlareDays,
    History,
    Item,
    ItemToday,
    Look,
    Measure,
    Next,
    Program,
    Progress,
    Told,
    Weekday,
    Why,
    account,
    days_of,
    item_faults,
    program_faults,
    today,
)
from easeback.domain.response import Light
from easeback.domain.routine import Portion
from tests.domain.program.writing import LIBRARY, MONDAY, day

LAST = 45
T = TypeVar("T")
numbers = st.integers(1, LAST)
days = numbers.map(day)
pains = st.none() | st.integers(0, 10)


@st.composite
def items(draw: st.DrawFn) -> Item:
    """A sit-to-stand with a measure that moves, and mostly something that follows."""
    measure = draw(st.sampled_from([Measure.REPS, Measure.SETS, Measure.A_DAY]))
    most_of_all = {Measure.REPS: 30, Measure.SETS: 3, Measure.A_DAY: 8}[measure]
    least, written, most = sorted(draw(st.tuples(*3 * [st.integers(1, most_of_all)])))
    follows = draw(
        st.none()
        | st.builds(
            Next,
            st.sampled_from(["hip-hinge", "bird-dog", "short-walk"]),
            st.none() | st.just(Amount(reps=4)),
        )
    )
    if follows and follows.dose and follows.exercise != "hip-hinge":
        follows = Next(follows.exercise)
    by, green_days = draw(st.integers(1, min(4, most_of_all))), draw(st.integers(2, 5))
    return Item(
        id="one",
        exercise="sit-to-stand",
        dose=Amount(reps=10).with_measure(measure, written),
        progress=Progress(measure, (least, most), by, green_days, follows),
        days=draw(st.frozensets(st.sampled_from(list(Weekday)), min_size=1)),
    )


programs = st.builds(
    Program,
    published_on=st.just(MONDAY),
    items=items().map(lambda item: (item,)),
    relief_days=st.integers(1, 14),
    resume_percent=st.integers(10, 90),
)
tellings = st.builds(
    Told,
    item=st.just("one"),
    on=days,
    done=st.booleans(),
    light=st.none() | st.sampled_from([Light.GREEN, *Light]),
    before=pains,
    during=pains,
    after=pains,
)
greens = st.builds(Told, item=st.just("one"), on=days, light=st.just(Light.GREEN))
flares = st.builds(
    lambda first, length: FlareDays(
        day(first), None if length is None else day(first) + timedelta(days=length)
    ),
    numbers,
    st.none() | st.integers(0, 20),
)
looks = st.builds(Look, item=st.just("one"), red_on=days, on=days)
histories = st.builds(
    lambda greens, told, flares, looks: History((*greens, *told), tuple(flares), tuple(looks)),
    st.lists(greens, max_size=40),
    st.lists(tellings, max_size=8),
    st.lists(flares, max_size=3),
    st.lists(looks, max_size=3),
)
demands = st.frozensets(st.sampled_from(list(Demand)))


def asked(program: Program, history: History, **more: Any) -> list[ItemToday]:
    """What it asks on each day."""
    (item,) = program.items
    days = days_of(item, program, history, until=day(LAST), library=LIBRARY, **more)
    return [each.now for each in days]


def how_much(program: Program, found: ItemToday) -> int:
    """Nothing, the value of what rises, or beyond all of it the next exercise."""
    (item,) = program.items
    if found.dose is None:
        return 0
    if found.exercise != item.exercise:
        return item.progress.bounds[1] + 1
    return found.dose.of(item.progress.measure) or 0


def never_more(program: Program, history: History, other: History) -> bool:
    """Whether the other history asks for no more than the first, on any day."""
    pairs = zip(asked(program, history), asked(program, other), strict=True)
    return all(how_much(program, two) <= how_much(program, one) for one, two in pairs)


def with_told(history: History, *more: Told) -> History:
    return replace(history, told=(*history.told, *more))


@given(programs, histories)
def test_no_dose_is_ever_outside_the_bounds(program: Program, history: History) -> None:
    (item,) = program.items
    least, most = item.progress.bounds
    for found in asked(program, history):
        if found.dose is None:
            assert not found.asked
        elif found.exercise == item.exercise:
            value = found.dose.of(item.progress.measure)
            assert value is not None
            assert least <= value <= most
            assert found.dose == item.dose.with_measure(item.progress.measure, value)
        else:
            assert item.progress.next is not None
            assert found.dose == item.progress.next.dose


@given(programs, histories, tellings)
def test_one_more_red_or_amber_light_is_never_a_higher_dose(
    program: Program, history: History, told: Told
) -> None:
    for light in (Light.AMBER, Light.RED):
        worse = with_told(history, replace(told, light=light))
        assert never_more(program, history, worse)


@given(programs, histories, tellings)
def test_a_worse_light_for_the_same_day_is_never_a_higher_dose(
    program: Program, history: History, told: Told
) -> None:
    said = [with_told(history, replace(told, light=light)) for light in (None, *Light)]
    green, amber, red = said[1:]
    assert never_more(program, green, said[0])
    assert never_more(program, green, amber)
    assert never_more(program, amber, red)


@given(programs, histories, flares)
def test_one_more_flare_is_never_a_higher_dose(
    program: Program, history: History, flare: FlareDays
) -> None:
    more = replace(history, flares=(*history.flares, flare))
    assert never_more(program, history, more)


@given(programs, histories)
def test_a_pause_or_a_stop_never_ends_in_more_than_it_began_with(
    program: Program, history: History
) -> None:
    before = None
    for found in asked(program, history):
        much = how_much(program, found)
        if before is not None and found.why is Why.RESUMED:
            assert much <= before
        before = much or before


@given(programs, histories, numbers)
def test_today_is_the_last_of_the_days(program: Program, history: History, number: int) -> None:
    (found,) = today(program, history, on=day(number), library=LIBRARY)
    assert found == asked(program, history)[number - 1]


@given(programs, histories, st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_told_changes_nothing(
    program: Program, history: History, chance: Any
) -> None:
    def shuffled(each: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(chance.sample(each, len(each)))

    other = History(shuffled(history.told), shuffled(history.flares), shuffled(history.looks))
    assert asked(program, other) == asked(program, history)


@given(programs, histories)
def test_what_is_told_twice_is_told_once(program: Program, history: History) -> None:
    twice = History(2 * history.told, 2 * history.flares, 2 * history.looks)
    assert asked(program, twice) == asked(program, history)


@given(programs, histories, numbers)
def test_what_is_told_of_later_days_changes_no_earlier_one(
    program: Program, history: History, number: int
) -> None:
    until = day(number)
    known = History(
        tuple(told for told in history.told if told.on <= until),
        tuple(flare for flare in history.flares if flare.first_on <= until),
        tuple(look for look in history.looks if look.on <= until),
    )
    assert asked(program, known)[:number] == asked(program, history)[:number]


@given(programs, histories, demands)
def test_what_is_forbidden_is_never_proposed_or_begun(
    program: Program, history: History, forbidden: frozenset[Demand]
) -> None:
    (item,) = program.items
    for found in asked(program, history, forbidden=forbidden):
        onward = found.proposed or (found.exercise if found.exercise != item.exercise else None)
        assert onward is None or not LIBRARY[onward].needs & forbidden


@given(programs, histories, demands)
def test_a_gate_that_closes_is_never_a_higher_dose(
    program: Program, history: History, forbidden: frozenset[Demand]
) -> None:
    pairs = zip(asked(program, history), asked(program, history, forbidden=forbidden), strict=True)
    assert all(how_much(program, two) <= how_much(program, one) for one, two in pairs)


@given(programs, histories)
def test_after_a_red_light_nothing_is_asked_until_somebody_looked(
    program: Program, history: History
) -> None:
    unseen = replace(history, looks=())
    reds = [told.on for told in history.told if told.counted_light is Light.RED]
    for number, found in enumerate(asked(program, unseen), start=1):
        stopped = any(on <= day(number) for on in reds)
        assert (found.why is Why.STOPPED) is stopped
        assert found.dose is None or not stopped


@given(programs, histories, numbers, numbers)
def test_no_more_is_done_than_was_asked(
    program: Program, history: History, one: int, other: int
) -> None:
    span = day(min(one, other)), day(max(one, other))
    told = account(program, history, span=span, library=LIBRARY)
    assert 0 <= told.whole.done <= told.whole.asked <= abs(one - other) + 1
    for each in told.items:
        assert (each.pain.change is None) is bool(each.pain.missing)
        assert (each.adherence.share is None) is bool(each.adherence.missing)


amounts = st.builds(
    Amount,
    reps=st.none() | st.integers(0, 40),
    sets=st.integers(0, 4),
    hold=st.none() | st.integers(0, 70),
    minutes=st.none() | st.integers(0, 40),
    a_day=st.integers(0, 9),
)


@given(st.sampled_from(sorted(LIBRARY)), amounts, st.sampled_from(list(Measure)))
def test_what_has_no_fault_can_be_played(exercise: str, dose: Amount, measure: Measure) -> None:
    value = dose.of(measure) or 1
    item = Item("one", exercise, dose, Progress(measure, (value, value), 1, 3))
    if not item_faults(item, LIBRARY):
        seconds = None if dose.minutes is None else 60 * dose.minutes
        Portion(LIBRARY[exercise], dose.reps, dose.hold, seconds, dose.sets)


@given(programs)
def test_the_programs_above_have_no_fault(program: Program) -> None:
    assert not program_faults(
        program.items,
        relief_days=program.relief_days,
        resume_percent=program.resume_percent,
        library=LIBRARY,
    )
