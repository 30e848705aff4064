"""Messages for staff: read as a record is, and answered by the therapist of the course alone."""

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from easeback.apps.accounts.models import User
from easeback.apps.audit.queries import done_to
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import messages, queries
from easeback.apps.care.models import MessageReading
from easeback.apps.care.roles import LEAD
from easeback.apps.notifications.models import OutboxMessage
from easeback.apps.practice import queries as practice
from easeback.apps.practice.models import Practice
from easeback.domain.vocabulary import Language
from tests import cast
from tests.apps.booking.world import NOW
from tests.apps.care.recording import account_with_role
from tests.web.keeper import hidden
from tests.web.staff_calendar import as_ann, as_other, keys_of, new_key, text_of
from tests.web.staff_calendar import world as world  # noqa: PLC0414  A fixture.
from tests.web.teller import ANA, BEN
from tests.web.test_record import patient
from tests.web.test_record_people import handed
from tests.web.writer import Writer, answers, course_with, thread_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
CANARY = "canary-of-a-patient"
EITHER = pytest.mark.parametrize("prefix", ["", "/es"])


@pytest.fixture
def course(world: None, client: Client) -> CourseFacts:
    """Ana's with Ann, as whom `client` has signed in; mail goes out."""
    Practice.objects.update(is_demo=True)
    practice.forget()
    as_ann(client)
    return course_with()


def asks(course: CourseFacts, text: str = CANARY) -> UUID:
    messages.send(course.id, text, key=UUID(new_key()), at=NOW)
    return messages.thread(queries.line_of(course.id))[-1].id


def texts(course: CourseFacts) -> list[str]:
    return [each.text for each in messages.thread(queries.line_of(course.id))]


def deeds(course: CourseFacts) -> list[str]:
    return [what for _, _, what in done_to(f"course:{course.id}")]


@EITHER
def test_a_message_is_read_and_answered(client: Client, course: CourseFacts, prefix: str) -> None:
    asks(course)
    said = text_of(client.get(thread_of(course, prefix)))
    assert f"{'Nuevo' if prefix else 'New'} {CANARY}" in said
    assert ("Espera respuesta" if prefix else "Waits for an answer since") in said
    answer = answers(client, course, "A short run.")
    assert (answer.status_code, answer["Location"]) == (302, f"{thread_of(course)}?sent=1")
    said = text_of(client.get(f"{prefix}{answer['Location']}"))
    assert ("Ya se envió." if prefix else "It is sent.") in said
    assert "Waits" not in said
    assert "Espera" not in said
    assert texts(course) == [CANARY, "A short run."]
    assert messages.unanswered([course.id]) == {}


def test_every_reading_and_sending_is_in_the_chain(client: Client, course: CourseFacts) -> None:
    asks(course)
    client.get(thread_of(course))
    client.get(thread_of(course))
    answers(client, course, "Yes.")
    assert deeds(course)[::-1] == [
        "message.sent",
        "record.read",
        "message.read",
        "record.read",
        "record.read",
        "record.read",
        "message.sent",
    ]


@pytest.mark.parametrize("who", ["bea", "desk", "owner", "nobody"])
def test_nobody_else_reads_or_writes(course: CourseFacts, who: str) -> None:
    asks(course)
    other = as_other(who)
    sent = {"key": new_key(), "seen": "", "text": "Not mine"}
    for answer in (other.get(thread_of(course)), other.post(thread_of(course), sent)):
        assert answer.status_code == (302 if who == "nobody" else 403)
        assert CANARY not in answer.content.decode()
    assert texts(course) == [CANARY]


def test_a_lead_reads_after_saying_why_and_neither_writes_nor_counts_as_having_read(
    course: CourseFacts,
) -> None:
    seen = asks(course)
    lead = Client()
    cast.signed_in(lead, account_with_role("lena", LEAD))
    asked = lead.get(thread_of(course))
    assert asked["Location"] == f"{patient(course)}open/"
    why = {"key": keys_of(lead.get(asked["Location"]))[0], "reason": "Ann is ill."}
    lead.post(asked["Location"], why)
    page = lead.get(thread_of(course))
    assert CANARY in text_of(page)
    assert "<textarea" not in page.content.decode()
    for sent in ({"text": "Mine"}, {"wish": "settle"}):
        form = {"key": new_key(), "seen": str(seen), **sent}
        assert lead.post(thread_of(course), form).status_code == 403
    assert MessageReading.objects.count() == 0
    assert "1 unread" in text_of(lead.get(patient(course)))


def test_two_clicks_answer_once_and_tell_once(client: Client, course: CourseFacts) -> None:
    form = {"key": new_key(), "seen": str(asks(course)), "text": "Yes."}
    for _ in range(2):
        assert client.post(thread_of(course), form).status_code == 302
    assert texts(course) == [CANARY, "Yes."]
    assert OutboxMessage.objects.filter(kind="message").count() == 1


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"text": " "}, "Please write something first."),
        ({"text": "x" * 2_003}, "3 characters too long"),
        ({"text": "Yes", "key": "1"}, "not sent whole"),
        ({"text": "Yes", "seen": "1"}, "not sent whole"),
        ({"text": "Yes", "seen": new_key()}, "not sent whole"),
        ({"wish": "settle", "seen": ""}, "not sent whole"),
        ({"wish": "settle", "seen": new_key()}, "not sent whole"),
    ],
)
def test_what_cannot_be_sent_is_said_and_stays_in_the_box(
    client: Client, course: CourseFacts, sent: dict[str, str], says: str
) -> None:
    asks(course)
    answer = client.post(thread_of(course), {"key": new_key(), "seen": "", **sent})
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert f"\n{sent.get('text', '')}</textarea>" in answer.content.decode()
    assert texts(course) == [CANARY]


def test_what_came_while_the_answer_was_typed_is_new_and_still_waits(
    client: Client, course: CourseFacts
) -> None:
    asks(course)
    page = client.get(thread_of(course))
    asks(course, "Now my leg is numb.")
    seen = hidden(page.content.decode(), "seen")
    form = {"key": keys_of(page)[0], "seen": seen, "text": "Yes."}
    said = text_of(client.post(thread_of(course), form, follow=True))
    assert "New Now my leg is numb." in said
    assert "Waits for an answer since" in said


def test_what_needs_no_answer_is_said_to_need_none(client: Client, course: CourseFacts) -> None:
    asks(course, "Thank you!")
    page = client.get(thread_of(course))
    form = {"seen": hidden(page.content.decode(), "seen"), "wish": "settle"}
    for _ in range(2):
        assert "Waits" not in text_of(client.post(thread_of(course), form, follow=True))
    assert deeds(course).count("message.settled") == 1


@pytest.mark.parametrize("language", Language)
def test_a_mail_says_that_a_message_is_there_and_nothing_of_it(
    client: Client, course: CourseFacts, language: Language
) -> None:
    if language is Language.SPANISH:
        from easeback.apps.booking.models import Patient

        Patient.objects.update(language="es")
    answers(client, course, "Your test shows a fracture.")
    (mail,) = OutboxMessage.objects.filter(kind="message")
    assert (mail.recipient, mail.language) == (ANA.email, language)
    writer = Writer(course, "/es" if language is Language.SPANISH else "")
    assert f"http://testserver{writer.address()}" in mail.body
    assert "fracture" not in mail.subject + mail.body
    assert ("le escribió" if writer.prefix else "has written to you") in mail.body


def test_no_second_mail_goes_out_until_the_first_message_was_opened(
    client: Client, course: CourseFacts
) -> None:
    for _ in range(3):
        answers(client, course, "Come on Monday.")
    assert OutboxMessage.objects.filter(kind="message").count() == 1
    assert "They have not opened your last message yet." in text_of(client.get(thread_of(course)))
    ana = Writer(course)
    ana.shows_who()
    assert ana.reads().count("Come on Monday.") == 3
    assert "They have opened your last message." in text_of(client.get(thread_of(course)))
    answers(client, course, "At nine.")
    assert OutboxMessage.objects.filter(kind="message").count() == 2


def test_whom_no_mail_reaches_cannot_be_written_to_and_is_called(client: Client) -> None:
    as_ann(client)
    for who in (BEN, ANA):
        course = course_with(who, day=2 if who is BEN else 3)
        page = client.get(thread_of(course))
        assert "read messages here. Call them." in text_of(page)
        assert "<textarea" not in page.content.decode()
        form = {"key": new_key(), "seen": "", "text": "Yes."}
        answer = client.post(thread_of(course), form)
        assert answer.status_code == 422
        assert "Yes.</textarea>" in answer.content.decode()
        assert texts(course) == []


def test_the_next_therapist_reads_and_answers_and_the_one_of_before_does_not(
    client: Client, course: CourseFacts
) -> None:
    asks(course)
    seen = hidden(client.get(thread_of(course)).content.decode(), "seen")
    goes_on = handed(client, course)
    page = client.get(thread_of(course))
    assert "goes on with another therapist" in text_of(page)
    assert "<textarea" not in page.content.decode()
    form = {"key": new_key(), "seen": seen, "text": "From Ann"}
    assert client.post(thread_of(course), form).status_code == 422
    assert client.post(thread_of(course), {**form, "wish": "settle"}).status_code == 422
    browser = Client()
    cast.signed_in(browser, User.objects.get(username="bea"))
    assert CANARY in text_of(browser.get(thread_of(goes_on)))
    assert browser.get(thread_of(course)).status_code == 403
    answers(browser, goes_on, "From Bea")
    assert texts(goes_on) == [CANARY, "From Bea"]


def test_the_patients_page_says_what_is_unread_and_what_waits(
    client: Client, course: CourseFacts
) -> None:
    assert "Nothing was written yet. Write to them" in text_of(client.get(patient(course)))
    asks(course)
    asks(course)
    said = text_of(client.get(patient(course)))
    assert "2 unread" in said
    assert "Waits for an answer since Dec. 7, 2026" in said
    assert "The last one is theirs" in said
    assert CANARY not in said
    client.get(thread_of(course))
    said = text_of(client.get(patient(course)))
    assert "unread" not in said
    assert "Waits for an answer" in said
    answers(client, course, "Yes.")
    said = text_of(client.get(patient(course)))
    assert "Waits for an answer" not in said
    assert "The last one is the practice&#x27;s" in said


def test_the_working_list_names_them_and_says_nothing_of_what_they_wrote(
    client: Client, course: CourseFacts
) -> None:
    asks(course)
    said = text_of(client.get("/staff/today/"))
    assert "A message waits for your answer" in said
    assert CANARY not in said
    answers(client, course, "Yes.")
    assert "A message waits" not in text_of(client.get("/staff/today/"))


def test_the_patients_page_asks_one_query_for_it(client: Client, course: CourseFacts) -> None:
    for _ in range(3):
        asks(course)
    with CaptureQueriesContext(connection) as asked:
        client.get(patient(course))
    assert sum("care_message" in each["sql"] for each in asked) == 1
    assert len(asked) <= 25


def test_who_has_left_the_practice_reads_nothing(client: Client, course: CourseFacts) -> None:
    asks(course)
    User.objects.update(is_active=False)
    assert client.get(thread_of(course)).status_code == 302
