"""Driving times of an OSRM server of the practice's own: its table service, version 1.

Where patients live is sent to it. So the server must stand in the practice's own network: an
address that the whole world reaches is never spoken to, whatever the settings say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Thread
from typing import Any

import msgspec

from easeback.domain.booking import Place
from easeback.interop.fetching import Allowed, Kind, NotFetched, fetch
from easeback.interop.refusal import CalendarRefused

MOST = 100
"""Places of one table; what an OSRM server takes unless it was told otherwise."""
DAY = 86_400
OWN = Allowed(plain_http=True, private_addresses=True, public_addresses=False)
TABLE = Kind("application/json", biggest=1024 * 1024, hops=0)
"""A hundred places fill some hundred kilobytes. A redirect might lead out of the house."""
Table = Sequence[Sequence[float | None]]


class NoTable(Exception):
    """Nothing came that can be used. `str()` says why; it names no place and no address."""


@dataclass(frozen=True, slots=True)
class Osrm:
    """A server at `url`, such as http://127.0.0.1:5000; `timeout` is in seconds, for everything."""

    url: str
    timeout: float
    allowed: Allowed = OWN

    def table(self, places: Sequence[Place]) -> Table:
        """Seconds from each place (row) to each (column); None where there is no way by road.

        At most `MOST` places. Raises NoTable, also where looking the server's name up takes longer
        than all of it may.
        """
        got: list[Table | NoTable] = []
        # A name that is looked up cannot be broken off, but it need not be waited for.
        asking = Thread(target=lambda: got.append(self._asked(places)), daemon=True)
        asking.start()
        asking.join(self.timeout)
        answer = got[0] if got else NoTable("too slow")
        if isinstance(answer, NoTable):
            raise answer
        return answer

    def _asked(self, places: Sequence[Place]) -> Table | NoTable:
        way = ";".join(f"{place.longitude:.4f},{place.latitude:.4f}" for place in places)
        url = f"{self.url.rstrip('/')}/table/v1/driving/{way}?annotations=duration"
        try:
            body = fetch(url, timeout=self.timeout, allowed=self.allowed, kind=TABLE).body
            return _durations(msgspec.json.decode(body or b""), len(places))
        except (CalendarRefused, NotFetched, NoTable) as failure:
            return NoTable(str(failure))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return NoTable("the answer is no JSON")


def _durations(answer: Any, size: int) -> Table:
    """The numbers of an answer, each looked at. Raises NoTable."""
    if not isinstance(answer, dict) or answer.get("code") != "Ok":
        raise NoTable("the answer is not Ok")
    rows = answer.get("durations")
    if not isinstance(rows, list) or len(rows) != size:
        raise NoTable("the answer is no table of these places")
    for row in rows:
        if not isinstance(row, list) or len(row) != size or not all(map(_is_duration, row)):
            raise NoTable("the answer is no table of these places")
    return rows


def _is_duration(value: Any) -> bool:
    if value is None:
        return True
    return type(value) in {int, float} and 0 <= value <= DAY
