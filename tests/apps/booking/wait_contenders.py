"""Workers that offer what is freed, and people who answer, all at once, on one database.

    python -m tests.apps.booking.wait_contenders race ROUNDS
    python -m tests.apps.booking.wait_contenders join ROUNDS
    python -m tests.apps.booking.wait_contenders killed KILLS

Prints one line of JSON: what was answered. It checks nothing itself.
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
from tests.apps.booking.contenders import FIRST, NOW, forked, gathered, killed, open_world

WAITING = 12
WORKERS = 4
# Where it is about noon right now: at night nobody is asked.
HERE = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"


def open_list() -> None:
    """A full practice, and people who wait: half of them with a visit that is promised."""
    from easeback.apps.booking import actions, claims, waitlist
    from easeback.apps.booking.facts import Contact, WaitWish, Wanted
    from easeback.apps.booking.models import Blocked, TherapistTime
    from easeback.domain.booking import Mode, Part, Severity

    first = FIRST + timedelta(days=20)
    therapists = list(TherapistTime.objects.order_by("pk").values_list("pk", flat=True))
    visits: list[UUID | None] = [None] * (WAITING // 2)
    for number in range(WAITING // 2):
        wanted = Wanted(
            "visit", Mode.TELEHEALTH, therapists[number % 3], first + timedelta(hours=number)
        )
        visit = actions.hold(wanted, key=str(uuid4()), at=NOW)
        who = Contact(f"V{number}", "", f"v{number}@example.org", "en", HERE)
        actions.confirm(visit, who, key=str(uuid4()), at=NOW)
        visits.append(visit)
    start = int(NOW.timestamp()) - 86_400
    for therapist in therapists:
        Blocked.objects.create(
            resource_id=therapist, starts=start, ends=start + 60 * 86_400, source="full"
        )
    for number, waits_for in enumerate(visits):
        wish = WaitWish(
            contact=Contact(f"W{number}", "", f"w{number}@example.org", "en", HERE),
            service="visit",
            modes=frozenset({Mode.TELEHEALTH}),
            part=Part.ANY,
            first_on=NOW.date(),
            last_on=NOW.date() + timedelta(days=30),
            site="https://relief.example",
            severity=Severity(number % 3),
            visit=waits_for,
        )
        waitlist.join(wish, key=str(uuid4()), at=NOW)
    Blocked.objects.all().delete()
    # What is freed: an hour or two each day, for each therapist.
    for therapist in therapists:
        for day in range(-2, 60):
            opens = int((FIRST + timedelta(days=day, hours=therapist % 3)).timestamp())
            Blocked.objects.create(
                resource_id=therapist,
                starts=opens + 7200,
                ends=opens + 86_400,
                source="full",
            )
    claims.touch(therapists)


class Worker:
    """One process: rounds of offers, and answers to whatever is offered to anybody."""

    def __init__(self, number: int, say: Callable[[dict[str, Any]], None]) -> None:
        self.chance = random.Random(number)
        self.say = say
        self.done: Counter[str] = Counter()

    def attempt(self) -> None:
        from easeback.apps.booking import rounds, waiting, waitlist
        from easeback.apps.booking.facts import WaitStatus

        at = datetime.now(UTC)
        stopped = (
            waitlist.HoldExpired,
            waitlist.NotWaiting,
            waitlist.OtherVisit,
            waitlist.TooBusy,
        )
        self.done["offered"] += rounds.offer_freed_slots(at=at)
        for row in waiting.who_waits([WaitStatus.OFFERED.value]):
            offer = row.offers.order_by("-number")[0].pk
            try:
                if self.chance.random() < 0.25:
                    told = waiting.offer(offer)
                    old = waiting.given_up_for(told) if told is not None else None
                    instead = old.version if old is not None else None
                    taken = waitlist.take_offer(offer, at=at, instead=instead)
                    self.say({"confirmed": str(taken)})
                    self.done["taken"] += 1
                elif self.chance.random() < 0.5:
                    waitlist.decline_offer(offer, at=at)
                    self.done["declined"] += 1
            except stopped:
                self.done["late"] += 1


def race(rounds: int) -> dict[str, Any]:
    def work(number: int, say: Callable[[dict[str, Any]], None]) -> None:
        one = Worker(number, say)
        for _ in range(rounds):
            one.attempt()
        say({"done": one.done})

    return gathered([forked(work, number) for number in range(WORKERS)])


def join_again(rounds: int) -> dict[str, Any]:
    """Everybody joins for the same visits, and by the same names, in the same order at once."""
    begins = datetime.now(UTC).timestamp() + 1

    def work(number: int, say: Callable[[dict[str, Any]], None]) -> None:
        from easeback.apps.booking import waiting, waitlist

        wishes = [waiting.wish_of(row) for row in waiting.who_waits(waiting.OPEN)]
        for turn in range(rounds):
            for place, wish in enumerate(wishes):
                # By the clock, so that all of them are at the same wish.
                at = begins + (turn * len(wishes) + place) / 8
                time.sleep(max(0.0, at - datetime.now(UTC).timestamp()))
                waitlist.join(wish, key=str(uuid4()), at=datetime.now(UTC))
        say({"done": {"joined": rounds * len(wishes)}})

    return gathered([forked(work, number) for number in range(WORKERS)])


def main(what: str, number: str) -> None:
    open_tables()
    open_world()
    open_list()
    if what == "killed":
        result = killed(int(number), Worker, longest=0.8)
    else:
        result = {"race": race, "join": join_again}[what](int(number))
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
