"""Writers of SQLite wait in a queue, where the database would let them try their luck."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections


@contextmanager
def turn(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Waits until no other process or thread is within it: for one short transaction.

    SQLite lets one writer in and has the others look again every now and then, so whoever comes
    late may be first and somebody waits for seconds. The system wakes who waits for a locked file,
    and unlocks it for whoever dies. It is only about waiting: what is right, the guard decides, and
    a writer that takes no turn does no harm. PostgreSQL has queues of its own.
    """
    file = _file_beside(using)
    if file is None:
        yield
        return
    opened = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _file_beside(using: str) -> str | None:
    """None: a server, or a database in memory or only for reading."""
    connection = connections[using]
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or name.startswith((":memory:", "file:")):
        return None
    return f"{name}-turn"
