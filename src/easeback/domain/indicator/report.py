"""All indicators of a practice in one year: by quarter, by group, and what of it is shown."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from easeback.domain.booking import Severity
from easeback.domain.indicator.case import Case, Tally
from easeback.domain.indicator.definitions import Indicator, cases_of
from easeback.domain.indicator.hiding import Hidden, in_turn, of_groups, of_year, side_by_side
from easeback.domain.indicator.interval import poisson, wilson
from easeback.domain.indicator.line import Line, Person, Therapist
from easeback.domain.indicator.periods import Period, placing_in, quarters_of

THOUSAND = 1000
"""Routines, to which the rate of adverse events is told."""
Group = Severity | Therapist | None
"""By urgency at booking, by therapist, or (None) the practice as a whole."""


@dataclass(frozen=True, slots=True)
class Result:
    """One number, or why it is hidden: then nothing else of it is here.

    `value` is a share of 0 to 1, days, or a rate; None where nothing was counted. `low` to `high`
    holds a share or a rate with a chance of 95 percent; a median has none.
    """

    indicator: Indicator
    period: Period
    group: Group
    hidden: Hidden | None
    reached: int | None = None
    counted: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """`periods`: the quarters that may be counted by now, and the year once all of them may.

    A year has no groups: these are parts of a quarter.
    """

    year: int
    periods: tuple[Period, ...]
    therapists: tuple[Therapist, ...]
    results: tuple[Result, ...]

    def of(self, indicator: Indicator, group: Group) -> tuple[Result, ...]:
        """In the order of the periods."""
        return tuple(
            each
            for each in self.results
            if each.indicator is indicator and _same_group(each.group, group)
        )


def report(
    lines: Collection[Line],
    year: int,
    therapists: Sequence[Therapist],
    *,
    apart: bool = True,
    on: date,
) -> Report:
    """What was counted in each period and group, with small groups hidden (`hiding.py`).

    `therapists`: all there are. `apart`: whether they are told apart; what is hidden of the rest is
    the same for whoever sees them and who does not. The order of the lines changes nothing.
    """
    ripe = tuple(each for each in quarters_of(year) if each.is_ripe(on))
    whole_year = (Period(year),) if len(ripe) == 4 else ()
    results = (
        result
        for indicator in Indicator
        for result in _results(indicator, lines, (ripe, whole_year), tuple(therapists))
        if apart or result.group is None or isinstance(result.group, Severity)
    )
    told = tuple(therapists) if apart else ()
    return Report(year, (*ripe, *whole_year), told, tuple(results))


def _results(
    indicator: Indicator,
    lines: Collection[Line],
    periods: tuple[Sequence[Period], Sequence[Period]],
    therapists: Sequence[Therapist],
) -> Iterator[Result]:
    ripe, whole_year = periods
    cases = _placed(indicator, lines, ripe)
    for period in whole_year:
        # The sum, whatever it is of: anything else could be laid over the quarters.
        cases[period] = tuple(chain.from_iterable(cases[quarter] for quarter in ripe))
    wholes = {period: Tally.of(held) for period, held in cases.items()}
    people = [wholes[period].people for period in ripe]
    hidden = in_turn(people)
    for period, why in zip(ripe, hidden, strict=True):
        yield _result(indicator, period, None, wholes[period], why)
        yield from _groups(indicator, period, cases[period], therapists, why)
    for period in whole_year:
        yield _result(indicator, period, None, wholes[period], of_year(people, hidden))


def _placed(
    indicator: Indicator, lines: Iterable[Line], periods: Iterable[Period]
) -> dict[Period, Sequence[Case]]:
    found: dict[Period, list[Case]] = {period: [] for period in periods}
    for period, case in cases_of(indicator, lines, placing_in(found)):
        found[period].append(case)
    return {**found}


def _groups(
    indicator: Indicator,
    period: Period,
    cases: Sequence[Case],
    therapists: Sequence[Therapist],
    whole: Hidden | None,
) -> Iterator[Result]:
    """By urgency and by therapist: each group, or why it is hidden."""
    ways: tuple[Sequence[Group], ...] = (tuple(Severity), therapists)
    places = {therapist: place for place, therapist in enumerate(therapists)}
    held: list[list[list[Case]]] = [[[] for _ in way] for way in ways]
    crossings: dict[tuple[int, ...], set[Person]] = {}
    for case in cases:
        at = (case.severity.value, places[case.therapist])
        crossings.setdefault(at, set()).add(case.person)
        for way, place in enumerate(at):
            held[way][place].append(case)
    tallies = [[Tally.of(each) for each in way] for way in held]
    people = [[tally.people for tally in way] for way in tallies]
    if whole is None:
        hidden = side_by_side(people, {at: frozenset(who) for at, who in crossings.items()})
    else:
        hidden = tuple(of_groups(way, whole) for way in people)
    for groups, found, whys in zip(ways, tallies, hidden, strict=True):
        for group, tally, why in zip(groups, found, whys, strict=True):
            yield _result(indicator, period, group, tally, why)


def _result(
    indicator: Indicator, period: Period, group: Group, tally: Tally, hidden: Hidden | None
) -> Result:
    if hidden is not None:
        return Result(indicator, period, group, hidden)
    reached, counted = tally.reached, tally.counted
    match indicator:
        case Indicator.DAYS:
            return Result(indicator, period, group, None, None, counted, tally.median)
        case Indicator.ADVERSE:
            said = _rate(reached, counted)
        case _:
            said = (reached / counted, *wilson(reached, counted))
    return Result(indicator, period, group, None, reached, counted, *said)


def _rate(events: int, routines: int) -> tuple[float, float, float] | tuple[None, None, None]:
    """To THOUSAND routines; none where there were events and no routine."""
    if not routines:
        return None, None, None
    low, high = poisson(events)
    return THOUSAND * events / routines, THOUSAND * low / routines, THOUSAND * high / routines


def _same_group(one: Group, other: Group) -> bool:
    """A therapist's number is no urgency."""
    return type(one) is type(other) and one == other
