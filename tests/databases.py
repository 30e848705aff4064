"""Databases of a moment, of each kind that Easeback runs on."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier

POSTGRES = "postgresql:///postgres?connect_timeout=3"
NO_WAITING = SQL("ALTER DATABASE {} SET synchronous_commit TO off")
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  A directory of its own.


@contextmanager
def made(kind: str, place: Path, template: str = "") -> Iterator[str]:
    """A new database, empty or a copy, removed at the end.

    Neither waits for the disk, which slows a race down and proves nothing: processes are killed
    here, but nobody cuts the power.
    """
    if kind == "sqlite":
        with TemporaryDirectory(dir=MEMORY) as quick:
            file = Path(quick) / "easeback.sqlite3"
            if template:
                shutil.copy(template.removeprefix("sqlite:///"), file)
            (place / file.name).symlink_to(file)
            yield f"sqlite:///{place / file.name}"
        return
    name = f"easeback_test_{uuid4().hex}"
    copied = template.removeprefix("postgresql:///") or "template1"
    creation = SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(copied))
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(creation)
        try:
            server.execute(NO_WAITING.format(Identifier(name)))
            yield f"postgresql:///{name}"
        finally:
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
