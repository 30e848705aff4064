"""The database of the tests, put back as it was made after a test that commits.

Django would delete from every table and announce a migration, whose listeners then write every
permission anew: most of the time of a short test. Copying the pages back takes a millisecond, and
leaves more as it was: what migrations wrote, the guards, and where each table counts its rows.
"""

import sqlite3

from django.db import connection

PATIENCE = 200
"""How often a page is tried that another connection holds, a hundredth of a second apart."""


class Pristine:
    """What the database holds at this moment, to be put back as often as wanted."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self._pages = sqlite3.connect(":memory:")
        connection.connection.backup(self._pages)

    def put_back(self) -> None:
        held = 0

        def counted(status: int, _remaining: int, _total: int) -> None:
            nonlocal held
            held += status != sqlite3.SQLITE_DONE
            if held > PATIENCE:
                raise sqlite3.OperationalError("a connection that was left open holds the database")

        connection.ensure_connection()
        self._pages.backup(connection.connection, progress=counted, sleep=0.01)

    def close(self) -> None:
        self._pages.close()
