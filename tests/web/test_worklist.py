"""The working list: today's visits, who needs something and why, and what was seen to."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from easeback.apps.audit.queries import done_to
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import programs, signing, transferring
from easeback.apps.care.facts import About, Kind, Signer
from easeback.apps.selfcare import sharing as diary
from tests import cast
from tests.apps.booking.world import ANA, MONDAY, NOW, at, promised, therapist
from tests.apps.care.recording import NOTE, account_with_role
from tests.web.keeper import account_on, keeper, wrote
from tests.web.staff_calendar import SIGN_IN, as_ann, as_desk, as_other, new_key, text_of
from tests.web.staff_calendar import world as world  # noqa: PLC0414  A fixture.
from tests.web.test_record import course, patient, visit

__all__ = ["course", "visit"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
LIST = "/staff/today/"
UP_TO = NOW.isoformat()


def attend(course: CourseFacts) -> str:
    return f"{patient(course)}attend/"


def marks_a_flare(course: CourseFacts) -> None:
    programs.mark_flare(course.id, began=True, key=uuid4(), today=MONDAY, at=NOW)


def notes_an_event(course: CourseFacts, visit: UUID, account: int) -> None:
    about, by = About(course.id, visit, Kind.VISIT_NOTE), Signer(account, "Ann")
    signing.sign(about, {**NOTE, "adverse": "mild"}, by=by, key=uuid4(), at=NOW)


@pytest.mark.parametrize("path", [LIST, f"/es{LIST}"])
def test_a_quiet_day(client: Client, visit: UUID, path: str) -> None:
    as_ann(client)
    answer = client.get(path)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    said = text_of(answer)
    assert ANA.name in said
    assert ("No se sabe de nada" if "/es" in path else "Nothing is known that needs you") in said


def test_the_most_pressing_is_first_and_says_why(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    ann = as_ann(client)
    notes_an_event(course, visit, ann.pk)
    marks_a_flare(course)
    said = text_of(client.get(LIST))
    people = said.partition("People who need something")[2]
    assert people.index("In a flare-up") < people.index("An adverse event in your note")
    visits = said.partition("Visits today")[2].partition("People who")[0]
    assert "Worse" in visits
    assert "Harm" in visits


def test_what_was_seen_to_leaves_the_list(client: Client, course: CourseFacts) -> None:
    as_ann(client)
    marks_a_flare(course)
    page = client.get(LIST).content.decode()
    (form,) = re.findall(rf'<form method="post" action="{attend(course)}">.*?</form>', page)
    sent = dict(re.findall(r'name="(key|reason|up_to)" value="([^"]+)"', form))
    assert sent["reason"] == "flare"
    for _ in range(2):
        assert client.post(attend(course), sent)["Location"] == LIST
    assert "In a flare-up" not in text_of(client.get(LIST))
    written = [what for _, _, what in done_to(f"course:{course.id}")]
    assert written.count("attended.flare") == 1


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"reason": "flare"},
        {"reason": "flare", "key": "x", "up_to": UP_TO},
        {"reason": "nonsense", "key": new_key(), "up_to": UP_TO},
        {"reason": "stopped", "key": new_key(), "up_to": UP_TO},
        {"reason": "flare", "key": new_key(), "up_to": "yesterday"},
        {"reason": "flare", "key": new_key(), "up_to": "0001-01-01T00:00:00+14:00"},
        {"reason": "flare", "key": new_key(), "up_to": "2026-12-07T12:00:00"},
    ],
)
def test_bad_input_is_refused(client: Client, course: CourseFacts, sent: dict[str, str]) -> None:
    as_ann(client)
    assert client.post(attend(course), sent).status_code == 400
    assert client.get(attend(course)).status_code == 405


@pytest.mark.parametrize("who", ["bea", "desk", "lead", "owner"])
def test_nobody_else_sees_them_or_sees_to_them(
    client: Client, course: CourseFacts, who: str
) -> None:
    as_ann(client)
    marks_a_flare(course)
    other = as_other(who)
    assert ANA.name not in text_of(other.get(LIST))
    sent = {"reason": "flare", "key": new_key(), "up_to": UP_TO}
    assert other.post(attend(course), sent).status_code == 403
    assert "In a flare-up" in text_of(client.get(LIST))


def test_it_needs_sign_in(client: Client, course: CourseFacts) -> None:
    assert SIGN_IN in client.get(LIST)["Location"] or "sign-in" in client.get(LIST)["Location"]
    assert client.post(attend(course)).status_code == 302


def test_who_has_no_hours_is_told_so(client: Client) -> None:
    as_desk(client)
    assert "No hours of yours" in text_of(client.get(LIST))


def test_that_the_list_and_a_diary_were_read_is_written_down(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    ann = as_ann(client)
    whose = account_on(keeper())
    diary.share(whose, course.id, at=NOW)
    about, by = About(course.id, visit, Kind.VISIT_NOTE), Signer(ann.pk, "Ann")
    signing.sign(about, NOTE, by=by, key=uuid4(), at=NOW)
    client.get(LIST)
    assert diary.shares_of(whose)[0].read_at is None
    with time_machine.travel(NOW + timedelta(minutes=20), tick=False):
        wrote(whose, 9, hours_ago=0.1)
        assert "More pain in their diary" in text_of(client.get(LIST))
    assert diary.shares_of(whose)[0].read_at == NOW + timedelta(minutes=20)
    written = [what for _, _, what in done_to(f"therapist:{therapist('Ann')}")]
    assert written == ["worklist.read", "worklist.read"]


def test_a_visit_of_another_day_is_not_of_today(client: Client) -> None:
    as_ann(client)
    promised(at(2, 9))
    assert "No visits today." in text_of(client.get(LIST))


@pytest.mark.parametrize(
    ("who", "begins_at"),
    [("ann", LIST), ("desk", "/staff/day/"), ("owner", "/admin/"), ("nobody", "/admin/")],
)
def test_where_each_of_the_staff_begins(client: Client, who: str, begins_at: str) -> None:
    match who:
        case "ann":
            as_ann(client)
        case "desk":
            as_desk(client)
        case "owner":
            cast.signed_in(client, account_with_role("otto", owner=True))
        case "nobody":
            cast.signed_in(client, cast.dan())
    assert client.get("/staff/")["Location"] == begins_at


def test_a_visit_of_today_stays_on_the_list_of_who_saw_them(
    client: Client, course: CourseFacts
) -> None:
    with time_machine.travel(at(0, 10, 30), tick=False):
        ann = as_ann(client)
        to, when = therapist("Bea"), at(0, 10, 30)
        transferring.transfer(course.id, to, "Away", by=ann.pk, key=uuid4(), at=when)
        said = text_of(client.get(LIST))
        assert ANA.name in said.partition("People who")[0]
        assert ANA.name not in said.partition("People who")[2]
        sent = {"reason": "flare", "key": new_key(), "up_to": UP_TO}
        assert client.post(attend(course), sent)["Location"] == LIST
