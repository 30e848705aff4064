"""The way from booking, which knows no other programs, to a server that knows the roads."""

from collections.abc import Sequence

from django.conf import settings

from easeback.apps.booking.roads import NoTable, Table
from easeback.domain.booking import Place
from easeback.interop import osrm

TIMEOUT = 1.0
"""Seconds; somebody waits for the page meanwhile."""


def table() -> Table | None:
    """Asks the practice's own OSRM server; None: it has none."""
    if not settings.OSRM:
        return None
    server = osrm.Osrm(settings.OSRM, TIMEOUT)

    def ask(places: Sequence[Place]) -> osrm.Table:
        try:
            return server.table(places)
        except osrm.NoTable as failure:
            raise NoTable(str(failure)) from None

    return ask
