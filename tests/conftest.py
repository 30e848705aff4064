"""What every test can lean on, and an honest word about what this machine could not run."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
import pytest
from django.core.cache import cache as remembered
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from whitenoise.middleware import WhiteNoiseMiddleware

from easeback.apps.booking import queries as booking
from easeback.apps.booking.offers import ROSTERS
from easeback.apps.practice import queries
from tests.databases import MEMORY, POSTGRES, cleared, made, template
from tests.ops.terminal import python
from tests.restored import Pristine
from tests.settings import PLACE

# How fast a machine is decides nothing here: time is measured in benchmarks only.
settings.register_profile("proofs", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Each run tries others; with the proofs, as .ci/run does, as many as Hypothesis would by itself.
settings.register_profile("unhurried", settings.get_profile("proofs"), max_examples=30)
settings.load_profile("unhurried")

TEMPLATES = "TEMPLATES_OF_THIS_RUN"
"""Where the run tells its workers the directory of the databases that all of them copy."""
KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
# Where it takes many seconds: on PostgreSQL with the proofs alone.
SLOW_KINDS = ["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.proof])]
# The shell draws no window around a page, which takes a third of a story's time.
BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser"]
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a test committed is undone by putting the pages of the new database back."""
    with django_db_blocker.unblock():
        pristine = Pristine()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: pristine.put_back())
        yield
    pristine.close()


@pytest.fixture(scope="session", autouse=True)
def static_files_are_found_once() -> Iterator[None]:
    """Every test client has a site of its own, which would look hundreds of files up each time."""
    look_up = WhiteNoiseMiddleware.add_files_from_finders
    found: dict[str, Any] = {}

    def add(site: Any) -> None:
        if not found:
            found.update(files_of(look_up, site))
        site.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", add)
        yield


def files_of(look_up: Callable[[Any], None], site: Any) -> dict[str, Any]:
    """What a site would add to what it has."""
    had, site.files = site.files, {}
    look_up(site)
    found, site.files = site.files, had
    return dict(found)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What an earlier test wrote was rolled back; no page may go by it."""
    queries.forget()
    ROSTERS.forget()
    booking.forget()
    remembered.clear()


@pytest.fixture(params=SLOW_KINDS)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of each kind in which nothing is, not even a table."""
    with made(request.param, tmp_path) as address:
        yield address


@pytest.fixture(params=KINDS)
def database(
    request: pytest.FixtureRequest, tmp_path: Path, template_of: Callable[[str], str]
) -> Iterator[str]:
    """The address of a database of each kind that has its tables, and no row of anybody's."""
    with made(request.param, tmp_path, template_of(request.param)) as address:
        yield address


@pytest.fixture(scope="session")
def template_of() -> Callable[[str], str]:
    """The database that those of a kind are copied from: making tables takes seconds each time."""
    return cache(lambda kind: template(Path(os.environ[TEMPLATES]), kind, fill))


def fill(address: str, place: Path) -> None:
    done = python("-c", OPEN, data=place, EASEBACK_DATABASE=address)
    assert done.returncode == 0, done.stderr


OPEN = """
from easeback.ops.tables import open_tables
open_tables()
from django.db import connection
connection.close()  # What SQLite still has beside its file goes into it.
"""


def reachable() -> bool:
    try:
        psycopg.connect(POSTGRES).close()
    except psycopg.OperationalError:
        return False
    return True


def left_out(config: pytest.Config) -> dict[str, str]:
    """Marker -> why tests that carry it do not run here and now."""
    why = {}
    if not config.getoption("proofs"):
        why["proof"] = "proofs, which take minutes: --proofs, as .ci/run does"
    if CHROMIUM is None:
        why["browser"] = "browser stories: Chromium was not found (apt-get install chromium)"
    if not reachable():
        why["postgres"] = "PostgreSQL: no server answers on the local socket for this user"
    return why


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proofs", action="store_true", help="also what takes minutes")
    parser.addoption(
        "--contended", type=int, default=5000, help="attempts to book at once, on each database"
    )
    parser.addoption(
        "--schedules", type=int, default=10, help="random ways through bad networks for a diary"
    )


@pytest.fixture
def schedules(request: pytest.FixtureRequest) -> int:
    """How many random ways a phone goes through connections that come and go."""
    count: int = request.config.getoption("--schedules")
    return count


@pytest.fixture
def one_in(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """The step through many equal things: all of them with the proofs, else one in so many."""
    return lambda step: 1 if request.config.getoption("proofs") else step


@pytest.fixture
def contended(request: pytest.FixtureRequest) -> int:
    """How many attempts to book are made at once."""
    attempts: int = request.config.getoption("--contended")
    return attempts


def pytest_xdist_auto_num_workers() -> int:
    """One more than two processors keep busy: many a test waits, and others run meanwhile."""
    processors = os.cpu_count() or 1
    return processors + (processors + 1) // 2


def pytest_configure(config: pytest.Config) -> None:
    PLACE.mkdir(mode=0o700)
    if not hasattr(config, "workerinput"):
        os.environ[TEMPLATES] = mkdtemp(prefix="easeback-", dir=MEMORY)
    if config.getoption("proofs"):
        settings.load_profile("proofs")
    config.addinivalue_line("markers", "browser: needs Chromium")
    config.addinivalue_line("markers", "proof: by many processes or over all pages; needs --proofs")
    config.addinivalue_line("markers", "long: takes many seconds, so it begins before the others")
    config.addinivalue_line("markers", "postgres: needs a PostgreSQL server on the local socket")


def pytest_unconfigure(config: pytest.Config) -> None:
    cleared(PLACE)
    if not hasattr(config, "workerinput") and TEMPLATES in os.environ:
        cleared(Path(os.environ.pop(TEMPLATES)))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for marker, why in left_out(config).items():
        for item in items:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=why))
    # Begun last, one of these would be waited for while the other processor has nothing to do.
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    why = left_out(config)
    terminalreporter.section("left out")
    terminalreporter.write_line("\n".join(why.values()) or "nothing was left out")
