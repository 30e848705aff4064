"""Messages for patients: shown to a browser that is theirs, sent once, and never a place to wait in
an emergency."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as ours
from django.test import Client
from pytest_django import Settings

from easeback.apps.accounts.models import User
from easeback.apps.booking import queries as booking
from easeback.apps.booking.models import TherapistTime
from easeback.apps.care import messages, programs, queries, transferring
from easeback.apps.care.models import Message, MessageReading
from easeback.apps.practice import queries as practice
from easeback.apps.practice.models import Practice
from easeback.web.letters import messages_token, program_token, token_of
from easeback.web.patient.proving.holding import BOOKED, KEPT
from tests.apps.booking.world import NOW, at, held, therapist
from tests.apps.care.programming import program as asked_at_home
from tests.apps.care.recording import new_key, signer
from tests.web.keeper import FROM_US, phone
from tests.web.staff_calendar import text_of
from tests.web.teller import BEN, Teller, code_sent, open_telling_world
from tests.web.visitor import Reading
from tests.web.writer import Writer, course_with

pytestmark = pytest.mark.django_db
CANARY = "canary-in-a-message"
EITHER = pytest.mark.parametrize("prefix", ["", "/es"])


@pytest.fixture(autouse=True)
def clock(settings: Settings, tmp_path: Path) -> Iterator[time_machine.Traveller]:
    settings.AUDIT_MARKS = tmp_path / "audit-marks"
    open_telling_world()
    ann = User.objects.create_user("ann", is_staff=True)
    TherapistTime.objects.filter(pk=therapist()).update(account=ann)
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ana() -> Writer:
    """Has typed the code of her mail."""
    writer = Writer(course_with())
    writer.shows_who()
    return writer


def answered(ana: Writer, text: str = "Yes, you may.") -> None:
    messages.answer(ana.course, text, by=signer(), seen=None, key=new_key(), at=NOW)


def sent() -> list[str]:
    return [row.text for row in Message.objects.order_by("at")]


@EITHER
def test_it_says_to_whom_how_soon_and_first_what_to_do_if_it_cannot_wait(prefix: str) -> None:
    ana = Writer(course_with(), prefix)
    for _ in range(2):
        page = ana.reads()
        said = text_of(ana.gets())
        assert ("Escribir a Ann" if prefix else "Write to Ann") in said
        first, then = ("no escriba aquí", "contesta en 2 días laborables")
        first, then = (first, then) if prefix else ("do not write here", "within 2 working days")
        assert 0 < said.index(first) < said.index(then)
        for place in (f'href="{prefix}/emergency"', f'href="{prefix}/relief"', 'href="tel:1555'):
            assert place in page.split('id="urgent"')[1].split("</section>")[0], place
        assert "911" in said
        # Also before anybody has shown who they are.
        ana.shows_who()


def test_the_practice_says_how_soon_an_answer_comes(ana: Writer) -> None:
    for days, says in ((1, "within 1 working day."), (5, "within 5 working days.")):
        Practice.objects.update(reply_days=days)
        practice.forget()
        assert says in ana.reads()


def test_the_link_alone_shows_nothing_and_changes_nothing(ana: Writer) -> None:
    ana.writes(CANARY)
    answered(ana)
    stranger = Writer(ana.course)
    for answer in (
        stranger.gets(),
        stranger.client.head(stranger.address()),
        stranger.gets("code"),
    ):
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        assert CANARY not in answer.content.decode()
        assert "Ana" not in answer.content.decode()
    assert stranger.posts(text="Not mine", key=new_key()).status_code == 403
    assert MessageReading.objects.count() == 0
    assert sent() == [CANARY, "Yes, you may."]


def test_a_stranger_is_answered_alike_whatever_was_written() -> None:
    course, said = course_with(), []
    for text in ("", CANARY):
        stranger = Writer(course)
        answers = [stranger.gets(), stranger.posts(wish="code"), stranger.gets("code")]
        answers.append(stranger.posts("code", code="1"))
        said.append([(each.status_code, each.content) for each in answers])
        if not text:
            messages.send(course.id, CANARY, key=new_key(), at=NOW)
    assert said[0] == said[1]


@EITHER
def test_what_was_written_and_what_came_back_stand_on_the_page(prefix: str) -> None:
    ana = Writer(course_with(), prefix)
    ana.shows_who()
    answer = ana.writes("Dear Ann,\r\n<b>may</b> I run?")
    assert (answer.status_code, answer["Location"]) == (302, f"{ana.address()}?sent=1")
    assert ("Ya se envió." if prefix else "It is sent.") in text_of(
        ana.client.get(answer["Location"])
    )
    answered(ana)
    page = ana.gets()
    assert "Dear Ann,<br>&lt;b&gt;may&lt;/b&gt; I run?" in page.content.decode()
    new = "Nuevo" if prefix else "New"
    assert re.search(rf"Ann .{{5,30}} {new} Yes, you may\.", text_of(page))
    # Seen once, it is new no more.
    assert f"{new} Yes" not in text_of(ana.gets())
    assert MessageReading.objects.filter(by=None).count() == 1


@EITHER
def test_after_sending_it_says_not_to_wait_if_it_gets_worse(prefix: str) -> None:
    ana = Writer(course_with(), prefix)
    ana.shows_who()
    page = ana.client.get(ana.writes("May I run?")["Location"])
    (told,) = re.findall(r'role="status">(.*?)</div>', page.content.decode(), re.DOTALL)
    assert ("no espere la respuesta" if prefix else "do not wait for the answer") in told
    assert 'id="urgent"' in page.content.decode()


def test_two_clicks_send_once_and_back_and_changed_is_another(ana: Writer) -> None:
    key = new_key()
    for text in ("One", "One", "Another", "Another"):
        assert ana.posts(text=text, key=key).status_code == 302
    assert sent() == ["One", "Another"]


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "Please write something"), (" \n", "Please write"), ("x" * 2_007, "7 characters too")],
)
def test_what_cannot_be_sent_is_said_and_stays_in_the_box(
    ana: Writer, text: str, says: str
) -> None:
    answer = ana.writes(text)
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert 'aria-invalid="true"' in answer.content.decode()
    assert f"\n{text}</textarea>" in answer.content.decode()
    assert sent() == []


def test_more_than_twenty_a_day_are_refused_and_nothing_typed_is_lost(
    ana: Writer, clock: time_machine.Traveller
) -> None:
    for _ in range(messages.MOST):
        assert ana.writes("Again").status_code == 302
    answer = ana.writes("One more")
    assert answer.status_code == 429
    assert "You sent 20 messages in one day." in text_of(answer)
    assert "One more</textarea>" in answer.content.decode()
    clock.shift(timedelta(hours=25))
    ana.shows_who()
    assert ana.writes("One more").status_code == 302


def test_typed_on_a_page_that_was_open_too_long_it_can_be_sent_after_the_code(
    ana: Writer, clock: time_machine.Traveller
) -> None:
    clock.shift(KEPT + timedelta(minutes=1))
    answer = ana.posts(text=CANARY, key=new_key())
    assert answer.status_code == 403
    assert f"{CANARY}</textarea>" in answer.content.decode()
    assert f'href="{ana.address()}" target="_blank"' in answer.content.decode()
    ana.shows_who()
    form = next(f for f in Reading(answer.content.decode()).forms if f.action == ana.address())
    typed = {field.name: field.value for field in form.fields if field.kind == "hidden"}
    assert ana.posts(text=CANARY, **typed).status_code == 302
    assert sent() == [CANARY]


def test_whoever_has_no_email_is_told_to_call() -> None:
    ben = Writer(course_with(BEN))
    for page in (ben.gets(), ben.posts(wish="code"), ben.posts(text="x", key=new_key())):
        assert "Please call us." in text_of(page)
        assert "tel:15555550142" in page.content.decode()
        assert 'value="code"' not in page.content.decode()
    assert ben.gets("code")["Location"] == ben.address()


def test_where_nobody_signs_in_as_the_therapist_the_patient_is_told_to_call(ana: Writer) -> None:
    ana.writes(CANARY)
    User.objects.update(is_active=False)
    page = ana.reads()
    assert "Right now no one can read messages to Ann. Please call us." in page
    assert "<textarea" not in page
    assert "working days" not in page
    assert CANARY in page
    refused = ana.posts(text="Hello?", key=new_key())
    assert refused.status_code == 422
    assert "Hello?</textarea>" in refused.content.decode()


@pytest.mark.parametrize("page", ["", "code"])
def test_a_token_of_anything_else_opens_nothing(ana: Writer, page: str) -> None:
    (visit,) = booking.visits_of(ana.course.id)
    for token in ("1", token_of(visit.id), program_token(ana.course.id), messages_token(visit.id)):
        path = f"/messages/{token}{page and '/'}{page}"
        assert ana.client.get(path).status_code == 404
        assert ana.client.post(path).status_code == 404


def test_the_cookie_of_one_course_opens_no_other(ana: Writer) -> None:
    other = Writer(course_with(day=3))
    messages.send(other.course.id, CANARY, key=new_key(), at=NOW)
    other.client = ana.client
    assert CANARY not in other.reads()
    assert other.posts(text="x", key=new_key()).status_code == 403


def test_a_code_of_another_course_opens_nothing_here(ana: Writer) -> None:
    other = Writer(course_with(day=3))
    other.posts(wish="code")
    wrong = Writer(ana.course)
    wrong.client = other.client
    assert wrong.posts("code", code=code_sent()).status_code == 422


def test_closed_on_this_phone_it_shows_nothing_more(ana: Writer) -> None:
    ana.writes(CANARY)
    assert CANARY in ana.reads()
    ana.posts(wish="leave")
    assert CANARY not in ana.reads()


def test_a_form_of_another_site_sends_nothing(ana: Writer) -> None:
    ana.client.defaults.update({"HTTP_ORIGIN": "https://evil.example"})
    assert ana.posts(text="Forged", key=new_key())["Location"] == ana.address()
    assert sent() == []


def test_whoever_booked_here_writes_here_without_a_code(clock: time_machine.Traveller) -> None:
    visit = booking.known_visit(held(at(4, 9)))
    client = phone()
    form = {"visit": token_of(visit.id), "key": "k", "name": "Ana", "email": "ana@example.org"}
    assert client.post("/book/confirm", form).status_code == 302
    page = client.get(f"/visit/{token_of(visit.id)}")
    (path,) = re.findall(r'href="(/messages/[^"]+)">Write to Ann<', page.content.decode())
    assert "<textarea" in client.get(path).content.decode()
    assert "<textarea" not in Client(headers=FROM_US).get(path).content.decode()
    clock.shift(BOOKED + KEPT)
    assert "<textarea" not in client.get(path).content.decode()


def test_the_pages_of_the_visit_and_of_the_program_lead_to_it(ana: Writer) -> None:
    (visit,) = booking.visits_of(ana.course.id)
    link = f'href="{ana.address()}">Write to Ann<'
    program = f"/program/{program_token(ana.course.id)}"
    for path in (f"/visit/{token_of(visit.id)}", program):
        assert link in ana.client.get(path).content.decode()
    programs.publish(ana.course.id, asked_at_home(), (), by=signer(), key=new_key(), at=NOW)
    page = ana.client.get(program).content.decode()
    assert link in page
    assert "Rivera" not in page


def test_a_visit_that_was_not_booked_leads_nowhere() -> None:
    visit = held(at(4, 9))
    assert "/messages/" not in phone().get(f"/visit/{token_of(visit)}").content.decode()


def test_a_code_for_messages_takes_nothing_from_a_half_written_intake(ana: Writer) -> None:
    (visit,) = booking.visits_of(ana.course.id)
    teller = Teller(visit)
    assert teller.sends(wish="empty")["Location"].endswith("/story")
    teller.tells("story", story="Typed without a code")
    ana.client = teller.client
    assert "<textarea" not in ana.reads()
    ana.shows_who()
    assert "<textarea" in ana.reads()
    assert "Typed without a code" in teller.reads("story")
    teller.sends(wish="leave")
    assert "<textarea" not in ana.reads()
    assert (
        ours.INTAKE_COOKIE not in ana.client.cookies
        or not ana.client.cookies[ours.INTAKE_COOKIE].value
    )


def test_after_a_hand_over_the_old_link_leads_to_the_therapist_of_now(ana: Writer) -> None:
    ana.writes(CANARY)
    bea = User.objects.create_user("bea", is_staff=True)
    TherapistTime.objects.filter(pk=therapist("Bea")).update(account=bea)
    ann = User.objects.get(username="ann").pk
    goes_on = transferring.transfer(
        ana.course.id, therapist("Bea"), "Leave", by=ann, key=new_key(), at=NOW
    )
    assert "Write to Bea" in ana.reads()
    ana.shows_who()
    assert CANARY in ana.reads()
    ana.writes("And now?")
    assert [each.course for each in messages.thread(queries.line_of(goes_on))] == [
        ana.course.id,
        goes_on,
    ]


def test_earlier_messages_are_folded(ana: Writer) -> None:
    for number in range(8):
        messages.send(ana.course.id, f"Number {number}", key=new_key(), at=NOW)
    folded, _, open_ = ana.reads().partition("</details>")
    assert "Earlier messages (2)" in folded
    assert "Number 1<" in folded
    assert "Number 2<" in open_


def test_many_tries_for_a_code_are_refused(ana: Writer) -> None:
    for _ in range(4):
        assert Writer(ana.course).posts(wish="code").status_code == 302
    answer = Writer(ana.course).posts(wish="code")
    assert answer.status_code == 429
    assert "There were many tries from here." in text_of(answer)
