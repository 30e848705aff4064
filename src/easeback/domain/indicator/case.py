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
        people, days, reached, counted = set[Person](), list[int](), 0, 0
        for case in cases:
            people.add(case.person)
            reached += case.reached
            counted += case.counted
            if case.days is not None:
                days.append(case.days)
        middle = float(median(days)) if days else None
        return cls(frozenset(people), reached, counted, middle)
