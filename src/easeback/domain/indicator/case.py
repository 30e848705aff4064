"""One thing that an indicator counts, and many of them together."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from easeback.domain.booking import Severity
from easeback.domain.indicator.line import Person, Therapist


class Case(NamedTuple):
    """What counts, whose it is, and how much of it. `days`: of what is told as a median.

    `reached` counts in the numerator, `counted` in the denominator.
    """

    person: Person
    severity: Severity
    therapist: Therapist
    reached: int
    counted: int = 1
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Some cases together. `median`: of their days, where they have some."""

    people: frozenset[Person]
    reached: int
    counted: int
    median: float | None

    @classmethod
    def of(cls, cases: Iterable[Case]) -> "Tally":
        """The order of the cases changes nothing."""
        held = tuple(cases)
        days = [case.days for case in held if case.days is not None]
        return cls(
            people=frozenset(case.person for case in held),
            reached=sum(case.reached for case in held),
            counted=sum(case.counted for case in held),
            median=float(median(days)) if days else None,
        )
