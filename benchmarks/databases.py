"""Empty databases for benchmarks: a file of SQLite, or one of the local PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier

SERVER = "postgresql:///postgres?connect_timeout=3"
KINDS = ("sqlite", "postgresql")


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    """Its address; a database of the server is dropped at the end, a file lies in the folder."""
    name = f"easeback_benchmark_{uuid4().hex}"
    if kind == "sqlite":
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    try:
        yield f"postgresql:///{name}"
    finally:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
