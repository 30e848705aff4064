"""What the forms of a course hold: how many, how often, and which start for each visit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from easeback.apps.booking.courses import FEWEST, MOST, Often
from easeback.domain.vocabulary import moment
from easeback.web.forms.whole import whole_in

NUMBERS = range(FEWEST, MOST + 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """How many visits and how often; None where that is not told, or not among what is offered.

    `key` tells one plan from another, so that a double click books once. `chosen`: by number of the
    visit, the start that was chosen for it; None: it was left out.
    """

    visits: int | None
    often: Often | None
    key: UUID
    chosen: Mapping[int, int | None]

    @property
    def is_whole(self) -> bool:
        return self.visits is not None and self.often is not None

    @property
    def starts(self) -> list[datetime]:
        """The chosen starts, in the order of the visits."""
        found = (start for _, start in sorted(self.chosen.items()))
        return [moment(start) for start in found if start is not None]


def asked(given: Mapping[str, str]) -> Asked:
    """What a form says. What no page sends counts as not said."""
    visits, often = given.get("visits", ""), given.get("often", "")
    number = whole_in(visits, digits=10)
    number = number if number in NUMBERS else None
    chosen = {
        place: start
        for place in range(1, (number or 0) + 1)
        if (name := f"visit-{place}") in given
        and ((start := whole_in(given[name], digits=10)) is not None or not given[name])
    }
    return Asked(
        visits=number,
        often=Often(often) if often in set(Often) else None,
        key=_key(given.get("key", "")),
        chosen=chosen,
    )


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
