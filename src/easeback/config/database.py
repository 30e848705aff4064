"""Which database, and how it is opened."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

# Without IMMEDIATE, WAL and a timeout, concurrent writers meet "database is locked" as an HTTP 500.
# FULL: a commit that was answered survives a power cut.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=FULL;"
        "PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-20000;"
    ),
}


def database(directory: Path) -> dict[str, Any]:
    """Django's settings of the one database: EASEBACK_DATABASE, or a file in the data directory."""
    address = os.environ.get("EASEBACK_DATABASE") or f"sqlite:///{directory / 'easeback.sqlite3'}"
    chosen: dict[str, Any] = dict(dj_database_url.parse(address))
    options = chosen.setdefault("OPTIONS", {})
    chosen["CONN_MAX_AGE"] = None
    if chosen["ENGINE"] == "django.db.backends.sqlite3":
        file = Path(chosen["NAME"])
        if file.exists() and not os.access(file, os.W_OK):
            # A write-ahead log cannot be opened without writing; what nobody writes needs none.
            chosen["NAME"] = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
        else:
            options.update(SQLITE)
    else:
        chosen["CONN_HEALTH_CHECKS"] = True
        options.setdefault("connect_timeout", 3)
    return chosen
