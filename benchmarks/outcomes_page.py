"""Practice outcomes: CPU and queries of the page and the table, for a practice of 5,000 courses in
two years and for one a tenth as large, of invented numbers."""

import argparse
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

import time_machine

from benchmarks.in_process import django_ready

django_ready()

from django.db import connection  # noqa: E402  Django must be set up before.
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402

from easeback.apps.accounts.models import Account  # noqa: E402
from easeback.apps.booking.models import (  # noqa: E402
    Course,
    Patient,
    Resource,
    TherapistTime,
    Visit,
    VisitStatus,
)
from easeback.apps.care.models import (  # noqa: E402
    AdverseEvent,
    Document,
    FlareMark,
    Measure,
    PublishedProgram,
    RoutineDay,
)
from easeback.apps.care.roles import LEAD  # noqa: E402
from easeback.apps.selfcare.models import DiaryLine, DiaryShare  # noqa: E402
from tests import cast  # noqa: E402
from tests.apps.booking.world import open_world  # noqa: E402
from tests.apps.care.recording import account_with_role  # noqa: E402

NOW = datetime(2027, 2, 15, 15, tzinfo=UTC)
DAYS = 730
SEED = 20_270_215
VISITS, ROUTINES, LINES = 8, 30, 60
"""Of a course; of each third course, which has a program; of each fifth, which shares a diary."""
DAY = timedelta(days=1)


class Town:
    """Invented courses, one after the other, and all that happens in them. Nothing is sealed: no
    text is looked at."""

    def __init__(self, signed_by: int) -> None:
        self._chance = random.Random(SEED)
        self._signed_by = signed_by
        self._therapists = list(TherapistTime.objects.values_list("pk", flat=True))
        self._made = 0

    def grows(self, courses: int) -> None:
        rows: dict[type, list[Any]] = {}
        for _ in range(courses):
            for row in self._course():
                rows.setdefault(type(row), []).append(row)
        for kind, held in rows.items():
            kind.objects.bulk_create(held, batch_size=2_000)  # type: ignore[attr-defined]

    def _course(self) -> Iterator[Any]:
        self._made += 1
        chance, number = self._chance, self._made
        resource = Resource.objects.create(kind="patient")
        yield Patient(
            resource=resource, name=f"N{number}", email=f"n{number}@example.test", zone="UTC"
        )
        begun_at = NOW - DAY * chance.uniform(0, DAYS)
        course = Course(
            id=self._id(),
            patient_id=resource.pk,
            therapist_id=chance.choice(self._therapists),
            severity=chance.choices((0, 1, 2), (6, 3, 1))[0],
            begun_at=begun_at,
        )
        yield course
        for place in range(VISITS):
            starts_at = begun_at + DAY * (chance.randint(1, 6) + 7 * place)
            yield from self._visit(course.pk, starts_at, first=place == 0)
        if number % 3 == 0:
            yield from self._program(course.pk, begun_at)
        if number % 5 == 0:
            yield from self._diary(course.pk, begun_at)

    def _visit(self, course: UUID, starts_at: datetime, *, first: bool) -> Iterator[Any]:
        visit = Visit(
            id=self._id(),
            course_id=course,
            service_id="visit",
            mode="clinic",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=40),
            code=f"{self._chance.getrandbits(40):010X}",
        )
        yield visit
        yield VisitStatus(visit=visit, status="held", at=starts_at, by="patient")
        yield VisitStatus(visit=visit, status="confirmed", at=starts_at, by="patient")
        fate = self._chance.choices(("kept", "no-show", "late-cancel"), (90, 6, 4))[0]
        if fate != "kept":
            yield VisitStatus(visit=visit, status=fate, at=starts_at, by="staff:1")
            return
        note = self._note(course, visit.pk, starts_at)
        yield note
        scores = (("pain", 10), ("activities", 10)) if first else (("pain", 10),)
        for instrument, most in scores:
            yield Measure(
                document=note,
                course=course,
                instrument=instrument,
                value=self._chance.randint(0, most),
                at=starts_at,
            )
        if self._chance.random() < 0.02:
            yield AdverseEvent(document=note, course=course, at=starts_at)

    def _note(self, course: UUID, about: UUID, at: datetime) -> Document:
        return Document(
            id=self._id(),
            course=course,
            about=about,
            kind="visit-note",
            number=1,
            content="",
            knowledge_version="",
            signed_by_id=self._signed_by,
            signed_as="Ann",
            at=at,
        )

    def _program(self, course: UUID, begun_at: datetime) -> Iterator[Any]:
        first = begun_at.date() + 7 * DAY
        yield PublishedProgram(
            id=self._id(),
            course=course,
            number=1,
            content="",
            knowledge_version="",
            signed_by_id=self._signed_by,
            signed_as="Ann",
            published_on=first,
            at=begun_at,
        )
        for place in range(ROUTINES):
            yield RoutineDay(course=course, on=first + place * DAY)
        for place, began in ((10, True), (15, False)):
            yield FlareMark(
                id=self._id(), course=course, on=first + place * DAY, began=began, at=begun_at
            )

    def _diary(self, course: UUID, begun_at: datetime) -> Iterator[Any]:
        account = Account.objects.create(
            id=self._id(),
            opened_by=self._id(),
            language="en",
            zone="America/New_York",
            phrase_hash=self._id().hex,
            made_at=begun_at,
            seen_at=NOW,
        )
        yield DiaryShare(account=account, course=course, given_at=begun_at)
        bad = range(20, 20 + self._chance.randint(2, 30))
        for day in sorted(self._chance.sample(range(90), LINES)):
            entry = self._id()
            yield DiaryLine(
                account=account,
                key=entry,
                entry=entry,
                version=1,
                at=begun_at + day * DAY,
                zone="America/New_York",
                pain=self._chance.randint(2, 4) + (4 if day in bad else 0),
                source="written",
                written_at=begun_at,
            )

    def _id(self) -> UUID:
        return UUID(int=self._chance.getrandbits(128), version=4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--courses", type=int, default=5_000)
    options = parser.parse_args()
    with override_settings(ALLOWED_HOSTS=["testserver"]), time_machine.travel(NOW):
        open_world()
        client, lead = Client(), account_with_role("lena", LEAD)
        cast.signed_in(client, lead)
        town = Town(lead.pk)
        small = options.courses // 10
        print(f"{'practice outcomes':<28} {'median ms CPU':>14} {'least':>7} {'queries':>8}")
        for courses in (small, options.courses - small):
            town.grows(courses)
            for what, path in (("page", "/staff/outcomes/"), ("table", "/staff/outcomes.csv")):
                name = f"{what} of {Course.objects.count():,} courses"
                measured(client, name, f"{path}?year=2026", options.rounds)


def measured(client: Client, name: str, path: str, rounds: int) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(answer.status_code)
    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    queries = sum(not each["sql"].startswith(control) for each in asked.captured_queries)
    cost = []
    for _ in range(rounds):
        began = time.process_time()
        client.get(path)
        cost.append(1000 * (time.process_time() - began))
    print(f"{name:<28} {median(cost):>14.0f} {min(cost):>7.0f} {queries:>8}")


if __name__ == "__main__":
    main()
