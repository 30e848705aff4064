"""Processes that all want the same few slots, run against one database.

    python -m tests.apps.booking.contenders race ATTEMPTS [naive] [unguarded] [seed=N]
    python -m tests.apps.booking.contenders each
    python -m tests.apps.booking.contenders killed KILLS

Prints one line of JSON: what was acknowledged. It checks nothing itself.
"""

import json
import os
import random
import select
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from easeback.ops.tables import open_tables

PROCESSES = 8
NOW = datetime.now(UTC)
FIRST = (NOW + timedelta(days=2)).replace(hour=13, minute=0, second=0, microsecond=0)
BASE = {"latitude": 40.74, "longitude": -74.02}
PLACES = [(40.70 + n / 50, -74.0) for n in range(4)]


def open_world() -> None:
    """Three therapists, one with a base of his own, two rooms, two patients who have a course with
    each therapist."""
    from easeback.apps.booking.facts import ResourceKind
    from easeback.apps.booking.models import Course, Patient, Resource, TherapistTime
    from easeback.apps.booking.opening import open_booking
    from easeback.apps.practice.actions import open_practice
    from easeback.apps.practice.facts import PracticeFacts, TherapistFace

    names = ["Ann", "Bea", "Cid"]
    faces = [TherapistFace(name, {"en": "x", "es": "x"}, ("en",), (), "bun") for name in names]
    open_practice(PracticeFacts(name="Race", phone="1-555-555-0100"), faces)
    days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    hours = {"weekly": [{"days": days, "start": "08:00", "end": "18:00"}]}
    service = {"modes": ["clinic", "telehealth", "home"], "clean_up": 5, "step": 15, "notice": 0}
    names_of = {"en": "Visit", "es": "Visita"}
    open_booking(
        {
            "terms": {"latitude": 40.7, "longitude": -74.05},
            "services": [
                {"key": "visit", "name": names_of, "length": 45, "room_tags": [], **service}
            ],
            "rooms": [{"name": "One"}, {"name": "Two"}],
            "therapists": {**dict.fromkeys(names, hours), "Cid": {**hours, "home_point": BASE}},
        }
    )
    for number in range(2):
        resource = Resource.objects.create(kind=ResourceKind.PATIENT)
        patient = Patient.objects.create(resource=resource, name=f"P{number}", zone="UTC")
        for therapist in TherapistTime.objects.all():
            Course.objects.create(patient=patient, therapist=therapist, severity=0, begun_at=NOW)


def starts() -> list[datetime]:
    return [FIRST + timedelta(days=day, minutes=15 * n) for day in range(3) for n in range(36)]


class Contender:
    """One process: holds, confirms, moves and cancels at random, and says what was answered."""

    def __init__(self, seed: int, say: Callable[[dict[str, Any]], None]) -> None:
        from easeback.apps.booking.models import Course, TherapistTime

        self.chance = random.Random(seed)
        self.say = say
        self.held: list[UUID] = []
        self.promised: list[UUID] = []
        self.done: Counter[str] = Counter()
        self.therapists = sorted(TherapistTime.objects.values_list("pk", flat=True))
        self.courses = list(Course.objects.filter(patient__isnull=False).order_by("begun_at", "pk"))

    def attempt(self) -> None:
        from easeback.apps.booking import actions

        acts = [self.hold]
        acts += [self.confirm] * 2 if self.held else []
        acts += [self.move] if self.promised else []
        acts += [self.cancel] if len(self.promised) > 4 else []
        act = self.chance.choice(acts)
        try:
            act()
        except (actions.SlotTaken, actions.HoldExpired, actions.NoSuchVisit):
            self.done["refused"] += 1

    def attempt_to_book(self) -> None:
        """Holds and confirms, unless the slot is taken."""
        from easeback.apps.booking import actions

        try:
            self.hold()
        except actions.SlotTaken:
            return
        self.confirm()

    def wanted(self) -> Any:
        from easeback.apps.booking.facts import Wanted
        from easeback.domain.booking import Mode, Place

        mode = self.chance.choice(list(Mode))
        course = self.chance.choice(self.courses) if self.chance.random() < 0.4 else None
        return Wanted(
            service="visit",
            mode=mode,
            therapist=course.therapist_id if course else self.chance.choice(self.therapists),
            starts_at=self.chance.choice(starts()),
            place=Place(*self.chance.choice(PLACES)) if mode is Mode.HOME else None,
            course=course.pk if course else None,
        )

    def hold(self) -> None:
        from easeback.apps.booking import actions

        visit = actions.hold(self.wanted(), key=str(uuid4()), at=datetime.now(UTC))
        self.held.append(visit)
        self.done["held"] += 1

    def confirm(self) -> None:
        from easeback.apps.booking import actions
        from easeback.apps.booking.facts import Contact

        visit = self.held.pop()
        who = Contact("Ana", "1-555-555-0101", "", "en", "UTC")
        actions.confirm(visit, who, key=f"confirm:{visit}", at=datetime.now(UTC))
        self.promised.append(visit)
        self.done["confirmed"] += 1
        self.say({"confirmed": str(visit)})

    def move(self) -> None:
        from easeback.apps.booking import actions

        visit, to = self.chance.choice(self.promised), self.chance.choice(starts())
        actions.move(visit, to, key=str(uuid4()), by="patient", at=datetime.now(UTC))
        self.done["moved"] += 1

    def cancel(self) -> None:
        from easeback.apps.booking import actions

        visit = self.promised.pop(self.chance.randrange(len(self.promised)))
        self.say({"cancelling": str(visit)})
        actions.cancel(visit, key=str(uuid4()), by="patient", at=datetime.now(UTC))
        self.done["cancelled"] += 1


class Naive(Contender):
    """Looks, then writes, as many a booking system does: only the guard can stop it."""

    def attempt(self) -> None:
        from django.db import IntegrityError

        from easeback.apps.booking import claims
        from easeback.apps.booking.models import Claim, Course, Visit
        from easeback.domain.vocabulary import Span, seconds

        therapist, at = self.chance.choice(self.therapists), self.chance.choice(starts())
        span = Span(seconds(at), seconds(at) + 2700)
        taken = Claim.objects.filter(resource=therapist, starts__lt=span.end, ends__gt=span.start)
        if taken.exists():
            self.done["refused"] += 1
            return
        course = Course.objects.create(therapist_id=therapist, severity=0, begun_at=NOW)
        visit = Visit.objects.create(
            course=course,
            service_id="visit",
            mode="clinic",
            starts_at=at,
            ends_at=at + timedelta(minutes=45),
            code=uuid4().hex[:12],
        )
        try:
            claims.claim(visit.pk, {therapist: span}, None)
            self.done["confirmed"] += 1
        except IntegrityError:
            self.done["refused"] += 1


def forked(
    work: Callable[[int, Callable[[dict[str, Any]], None]], None], number: int
) -> tuple[int, int]:
    """Runs the work in a child; its process id, and where its lines are read."""
    from django.db import connections

    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)

        def say(line: dict[str, Any]) -> None:
            os.write(writing, (json.dumps(line) + "\n").encode())

        try:
            work(number, say)
        except Exception:  # noqa: BLE001  Told on standard error, which the tests read.
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(writing)
    return child, reading


def lines(reading: int) -> Iterator[dict[str, Any]]:
    """What a child has said; a line that its death cut short is left out."""
    with os.fdopen(reading) as said:
        for line in said:
            if line.endswith("\n"):
                yield json.loads(line)


def race(attempts: int, *, naive: bool, seed: int) -> dict[str, Any]:
    kind = Naive if naive else Contender

    def work(number: int, say: Callable[[dict[str, Any]], None]) -> None:
        one = kind(seed * PROCESSES + number, say)
        for _ in range(attempts // PROCESSES):
            one.attempt()
        say({"done": one.done})

    return gathered([forked(work, number) for number in range(PROCESSES)])


def each() -> dict[str, Any]:
    """Everybody wants every slot of a day, each therapist's, one after the other."""
    from easeback.apps.booking.facts import Wanted
    from easeback.domain.booking import Mode

    def work(number: int, say: Callable[[dict[str, Any]], None]) -> None:
        from easeback.apps.booking import actions

        one = Contender(number, say)
        slots = [(t, FIRST + timedelta(hours=n)) for n in range(8) for t in one.therapists]
        for therapist, at in slots:
            try:
                wanted = Wanted("visit", Mode.TELEHEALTH, therapist, at)
                actions.hold(wanted, key=str(uuid4()), at=datetime.now(UTC))
                one.done["confirmed"] += 1
            except actions.SlotTaken:
                one.done["refused"] += 1
        say({"done": one.done})

    return gathered([forked(work, number) for number in range(PROCESSES)])


def killed(
    kills: int, kind: Callable[..., Any] = Contender, longest: float = 0.12
) -> dict[str, Any]:
    """Kills one of four writers at a random moment, and starts another in its place.

    `longest`: seconds from one kill to the next, so that a writer lives for four of them or so; or
    as many as it took until the first of them had something to say, on a machine that is busy.
    """
    chance = random.Random(7)

    def work(number: int, say: Callable[[dict[str, Any]], None]) -> None:
        one = kind(number, say)
        while True:
            one.attempt()

    begun = time.monotonic()
    running = [forked(work, number) for number in range(4)]
    select.select([reading for _, reading in running], [], [])
    longest = max(longest, time.monotonic() - begun)
    ended = []
    for number in range(kills):
        time.sleep(chance.uniform(0.02, longest))
        place = chance.randrange(len(running))
        os.kill(running[place][0], signal.SIGKILL)
        os.waitpid(running[place][0], 0)
        ended.append(running[place])
        running[place] = forked(work, 100 + number)
    for child, _ in running:
        os.kill(child, signal.SIGKILL)
    return gathered(ended + running)


def gathered(children: list[tuple[int, int]]) -> dict[str, Any]:
    done: Counter[str] = Counter()
    confirmed: list[str] = []
    cancelled: set[str] = set()
    for _, reading in children:
        for line in lines(reading):
            done.update(line.get("done", {}))
            confirmed += [line["confirmed"]] if "confirmed" in line else []
            cancelled |= {line[word] for word in ("cancelling",) if word in line}
    standing = [visit for visit in confirmed if visit not in cancelled]
    return {"done": done, "confirmed": len(confirmed), "standing": standing}


def main(what: str, *words: str) -> None:
    open_tables()
    open_world()
    if what == "race":
        if "unguarded" in words:
            from easeback.apps.booking import guard

            guard.take_down()
        seed = next((int(word[5:]) for word in words if word.startswith("seed=")), 0)
        result = race(int(words[0]), naive="naive" in words, seed=seed)
    elif what == "each":
        result = each()
    else:
        result = killed(int(words[0]))
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
