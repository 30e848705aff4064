"""Standard streams as a terminal and a pipe leave them to us: whatever is printed gets there whole.

A stream that speaks another alphabet gets signs that it does not know as escapes, and whoever stops
reading, as `head` does, is no failure.
"""

import codecs
import errno
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any

READER_GONE = 141
"""The status of a program that a closed pipe ended: 128 and the number of SIGPIPE."""
INTERRUPTED = 130
FULL = 74
"""What sysexits.h calls EX_IOERR."""


class Unprintable(Exception):
    """The output could not be written. `status` is what to end with."""

    def __init__(self, status: int, why: str = "") -> None:
        super().__init__(why)
        self.status = status


def print_json(value: Any, *, indent: int | None = None) -> None:
    """One JSON value, and a line's end: the same value in whatever encoding is spoken there."""
    # A stream may have no encoding at all, or have been replaced by one that has none.
    spoken = codecs.lookup(getattr(sys.stdout, "encoding", None) or "ascii").name
    print(json.dumps(value, ensure_ascii=spoken != "utf-8", indent=indent))


@contextmanager
def printed() -> Iterator[None]:
    """What is printed within has been written when it ends. Raises Unprintable."""
    if sys.stdin is None:
        # Closed by whoever started us; it is read as empty.
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    if isinstance(sys.stdout, TextIOWrapper):
        # A half of a pair of signs, too, comes out as JSON escapes it.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        try:
            yield
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except OSError as failure:
        if isinstance(failure, BrokenPipeError):
            _let_go()
            raise Unprintable(READER_GONE) from None
        if failure.errno == errno.ENOSPC:
            _let_go()
            raise Unprintable(FULL, failure.strerror or "") from None
        raise


def _let_go() -> None:
    """What is left goes nowhere: Python would try, and complain, once more when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
