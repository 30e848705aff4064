"""The database's own word that nothing is taken twice.

Whatever code asks and whichever processes race: a claim that overlaps another one of the same
resource is refused by SQLite's triggers, or by PostgreSQL's exclusion constraint.
"""

from typing import Any

from django.db import connections

TABLE = "booking_claim"
OVERLAP = "claim overlaps another one"
_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table}
WHEN EXISTS (
    SELECT 1 FROM {table}
    WHERE resource_id = NEW.resource_id AND id IS NOT NEW.id
    AND starts < NEW.ends AND ends > NEW.starts
)
BEGIN SELECT RAISE(ABORT, '{overlap}'); END
"""
_SQLITE_GUARDS = {
    "booking_claim_added": "INSERT",
    "booking_claim_moved": "UPDATE OF resource_id, starts, ends",
}
_POSTGRES_GUARD = "booking_claim_alone"
_POSTGRES = f"""
ALTER TABLE {TABLE} ADD CONSTRAINT {_POSTGRES_GUARD}
EXCLUDE USING gist (resource_id WITH =, int8range(starts, ends, '[)') WITH &&)
"""


def put_up(using: str = "default") -> None:
    """Puts the guard up where it is not standing; after every migration, since a migration of the
    table on SQLite writes it anew and loses its triggers."""
    if stands(using):
        return
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "sqlite":
            for name, event in _SQLITE_GUARDS.items():
                cursor.execute(_SQLITE.format(name=name, event=event, table=TABLE, overlap=OVERLAP))
        else:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
            cursor.execute(_POSTGRES)


def take_down(using: str = "default") -> None:
    """For the tests that show what happens without it."""
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "sqlite":
            for name in _SQLITE_GUARDS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            cursor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {_POSTGRES_GUARD}")


def stands(using: str = "default") -> bool:
    """Whether the database guards the claims."""
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            return _SQLITE_GUARDS.keys() <= {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = %s", [_POSTGRES_GUARD])
        return cursor.fetchone() is not None


def after_migrating(using: str, **_: Any) -> None:
    put_up(using)
