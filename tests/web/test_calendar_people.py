"""What staff see and tell of people: what was shared, that a visit is cancelled, running late."""

from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from easeback.apps.audit.queries import done_to
from easeback.apps.booking import queries as booking
from easeback.apps.booking import sharing
from easeback.apps.booking.facts import Contact, Snapshot
from easeback.apps.care.opening import open_record
from easeback.apps.care.roles import LEAD
from easeback.apps.notifications.queries import open_tasks
from easeback.domain.booking import Mode
from easeback.knowledge import knowledge
from tests import cast
from tests.apps.booking.world import NOW, at, promised
from tests.apps.care.recording import account_with_role
from tests.web.staff_calendar import SIGN_IN, as_ann, as_desk, keys_of, text_of
from tests.web.staff_calendar import world as world  # noqa: PLC0414  A fixture.
from tests.web.test_letters import sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("world")]
DAY, LATE = "/staff/day/2026-12-07/", "/staff/late/"
ANA = Contact("Ana Rivera", "", "ana@example.test", "es", "America/New_York")
BEN = Contact("Ben Ito", "1-555-555-0102", "", "en", "America/New_York")
TOLD = Snapshot(
    answers={"pain-now": 8, "legs": "one", "aggravates": ["bending", "sitting"], "old-one": "yes"},
    urgency="self_care",
    rules=("neu-4",),
    plan={"position": "rest-90-90", "first": "cat-cow", "easing": ["sitting"]},
    knowledge_version="of another day",
)


def shared() -> UUID:
    visit = promised(at(0, 9), who=ANA)
    sharing.attach(visit, TOLD, at=NOW)
    return visit


def page(visit: UUID) -> str:
    return f"/staff/visits/{visit}/shared/"


def test_the_therapist_reads_what_was_shared_in_words(client: Client) -> None:
    visit = shared()
    as_ann(client)
    assert page(visit) in client.get(DAY).content.decode()
    said = text_of(client.get(page(visit)))
    assert "Ana Rivera" in said
    words = knowledge().english
    assert words["questions.legs.text"] in said
    assert words["exercises.cat-cow.title"] in said
    ((_, by, what),) = done_to(f"visit:{visit}")
    assert (by.partition(":")[0], what) == ("staff", "answers.read")
    # What a newer knowledge no longer has is shown as it was kept, and said so.
    assert "old-one" in said
    assert "The questions have changed since." in said


def test_what_was_taken_back_is_gone_for_the_therapist_too(client: Client) -> None:
    visit = shared()
    as_ann(client)
    sharing.stop_sharing(visit, key="k", at=NOW)
    assert client.get(page(visit)).status_code == 404
    assert page(visit) not in client.get(DAY).content.decode()


def test_nobody_else_reads_it(client: Client) -> None:
    visit = shared()
    answer = client.get(page(visit))
    assert answer.status_code == 302
    assert answer["Location"].startswith(SIGN_IN)
    cast.signed_in(client, cast.eve())
    assert client.get(page(visit)).status_code in {302, 403}
    as_desk(client)
    assert client.get(page(visit)).status_code == 403
    assert page(visit) not in client.get(DAY).content.decode()


def test_a_lead_reads_it_once_they_have_said_why(client: Client) -> None:
    visit = shared()
    lena = cast.signed_in(client, account_with_role("lena", LEAD))
    assert client.get(page(visit)).status_code == 403
    course = booking.known_visit(visit).course
    open_record(course, "Ann is ill", by=lena.pk, key=uuid4(), at=NOW)
    assert client.get(page(visit)).status_code == 200
    assert client.get(page(uuid4())).status_code == 404
    assert client.get("/staff/visits/no/shared/").status_code == 404


def test_who_is_cancelled_by_staff_is_told_in_their_language(client: Client) -> None:
    visit = promised(at(0, 9), who=ANA)
    as_ann(client)
    cancel = f"/staff/visits/{visit}/cancel/"
    key = keys_of(client.get(cancel))[0]
    for _ in range(2):
        client.post(cancel, {"key": key})
    (mail,) = sent(NOW)
    assert mail.subject.startswith("Su cita está cancelada")
    assert "http://testserver/es/visit/" in mail.body


def test_who_has_no_mail_must_be_called_about_a_cancelled_visit(client: Client) -> None:
    with_mail, without = promised(at(0, 9), who=ANA), promised(at(0, 10), who=BEN)
    as_ann(client)
    page = client.get(f"/staff/visits/{with_mail}/cancel/")
    assert "They get an e-mail about it." in text_of(page)
    page = client.get(f"/staff/visits/{without}/cancel/")
    assert "They have no e-mail, so call them: 1-555-555-0102" in text_of(page)
    assert 'href="tel:15555550102"' in page.content.decode()
    for visit in (with_mail, without):
        client.post(f"/staff/visits/{visit}/cancel/", {"key": str(uuid4())})
    (task,) = open_tasks()
    assert (task.kind, task.about) == ("tell-cancelled", f"visit:{without}")


def test_a_visit_that_has_begun_is_cancelled_by_mail_too(client: Client) -> None:
    visit = promised(at(0, 9), who=ANA)
    with time_machine.travel(at(0, 9, 5), tick=False):
        as_ann(client)
        client.post(f"/staff/visits/{visit}/cancel/", {"key": str(uuid4())})
    (mail,) = sent(at(0, 9, 6))
    assert mail.subject.startswith("Su cita está cancelada")


def test_running_late_tells_those_who_come_later_and_names_whom_to_call(client: Client) -> None:
    promised(at(0, 9), who=ANA)
    promised(at(0, 10), who=BEN)
    promised(at(2, 10), mode=Mode.TELEHEALTH, who=ANA)
    as_ann(client)
    with time_machine.travel(at(0, 8), tick=False):
        form = client.get(LATE)
        said = text_of(form)
        assert "They get an e-mail" in said
        assert "Ben Ito: 1-555-555-0102" in said
        key = keys_of(form)[0]
        for _ in range(2):
            assert client.post(LATE, {"key": key, "minutes": "20"}).status_code == 302
        answer = client.post(LATE, {"key": key, "minutes": "20"})
        assert "They were told." in text_of(client.get(answer["Location"]))
    mails = sent(at(0, 8))
    assert [mail.subject for mail in mails] == ["Unos 20 minutos tarde: su cita con Ann"]


@pytest.mark.parametrize("sent_", [{}, {"minutes": "20"}, {"key": "no", "minutes": "20"}])
def test_a_form_that_is_not_whole_tells_nobody(client: Client, sent_: dict[str, str]) -> None:
    promised(at(0, 9), who=ANA)
    as_ann(client)
    with time_machine.travel(at(0, 8), tick=False):
        assert client.post(LATE, sent_).status_code == 400
    assert sent(at(0, 8)) == []


def test_running_late_is_for_the_therapist_and_the_desk(client: Client) -> None:
    assert client.get(LATE)["Location"].startswith(SIGN_IN)
    cast.signed_in(client, cast.eve())
    assert client.get(LATE).status_code in {302, 403}
