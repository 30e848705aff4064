"""The urgency world of a seed: a clinic's hours, and who asks for a course of visits and when."""

from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.worlds.reading import minute_of_day, stated, week_of
from benchmarks.worlds.values import DAY, Calendar, Request, Therapist

FILE = "urgency"
WORKING_HALVES = range(10)


@dataclass(frozen=True)
class Person:
    """Who asks once, for a first visit and all that follows it."""

    id: str
    asked_at: int
    severity: str
    halves: frozenset[int]
    first_halves: frozenset[int]


@dataclass(frozen=True)
class UrgencyWorld:
    """`people` are in the order in which they ask; days before `measured` only fill the diaries."""

    seed: int
    calendar: Calendar
    therapists: tuple[Therapist, ...]
    people: tuple[Person, ...]
    measured: range
    grid: int
    notice: int

    def first_visit(self, person: Person) -> Request:
        asked_on = person.asked_at // DAY
        return Request(
            id=person.id,
            asked_at=person.asked_at,
            length=stated(FILE)["course"]["first_minutes"],
            days=range(asked_on, asked_on + stated(FILE)["offers"]["first_within_days"] + 1),
            halves=person.first_halves,
            severity=person.severity,
        )

    def follow_ups(self, person: Person, therapist: str, first_day: int) -> list[Request]:
        """The rest of the course, once the first visit is booked."""
        within = stated(FILE)["offers"]["follow_up_within_days"]
        return [
            Request(
                id=f"{person.id}+{after}",
                asked_at=person.asked_at,
                length=stated(FILE)["course"]["follow_up_minutes"],
                days=range(first_day + after, first_day + after + within + 1),
                halves=person.halves,
                severity="follow-up",
                therapist=therapist,
            )
            for after in stated(FILE)["course"]["due_after_days"]
        ]

    @property
    def working_days(self) -> frozenset[int]:
        """Weekdays on which somebody works."""
        return frozenset(
            weekday for weekday in range(7) if any(one.week[weekday] for one in self.therapists)
        )


def seeds(*, tuning: bool = False) -> list[int]:
    """Those that are measured, or those that parameters may be tuned on."""
    return list(stated(FILE)["tuning_seeds" if tuning else "seeds"])


def urgency_world(seed: int) -> UrgencyWorld:
    """The same seed always makes the same world."""
    said, chance = stated(FILE), Random(seed)
    filling, measured = 7 * said["weeks"]["filling"], 7 * said["weeks"]["measured"]
    hours = said["therapists"]
    week = week_of(hours["days"], hours["spans"])
    therapists = tuple(Therapist(one, said["zone"], week) for one in hours["ids"])
    minutes = sum(
        span.minutes
        for one in therapists
        for day in range(filling + measured)
        for span in one.hours(day)
    )
    course = said["course"]
    follow_up = course["follow_up_minutes"] * len(course["due_after_days"])
    count = round(said["load"] * minutes / (course["first_minutes"] + follow_up))
    people = [_person(chance, number, filling + measured) for number in range(count)]
    return UrgencyWorld(
        seed,
        Calendar(said["begins_on"], said["zone"]),
        therapists,
        tuple(sorted(people, key=lambda person: person.asked_at)),
        range(filling, filling + measured),
        said["offers"]["grid_minutes"],
        said["offers"]["notice_minutes"],
    )


def _person(chance: Random, number: int, days: int) -> Person:
    said = stated(FILE)
    severities = said["severities"]
    severity: dict[str, Any] = chance.choices(severities, [each["share"] for each in severities])[0]
    between = [minute_of_day(wall) for wall in said["asking"]["between"]]
    asking = [day for day in range(days) if day % 7 in said["asking"]["days"]]
    asked_at = chance.choice(asking) * DAY + chance.randrange(*between)
    halves = {half for half in WORKING_HALVES if chance.random() < severity["suits"]}
    spare = [half for half in WORKING_HALVES if half not in halves]
    halves.update(chance.sample(spare, max(0, 2 - len(halves))))
    comes_any = severity.get("first_visit") == "any"
    return Person(
        id=f"p{number:04}",
        asked_at=asked_at,
        severity=severity["id"],
        halves=frozenset(halves),
        first_halves=frozenset(WORKING_HALVES) if comes_any else frozenset(halves),
    )
