"""Reads the files of the worlds."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from benchmarks.worlds.values import Span

HERE = Path(__file__).parent


@cache
def stated(name: str) -> dict[str, Any]:
    """All that the file states; nobody changes it."""
    read: dict[str, Any] = yaml.safe_load((HERE / f"{name}.yaml").read_text())
    return read


def minute_of_day(wall: str) -> int:
    """From "08:30" to 510."""
    hours, minutes = wall.split(":")
    return 60 * int(hours) + int(minutes)


def week_of(days: list[int], spans: list[tuple[str, str]]) -> tuple[tuple[Span, ...], ...]:
    """The same spans on some weekdays, nothing on the others."""
    hours = tuple(Span(minute_of_day(first), minute_of_day(last)) for first, last in spans)
    return tuple(hours if weekday in days else () for weekday in range(7))
