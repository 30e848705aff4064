"""A year of a practice: what is counted where, from when on, and what is not there at all."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.booking import Severity
from easeback.domain.indicator import (
    LEAST,
    Happened,
    Hidden,
    Indicator,
    Line,
    Period,
    Report,
    latest_year,
    quarters_of,
    report,
)
from tests.domain.indicator.writing import ANN, BEA, LATER, YEAR, visited

BOTH = (ANN, BEA)
ATTENDED = Indicator.ATTENDED


def people(count: int, on: date, **more: Any) -> Iterator[Line]:
    first = more.pop("first", 0)
    return (visited(first + number, on, **more) for number in range(count))


def of(
    told: Report, quarter: int | None, group: Any = None, indicator: Indicator = ATTENDED
) -> Any:
    (found,) = (each for each in told.of(indicator, group) if each.period == Period(YEAR, quarter))
    return found


@pytest.mark.parametrize(
    ("on", "quarters"),
    [
        (date(2027, 4, 28), 0),
        (date(2027, 4, 29), 1),
        (date(2027, 12, 31), 3),
        (date(2028, 1, 28), 3),
        (date(2028, 1, 29), 4),
    ],
)
def test_a_quarter_is_counted_four_weeks_after_its_end(on: date, quarters: int) -> None:
    whole = (Period(YEAR),) if quarters == 4 else ()
    assert report((), YEAR, (), on=on).periods == (*quarters_of(YEAR)[:quarters], *whole)
    assert latest_year(on) == (YEAR if quarters else YEAR - 1)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_every_day_is_in_one_quarter_and_its_year(on: date) -> None:
    (held,) = (each for each in quarters_of(on.year) if each.first_on <= on < each.ends_on)
    assert Period(on.year).first_on <= held.first_on < held.ends_on <= Period(on.year).ends_on


def test_a_share_comes_with_its_counts_and_its_interval() -> None:
    lines = [*people(6, date(YEAR, 2, 1)), *people(2, date(YEAR, 2, 1), first=6, kept=False)]
    found = of(report(lines, YEAR, BOTH, on=LATER), 1)
    assert (found.reached, found.counted, found.value, found.hidden) == (6, 8, 0.75, None)
    assert found.low < 0.75 < found.high


def test_of_a_small_group_no_number_is_there() -> None:
    told = report(list(people(LEAST - 1, date(YEAR, 2, 1))), YEAR, BOTH, on=LATER)
    for each in told.results:
        assert each.hidden is Hidden.FEW
        assert (each.reached, each.counted, each.value, each.low, each.high) == (None,) * 5


def test_five_visits_of_one_person_are_one_person() -> None:
    lines = [visited(1, date(YEAR, 2, day)) for day in range(1, 7)]
    assert of(report(lines, YEAR, BOTH, on=LATER), 1).hidden is Hidden.FEW


def test_all_and_none_are_shown() -> None:
    lines = [*people(5, date(YEAR, 2, 1)), *people(5, date(YEAR, 5, 1), kept=False)]
    told = report(lines, YEAR, BOTH, on=LATER)
    assert [of(told, quarter).value for quarter in (1, 2)] == [1.0, 0.0]


def test_a_therapist_is_told_apart_only_where_they_are_asked_for() -> None:
    lines = [
        *people(6, date(YEAR, 2, 1), therapist=ANN),
        *people(7, date(YEAR, 2, 1), therapist=BEA, first=6),
    ]
    without = report(lines, YEAR, BOTH, apart=False, on=LATER)
    assert {each.group for each in without.results} == {None, *Severity}
    assert without.therapists == ()
    told = report(lines, YEAR, BOTH, on=LATER)
    assert [of(told, 1, who).counted for who in BOTH] == [6, 7]
    # Whoever laid one beside the other would find no more in both than in one.
    shown = [
        each for each in told.results if each.group is None or isinstance(each.group, Severity)
    ]
    assert tuple(shown) == without.results


def test_an_urgency_and_a_therapist_of_the_same_number_are_two_groups() -> None:
    lines = [
        *people(6, date(YEAR, 2, 1), severity=Severity.SOON, therapist=BEA),
        *people(7, date(YEAR, 2, 1), first=6, therapist=BEA),
        *people(8, date(YEAR, 2, 1), first=13, therapist=ANN),
    ]
    told = report(lines, YEAR, BOTH, on=LATER)
    assert of(told, 1, Severity.SOON).counted == 6
    assert of(told, 1, ANN).counted == 8


def test_beside_a_small_group_another_is_held_back() -> None:
    lines = [
        *people(3, date(YEAR, 2, 1), severity=Severity.SEVERE),
        *people(8, date(YEAR, 2, 1), severity=Severity.SOON, first=3),
        *people(9, date(YEAR, 2, 1), first=11),
    ]
    told = report(lines, YEAR, BOTH, on=LATER)
    assert of(told, 1, Severity.SEVERE).hidden is Hidden.FEW
    assert of(told, 1, Severity.SOON).hidden is Hidden.BESIDE
    assert of(told, 1, Severity.ROUTINE).counted == 9
    assert of(told, 1).counted == 20


def test_adverse_events_are_a_rate_to_a_thousand_routines() -> None:
    on = date(YEAR, 2, 1)
    lines = [
        Line(n, Severity.ROUTINE, on, routines=(Happened(on, ANN, 40),), has_program=True)
        for n in range(4)
    ]
    hurt = Line(9, Severity.ROUTINE, on, adverse=(Happened(on, ANN),), has_program=True)
    found = of(report([*lines, hurt], YEAR, BOTH, on=LATER), 1, indicator=Indicator.ADVERSE)
    assert (found.reached, found.counted, found.value) == (1, 160, 6.25)
    assert found.low == pytest.approx(1000 * 0.0253 / 160, abs=1e-3)
    no_routine = [
        Line(n, Severity.ROUTINE, on, adverse=hurt.adverse, has_program=True) for n in range(5)
    ]
    found = of(report(no_routine, YEAR, BOTH, on=LATER), 1, indicator=Indicator.ADVERSE)
    assert (found.reached, found.counted, found.value, found.high) == (5, 0, None, None)


lines = st.lists(
    st.builds(
        lambda person, number, severity, therapist, kept: visited(
            person,
            date(YEAR, 1, 1) + timedelta(days=number),
            severity=severity,
            therapist=therapist,
            kept=kept,
        ),
        st.integers(0, 20),
        st.integers(0, 364),
        st.sampled_from(Severity),
        st.sampled_from(BOTH),
        st.booleans(),
    ),
    max_size=60,
)


@given(lines, st.randoms(use_true_random=False))
def test_the_order_changes_nothing_and_every_number_stands_for_five(
    told: list[Line], chance: Any
) -> None:
    found = report(told, YEAR, BOTH, on=LATER)
    shuffled = told[:]
    chance.shuffle(shuffled)
    assert report(shuffled, YEAR, BOTH, on=LATER) == found
    for each in found.results:
        if each.indicator is ATTENDED and each.hidden is None:
            who = {
                line.person
                for line in told
                for visit in line.due
                if each.period.first_on <= visit.on < each.period.ends_on
                and (each.group is None or each.group in group_of(line, each.group))
            }
            assert len(who) >= LEAST


def group_of(line: Line, like: Any) -> tuple[Any, ...]:
    """The group of the line that is of the kind of another one."""
    return (line.severity,) if isinstance(like, Severity) else (line.due[0].therapist,)
