"""Timed codes in units of 15 minutes: the 8-minute rule (evidence.md 9.4; to be verified yearly).

All timed minutes of a visit together decide how many units there are; each code gets the whole
quarters of its own minutes, and what is left goes to the codes with the most minutes left over.
"""

from collections.abc import Mapping

QUARTER = 15
LEAST = 8
"""Minutes from which on a last, broken quarter counts."""


def units(minutes: Mapping[str, int]) -> dict[str, int]:
    """Units by code, of the minutes of each timed code. Codes that come to none are left out.

    Of two with as many minutes left over, the one that comes first in `minutes` gets the unit.
    """
    total = (sum(minutes.values()) + QUARTER - LEAST) // QUARTER
    found = {code: spent // QUARTER for code, spent in minutes.items()}
    left = sorted(minutes, key=lambda code: minutes[code] % QUARTER, reverse=True)
    for code in left[: total - sum(found.values())]:
        found[code] += 1
    return {code: count for code, count in found.items() if count}
