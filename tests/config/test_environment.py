"""What an installation may set from outside, and the secret that it makes for itself."""

import os
import sqlite3
import stat
import subprocess
import sys
from base64 import urlsafe_b64encode
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from easeback.config.database import database
from easeback.config.environment import (
    data_directory,
    osrm_address,
    public_address,
    push_key,
    secret_key,
)
from tests.ops.terminal import environment


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = secret_key(tmp_path)
    assert secret_key(tmp_path) == first
    assert len(first) >= 50
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_two_installations_have_two_secrets(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    assert secret_key(first) != secret_key(second)


def test_the_data_directory_is_made_and_closed_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EASEBACK_DATA", str(tmp_path / "deep" / "data"))
    assert stat.S_IMODE(data_directory().stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "address", ["relief.example", "ftp://relief.example", "https://", "https://relief.example/app"]
)
def test_an_address_that_is_none_is_refused_by_name(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EASEBACK_ADDRESS", address)
    with pytest.raises(ValueError, match="EASEBACK_ADDRESS"):
        public_address()


def test_the_embedded_database_takes_concurrent_writers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EASEBACK_DATABASE", raising=False)
    chosen = database(tmp_path)
    assert Path(chosen["NAME"]) == tmp_path / "easeback.sqlite3"
    assert chosen["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in chosen["OPTIONS"]["init_command"]
    assert chosen["CONN_MAX_AGE"] is None


def test_an_embedded_database_that_cannot_be_written_is_still_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EASEBACK_DATABASE", raising=False)
    with closing(sqlite3.connect(database(tmp_path)["NAME"])) as made:
        made.executescript("PRAGMA journal_mode=WAL; CREATE TABLE kept AS SELECT 42 AS answer")
    # A superuser may write whatever the permissions say, so they are not asked here.
    monkeypatch.setattr(os, "access", lambda *_: False)
    chosen = database(tmp_path)
    with closing(sqlite3.connect(chosen["NAME"], uri=True)) as opened:
        assert opened.execute("SELECT answer FROM kept").fetchone() == (42,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            opened.execute("DELETE FROM kept")
    assert "init_command" not in chosen["OPTIONS"]


def test_postgresql_is_one_variable_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EASEBACK_DATABASE", "postgresql://ana:x@db.example:5433/easeback")
    chosen = database(tmp_path)
    assert chosen["ENGINE"] == "django.db.backends.postgresql"
    assert (chosen["HOST"], chosen["PORT"], chosen["NAME"]) == ("db.example", 5433, "easeback")
    assert chosen["CONN_HEALTH_CHECKS"] is True
    assert "init_command" not in chosen["OPTIONS"]


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:5000", "https://osrm.practice.lan/roads", "http://[::1]:5000/"]
)
def test_a_server_that_knows_the_roads_is_named_by_its_address(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EASEBACK_OSRM", address)
    assert osrm_address() == address
    monkeypatch.delenv("EASEBACK_OSRM")
    assert osrm_address() == ""


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1:5000",
        "osrm",
        "ftp://127.0.0.1",
        "http://",
        "http://ana:secret@127.0.0.1",
        "http://127.0.0.1:port",
        "http://127.0.0.1:5000?a=secret",
        "http://127.0.0.1:5000#a",
        "http://127.0.0.1:5000/a b",
        "http://[::1",
    ],
)
def test_what_is_no_such_address_is_refused_without_being_shown(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EASEBACK_OSRM", address)
    with pytest.raises(ValueError, match="EASEBACK_OSRM") as refusal:
        osrm_address()
    assert "secret" not in str(refusal.value)


MAKE = """
import sys
from pathlib import Path
from easeback.config.environment import push_key
print(push_key(Path(sys.argv[1])), end="")
"""


def test_the_key_that_signs_pushes_is_made_once_and_only_its_owner_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EASEBACK_PUSH_KEY", raising=False)
    at_once = [
        subprocess.Popen(
            [sys.executable, "-c", MAKE, str(tmp_path)],
            env=environment(tmp_path),
            stdout=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    made = {process.communicate()[0].decode() for process in at_once}
    assert made == {push_key(tmp_path)}
    assert [path.name for path in tmp_path.iterdir()] == ["push-key"]
    assert stat.S_IMODE((tmp_path / "push-key").stat().st_mode) == 0o600


def test_a_key_from_outside_is_taken_and_none_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = (7).to_bytes(32)
    monkeypatch.setenv("EASEBACK_PUSH_KEY", urlsafe_b64encode(raw).decode().rstrip("="))
    key = serialization.load_pem_private_key(push_key(tmp_path).encode(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    assert key.private_numbers().private_value == 7
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("given", ["secret", "A" * 43, "_" * 43, "é" * 43, "A" * 44])
def test_a_key_that_is_none_is_refused_and_not_shown(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EASEBACK_PUSH_KEY", given)
    with pytest.raises(ValueError, match="EASEBACK_PUSH_KEY") as refusal:
        push_key(tmp_path)
    assert given not in str(refusal.value)
