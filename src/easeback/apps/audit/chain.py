"""What the mark of a row is made from, and the marks that were noted outside of the database."""

import hmac
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

BEGINNING = "0" * 64
"""Stands for the mark before the first."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a row says, without its mark."""

    number: int
    at: datetime
    by: str
    what: str
    about: str


def mark_of(deed: Deed, before: str, key: bytes) -> str:
    """Nobody can make it without the key, nor for another row, nor after another one."""
    at = deed.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = json.dumps([before, deed.number, at, deed.by, deed.what, deed.about])
    return hmac.new(key, said.encode(), sha256).hexdigest()


def noted_in(file: Path) -> dict[int, str]:
    """The marks that were noted, by the number of their row. A line cut off by a crash is none."""
    if not file.exists():
        return {}
    found = (line.split() for line in file.read_text("ascii").splitlines())
    return {
        int(number): mark
        for _, number, mark in (parts for parts in found if len(parts) == 3)
        if number.isdigit() and len(mark) == len(BEGINNING)
    }


def note(file: Path, number: int, mark: str, *, at: datetime) -> None:
    """Appends a line, on the disk before this ends."""
    line = f"{at.astimezone(UTC).isoformat(timespec='seconds')} {number} {mark}\n"
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode("ascii"))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
