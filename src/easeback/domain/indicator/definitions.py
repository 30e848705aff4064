"""What a practice is counted by: of each indicator what is counted, what of it, in which period.

None of them says what treatment did. There is nobody to compare with, and most flares ease by
themselves (evidence 1.2, s04).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from easeback.domain.booking import Severity
from easeback.domain.indicator.case import Case
from easeback.domain.indicator.line import Fate, Line, Scored, joined
from easeback.domain.indicator.periods import Period, Placing
from easeback.domain.outcome import Instrument, could_be_better, is_better, is_change, needs_a_first
from easeback.domain.vocabulary import Sources

SETTLES = 14
"""Days. Pain falls fast in the first 14 days after somebody seeks care (evidence 1.2b, s04)."""
PROMISED: Mapping[Severity, int] = {Severity.ROUTINE: 5, Severity.SOON: 3, Severity.SEVERE: 3}
"""Working days until the first visit, at the latest, as the plan says (`when-days`, `when-soon`),
and the action of who must be seen within days. House choices (evidence 9.2): no study tells it."""
WEEKEND = 5
DAY = timedelta(days=1)


class Indicator(StrEnum):
    """Each is a share of cases, but DAYS, which is a median, and ADVERSE, which is a rate."""

    SETTLED = "flares-settled"
    UNKNOWN = "flares-unknown"
    PAIN = "change-pain"
    ACTIVITIES = "change-activities"
    MOOD = "change-mood"
    GLOBAL_CHANGE = "change-global"
    DAYS = "days-to-first-visit"
    IN_TIME = "first-visit-in-time"
    SAME = "same-therapist"
    ATTENDED = "attendance"
    ADVERSE = "adverse-events"


SOURCES: Mapping[Indicator, Sources] = {
    Indicator.SETTLED: Sources(evidence=("s04",), house=True),
    Indicator.UNKNOWN: Sources(house=True),
    Indicator.PAIN: Sources(evidence=("s10",)),
    Indicator.ACTIVITIES: Sources(house=True),
    Indicator.MOOD: Sources(house=True),
    Indicator.GLOBAL_CHANGE: Sources(house=True),
    Indicator.DAYS: Sources(house=True),
    Indicator.IN_TIME: Sources(house=True),
    Indicator.SAME: Sources(evidence=("s48",)),
    Indicator.ATTENDED: Sources(house=True),
    Indicator.ADVERSE: Sources(house=True),
}
"""What the definition of each rests on; s48 is why the same therapist is looked at at all, and is
an association only. The step that matters in ACTIVITIES is of a study of mixed regions (s49)."""
SCORED = {
    Indicator.PAIN: Instrument.PAIN,
    Indicator.ACTIVITIES: Instrument.ACTIVITIES,
    Indicator.MOOD: Instrument.MOOD,
    Indicator.GLOBAL_CHANGE: Instrument.GLOBAL_CHANGE,
}
Cases = Iterator[tuple[Period, Case]]


def cases_of(indicator: Indicator, lines: Iterable[Line], placing: Placing) -> Cases:
    """What the indicator counts of these lines, each with the period in which it does.

    `placing`: which period a day belongs to, if any (`placing_in`).
    """
    instrument = SCORED.get(indicator)
    for line in lines:
        if instrument is not None:
            yield from _change(line, placing, instrument)
        else:
            yield from _DEFINED[indicator](line, placing)


def working_days(first: date, last: date) -> int:
    """Mondays to Fridays after the first day, the last one included. Holidays are not known."""
    whole, rest = divmod((last - first).days, 7)
    days = (first + place * DAY for place in range(1, rest + 1))
    return 5 * whole + sum(day.weekday() < WEEKEND for day in days)


def _settled(line: Line, placing: Placing) -> Cases:
    """Flares that began in the period, by a diary that is shared or as marked on a program's page.

    Reached: seen to be over within SETTLES days. One that nobody said anything of any more counts
    among the flares, and never as settled.
    """
    for spell in joined(line.spells):
        if period := placing(spell.began_on):
            over = spell.over_on is not None and (spell.over_on - spell.began_on).days <= SETTLES
            yield period, Case(line.person, line.severity, spell.therapist, int(over))


def _unknown(line: Line, placing: Placing) -> Cases:
    """The same flares. Reached: nobody knows whether it was over within SETTLES days: it was not
    seen to be over, and nothing was written of it after that."""
    for spell in joined(line.spells):
        if period := placing(spell.began_on):
            seen_for = (spell.last_on - spell.began_on).days
            silent = spell.over_on is None and seen_for <= SETTLES
            yield period, Case(line.person, line.severity, spell.therapist, int(silent))


def _change(line: Line, placing: Placing, instrument: Instrument) -> Cases:
    """Lines that were scored again in the period, by the last score in it. In a year a line counts
    once for each quarter in which it was: by its last score alone, those who were scored in several
    quarters could be found by taking the year from its quarters.

    Reached: the step from the first score of the line matters and is for the better. Whose first
    score leaves no room for such a step is not counted. What tells a change itself needs no first.
    """
    scored = [each for each in line.scored if each.instrument is instrument]
    if scored and needs_a_first(instrument):
        if not could_be_better(instrument, scored[0].value):
            return
        again = scored[1:]
    else:
        again = scored
    last: dict[Period, Scored] = {}
    for each in again:
        if period := placing(each.on):
            last[period] = each
    for period, each in last.items():
        step = scored[0].value, each.value
        reached = is_change(instrument, *step) and is_better(instrument, *step)
        yield period, Case(line.person, line.severity, each.therapist, int(reached))


def _first_visit(line: Line, placing: Placing) -> Cases:
    """Lines whose first kept visit was in the period, with the days since they were booked.

    Reached: it was within the working days that are promised to somebody as urgent. Who never came
    is not counted.
    """
    first = next((visit for visit in line.due if visit.fate is Fate.KEPT), None)
    if first is not None and (period := placing(first.on)):
        in_time = working_days(line.booked_on, first.on) <= PROMISED[line.severity]
        days = (first.on - line.booked_on).days
        yield period, Case(line.person, line.severity, first.therapist, int(in_time), days=days)


def _same(line: Line, placing: Placing) -> Cases:
    """Visits kept in the period, but for the first of each line. Reached: with the therapist of
    that first one, in whose group it counts, too."""
    begun_by = None
    for visit in line.due:
        if visit.fate is not Fate.KEPT:
            continue
        if begun_by is None:
            begun_by = visit.therapist
        elif period := placing(visit.on):
            is_same = int(visit.therapist == begun_by)
            yield period, Case(line.person, line.severity, begun_by, is_same)


def _attended(line: Line, placing: Placing) -> Cases:
    """Visits that were due in the period: kept, missed, or cancelled late. Reached: kept. What was
    cancelled in time was not due."""
    for visit in line.due:
        if period := placing(visit.on):
            kept = int(visit.fate is Fate.KEPT)
            yield period, Case(line.person, line.severity, visit.therapist, kept)


def _adverse(line: Line, placing: Placing) -> Cases:
    """Counted: routines, which are days on which something of a home program was told as done.
    Reached: adverse events in notes signed in the period, of people to whom a program was
    published. What caused them is not asked, so some have nothing to do with a routine."""
    if not line.has_program:
        return
    for done in line.routines:
        if period := placing(done.on):
            yield period, Case(line.person, line.severity, done.therapist, 0, done.times)
    for event in line.adverse:
        if period := placing(event.on):
            yield period, Case(line.person, line.severity, event.therapist, event.times, 0)


_DEFINED: Mapping[Indicator, Callable[[Line, Placing], Cases]] = {
    Indicator.SETTLED: _settled,
    Indicator.UNKNOWN: _unknown,
    Indicator.DAYS: _first_visit,
    Indicator.IN_TIME: _first_visit,
    Indicator.SAME: _same,
    Indicator.ATTENDED: _attended,
    Indicator.ADVERSE: _adverse,
}
