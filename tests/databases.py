"""Databases of a moment, of each kind that Easeback runs on."""

import fcntl
import shutil
from collections.abc import Callable, Iterator
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
    address = created(template)
    try:
        yield address
    finally:
        dropped(address)


def created(template: str = "") -> str:
    """The address of a new PostgreSQL database."""
    name = f"easeback_test_{uuid4().hex}"
    copied = template.removeprefix("postgresql:///") or "template1"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(
            SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(copied))
        )
        server.execute(NO_WAITING.format(Identifier(name)))
    return f"postgresql:///{name}"


def dropped(address: str) -> None:
    name = Identifier(address.removeprefix("postgresql:///"))
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def template(place: Path, kind: str, fill: Callable[[str, Path], None]) -> str:
    """The database that those of a kind are copied from: the first process that asks fills it."""
    written = place / kind
    with (place / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not written.exists():
            address = f"sqlite:///{place}/easeback.sqlite3" if kind == "sqlite" else created()
            (place / f"{kind}.made").write_text(address)
            fill(address, place)
            (place / f"{kind}.made").rename(written)
    return written.read_text()


def cleared(place: Path) -> None:
    """Nothing is left of the templates, also of one whose filling failed."""
    for address in [one.read_text() for one in place.glob("postgres*") if one.suffix != ".lock"]:
        dropped(address)
    shutil.rmtree(place)
