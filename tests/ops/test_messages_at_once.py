"""Messages that are sent at the same moment: each once, in an order, and none past the limit."""

from pathlib import Path

import pytest

from tests.ops.racing import OPEN
from tests.ops.test_at_once import THREADS, raced

SENT = (
    OPEN
    + THREADS
    + """
from easeback.apps.accounts.models import User
from easeback.apps.booking import queries, timetables
from easeback.apps.booking.facts import Contact
from easeback.apps.booking.models import TherapistTime
from easeback.apps.care import messages
from easeback.apps.care.facts import Signer
from easeback.apps.practice import queries as practice
from easeback.apps.practice.models import Practice
from tests.apps.booking.world import NOW, at, open_world, promised, therapist
if how == "cheating":
    messages.one_at_a_time = lambda what: None
open_world()
Practice.objects.update(is_demo=True)
practice.forget()
ann = User.objects.create(username="ann", is_staff=True)
TherapistTime.objects.filter(pk=therapist()).update(account=ann)
ana = Contact("Ana", "", "ana@example.org", "en", "UTC")
course = timetables.course(queries.known_visit(promised(at(2, 9), who=ana)).course)
by, once = Signer(ann.pk, "Ann"), uuid4()

def sends(key=None):
    messages.send(course.id, "Hello", key=key or uuid4(), at=NOW)
def answers():
    messages.answer(course, "Hello", by=by, seen=None, key=uuid4(), at=NOW)

at_once(*[lambda: sends(once)] * 6)
at_once(*[sends] * 12, *[answers] * 4)
assert how == "cheating" or not faults, faults
at_once(*[sends] * 12)
thread = messages.thread([course.id])
waits = messages.unanswered([course.id])
assert how == "cheating" or waits == {course.id: thread[0].at}, waits
assert how == "cheating" or len({each.at for each in thread}) == len(thread)
print(json.dumps([sum(each.is_theirs for each in thread), sorted(set(faults))]))
"""
)


def test_each_is_sent_once_after_the_one_before_and_none_past_the_limit(
    database: str, tmp_path: Path
) -> None:
    assert raced(SENT, "honest", database, tmp_path) == (20, ["TooManyMessages"])


@pytest.mark.proof
@pytest.mark.postgres
def test_without_the_lock_it_is_noticed(tmp_path: Path, empty_database: str) -> None:
    if not empty_database.startswith("postgres"):
        pytest.skip("On SQLite writers wait for each other from the beginning.")
    sent, _ = raced(SENT, "cheating", empty_database, tmp_path)
    assert sent > 20
