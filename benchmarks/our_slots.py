"""Easeback's side of the slots beside a peer: the same questions, the same form of answers.

Reads a question as JSON from its input and prints the answer as JSON; the database lies where
EASEBACK_DATA says and is filled once. A process of its own, as the peer is.
"""

import json
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.peers.counting import queries
from easeback.domain.booking import Mode, OpenSlots, Severity, Wish
from easeback.domain.vocabulary import Span
from easeback.ops.tables import open_tables

SERVICE = "first-evaluation"
"""What the page of open slots offers."""
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]


def fill(question: dict[str, Any]) -> None:
    """A practice, a service, the therapists with their hours, and every taken start as blocked."""
    from easeback.apps.booking.models import Blocked, TherapistTime
    from easeback.apps.booking.opening import open_booking
    from easeback.apps.practice.actions import open_practice
    from easeback.apps.practice.facts import PracticeFacts, TherapistFace

    names = [f"T{number:03}" for number in range(len(question["busy"]))]
    faces = [TherapistFace(name, {"en": "x", "es": "x"}, ("en",), (), "bun") for name in names]
    facts = PracticeFacts(name="Slots", phone="1-555-555-0100", zone=question["zone"])
    open_practice(facts, faces)
    weekly = {"days": WEEKDAYS, "start": question["opens"], "end": question["closes"]}
    service = {
        "key": SERVICE,
        "name": {"en": "Visit", "es": "Visita"},
        "length": question["minutes"],
        "step": question["minutes"],
        "modes": ["clinic"],
        "notice": 0,
        "horizon": 366,
    }
    hours = {name: {"weekly": [weekly]} for name in names}
    open_booking({"terms": {}, "services": [service], "rooms": [], "therapists": hours})
    people = TherapistTime.objects.order_by("therapist__name").values_list("pk", flat=True)
    Blocked.objects.bulk_create(
        Blocked(resource_id=pk, starts=starts, ends=starts + question["minutes"] * 60, source="x")
        for pk, busy in zip(people, question["busy"], strict=True)
        for starts in (_second(wall, question["zone"]) for wall in busy)
    )


def listing(question: dict[str, Any]) -> dict[str, Any]:
    """Every therapist's slots on every day: with nothing remembered; another question, for which
    only each therapist's free starts are; and the same question again."""
    from easeback.apps.booking.offers import offers
    from easeback.apps.booking.queries import catalogue

    wish = _wish(question)
    # The same starts, and yet nothing that was answered before.
    another = replace(wish, busy=(Span(0, 1),))

    def found(asked: Wish = wish) -> OpenSlots:
        return offers(asked, catalogue(), at=datetime.now(UTC)).slots

    cold = _timed(found)
    warm = _timed(lambda: found(another))
    again = _timed(found)
    listed = _timed(lambda: list(found()))
    numbers = _numbers()
    zone = ZoneInfo(question["zone"])
    starts = [
        f"{numbers[each.therapist]} {datetime.fromtimestamp(each.start, zone):%Y-%m-%dT%H:%M}"
        for each in listed["found"]
    ]
    return {
        "milliseconds": cold["milliseconds"],
        "queries": cold["queries"],
        "warm": {key: warm[key] for key in ("milliseconds", "queries")},
        "again": {key: again[key] for key in ("milliseconds", "queries")},
        "listed": {key: listed[key] for key in ("milliseconds", "queries")},
        "starts": starts,
    }


def page_requests(question: dict[str, Any]) -> dict[str, Any]:
    """The page of open slots, of all therapists and the whole horizon, through all of Django."""
    from django.core.management import call_command
    from django.test import Client

    call_command("collectstatic", verbosity=0, interactive=False)
    browser = Client(headers={"host": "localhost"})
    spent, counts = [], []
    for _ in range(question["requests"]):
        with queries() as made:
            begun = time.process_time()
            answer = browser.get("/book")
            spent.append(1000 * (time.process_time() - begun))
        if answer.status_code != 200 or b'name="slot"' not in answer.content:
            raise RuntimeError(f"the page answered {answer.status_code}")
        counts.append(len(made))
    return {"milliseconds": spent, "queries": max(counts)}


def race(question: dict[str, Any]) -> dict[str, Any]:
    """People who take the same start at once: held, then confirmed."""
    from easeback.apps.booking.facts import ClaimKind
    from easeback.apps.booking.models import Claim

    therapist, wall = question["slot"].split()
    numbers = {number: int(pk) for pk, number in _numbers().items()}
    starts_at = datetime.fromtimestamp(_second(wall, question["zone"]), UTC)
    gate = threading.Barrier(question["people"])
    answers: list[str] = []
    threads = [
        threading.Thread(target=_take, args=(numbers[int(therapist)], starts_at, gate, answers))
        for _ in range(question["people"])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = Claim.objects.filter(
        resource=numbers[int(therapist)],
        starts=int(starts_at.timestamp()),
        kind=ClaimKind.VISIT,
        held_until=None,
    ).count()
    return {"kept": kept, "told": answers.count("booked"), "answered": len(answers)}


def _take(therapist: int, starts_at: datetime, gate: threading.Barrier, answers: list[str]) -> None:
    from uuid import uuid4

    from django.db import connection

    from easeback.apps.booking import actions
    from easeback.apps.booking.facts import Contact, Wanted

    wanted = Wanted(SERVICE, Mode.CLINIC, therapist, starts_at)
    contact = Contact("Pat Racer", "", "pat@example.com", "en", "UTC")
    gate.wait()
    try:
        held = actions.hold(wanted, key=str(uuid4()), at=datetime.now(UTC))
        actions.confirm(held, contact, key=str(uuid4()), at=datetime.now(UTC))
        answers.append("booked")
    except (actions.SlotTaken, actions.TooBusy) as refused:
        answers.append(type(refused).__name__)
    finally:
        connection.close()


def _wish(question: dict[str, Any]) -> Wish:
    from easeback.apps.booking.queries import catalogue

    days = question["days"]
    first = _second(f"{days[0]}T00:00", question["zone"])
    last = datetime.fromisoformat(days[-1]) + timedelta(days=1)
    end = _second(last.isoformat(), question["zone"])
    service = catalogue().services[SERVICE]
    return Wish(service, Span(first, end), frozenset({Mode.CLINIC}), severity=Severity.ROUTINE)


def _timed(work: Callable[[], Any]) -> dict[str, Any]:
    with queries() as made:
        begun = time.process_time()
        found = work()
        spent = time.process_time() - begun
    return {"milliseconds": 1000 * spent, "queries": len(made), "found": found}


def _numbers() -> dict[str, int]:
    """Which of the question's therapists each one is."""
    from easeback.apps.booking.models import TherapistTime

    people = TherapistTime.objects.order_by("therapist__name").values_list("pk", flat=True)
    return {str(pk): number for number, pk in enumerate(people)}


def _second(wall: str, zone: str) -> int:
    return int(datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).timestamp())


def answer(question: dict[str, Any]) -> dict[str, Any]:
    from easeback.apps.booking.models import TherapistTime

    if not TherapistTime.objects.exists():
        fill(question)
    return {"list": listing, "request": page_requests, "race": race}[question["ask"]](question)


if __name__ == "__main__":
    open_tables()
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
