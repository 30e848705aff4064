"""What is put into the outbox is sent, and leaves rows that say what became of it."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import Settings

from easeback.apps.notifications import queries
from easeback.apps.notifications.actions import (
    HEAVIEST,
    MessageRefused,
    drop,
    enqueue,
    finish_task,
    forget,
    keep_destination,
    send_due,
    send_waiting,
)
from easeback.apps.notifications.channels import NotDelivered
from easeback.apps.notifications.facts import Attachment, Message, Sending, Way
from easeback.apps.notifications.models import (
    Attempt,
    Ending,
    OutboxAttachment,
    OutboxMessage,
    Outcome,
    StaffTask,
)
from easeback.apps.notifications.queries import comes_through, waiting
from easeback.apps.notifications.sending import DELAYS, LEASE
from easeback.apps.practice.actions import open_practice
from easeback.apps.practice.facts import PracticeFacts
from tests import cast
from tests.apps.letters import INVITE, NOW, PLAN, Memory, broken, message

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
pytestmark = pytest.mark.django_db


def ending(id: UUID) -> str | None:
    return Ending.objects.filter(message=id).values_list("why", flat=True).first()


def test_it_is_sent_as_it_was_written_and_once() -> None:
    id = enqueue(message(attachments=(INVITE, PLAN)), due_at=NOW, at=NOW)
    out = Memory()
    assert send_due(at=NOW, send=out) == Sending(sent=1)
    assert send_due(at=NOW + DAY, send=out) == Sending()
    (mail,) = out.mails
    assert (mail.id, mail.recipient, mail.subject) == (id, "ana@example.org", "Su cita")
    assert mail.attachments == (INVITE, PLAN)
    assert ending(id) == "sent"


def test_it_waits_until_it_is_due() -> None:
    enqueue(message(), due_at=NOW, at=NOW - DAY)
    out = Memory()
    send_due(at=NOW - SECOND, send=out)
    assert out.mails == []
    send_due(at=NOW, send=out)
    assert len(out.mails) == 1


def test_the_same_key_twice_is_the_first_message() -> None:
    first = enqueue(message(attachments=(INVITE,)), due_at=NOW, at=NOW)
    again = enqueue(message(subject="Otra", attachments=(INVITE,)), due_at=NOW, at=NOW + DAY)
    assert again == first
    assert OutboxMessage.objects.get().subject == "Su cita"
    assert OutboxAttachment.objects.count() == 1


def test_it_is_rolled_back_with_what_it_tells_of() -> None:
    with transaction.atomic():
        enqueue(message(), due_at=NOW, at=NOW)
        transaction.set_rollback(True)
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"recipient": "ana"}, "recipient"),
        ({"recipient": "ana@example.org, eve@example.org"}, "recipient"),
        ({"recipient": "ana@example.org\nBcc: eve@example.org"}, "recipient"),
        ({"subject": "Visit\nBcc: eve@example.org"}, "subject"),
        ({"subject": ""}, "subject"),
        ({"version": -1}, "version"),
        ({"attachments": (Attachment("a\nb", "text/plain", b"x"),)}, "name"),
        ({"attachments": (Attachment("a", "text/plain", b"x" * (HEAVIEST + 1)),)}, "attachments"),
    ],
)
def test_what_could_never_be_sent_is_refused_by_its_field_alone(
    changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(MessageRefused) as refusal:
        enqueue(message(**changes), due_at=NOW, at=NOW)
    assert str(refusal.value) == field
    assert not OutboxMessage.objects.exists()


def test_a_failure_is_tried_again_after_growing_delays_and_then_staff_are_told() -> None:
    assert list(DELAYS) == sorted(set(DELAYS))
    id, at, out = enqueue(message(), due_at=NOW, at=NOW), NOW, broken(len(DELAYS) + 1)
    for delay in DELAYS:
        assert send_due(at=at, send=out) == Sending(failed=1)
        assert send_due(at=at + delay - SECOND, send=out) == Sending()
        at += delay + SECOND
    assert queries.open_tasks() == ()
    assert send_due(at=at, send=out) == Sending(failed=1, given_up=1)
    assert send_due(at=at + DAY, send=out) == Sending()
    assert ending(id) == "given-up"
    (task,) = queries.open_tasks()
    assert (task.kind, task.about) == ("undelivered", "visit:1")
    assert "could not be delivered" in task.words
    assert Outcome.objects.filter(what="failed").count() == len(DELAYS) + 1


def test_a_mail_that_got_through_in_the_end_is_no_task() -> None:
    id, out = enqueue(message(), due_at=NOW, at=NOW), broken(1)
    send_due(at=NOW, send=out)
    assert send_due(at=NOW + DAY, send=out) == Sending(sent=1)
    assert ending(id) == "sent"
    assert queries.open_tasks() == ()


def test_a_refusal_for_good_is_told_at_once() -> None:
    enqueue(message(), due_at=NOW, at=NOW)
    refusing = Memory(NotDelivered("recipient refused [550]", for_good=True))
    assert send_due(at=NOW, send=refusing) == Sending(failed=1, given_up=1)
    assert len(queries.open_tasks()) == 1


def test_one_mail_that_breaks_the_channel_holds_no_other_up(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for number in range(3):
        enqueue(message(f"visit:{number}"), due_at=NOW, at=NOW)
    with caplog.at_level(logging.DEBUG):
        out = Memory(None, RuntimeError("ana@example.org is no good"))
        assert send_due(at=NOW, send=out) == Sending(sent=2, failed=1)
    assert "RuntimeError" in caplog.text
    assert "ana" not in caplog.text
    assert Outcome.objects.get(what="failed").reason == "RuntimeError"


def test_an_attempt_that_was_cut_off_is_made_again_after_its_lease() -> None:
    id = enqueue(message(), due_at=NOW, at=NOW)
    killed = Memory(KeyboardInterrupt())  # type: ignore[arg-type]  # As a kill: no outcome.
    with pytest.raises(KeyboardInterrupt):
        send_due(at=NOW, send=killed)
    attempt = Attempt.objects.get()
    assert not hasattr(attempt, "outcome")
    out = Memory()
    assert send_due(at=NOW + LEASE - SECOND, send=out) == Sending()
    assert send_due(at=NOW + LEASE + SECOND, send=out) == Sending(sent=1)
    assert out.mails[0].id == id


def test_a_mail_that_kills_every_worker_is_given_up() -> None:
    id, at = enqueue(message(), due_at=NOW, at=NOW), NOW
    for _ in range(len(DELAYS) + 1):
        with pytest.raises(KeyboardInterrupt):
            send_due(at=at, send=Memory(KeyboardInterrupt()))  # type: ignore[arg-type]
        at += LEASE + SECOND
    out = Memory()
    assert send_due(at=at, send=out) == Sending(given_up=1)
    assert (out.mails, ending(id)) == ([], "given-up")
    assert len(queries.open_tasks()) == 1


def test_what_is_of_no_use_any_more_is_not_sent_and_staff_are_told() -> None:
    id = enqueue(message(useful_until=NOW + DAY), due_at=NOW, at=NOW)
    out = Memory()
    assert send_due(at=NOW + DAY, send=out) == Sending(given_up=1)
    assert (out.mails, ending(id)) == ([], "expired")
    assert len(queries.open_tasks()) == 1


def test_dropping_ends_the_older_unsent_ones_of_this_reference_alone() -> None:
    sent = enqueue(message("a", version=1), due_at=NOW, at=NOW)
    send_due(at=NOW, send=Memory())
    old = enqueue(message("b", version=1), due_at=NOW + DAY, at=NOW)
    new = enqueue(message("c", version=2), due_at=NOW + DAY, at=NOW)
    other = enqueue(message("d", version=1, about="visit:10"), due_at=NOW + DAY, at=NOW)
    assert drop("visit:1", before_version=2, at=NOW) == 1
    assert drop("visit:1", before_version=2, at=NOW) == 0
    assert [ending(id) for id in (sent, old, new, other)] == ["sent", "dropped", None, None]
    out = Memory()
    send_due(at=NOW + DAY, send=out)
    assert {mail.id for mail in out.mails} == {new, other}
    assert queries.open_tasks() == ()


def test_what_is_dropped_while_it_is_handed_over_is_not_tried_again() -> None:
    id = enqueue(message(), due_at=NOW, at=NOW)

    class Dropping(Memory):
        def __call__(self, mail: Any) -> None:
            drop("visit:1", before_version=2, at=NOW)
            raise NotDelivered("down")

    assert send_due(at=NOW, send=Dropping()) == Sending(failed=1)
    assert send_due(at=NOW + DAY, send=Memory()) == Sending()
    assert ending(id) == "dropped"
    assert queries.open_tasks() == ()


@pytest.mark.parametrize("failures", [[], [NotDelivered("down")]])
def test_what_is_erased_while_it_is_handed_over_holds_no_other_up(
    failures: list[Exception],
) -> None:
    enqueue(message(key="gone", about="visit:gone"), due_at=NOW, at=NOW)
    enqueue(message(key="stays"), due_at=NOW + SECOND, at=NOW)

    class Erasing(Memory):
        def __call__(self, mail: Any) -> None:
            forget(["visit:gone"])
            super().__call__(mail)

    out = Erasing(*failures)
    failed = len(failures)
    assert send_due(at=NOW + SECOND, send=out) == Sending(sent=2 - failed, failed=failed)
    assert [mail.id for mail in out.mails][-1] == OutboxMessage.objects.get().pk


def test_a_task_is_done_once_by_the_first_who_says_so() -> None:
    enqueue(message(), due_at=NOW, at=NOW)
    send_due(at=NOW, send=Memory(NotDelivered("no", for_good=True)))
    (task,) = queries.open_tasks()
    clara, dan = cast.clara(), cast.dan()
    assert finish_task(task.id, by=clara.pk, at=NOW)
    assert not finish_task(task.id, by=dan.pk, at=NOW + DAY)
    assert queries.open_tasks() == ()
    assert StaffTask.objects.get().done.done_by == clara


def test_no_row_is_ever_changed_or_deleted() -> None:
    enqueue(message(attachments=(PLAN,)), due_at=NOW, at=NOW)
    send_due(at=NOW, send=Memory())
    for table in (OutboxMessage, OutboxAttachment, Attempt, Outcome, Ending):
        row = table.objects.get()
        for change in (row.save, row.delete, table.objects.all().delete, table.objects.update):
            with pytest.raises(TypeError):
                change()


class AnyOrderOfEvents(TestCase):
    """Whatever happens in whatever order, these hold."""

    @given(
        st.lists(
            st.one_of(
                st.tuples(st.just("enqueue"), st.integers(0, 3)),
                st.tuples(st.just("drop"), st.integers(0, 4)),
                st.tuples(st.just("send"), st.booleans()),
            ),
            max_size=14,
        )
    )
    def test_nothing_is_sent_twice_and_nothing_dropped_is_sent(
        self, events: list[tuple[str, int]]
    ) -> None:
        at, out, dropped = NOW, Memory(), set[UUID]()
        for what, which in events:
            at += DAY
            match what:
                case "enqueue":
                    enqueue(message(f"v{which}", version=which), due_at=at, at=at)
                case "drop":
                    drop("visit:1", before_version=which, at=at)
                    gone = Ending.objects.filter(why="dropped")
                    dropped = set(gone.values_list("message", flat=True))
                case "send":
                    out.failures = [] if which else [NotDelivered("down")]
                    before = len(out.mails)
                    send_due(at=at, send=out)
                    assert not {mail.id for mail in out.mails[before:]} & dropped
        sent = [mail.id for mail in out.mails]
        assert len(sent) == len(set(sent))
        assert set(sent) == set(Ending.objects.filter(why="sent").values_list("message", flat=True))


def text(key: str) -> Message:
    to = keep_destination(Way.TEXT, "+15555550142", at=NOW)
    return message(key, way=Way.TEXT, recipient=str(to))


def test_what_has_no_way_out_waits_and_holds_nothing_else_up(settings: Settings) -> None:
    open_practice(PracticeFacts(name="Harbor", phone="1-555-555-0142"), [])
    settings.MAIL_SERVER = True
    enqueue(text("one"), due_at=NOW - SECOND, at=NOW)
    enqueue(message("two"), due_at=NOW, at=NOW)
    assert send_waiting(at=NOW) == Sending(sent=1)
    waits = OutboxMessage.objects.get(key="one")
    assert not waits.attempts.exists()
    assert waiting(NOW) == 1
    assert OutboxMessage.objects.get(key="two").ending.why == Ending.Why.SENT


def test_what_fails_by_another_way_says_nothing_of_the_mail_server() -> None:
    enqueue(text("one"), due_at=NOW, at=NOW)
    assert send_due(at=NOW, send=broken(1)).failed == 1
    assert comes_through(NOW + SECOND)
    enqueue(message("mail"), due_at=NOW, at=NOW)
    assert send_due(at=NOW, send=broken(1)).failed == 1
    assert not comes_through(NOW + SECOND)
