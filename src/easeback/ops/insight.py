"""A diary in, what it tells out: flares, the trend, and what helps, so that others can judge it."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from easeback.domain.diary import (
    LATEST,
    SOONEST,
    BadEntry,
    Effect,
    Entry,
    Flare,
    Insight,
    Period,
    Trend,
    insight_of,
)
from easeback.ops.lines import LONGEST, BadLine, numbered_lines
from easeback.ops.printing import print_json

REQUIRED = ("at", "pain")
FIELDS = (*REQUIRED, "flare", "remedy", "pain_after", "after_minutes")
NUMBERS = ("pain", "pain_after", "after_minutes")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LONGEST_NAME = 100
MOST_ENTRIES = 20_000
MOST_REMEDIES = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        'Each line: {"at": ISO 8601 with its zone, "pain": 0-10, "flare": true | false | null, '
        '"remedy": id | null, "pain_after": 0-10 | null, "after_minutes": minutes | null}. '
        "The last line printed is what all good lines together tell; before it, each bad one."
    )


def run(arguments: argparse.Namespace) -> int:
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    reader, failed = Reader(), False
    for number, line in numbered_lines(sys.stdin):
        if line is not None and not line.strip():
            continue
        try:
            reader.take(line)
        except BadLine as bad:
            failed = True
            print_json({"line": number, "error": bad.error, "expected": bad.expected})
    print_json({"entries": len(reader.entries), **told(insight_of(reader.entries))})
    return 1 if failed else 0


class Reader:
    """Reads a diary line by line."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._remedies: set[str] = set()

    def take(self, line: str | None) -> None:
        """Raises BadLine."""
        entry = _entry(_parsed(line))
        remedies = self._remedies | {entry.remedy} - {None}
        if len(self.entries) >= MOST_ENTRIES:
            raise BadLine("too many entries", f"at most {MOST_ENTRIES}")
        if len(remedies) > MOST_REMEDIES:
            raise BadLine("too many remedies", f"at most {MOST_REMEDIES} different ones")
        self._remedies = {each for each in remedies if each is not None}
        self.entries.append(entry)


def told(insight: Insight) -> dict[str, Any]:
    """The insight as JSON has it. Points are those of 0 to 10; `estimate` is points less."""
    return {
        "flares": [_flare(flare) for flare in insight.flares],
        "trend": _trend(insight.trend),
        "remedies": [_effect(effect) for effect in insight.effects],
        "window_minutes": [SOONEST, LATEST],
    }


def _flare(flare: Flare) -> dict[str, Any]:
    return {
        "start": flare.starts_at.isoformat(),
        "end": None if flare.ends_at is None else flare.ends_at.isoformat(),
        "seen_over": flare.seen_over,
        "peak": flare.peak,
        "peak_at": flare.peak_at.isoformat(),
        "by": flare.by.value,
        "entries": flare.entries,
        "hours": _in(HOUR, flare.length),
        "days_since_last": _in(DAY, flare.gap),
    }


def _in(unit: timedelta, length: timedelta | None) -> float | None:
    return None if length is None else round(length / unit, 1)


def _trend(trend: Trend) -> dict[str, Any]:
    return {
        "tendency": trend.tendency.value,
        "first": _period(trend.periods[0]) if trend.periods else None,
        "last": _period(trend.periods[-1]) if trend.periods else None,
        "changes": [
            {
                "before": _period(change.before),
                "after": _period(change.after),
                "points": round(change.after.pain - change.before.pain, 2),
                "tendency": change.tendency.value,
            }
            for change in trend.changes
        ],
    }


def _period(period: Period) -> dict[str, Any]:
    return {
        "from": period.first_on.isoformat(),
        "to": period.last_on.isoformat(),
        "pain": period.pain,
        "days": period.days,
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "remedy": effect.remedy,
        "estimate": round(effect.estimate, 2),
        "interval": [round(effect.low, 2), round(effect.high, 2)],
        "uses": effect.uses.all,
        "followed": effect.uses.followed,
        "missing": effect.missing,
        "verdict": effect.verdict.value,
    }


def _parsed(line: str | None) -> Mapping[str, Any]:
    if line is None:
        raise BadLine("the line is too long", f"at most {LONGEST} characters")
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine("not JSON", "one JSON object on a line") from error
    if not isinstance(given, dict):
        raise BadLine("not a JSON object", 'an object like {"at": "...", "pain": 3}')
    surplus = sorted(given.keys() - set(FIELDS))
    if surplus:
        raise BadLine(f"unknown field {surplus[0][:80]!r}", f"only {', '.join(FIELDS)}")
    for field in REQUIRED:
        if given.get(field) is None:
            raise BadLine(f"{field} is missing", "at and pain")
    return given


def _entry(given: Mapping[str, Any]) -> Entry:
    remedy, flare = given.get("remedy"), given.get("flare")
    if not (flare is None or isinstance(flare, bool)):
        raise BadLine("bad value for flare", "true, false or null")
    if remedy is not None and not (isinstance(remedy, str) and 0 < len(remedy) <= LONGEST_NAME):
        raise BadLine(
            "bad value for remedy", f"a name of at most {LONGEST_NAME} characters, or null"
        )
    numbers = _numbers(given, NUMBERS)
    try:
        return Entry(at=_moment(given["at"]), flare=flare, remedy=remedy, **numbers)
    except BadEntry as bad:
        raise BadLine(f"bad value for {bad.field}", bad.expected) from bad


def _numbers(given: Mapping[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    for field in fields:
        number = given.get(field)
        if number is not None and (isinstance(number, bool) or not isinstance(number, int | float)):
            raise BadLine(f"bad value for {field}", "a number")
    return {field: given.get(field) for field in fields}


def _moment(text: object) -> datetime:
    try:
        return datetime.fromisoformat(text if isinstance(text, str) else "")
    except ValueError as error:
        raise BadLine("bad value for at", "a moment like 2027-03-01T09:30:00-06:00") from error
