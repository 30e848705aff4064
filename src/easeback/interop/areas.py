"""Where a place is, as roughly as a ZIP code says: from a list that is here, asked of nobody."""

from collections.abc import Mapping
from functools import cache

import zipcodes

from easeback.domain.booking import Place

Middles = list[tuple[float, float, str]]


def zip_near(place: Place) -> str:
    """The ZIP code whose middle is nearest; empty where none lies within a degree or so."""
    row, column = round(place.latitude), round(place.longitude)
    around = [
        middle
        for beside_row in (row - 1, row, row + 1)
        for beside in (column - 1, column, column + 1)
        for middle in _middles().get((beside_row, beside), [])
    ]
    return min(around, key=lambda middle: _apart(place, middle), default=(0, 0, ""))[2]


def _apart(place: Place, middle: tuple[float, float, str]) -> float:
    """For comparing only; within a degree the earth is flat enough, at our latitudes."""
    north, east = middle[0] - place.latitude, (middle[1] - place.longitude) * 0.75
    return north * north + east * east


@cache
def _middles() -> Mapping[tuple[int, int], Middles]:
    """All ZIP codes by the whole degrees that are nearest to their middle."""
    found: dict[tuple[int, int], Middles] = {}
    for each in zipcodes.list_all():  # type: ignore[no-untyped-call]
        # Others are of a building or a post office, or lie nowhere that is known.
        if each["zip_code_type"] == "STANDARD" and float(each["lat"] or 0):
            latitude, longitude = float(each["lat"]), float(each["long"])
            cell = (round(latitude), round(longitude))
            found.setdefault(cell, []).append((latitude, longitude, each["zip_code"]))
    return found
