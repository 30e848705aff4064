"""When somebody is busy by a calendar of theirs that we were given."""

import json
import os
import subprocess
import sys
from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from easeback.interop.refusal import CalendarRefused

__all__ = ["CalendarRefused", "busy_spans"]

BIGGEST = 2_000_000
"""Bytes of a file."""
SECONDS = 10
"""Of processor time for one file; a year of a full calendar takes about one."""
PATIENCE = 60
"""Seconds, should the machine be so busy that the limit of processor time is not reached sooner."""


def busy_spans(
    text: bytes,
    *,
    between: tuple[datetime, datetime],
    zone: str,
    but_not: Collection[str] = (),
    seconds: int = SECONDS,
) -> list[tuple[datetime, datetime]]:
    """The spans of `between` at which this calendar file says "busy": disjoint, in order, in UTC.

    Repeats are laid out. Whole days, and times without a zone of their own, are taken in `zone`.
    What is marked as free, or canceled, is left out; so are events whose UID begins, before its
    "@", with one of `but_not`: our own visits, which come back from a calendar that they went into.

    Raises CalendarRefused where the file is broken, too big, or would have to be guessed at (a time
    zone that nobody knows): a half-read calendar would offer times that are taken. The file is read
    in a process with limits of memory and of `seconds`, so that none, however it is made, holds us
    up.
    """
    if between[0].tzinfo is None or between[1].tzinfo is None:
        raise ValueError("aware moments are needed")
    ZoneInfo(zone)
    if len(text) > BIGGEST:
        raise CalendarRefused(f"the file has more than {BIGGEST} bytes")
    asked = {
        "between": [moment.isoformat() for moment in between],
        "zone": zone,
        "but_not": sorted(but_not),
    }
    try:
        done = subprocess.run(  # noqa: S603  The command is ours.
            [sys.executable, "-m", "easeback.interop.expanding", str(seconds)],
            input=json.dumps(asked).encode() + b"\n" + text,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.defpath},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CalendarRefused("reading it takes too long") from None
    if done.returncode:
        raise CalendarRefused("reading it takes too long, or too much memory")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise CalendarRefused(answer["refused"])
    return [
        (datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at))
        for starts_at, ends_at in answer["spans"]
    ]
