"""A practice's time and a wish in, the starts it can offer out, so that others can judge it."""

import argparse
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from easeback.domain.booking import (
    Mode,
    Open,
    OpenSlots,
    Roster,
    Travel,
    Ways,
    Wish,
    open_slots,
    suggest,
)
from easeback.domain.vocabulary import moment
from easeback.ops.printing import print_json
from easeback.ops.slots_json import BadDocument
from easeback.ops.slots_request import read, roster_of, schema, travel_of, wish_of

LONGEST = 64 * 1024 * 1024
"""Bytes of a document."""
MOST = 500_000
"""Starts of an answer."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Reads one JSON document as docs/generated/slots.schema.json describes it. Prints "
        "{slots: [...], suggested: [...]}: every start that can be offered, by time, and the three "
        "that fit best; or {error: ...}, the same on standard error, and exit status 1."
    )
    parser.add_argument("file", nargs="?", type=Path, help="the document (standard input)")
    parser.add_argument("--schema", action="store_true", help="print the document's JSON Schema")


def run(arguments: argparse.Namespace) -> int:
    if arguments.schema:
        print_json(schema(), indent=1)
        return 0
    try:
        result = slots(_text(arguments.file))
    except BadDocument as bad:
        print_json({"error": str(bad)})
        print(f"easeback slots: {bad}", file=sys.stderr)
        return 1
    print_json(result)
    return 0


def slots(text: bytes) -> dict[str, Any]:
    """The offered starts of a document. Raises BadDocument."""
    request = read(text)
    roster, wish, travel = roster_of(request), wish_of(request), travel_of(request)
    found = open_slots(roster, wish, travel)
    number = sum(mask.bit_count() for mask in found.starts.values())
    if number > MOST:
        raise BadDocument(f"{number} starts, more than {MOST}: ask for fewer days or therapists")
    writer = Writer(roster, wish, travel, found, request.patient.zone)
    return {
        "slots": [writer.written(one) for one in found],
        "suggested": [writer.written(s.open) for s in suggest(found, roster, wish, travel)],
    }


class Writer:
    """Open slots as JSON has them."""

    def __init__(
        self, roster: Roster, wish: Wish, travel: Travel, found: OpenSlots, zone: str | None
    ) -> None:
        """`zone` is the person's own, if it was told."""
        self._wish, self._found = wish, found
        self._ways = {t.id: Ways(t, roster.clinic, travel) for t in roster.therapists}
        self._zones = {t.id: ZoneInfo(t.hours.zone) for t in roster.therapists}
        self._own = ZoneInfo(zone) if zone else None

    def written(self, one: Open) -> dict[str, Any]:
        """One start: UTC and the therapist's local time; with what else applies to it."""
        wish, starts_at = self._wish, moment(one.start)
        ends_at = moment(one.start + wish.service.length * 60)
        result: dict[str, Any] = {
            "therapist": one.therapist,
            "mode": one.mode.value,
            "start": starts_at.isoformat().replace("+00:00", "Z"),
            "end": ends_at.isoformat().replace("+00:00", "Z"),
            "local": starts_at.astimezone(self._zones[one.therapist]).isoformat(),
        }
        if self._own is not None:
            result["patient_local"] = starts_at.astimezone(self._own).isoformat()
        if wish.service.needs_room(one.mode):
            result["room"] = self._found.room_at(one.start)
        if one.mode is Mode.HOME:
            trips = self._ways[one.therapist].trips(one.start, wish.place, one.mode, wish.service)
            result["travel_before"], result["travel_after"] = trips.before, trips.after
        return result


def _text(file: Path | None) -> bytes:
    try:
        # One byte more than is read, so that a file without an end is told from a long one.
        if file is None:
            text = sys.stdin.buffer.read(LONGEST + 1)
        else:
            with file.open("rb") as opened:
                text = opened.read(LONGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise BadDocument(why, str(file or "standard input")) from error
    if len(text) > LONGEST:
        raise BadDocument(f"the document is longer than {LONGEST} bytes")
    return text
