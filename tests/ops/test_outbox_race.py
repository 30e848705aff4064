"""Workers at the same outbox: each mail leaves once, and the proof notices a worker who cheats."""

from collections import Counter
from pathlib import Path

import pytest

from tests.ops.racing import OPEN, race
from tests.ops.terminal import python

pytestmark = pytest.mark.proof

MAILS, WORKERS = 30, 4
FILL = (
    OPEN
    + """
import sys
from django.utils import timezone
from easeback.apps.notifications.actions import enqueue
from easeback.apps.notifications.facts import Message
from easeback.domain.vocabulary import Language
for number in range(int(sys.argv[1])):
    said = (f"k{number}", "told", "ana@example.org", Language.ENGLISH, "Hi", "You", "visit:1")
    enqueue(Message(*said), due_at=timezone.now(), at=timezone.now())
"""
)
WORK = """
import os, sys, time
from django.utils import timezone
from easeback.apps.notifications import sending
from easeback.apps.notifications.actions import send_due
from easeback.apps.notifications.models import Ending
log = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
class Slow:
    name = "file"
    def __call__(self, mail):
        time.sleep(0.005)
        os.write(log, f"{mail.id}\\n".encode())
def honest():
    return send_due(at=timezone.now(), send=Slow()).sent
def cheating():  # Looks, sends, and writes down afterwards: what the claim is there to prevent.
    for row in sending._due(timezone.now()):
        Slow()(sending._mail(row))
        Ending.objects.get_or_create(
            message=row, defaults={"why": "sent", "ended_at": timezone.now()}
        )
    return 0
print("ready", flush=True)
sys.stdin.readline()
print({"honest": honest, "cheating": cheating}[sys.argv[2]]())
"""


def raced(database: str, data: Path, how: str) -> tuple[Counter[str], list[str]]:
    """How often each mail left, and what each worker says it sent."""
    filled = python("-c", FILL, str(MAILS), data=data, EASEBACK_DATABASE=database)
    assert filled.returncode == 0, filled.stderr
    log = data / "sent.txt"
    said = race(WORK, str(log), how, racers=WORKERS, data=data, EASEBACK_DATABASE=database)
    return Counter(log.read_text().splitlines()), said


def test_each_mail_is_sent_once_by_one_worker(database: str, tmp_path: Path) -> None:
    sent, said = raced(database, tmp_path, "honest")
    assert set(sent.values()) == {1}
    assert len(sent) == MAILS == sum(map(int, said))


def test_workers_that_claim_nothing_are_caught_by_this_proof(database: str, tmp_path: Path) -> None:
    sent, _ = raced(database, tmp_path, "cheating")
    assert len(sent) == MAILS
    assert max(sent.values()) > 1


ENQUEUE = """
import sys
from django.db import transaction
from django.utils import timezone
from easeback.apps.notifications.actions import enqueue
from easeback.apps.notifications.facts import Attachment, Message
from easeback.domain.vocabulary import Language
file = Attachment("a.txt", "text/plain", b"a")
said = Message("k", "told", "ana@example.org", Language.ENGLISH, "Hi", "You", "visit:1", 1, (file,))
print("ready", flush=True)
sys.stdin.readline()
with transaction.atomic():
    print(enqueue(said, due_at=timezone.now(), at=timezone.now()))
"""
COUNT = (
    OPEN
    + """
from easeback.apps.notifications.models import OutboxAttachment, OutboxMessage
print(OutboxMessage.objects.count(), OutboxAttachment.objects.count())
"""
)


def test_one_key_at_once_is_one_message(database: str, tmp_path: Path) -> None:
    assert python("-c", OPEN, data=tmp_path, EASEBACK_DATABASE=database).returncode == 0
    said = race(ENQUEUE, racers=4, data=tmp_path, EASEBACK_DATABASE=database)
    assert len(set(said)) == 1
    counted = python("-c", COUNT, data=tmp_path, EASEBACK_DATABASE=database)
    assert counted.stdout.split() == ["1", "1"], counted.stderr
