"""Processes that all want whole courses with one therapist, run against one database.

    python -m tests.apps.booking.course_contenders race ATTEMPTS
    python -m tests.apps.booking.course_contenders killed KILLS
    python -m tests.apps.booking.course_contenders tabs NUMBER

Prints one line of JSON: what was acknowledged. It checks nothing itself.
"""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from easeback.ops.tables import open_tables
from tests.apps.booking.contenders import FIRST, PROCESSES, forked, gathered, killed, open_world

VISITS = 5
DAYS_AHEAD = 90


def open_courses() -> None:
    """A service for follow-ups, and for each process a person with a first visit."""
    from easeback.apps.booking import actions
    from easeback.apps.booking.facts import Contact, Wanted
    from easeback.apps.booking.models import Service, TherapistTime
    from easeback.domain.booking import Mode

    Service.objects.create(
        key="follow-up", name_en="Next", name_es="Otra", length=45, notice=0, horizon=DAYS_AHEAD
    )
    therapist = TherapistTime.objects.order_by("pk")[0].pk
    for number in range(PROCESSES):
        at = FIRST + timedelta(minutes=60 * number)
        wanted = Wanted("visit", Mode.TELEHEALTH, therapist, at)
        visit = actions.hold(wanted, key=str(uuid4()), at=datetime.now(UTC))
        who = Contact(f"P{number}", "1-555-555-0101", "", "en", "UTC")
        actions.confirm(visit, who, key=str(uuid4()), at=datetime.now(UTC))


def course_of(number: int) -> UUID:
    from easeback.apps.booking.models import Course

    mine = Course.objects.filter(patient__name=f"P{number}", visits__isnull=False)
    return mine.distinct().get().pk


class Contender:
    """One process: books a course, and gives most of it back, over and over."""

    def __init__(self, number: int, say: Callable[[dict[str, Any]], None]) -> None:
        self.chance = random.Random(number)
        self.say = say
        self.course = course_of(number % PROCESSES)
        self.done: Counter[str] = Counter()
        self.give_back()

    def give_back(self) -> None:
        """Cancels all that follows the first visit; whoever was killed had not come to it."""
        from easeback.apps.booking import actions, queries

        for visit in queries.promised_visits(self.course)[1:]:
            actions.cancel(visit.id, key=str(uuid4()), by="patient", at=datetime.now(UTC))

    def attempt(self) -> None:
        from easeback.apps.booking import actions, courses

        first = FIRST + timedelta(days=self.chance.choice([2, 3]))
        first += timedelta(minutes=15 * self.chance.randrange(20))
        starts = [first + timedelta(days=3 * n) for n in range(VISITS)]
        try:
            visits = courses.book_course(
                self.course, starts, key=str(uuid4()), at=datetime.now(UTC)
            )
        except (courses.CourseConflicts, courses.TooClose):
            # Too close: whoever took a killed one's place books for the same person meanwhile.
            self.done["refused"] += 1
            return
        except actions.TooBusy:
            self.done["busy"] += 1
            return
        self.done["booked"] += 1
        self.say({"confirmed": str(visits[0])})
        self.give_back()


def race(attempts: int) -> dict[str, Any]:
    def work(number: int, say: Callable[[dict[str, Any]], None]) -> None:
        one = Contender(number, say)
        for _ in range(attempts // PROCESSES):
            one.attempt()
        say({"done": one.done})

    return gathered([forked(work, number) for number in range(PROCESSES)])


def tabs(number: int) -> dict[str, Any]:
    """One person books from so many tabs at once, each at another hour of the same days."""
    begins = datetime.now(UTC).timestamp() + 1

    def work(tab: int, say: Callable[[dict[str, Any]], None]) -> None:
        from easeback.apps.booking import actions, courses

        done: Counter[str] = Counter()
        for person in range(PROCESSES):
            first = FIRST + timedelta(days=9 + 7 * person, hours=tab)
            starts = [first, first + timedelta(days=3)]
            # By the clock, so that all of them book for the same person.
            time.sleep(max(0.0, begins + person / 4 - datetime.now(UTC).timestamp()))
            try:
                courses.book_course(
                    course_of(person), starts, key=str(uuid4()), at=datetime.now(UTC)
                )
                done["booked"] += 1
            except (courses.TooClose, actions.TooBusy):
                done["refused"] += 1
        say({"done": done})

    return gathered([forked(work, tab) for tab in range(number)])


def main(what: str, number: str) -> None:
    open_tables()
    open_world()
    open_courses()
    if what == "killed":
        result = killed(int(number), Contender)
    else:
        result = {"race": race, "tabs": tabs}[what](int(number))
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
