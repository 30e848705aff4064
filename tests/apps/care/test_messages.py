"""Messages: sent once, sealed, read by those they are for; none that waits is lost on the way."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries, Settings

from easeback.apps.accounts.models import User
from easeback.apps.audit.queries import done_to
from easeback.apps.booking import timetables
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.booking.models import TherapistTime
from easeback.apps.care import messages, queries, transferring
from easeback.apps.care.models import Message, MessageReading, Transfer
from easeback.apps.care.situations import in_care
from easeback.apps.notifications.facts import Message as Mail
from easeback.apps.notifications.models import OutboxMessage
from easeback.apps.practice import queries as practice
from easeback.apps.practice.models import Practice
from easeback.domain.attention import Reason, calls
from easeback.domain.vocabulary import Language
from tests.apps.booking.world import NOW, at, promised, therapist
from tests.apps.care.recording import account, course_of, new_key, open_record_world, signer
from tests.web.teller import ANA, BEN

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
HELLO = "May I go for a run?"


@pytest.fixture
def course(settings: Settings, tmp_path: Path) -> CourseFacts:
    """Of a patient with an e-mail, in a practice from which mail goes out."""
    settings.AUDIT_MARKS = tmp_path / "audit-marks"
    open_record_world()
    Practice.objects.update(is_demo=True)
    practice.forget()
    return course_of(promised(at(3, 9), who=ANA))


def asks(course: CourseFacts, text: str = HELLO, *, when: datetime = NOW, **more: Any) -> None:
    messages.send(course.id, text, **{"key": new_key(), "at": when, **more})


def answers(
    course: CourseFacts,
    text: str = "Yes, a short one.",
    *,
    seen: UUID | None = None,
    who: str = "ann",
    when: datetime = NOW,
    key: UUID | None = None,
) -> None:
    messages.answer(
        course,
        text,
        by=signer(who),
        seen=seen,
        key=key or new_key(),
        at=when,
        letters=lambda: mail(key or new_key()),
    )


def mail(key: UUID) -> tuple[Mail, ...]:
    return (Mail(f"message:{key}", "message", ANA.email, Language.ENGLISH, "x", "y", "z"),)


def mails() -> int:
    return OutboxMessage.objects.filter(kind="message").count()


def last(course: CourseFacts) -> UUID:
    return messages.thread(queries.line_of(course.id))[-1].id


def opens(course: CourseFacts, who: str | None = "ann", *, when: datetime = NOW) -> None:
    shown = messages.thread(queries.line_of(course.id))
    messages.note_reading(course.id, shown, by=account(who).pk if who else None, at=when)


def texts(course: CourseFacts) -> list[str]:
    return [each.text for each in messages.thread(queries.line_of(course.id))]


def state(course: CourseFacts) -> tuple[int, datetime | None]:
    found = messages.state_of(queries.line_of(course.id))
    return found.unread, found.waits_since


def handed(course: CourseFacts) -> CourseFacts:
    goes_on = transferring.transfer(
        course.id, therapist("Bea"), "Leave", by=account("ann").pk, key=new_key(), at=NOW
    )
    found = timetables.course(goes_on)
    assert found is not None
    return found


def test_a_message_and_its_answer_stand_in_their_order_and_in_the_chain(
    course: CourseFacts,
) -> None:
    asks(course)
    answers(course, seen=last(course))
    first, second = messages.thread([course.id])
    assert (first.text, first.name, first.is_theirs, first.at) == (HELLO, ANA.name, True, NOW)
    assert (second.name, second.is_theirs) == ("Ann", False)
    # The clock stood still, and yet one came after the other.
    assert second.at > first.at
    told = [(who, what) for _, who, what in done_to(f"course:{course.id}")]
    assert told == [(signer().who, "message.sent"), ("patient", "message.sent")]


def test_two_clicks_send_once_and_another_text_under_the_same_key_is_refused(
    course: CourseFacts,
) -> None:
    for send in (asks, answers):
        key = new_key()
        for _ in range(2):
            send(course, "Once", key=key)
        with pytest.raises(messages.KeyReused):
            send(course, "Twice", key=key)
    assert texts(course) == ["Once", "Once"]
    assert mails() == 1


def test_a_key_of_another_thread_sends_nothing(course: CourseFacts) -> None:
    other, key = course_of(promised(at(4, 9), who=ANA)), new_key()
    asks(other, key=key)
    with pytest.raises(messages.KeyReused):
        asks(course, key=key)


@pytest.mark.parametrize("text", ["", " \r\n ", "x" * 2_001])
def test_an_empty_or_a_long_text_is_refused(course: CourseFacts, text: str) -> None:
    with pytest.raises(messages.BadMessage):
        asks(course, text)
    with pytest.raises(messages.BadMessage):
        answers(course, text)


def test_the_end_of_a_line_counts_once_as_the_browser_shows_it(course: CourseFacts) -> None:
    asks(course, "x\r\n" * 999 + "yz")
    assert texts(course) == ["x\n" * 999 + "yz"]


def test_a_patient_sends_twenty_in_a_day_and_the_same_click_again_is_none(
    course: CourseFacts,
) -> None:
    keys = [new_key() for _ in range(messages.MOST)]
    for key in keys:
        asks(course, key=key)
    asks(course, key=keys[-1])
    with pytest.raises(messages.TooManyMessages):
        asks(course)
    answers(course)
    asks(course, when=NOW + messages.WITHIN + MINUTE)
    assert len(texts(course)) == messages.MOST + 2


def test_without_an_address_or_a_way_out_for_mail_nobody_writes(course: CourseFacts) -> None:
    ben = course_of(promised(at(4, 9), who=BEN))
    for send in (asks, answers):
        with pytest.raises(messages.NobodyReads):
            send(ben)
    Practice.objects.update(is_demo=False)
    practice.forget()
    for send in (asks, answers):
        with pytest.raises(messages.NobodyReads):
            send(course)
    assert Message.objects.count() == 0


@pytest.mark.parametrize("gone", ["no account", "left"])
def test_where_nobody_signs_in_as_the_therapist_a_patient_cannot_write(
    course: CourseFacts, gone: str
) -> None:
    if gone == "left":
        User.objects.filter(username="ann").update(is_active=False)
    else:
        TherapistTime.objects.filter(pk=therapist()).update(account=None)
    with pytest.raises(messages.NobodyReads):
        asks(course)


def test_nothing_of_it_lies_open_in_the_database(course: CourseFacts) -> None:
    asks(course, "canary-in-a-message")
    answers(course, "canary-in-an-answer")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            assert "canary" not in str(cursor.fetchall()), table


def test_a_message_cannot_be_changed_or_taken_away(course: CourseFacts) -> None:
    asks(course)
    opens(course)
    for table in (Message, MessageReading):
        for change in (table.objects.get().save, table.objects.get().delete):
            with pytest.raises(TypeError):
                change()


def test_what_the_therapist_opens_is_read_and_still_waits_for_an_answer(
    course: CourseFacts,
) -> None:
    asks(course)
    asks(course, "And lift?", when=NOW + MINUTE)
    assert state(course) == (2, NOW)
    opens(course)
    opens(course)
    assert state(course) == (0, NOW)
    assert messages.unanswered([course.id]) == {course.id: NOW}
    assert [what for _, _, what in done_to(f"course:{course.id}")].count("message.read") == 1
    answers(course, seen=last(course))
    assert state(course) == (0, None)
    assert messages.unanswered([course.id]) == {}


def test_an_answer_to_what_stood_on_the_page_answers_nothing_that_came_since(
    course: CourseFacts,
) -> None:
    asks(course)
    seen = last(course)
    asks(course, "Now my leg is numb.", when=NOW + MINUTE)
    answers(course, seen=seen, when=NOW + 2 * MINUTE)
    assert state(course) == (1, NOW + MINUTE)
    assert messages.unanswered([course.id]) == {course.id: NOW + MINUTE}


def test_what_needs_no_answer_waits_no_more_and_a_later_one_does(course: CourseFacts) -> None:
    asks(course, "Thank you!")
    for _ in range(2):
        messages.settle(course.id, last(course), by=signer(), at=NOW)
    assert messages.unanswered([course.id]) == {}
    assert [what for _, _, what in done_to(f"course:{course.id}")].count("message.settled") == 1
    asks(course, when=NOW + MINUTE)
    assert messages.unanswered([course.id]) == {course.id: NOW + MINUTE}


def test_a_message_of_another_thread_answers_nothing(course: CourseFacts) -> None:
    other = course_of(promised(at(4, 9), who=ANA))
    asks(other)
    asks(course)
    with pytest.raises(messages.NoSuchMessage):
        messages.settle(course.id, last(other), by=signer(), at=NOW)
    with pytest.raises(messages.NoSuchMessage):
        answers(course, seen=last(other))
    assert messages.unanswered([course.id, other.id]).keys() == {course.id, other.id}


def test_the_patient_is_told_by_mail_once_until_they_have_opened_it(course: CourseFacts) -> None:
    answers(course)
    answers(course)
    assert mails() == 1
    opens(course, None)
    answers(course)
    assert mails() == 2
    # What the patient opens is no reading by staff.
    assert [what for _, _, what in done_to(f"course:{course.id}")] == ["message.sent"] * 3


def test_the_next_therapist_sees_all_of_it_and_what_waits_waits_for_them(
    course: CourseFacts,
) -> None:
    asks(course)
    opens(course)
    goes_on = handed(course)
    assert messages.unanswered([course.id, goes_on.id]) == {goes_on.id: NOW}
    assert messages.unanswered([course.id]) == {}
    # A patient who has the link of before writes to the therapist of now.
    asks(course, "And swim?", when=NOW + MINUTE)
    assert [each.course for each in messages.thread(queries.line_of(goes_on.id))] == [
        course.id,
        goes_on.id,
    ]
    assert state(goes_on) == (1, NOW)
    # The therapist of before reads what was theirs, which counts for nothing, and writes no more.
    opens(course, when=NOW + MINUTE)
    assert texts(course) == [HELLO]
    with pytest.raises(messages.NobodyReads):
        answers(course)
    with pytest.raises(messages.NobodyReads):
        messages.settle(course.id, last(course), by=signer(), at=NOW)
    answers(goes_on, seen=last(goes_on), who="bea")
    assert messages.unanswered([goes_on.id]) == {}


def called_for(course: CourseFacts, *, when: datetime = NOW) -> dict[Reason, datetime]:
    """Why the therapist's working list names this patient, each since when."""
    own = [each for each in timetables.courses_of(course.therapist.id) if each.id == course.id]
    return {
        call.reason: call.since
        for found in in_care(own, at=when)
        for call in calls(found.situation, at=when)
    }


def test_the_working_list_names_who_waits_until_they_are_answered(course: CourseFacts) -> None:
    asks(course)
    assert called_for(course) == {Reason.WROTE: NOW}
    opens(course)
    assert called_for(course) == {Reason.WROTE: NOW}
    answers(course, seen=last(course))
    assert called_for(course) == {}


def test_after_a_hand_over_it_is_the_list_of_the_next_therapist(course: CourseFacts) -> None:
    asks(course)
    goes_on = handed(course)
    assert called_for(course) == {}
    assert called_for(goes_on) == {Reason.WROTE: NOW}


def test_who_has_written_was_heard_of(course: CourseFacts) -> None:
    month = NOW + timedelta(days=30)
    assert Reason.NOT_HEARD in called_for(course, when=month)
    asks(course, when=month)
    assert called_for(course, when=month) == {Reason.WROTE: month}


def lined_up(number: int) -> Sequence[UUID]:
    """So many courses, each handed over into the next."""
    line = [new_key() for _ in range(number)]
    for before, after in pairwise(line):
        Transfer.objects.create(course=before, goes_on=after, reason="x", by=account("ann"), at=NOW)
    return line


def test_what_waits_in_very_many_courses_is_found_with_one_query(
    course: CourseFacts, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asks(course)
    line = lined_up(4)
    Message.objects.create(course=line[0], text=HELLO, name="Ana", at=NOW - MINUTE)
    Message.objects.create(course=line[2], text=HELLO, name="Ana", at=NOW)
    many = [course.id, *line, *(new_key() for _ in range(2_000))]
    with django_assert_num_queries(1):
        assert messages.unanswered(many) == {course.id: NOW, line[3]: NOW - MINUTE}
    with django_assert_num_queries(0):
        assert messages.unanswered([]) == {}
    with django_assert_num_queries(1):
        assert messages.state_of(line).waits_since == NOW - MINUTE
