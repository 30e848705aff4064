"""What every test can lean on, and an honest word about what this machine could not run."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings
from psycopg.sql import SQL, Identifier

from easeback.apps.booking import queries as booking
from easeback.apps.booking.offers import ROSTERS
from easeback.apps.practice import queries

# How fast a machine is decides nothing here: time is measured in benchmarks only.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

POSTGRES = "postgresql:///postgres?connect_timeout=3"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What an earlier test wrote was rolled back; no page may go by it."""
    queries.forget()
    ROSTERS.forget()
    booking.forget()
    cache.clear()


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


def reachable() -> bool:
    try:
        psycopg.connect(POSTGRES).close()
    except psycopg.OperationalError:
        return False
    return True


def left_out() -> dict[str, str]:
    """Marker -> why tests that carry it cannot run here."""
    why = {}
    if CHROMIUM is None:
        why["browser"] = "browser stories: Chromium was not found (apt-get install chromium)"
    if not reachable():
        why["postgres"] = "PostgreSQL: no server answers on the local socket for this user"
    return why


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--contended", type=int, default=5000, help="attempts to book at once, on each database"
    )


@pytest.fixture
def contended(request: pytest.FixtureRequest) -> int:
    """How many attempts to book are made at once."""
    attempts: int = request.config.getoption("--contended")
    return attempts


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Chromium")
    config.addinivalue_line("markers", "postgres: needs a PostgreSQL server on the local socket")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for marker, why in left_out().items():
        for item in items:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=why))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    why = left_out()
    terminalreporter.section("left out on this machine")
    terminalreporter.write_line("\n".join(why.values()) or "nothing was left out")
