"""People in a flare, asked again for sixty days by workers that are killed anywhere.

As a program: `fill`, `work` and `judge`, each over the database and the data directory that its
environment names. Time is a file: the moment that all workers take for now.
"""

import fcntl
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from easeback.apps.notifications.facts import Way
from tests.ops.terminal import ROOT, environment
from tests.pushed import Phone

BEGAN = datetime(2027, 3, 1, tzinfo=UTC)
DAYS = 60
STEP = timedelta(hours=2)
"""By so much the clock is turned at once: a lease that a killed worker left is over by then, and no
question has ended."""
ZONES = ("America/Chicago", "America/New_York", "America/Los_Angeles", "America/Phoenix")
WORKERS = 2
SENDING_SECONDS = 0.02
"""So long a letter takes on its way, for workers without a claim: the other one looks meanwhile."""


def fill(people: int) -> None:
    """So many people, who began to be asked at some moment of the first three weeks."""
    from easeback.ops.tables import open_tables

    open_tables()
    from django.db import transaction

    from easeback.apps.accounts.devices import open_account
    from easeback.apps.practice.actions import open_practice
    from easeback.apps.practice.facts import PracticeFacts
    from easeback.apps.selfcare import following
    from easeback.domain.vocabulary import Language
    from easeback.web.patient.checkin.letters import about_check_in

    chance = random.Random(people)
    open_practice(PracticeFacts(name="Harbor", phone="1-555-555-0142", is_demo=True), [])
    for begun in range(0, people, 200):
        with transaction.atomic():
            for number in range(begun, min(begun + 200, people)):
                at = BEGAN + timedelta(minutes=chance.randrange(21 * 24 * 60))
                zone, language = chance.choice(ZONES), chance.choice(list(Language))
                account = open_account(
                    opened_by=uuid4(), language=language, zone=zone, at=at
                ).account
                follow_up = following.begin(
                    account,
                    following.Reported(
                        pain=chance.randint(3, 10),
                        is_first=chance.random() < 0.3,
                        zone=zone,
                        language=language.value,
                    ),
                    opened_by=uuid4(),
                    at=at,
                )
                assert follow_up is not None
                way = list(Way)[number % 3]
                following.ask_by(
                    follow_up,
                    way,
                    places(number)[way],
                    site="https://relief.example",
                    words=about_check_in,
                    at=at,
                )


def places(number: int) -> dict[Way, str]:
    """Where this person could be asked."""
    endpoint = f"https://push.example/{number}"
    return {
        Way.MAIL: f"p{number}@example.org",
        Way.PUSH: Phone().subscription(endpoint),
        Way.TEXT: f"+1973555{number:04}",
    }


def work(how: str, clock: Path) -> None:
    """Does what is due at the moment of the clock, and waits until it is turned on."""
    from easeback.ops.tables import set_up_django

    set_up_django()
    from easeback.ops.due import all_due, run_due

    pieces = all_due()
    if how == "cheating":
        pieces = tuple(piece for piece in pieces if piece.name != "send mail")
    done: datetime | None = None
    while True:
        with clock.open() as held:
            # The clock stands still while somebody works: no worker is slower than its lease.
            fcntl.flock(held, fcntl.LOCK_SH)
            at = datetime.fromisoformat(held.read())
            if at >= BEGAN + timedelta(days=DAYS):
                return
            if at != done:
                run_due(pieces, at=at)
                if not (_cheat(at) if how == "cheating" else _sent(at)):
                    _answer(at)
                    done = at
                    clock.with_name(f"done.{os.getpid()}").write_text(at.isoformat())
                continue
        time.sleep(0.002)


def judge() -> dict[str, int]:
    """How many letters were owed, and how many of these left never, or more than once."""
    from easeback.ops.tables import set_up_django

    set_up_django()
    from django.db.models import Count, Q

    from easeback.apps.notifications.models import OutboxMessage
    from easeback.apps.selfcare.models import CheckIn

    letters = {
        row.key: row
        for row in OutboxMessage.objects.select_related("ending").annotate(
            left=Count("attempts", filter=Q(attempts__outcome__what="sent"))
        )
    }
    found = Counter[str](owed=0, missing=0, doubled=0, wrong=0)
    for row in CheckIn.objects.select_related("follow_up", "follow_up__end", "answer"):
        end = getattr(row.follow_up, "end", None)
        answer = getattr(row, "answer", None)
        for kind, due_at in (("first", row.due_at), ("repeat", row.repeat_at)):
            if due_at is None:
                continue
            letter = letters[f"check-in:{row.pk}:{kind}"]
            # Whatever ended it before it was due; within one turn of the clock either may be first.
            over = min((each.at for each in (end, answer) if each is not None), default=None)
            found["doubled"] += letter.left > 1
            if over is None or over >= due_at + STEP:
                found["owed"] += 1
                found["missing"] += letter.left == 0
            elif over < due_at - STEP:
                found["wrong"] += letter.left > 0
    return dict(found)


def lived(
    database: str, data: Path, *, how: str, seed: int, peace: tuple[float, float] = (0.8, 2.5)
) -> tuple[dict[str, int], int]:
    """Workers live through all days, and one of them is killed again and again; what was found,
    and how many were killed. `peace`: the seconds between two kills lie between these."""
    clock, chance, killed = data / "clock", random.Random(seed), 0
    clock.write_text(BEGAN.isoformat())

    def started() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.ops.asked", "work", how, str(clock)],
            env=surroundings(database, data),
        )

    workers = [started() for _ in range(WORKERS)]
    next_kill = time.monotonic() + 1 + chance.uniform(*peace)
    try:
        while _turned(clock, workers):
            if time.monotonic() > next_kill:
                place = chance.randrange(WORKERS)
                workers[place].kill()
                killed += workers[place].wait() == -signal.SIGKILL
                workers[place] = started()
                next_kill = time.monotonic() + chance.uniform(*peace)
            time.sleep(0.002)
        for worker in workers:
            worker.wait(timeout=120)
    finally:
        for worker in workers:
            worker.kill()
    return told("judge", database=database, data=data), killed


def _turned(clock: Path, workers: list[subprocess.Popen[bytes]]) -> bool:
    """Turns the clock on if a living worker has done all there was and nobody works just now; False
    at the end of all days."""
    with clock.open("r+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        text = held.read()
        at = datetime.fromisoformat(text)
        if at >= BEGAN + timedelta(days=DAYS):
            return False
        done = (clock.with_name(f"done.{worker.pid}") for worker in workers)
        if any(path.exists() and path.read_text() == text for path in done):
            held.seek(0)
            held.write((at + STEP).isoformat())
            held.truncate()
    return True


def told(*words: str, database: str, data: Path) -> dict[str, int]:
    """What this program prints."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.ops.asked", *words],
        env=environment(data, EASEBACK_DATABASE=database)
        | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout or "{}")
    return found


def surroundings(database: str, data: Path) -> dict[str, str]:
    ours = environment(data, EASEBACK_DATABASE=database)
    return {**ours, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}


def _sent(at: datetime) -> int:
    from easeback.apps.notifications.actions import send_waiting

    return send_waiting(at=at).sent


def _cheat(at: datetime) -> int:
    """Looks, sends, and writes down afterwards: what the claim is there to prevent."""
    from easeback.apps.notifications import sending
    from easeback.apps.notifications.models import Attempt, Ending, Outcome

    rows = list(sending._due(at)[:100])
    if rows:
        time.sleep(SENDING_SECONDS)
    for row in rows:
        attempt = Attempt.objects.create(
            message=row,
            number=random.randrange(30_000),
            channel="demo",
            begun_at=at,
            lapses_at=at,
        )
        Outcome.objects.create(attempt=attempt, what="sent", ended_at=at)
        Ending.objects.get_or_create(message=row, defaults={"why": "sent", "ended_at": at})
    return len(rows)


def _answer(at: datetime) -> None:
    """A third of the questions are answered at once, some with "back to my usual"."""
    from easeback.apps.selfcare import following
    from easeback.apps.selfcare.models import CheckIn
    from easeback.domain.followup import Compared

    open_now = CheckIn.objects.filter(
        follow_up__end=None, answer=None, due_at__lte=at, ends_at__gt=at
    )
    for id in open_now.values_list("pk", flat=True):
        if _die(id) % 3:
            continue
        try:
            told = following.Told(Compared.BETTER, pain=3, is_usual=not _die(id) % 10)
            following.answer(id, told, entries=(), at=at)
        except following.AlreadyAnswered:
            continue


def _die(id: UUID) -> int:
    return id.int >> 64 & 0xFFFF


def main() -> None:
    match sys.argv[1:]:
        case ["fill", people]:
            fill(int(people))
        case ["work", how, clock]:
            work(how, Path(clock))
        case ["judge"]:
            sys.stdout.write(json.dumps(judge()))


if __name__ == "__main__":
    main()
