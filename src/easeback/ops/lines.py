"""Reads standard input line by line in constant memory, however long a line is."""

from collections.abc import Iterator
from typing import TextIO

LONGEST = 65_536
"""Characters of a line; a longer one is refused and passed over."""


class BadLine(ValueError):
    """A line that cannot be judged: what is wrong, and what was expected."""

    def __init__(self, error: str, expected: str) -> None:
        super().__init__(error)
        self.error = error
        self.expected = expected


def numbered_lines(stream: TextIO) -> Iterator[tuple[int, str | None]]:
    """Each line with its number from 1; None in place of a line that is too long."""
    number = 0
    while part := stream.readline(LONGEST + 1):
        number += 1
        if len(part) <= LONGEST or part.endswith("\n"):
            yield number, part
            continue
        while part and not part.endswith("\n"):
            part = stream.readline(LONGEST)
        yield number, None
