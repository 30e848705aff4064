"""Practice outcomes as a page shows them: sections, tables, and cells that are words already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from easeback.domain.booking import Severity
from easeback.domain.indicator import (
    LEAST,
    PROMISED,
    SCORED,
    SETTLES,
    SOURCES,
    Group,
    Indicator,
    Period,
    Report,
    Result,
)
from easeback.web.wording import Voice

SECTIONS: Mapping[str, Sequence[Indicator]] = {
    "flares": (Indicator.SETTLED, Indicator.UNKNOWN),
    "change": (
        Indicator.PAIN,
        Indicator.ACTIVITIES,
        Indicator.MOOD,
        Indicator.GLOBAL_CHANGE,
    ),
    "first": (Indicator.IN_TIME, Indicator.DAYS),
    "same": (Indicator.SAME,),
    "attendance": (Indicator.ATTENDED,),
    "adverse": (Indicator.ADVERSE,),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` is None where it is hidden, and `counts` says why."""

    period: str
    value: str | None
    counts: str
    range: str


@dataclass(frozen=True, slots=True)
class Row:
    """`is_part`: a group, and not the practice as a whole. A year has no groups: None."""

    name: str
    is_part: bool
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One indicator; groups with nothing to show are not in it. `sources`: ids of the evidence of
    its definition, for the address of that page. `each_quarter`: in a year people count once for
    each quarter."""

    id: str
    name: str
    definition: str
    rows: tuple[Row, ...]
    house: bool
    sources: str
    each_quarter: bool


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    tables: tuple[Table, ...]


def columns_of(voice: Voice, report: Report) -> tuple[str, ...]:
    return tuple(_period(voice, period) for period in report.periods)


def sections_of(voice: Voice, report: Report, names: Mapping[int, str]) -> tuple[Section, ...]:
    return tuple(
        Section(
            id,
            voice.say(f"sections.{id}"),
            tuple(_table(voice, report, names, indicator) for indicator in indicators),
        )
        for id, indicators in SECTIONS.items()
    )


def _table(voice: Voice, report: Report, names: Mapping[int, str], indicator: Indicator) -> Table:
    groups: tuple[Group, ...] = (*reversed(Severity), *report.therapists)
    parts = [_row(voice, report, names, indicator, group) for group in groups]
    told = [row for row in parts if any(cell and cell.value for cell in row.cells)]
    sources = SOURCES[indicator]
    return Table(
        id=str(indicator),
        name=voice.say(f"names.{indicator}"),
        definition=voice.say(
            f"defined.{indicator}",
            days=SETTLES,
            soon=PROMISED[Severity.SOON],
            routine=PROMISED[Severity.ROUTINE],
        ),
        rows=(_row(voice, report, names, indicator, None), *told),
        house=sources.house,
        sources="+".join(sources.evidence),
        each_quarter=indicator in SCORED,
    )


def _row(
    voice: Voice, report: Report, names: Mapping[int, str], indicator: Indicator, group: Group
) -> Row:
    found = {result.period: result for result in report.of(indicator, group)}
    return Row(
        _group(voice, names, group),
        group is not None,
        tuple(
            _cell(voice, found[period]) if period in found else None for period in report.periods
        ),
    )


def _cell(voice: Voice, result: Result) -> Cell:
    period = _period(voice, result.period)
    if result.hidden is not None:
        return Cell(period, None, voice.say(f"hidden.{result.hidden}", least=LEAST), "")
    return Cell(period, *_said(voice, result))


def _said(voice: Voice, result: Result) -> tuple[str, str, str]:
    """The value, what it was counted from, and how sure it is."""
    numbers = {"reached": f"{result.reached or 0:,}", "counted": f"{result.counted or 0:,}"}
    value, low, high = result.value, result.low, result.high
    if result.indicator is Indicator.DAYS:
        return voice.say("cell.days", days=f"{value:g}"), voice.say("cell.waits", **numbers), ""
    if result.indicator is Indicator.ADVERSE:
        counts = voice.say("cell.events", **numbers)
        if value is None or low is None or high is None:
            return voice.say("cell.no_rate"), counts, ""
        ends = voice.say("cell.rates", low=f"{low:.1f}", high=f"{high:.1f}")
        return voice.say("cell.rate", rate=f"{value:.1f}"), counts, ends
    percent = [f"{100 * (each or 0):.0f}" for each in (value, low, high)]
    ends = voice.say("cell.shares", low=percent[1], high=percent[2])
    return voice.say("cell.share", percent=percent[0]), voice.say("cell.of", **numbers), ends


def _group(voice: Voice, names: Mapping[int, str], group: Group) -> str:
    if group is None:
        return voice.say("groups.practice")
    return voice.say(f"groups.{group.label}") if isinstance(group, Severity) else names[group]


def _period(voice: Voice, period: Period) -> str:
    return voice.say(f"quarters.{period.quarter}" if period.quarter else "quarters.all")
