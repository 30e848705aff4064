"""Who sees a half-written intake: the browser it was typed on, and whoever reads the mail."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings as ours
from django.db import connection
from django.test import Client
from pytest_django import Settings

from easeback.apps.accounts.models import User
from easeback.apps.booking import queries
from easeback.apps.booking.facts import Snapshot, VisitFacts
from easeback.apps.booking.sharing import attach, stop_sharing
from easeback.apps.care import transferring
from easeback.apps.care.models import Draft
from easeback.apps.notifications.models import OutboxMessage
from easeback.apps.selfcare import sharing
from easeback.web.patient.book.tokens import token_of
from easeback.web.patient.proving.holding import BOOKED, KEPT
from tests.apps.booking.world import NOW, at, held, therapist
from tests.web.keeper import FROM_US, account_on, keeper, wrote
from tests.web.teller import (
    BEN,
    SECTIONS,
    Teller,
    address,
    code_sent,
    open_telling_world,
    visit_of,
)

pytestmark = pytest.mark.django_db
CANARY = "canary-in-my-own-words"
PAGES = ("", "code", *SECTIONS, "all", "sent")
TOLD = {"diabetes": "yes", "aggravates": ["sitting"], "legs": "both", "pain-now": 6}


@pytest.fixture(autouse=True)
def clock(settings: Settings, tmp_path: Path) -> Iterator[time_machine.Traveller]:
    settings.AUDIT_MARKS = tmp_path / "audit-marks"
    open_telling_world()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ana() -> Teller:
    """Has told something, on a phone that typed the code of her mail."""
    teller = Teller(visit_of())
    teller.begins()
    teller.tells("story", story=CANARY)
    return teller


def everything_in_the_database() -> str:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found.append(str(cursor.fetchall()))
    return "\n".join(found)


def test_opening_the_link_shows_nothing_and_changes_nothing(ana: Teller) -> None:
    scanner = Teller(ana.visit)
    before = everything_in_the_database()
    for page in PAGES:
        for answer in (scanner.gets(page), scanner.client.head(address(ana.visit, page))):
            assert "Set-Cookie" not in answer.headers
            assert answer.status_code == (200 if page in {"", "code"} else 302)
            assert {"private", "no-cache"} <= set(answer["Cache-Control"].split(", "))
        assert CANARY not in scanner.reads(page)
    assert everything_in_the_database() == before
    assert CANARY not in before


def test_another_phone_is_answered_in_the_same_words_whatever_was_typed(
    clock: time_machine.Traveller,
) -> None:
    visit = visit_of()
    said = []
    for _ in range(2):
        stranger = Teller(visit)
        answers = [stranger.gets(), stranger.sends(wish="go"), stranger.gets("code")]
        answers.append(stranger.sends("code", code="1"))
        said.append([(each.status_code, each.content) for each in answers])
        clock.shift(1)
        teller = Teller(visit)
        teller.begins()
        teller.tells("story", story=CANARY)
    assert said[0] == said[1]


def test_nobody_writes_without_having_begun(ana: Teller) -> None:
    stranger = Teller(ana.visit)
    for page in ("story", "story/save", "all"):
        answer = stranger.sends(page, story="Not mine to tell")
        assert answer["Location"] == address(ana.visit)
    assert Draft.objects.count() == 1
    assert ana.sent == []


def test_the_code_opens_it_on_another_phone(ana: Teller) -> None:
    other = Teller(ana.visit)
    assert other.begins() == "pain"
    assert CANARY in other.reads("story")
    other.tells("pain", pain_now="3")
    assert ana.form("pain").checked("pain-now") == ["3"]
    # Used once; its mail is erased, and on another browser it is none.
    assert not OutboxMessage.objects.filter(kind="intake-code").exists()


def test_a_code_is_for_its_own_browser_once(ana: Teller) -> None:
    asks, guesses = Teller(ana.visit), Teller(ana.visit)
    asks.sends(wish="go")
    code = code_sent()
    assert guesses.sends("code", code=code).status_code == 422
    assert guesses.gets("story").status_code == 302
    wrong = f"{(int(code.replace(' ', '')) + 1) % 10**8:08}"
    said = asks.sends("code", code=wrong).content.decode()
    assert "This is not the code." in said
    assert asks.sends("code", code=code).status_code == 302
    asks.client.cookies.pop(ours.INTAKE_COOKIE)
    assert "This code is over." in asks.sends("code", code=code).content.decode()
    assert asks.gets("story").status_code == 302


def test_a_code_of_another_visit_opens_nothing_here(ana: Teller) -> None:
    other = Teller(visit_of(day=3))
    other.sends(wish="go")
    code = code_sent()
    other.visit = ana.visit
    assert other.sends("code", code=code).status_code == 422
    assert other.gets("story").status_code == 302


def test_many_codes_are_refused(ana: Teller) -> None:
    for _ in range(4):
        assert Teller(ana.visit).sends(wish="go").status_code == 302
    answer = Teller(ana.visit).sends(wish="go")
    assert answer.status_code == 429
    assert "There were many tries from here." in answer.content.decode()


def test_the_cookie_of_one_course_opens_no_other(ana: Teller) -> None:
    mine, other = ana.visit, visit_of(day=3)
    ana.visit = other
    assert ana.gets("story").status_code == 302
    ana.begins()
    assert CANARY not in ana.reads("story")
    ana.visit = mine
    assert CANARY in ana.reads("story")


def test_a_made_up_cookie_opens_nothing(ana: Teller) -> None:
    value = ana.client.cookies[ours.INTAKE_COOKIE].value
    for forged in ("", "x", value[:-1], f"{value}x", value.replace(":", ";")):
        forger = Teller(ana.visit)
        forger.client.cookies[ours.INTAKE_COOKIE] = forged
        assert forger.gets("story").status_code == 302


def test_what_the_browser_holds_is_out_of_reach_and_ends(
    clock: time_machine.Traveller, ana: Teller
) -> None:
    cookie = ana.client.cookies[ours.INTAKE_COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert int(cookie["max-age"]) == KEPT.total_seconds()
    clock.shift(KEPT - timedelta(minutes=1))
    assert CANARY in ana.reads("story")
    clock.shift(KEPT - timedelta(minutes=1))
    assert CANARY in ana.reads("story")
    clock.shift(KEPT)
    assert ana.gets("story").status_code == 302


def test_closed_on_this_phone_it_shows_nothing_more(ana: Teller) -> None:
    assert "Close it on this phone" in ana.reads()
    ana.sends(wish="leave")
    assert ana.gets("story").status_code == 302
    assert ana.begins() == "pain"


def test_a_form_of_another_site_does_nothing(ana: Teller) -> None:
    ana.client.defaults.update({"HTTP_ORIGIN": "https://evil.example"})
    for page in ("", "story", "story/save", "all"):
        answer = ana.sends(page, story="Forged", wish="leave")
        assert answer["Location"] == address(ana.visit)
    assert CANARY in ana.reads("story")


@pytest.mark.parametrize("token", ["1", "0" * 32 + ":x", "a:b:c"])
def test_a_made_up_link_is_none(token: str) -> None:
    for page in PAGES:
        path = f"/visit/{token}/about-you{page and '/'}{page}"
        assert Client(headers=FROM_US).get(path).status_code == 404
        assert Client(headers=FROM_US).post(path).status_code == 404


def test_without_mail_each_phone_has_pages_of_its_own() -> None:
    first, second = (Teller(visit) for visit in [visit_of(BEN)] * 2)
    assert "It is safe there, and not shown here." in first.reads()
    assert (first.begins(), second.begins()) == ("story", "story")
    first.tells("story", story=CANARY)
    second.tells("story", story="On the other phone")
    assert CANARY not in second.reads("story")
    second.hands_in()
    assert "On the other phone" in second.reads("sent")
    assert CANARY in first.reads("story")
    assert first.gets("sent")["Location"] == address(first.visit)
    first.hands_in()
    assert len(first.sent) == 2
    assert "On the other phone" not in first.reads("sent")


def test_whoever_cannot_read_the_mail_now_begins_with_empty_pages(ana: Teller) -> None:
    attach(ana.visit.id, snapshot(), at=NOW)
    other = Teller(ana.visit)
    assert other.sends(wish="empty")["Location"].endswith("/story")
    assert CANARY not in "".join(map(other.reads, (*SECTIONS, "all")))
    assert other.form("health").checked("conditions") == []


def test_half_written_it_is_sealed_and_no_mail_or_task_tells_it(ana: Teller) -> None:
    assert CANARY not in everything_in_the_database()
    ana.hands_in()
    assert CANARY not in everything_in_the_database()


def snapshot() -> Snapshot:
    return Snapshot(TOLD, "self-care", (), {}, "v")


def test_what_was_shared_need_not_be_told_again(ana: Teller) -> None:
    attach(ana.visit.id, snapshot(), at=NOW)
    said = ana.reads("health")
    assert said.count("from what you told us") == 1
    assert ana.form("health").checked("conditions") == ["diabetes"]
    assert ana.form("pain").checked("leg") == ["both"]
    assert ana.form("pain").checked("pain-now") == ["6"]
    assert "Sitting" in ana.reads("pattern")
    # Changed, it stays changed; taken out, it stays out.
    ana.tells("pain", leg="below-knee")
    ana.tells("health", conditions="")
    assert "from what you told us" not in ana.reads("health")
    ana.hands_in()
    assert ana.sent[0].content == {
        "story": CANARY,
        "pain-now": 6,
        "leg": "below-knee",
        "aggravating": [{"what-aggravates": "Sitting"}],
    }


def test_taken_back_it_is_not_filled_in_any_more(ana: Teller) -> None:
    attach(ana.visit.id, snapshot(), at=NOW)
    stop_sharing(ana.visit.id, key="stop", at=NOW)
    assert ana.form("health").checked("conditions") == []


def test_a_shared_diary_says_where_it_hurts_and_how_much_on_most_days(ana: Teller) -> None:
    diary = keeper()
    for hours, pain in ((2, 7), (30, 4), (54, 4), (78, 5)):
        wrote(account_on(diary), pain, hours_ago=hours, areas={"low-back-left": 6})
    assert ana.form("pain").checked("area") == []
    sharing.share(account_on(diary), ana.visit.course, at=NOW)
    assert ana.form("pain").checked("area") == ["low-back-left"]
    assert ana.form("pain").checked("pain-usual") == ["4"]
    sharing.stop(account_on(diary), ana.visit.course, at=NOW)
    assert ana.form("pain").checked("area") == []


def test_no_therapist_sees_it_by_the_link(client: Client, ana: Teller) -> None:
    client.force_login(User.objects.create_user("dan", is_staff=True))
    for page in PAGES:
        assert CANARY not in client.get(address(ana.visit, page), follow=True).content.decode()


def booked_on(client: Client, form: dict[str, Any]) -> Any:
    return client.post("/book/confirm", {**form, "name": "Ana", "email": "ana@example.org"})


def test_whoever_booked_here_goes_on_here_for_an_hour(clock: time_machine.Traveller) -> None:

    visit = queries.known_visit(held(at(4, 9)))
    form = {"visit": token_of(visit.id), "key": "k"}
    client, other = Client(headers=FROM_US), Client(headers=FROM_US)
    assert booked_on(client, form).status_code == 302
    cookie = client.cookies[ours.INTAKE_COOKIE]
    assert int(cookie["max-age"]) == BOOKED.total_seconds()
    # Whoever sends the same again, word by word, has booked nothing here.
    assert booked_on(other, form).status_code == 302
    assert ours.INTAKE_COOKIE not in other.cookies
    ana = Teller(visit)
    ana.client = client
    attach(visit.id, snapshot(), at=NOW)
    assert ana.begins() == "story"
    assert ana.form("health").checked("conditions") == ["diabetes"]
    clock.shift(BOOKED * 2)
    assert ana.gets("story").status_code == 200


def handed_on(visit: VisitFacts) -> None:
    by = User.objects.create_user("ann", is_staff=True)
    bea = therapist("Bea")
    transferring.transfer(visit.course, bea, "Leave.", by=by.pk, key=uuid4(), at=NOW)


def test_begun_without_a_code_it_goes_along_with_the_course_on_its_own_phone_alone() -> None:
    visit = visit_of(BEN)
    ben, other = Teller(visit), Teller(visit)
    ben.begins()
    ben.tells("story", story=CANARY)
    other.begins()
    handed_on(visit)
    assert CANARY in ben.reads("story")
    assert CANARY not in "".join(map(other.reads, (*SECTIONS, "all")))
    assert CANARY not in "".join(map(Teller(visit).reads, PAGES))
    # Closed on this phone, the course of before opens nothing either.
    ben.sends(wish="leave")
    assert ben.gets("story")["Location"] == address(visit)
    assert ben.begins() == "story"
    assert CANARY not in ben.reads("story")


def test_a_proof_is_of_its_own_course(ana: Teller) -> None:
    handed_on(ana.visit)
    assert ana.gets("story")["Location"] == address(ana.visit)
    ana.begins()
    assert CANARY in ana.reads("story")
