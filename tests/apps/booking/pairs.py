"""Two processes that do two things at one moment, run against one database.

    python -m tests.apps.booking.pairs changed ROUNDS
    python -m tests.apps.booking.pairs crossed ROUNDS
    python -m tests.apps.booking.pairs swapped ROUNDS

Prints one line of JSON: who came through, in which rounds. It checks nothing itself.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from typing import Any
from uuid import uuid4

from easeback.ops.tables import open_tables
from tests.apps.booking.contenders import FIRST, Contender, forked, lines, open_world, starts


def changed(rounds: int) -> dict[str, Any]:
    """One process takes days off as another books on them: in each round, both at one moment."""
    from easeback.apps.booking import actions, changes
    from easeback.apps.booking.facts import Wanted
    from easeback.domain.booking import Mode
    from easeback.domain.vocabulary import Span

    def act(number: int, turn: int) -> None:
        therapist, day = therapists[turn % 3], FIRST + timedelta(days=turn // 3)
        how: dict[str, Any] = {"key": str(uuid4()), "at": datetime.now(UTC)}
        if number:
            actions.hold(Wanted("visit", Mode.TELEHEALTH, therapist, day), **how)
        else:
            span = Span.of(day, day + timedelta(hours=8))
            changes.add_time_off(therapist, span, "", **how)

    therapists = Contender(0, lambda _: None).therapists
    return two_at_once(rounds, act)


def crossed(rounds: int) -> dict[str, Any]:
    """One process cancels visits as another moves them: in each round the same, at one moment."""
    from easeback.apps.booking import actions

    owner = Contender(0, lambda _: None)
    while len(owner.promised) < rounds:
        owner.attempt_to_book()
    visits = list(owner.promised)

    def act(number: int, turn: int) -> None:
        visit = visits[turn]
        how: dict[str, Any] = {"key": f"{number}:{visit}", "by": "patient", "at": datetime.now(UTC)}
        if number:
            actions.move(visit, starts()[turn] + timedelta(days=5), **how)
        else:
            actions.cancel(visit, **how)

    return two_at_once(rounds, act)


def swapped(rounds: int) -> dict[str, Any]:
    """Two people hold a time with a therapist each, and change to the therapist of the other."""
    from easeback.apps.booking import actions
    from easeback.apps.booking.facts import Wanted
    from easeback.domain.booking import Mode

    therapists = Contender(0, lambda _: None).therapists

    def hold(number: int, turn: int, therapist: int, time: int) -> None:
        day = FIRST + timedelta(days=turn, hours=number + time)
        wanted = Wanted("visit", Mode.TELEHEALTH, therapist, day)
        page = f"{number}-{turn}"
        actions.hold(wanted, key=f"{page}:{time}", page=page, at=datetime.now(UTC))

    for turn in range(rounds):
        for number in range(2):
            hold(number, turn, therapists[number], 0)
    return two_at_once(rounds, lambda number, turn: hold(number, turn, therapists[1 - number], 2))


def two_at_once(rounds: int, act: Callable[[int, int], None]) -> dict[str, Any]:
    """Who of two processes came through, in which rounds.

    In each round they begin at one moment, or one of them up to 80 ms before the other: on any
    machine both come first in some.
    """
    from easeback.apps.booking import actions, changes

    together = get_context("fork").Barrier(2, timeout=60)

    def work(number: int, say: Callable[[dict[str, Any]], None]) -> None:
        for turn in range(rounds):
            together.wait()
            ahead = (turn % 9 - 4) / 50
            time.sleep(max(0, ahead if number else -ahead))
            try:
                act(number, turn)
                say({"won": [turn, number]})
            except (actions.SlotTaken, actions.NoSuchVisit, changes.BreaksPromises):
                continue

    children = [forked(work, number) for number in range(2)]
    return {"won": [line["won"] for _, reading in children for line in lines(reading)]}


def main(what: str, rounds: str) -> None:
    open_tables()
    open_world()
    result = {"changed": changed, "crossed": crossed, "swapped": swapped}[what](int(rounds))
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
