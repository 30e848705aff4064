"""Where a US ZIP code lies, from a list that is installed: no place is ever asked of anybody."""

import re
from functools import lru_cache

import zipcodes

from easeback.domain.booking import Place

ZIP = re.compile(r"^[0-9]{5}$")


@lru_cache(maxsize=1024)
def place_of_zip(code: str) -> Place | None:
    """The middle of the ZIP code's area; None where there is no such code."""
    if not ZIP.match(code):
        return None
    found = next(iter(zipcodes.matching(code)), None)  # type: ignore[no-untyped-call]
    if found is None or not found["lat"] or not found["long"]:
        return None
    return Place(float(found["lat"]), float(found["long"]))
