"""An empty database of each kind, for tests that run commands in processes of their own."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from tests.conftest import POSTGRES


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'easeback.sqlite3'}"
        return
    name = Identifier(f"easeback_test_{uuid4().hex}")
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(name))
        try:
            yield f"postgresql:///{name.as_string(None).strip(chr(34))}"
        finally:
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(name))
