"""Practice outcomes as a table for other programs: one number on a line."""

import csv
from collections.abc import Mapping
from io import StringIO

from easeback.domain.booking import Severity
from easeback.domain.indicator import Group, Report, Result

COLUMNS = (
    "period",
    "group",
    "figure",
    "numerator",
    "denominator",
    "value",
    "low",
    "high",
    "hidden",
)


def csv_of(report: Report, names: Mapping[int, str]) -> str:
    """A share is from 0 to 1, a first visit's wait in days, adverse events to 1,000 routines. Of a
    line that is hidden there is no number, only why."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_row(result, _named(result.group, names)) for result in report.results)
    return text.getvalue()


def _row(result: Result, group: str) -> list[str]:
    numbers = (result.reached, result.counted, result.value, result.low, result.high)
    hidden = str(result.hidden) if result.hidden else ""
    return [result.period.name, group, str(result.indicator), *map(_plain, numbers), hidden]


def _plain(number: float | None) -> str:
    """In full, with four decimals at the most; nothing where there is none."""
    return "" if number is None else f"{number:.4f}".rstrip("0").rstrip(".")


def _named(group: Group, names: Mapping[int, str]) -> str:
    """A name never stands first in its cell, so that no spreadsheet takes it for a formula."""
    if group is None:
        return "practice"
    if isinstance(group, Severity):
        return f"urgency:{group.label}"
    return f"therapist:{names[group]}"
