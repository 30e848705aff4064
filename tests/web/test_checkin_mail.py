"""Being asked by mail: at an address that is proven, and only as long as they wish."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from easeback.apps.notifications.actions import send_due
from easeback.apps.notifications.channels import DemonstrationPage
from easeback.apps.notifications.models import OutboxMessage
from easeback.apps.selfcare.models import FollowUp
from easeback.apps.selfcare.places import forget_old_messages
from easeback.ops.demo import load_demo
from tests.web.keeper import account_on, keeper
from tests.web.test_checkin import after, due, page
from tests.web.test_checkin import ana as ana  # noqa: PLC0414  A fixture.
from tests.web.test_checkin import days_later as days_later  # noqa: PLC0414  A fixture.

pytestmark = pytest.mark.django_db


def code_sent() -> str:
    """The code in the mail that is on its way."""
    return OutboxMessage.objects.get(kind="code").subject.removesuffix(" is your code")


def wants_mail(client: Client, address: str = "ana@example.org") -> None:
    """Asks for mail, and types the code that proves the address."""
    assert client.post("/my/asking", {"email": address})["Location"] == "/my/asking/code"
    assert not OutboxMessage.objects.filter(kind__startswith="check-in").exists()
    assert client.post("/my/asking/code", {"code": code_sent()})["Location"] == "/my/"


def recipients() -> set[str]:
    return set(OutboxMessage.objects.values_list("recipient", flat=True))


def test_whoever_wants_mail_gets_it_and_it_says_nothing_of_their_back(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    for wrong in ("", "ana", "ana@", "añá@example.org", "a@b.example\nbcc: x@y.example"):
        assert ana.post("/my/asking", {"email": wrong}).status_code == 422
    wants_mail(ana)
    assert OutboxMessage.objects.count() == 10
    after(days_later, 1)
    send_due(at=datetime.now(UTC), send=DemonstrationPage())
    mail = OutboxMessage.objects.get(key__endswith=":first", ending__why="sent")
    assert f"http://testserver{due(ana)}" in mail.body
    said = f"{mail.subject} {mail.body}".lower()
    assert not any(word in said for word in ("back", "pain", "ana@", "flare"))


def test_asking_can_be_stopped_from_the_diary(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    wants_mail(ana)
    ana.post("/my/asking/stop")
    after(days_later, 1)
    assert ana.get("/my/asking")["Location"] == "/my/"
    assert not OutboxMessage.objects.filter(ending=None).exists()


@pytest.mark.usefixtures("days_later")
def test_nothing_but_a_code_goes_to_an_address_that_is_not_proven(ana: Client) -> None:
    ana.post("/my/asking", {"email": "someone@example.org"})
    assert ana.post("/my/asking/code", {"code": "1"}).status_code == 422
    assert OutboxMessage.objects.get().kind == "code"


@pytest.mark.usefixtures("days_later")
def test_a_proven_address_is_asked_at_in_one_tap(ana: Client) -> None:
    assert "send e-mail right now" in page(ana, "/my/asking")
    load_demo()
    ana.post("/my/keeping/email", {"email": "ana@example.org"})
    ana.post("/keep/code?add=1", {"code": code_sent()})
    assert "ana@example.org" in page(ana, "/my/asking")
    for _ in range(2):
        assert ana.post("/my/asking", {"email": "other@example.org"})["Location"] == "/my/"
    assert OutboxMessage.objects.count() == 10
    assert recipients() == {"ana@example.org"}
    assert "We ask you at" in page(ana, "/my/asking")


def test_another_address_takes_the_mail_over_and_none_ends_it(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    wants_mail(ana)
    after(days_later, 1)
    send_due(at=datetime.now(UTC), send=DemonstrationPage())
    ana.post("/my/keeping/email", {"email": "new@example.org"})
    ana.post("/keep/code?add=1", {"code": code_sent()})
    assert recipients() == {"new@example.org"}
    assert OutboxMessage.objects.count() == 9
    ana.post("/my/keeping/email/away")
    assert not OutboxMessage.objects.exists()
    assert "new@example.org" not in page(ana, "/my/asking")


def test_the_address_goes_a_month_after_the_last_question(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    wants_mail(ana)
    after(days_later, 28)
    send_due(at=datetime.now(UTC), send=DemonstrationPage())
    after(days_later, 50)
    assert forget_old_messages(at=datetime.now(UTC)) == 0
    assert recipients() == {"ana@example.org"}
    after(days_later, 80)
    assert forget_old_messages(at=datetime.now(UTC)) == 1
    assert forget_old_messages(at=datetime.now(UTC)) == 0
    assert not OutboxMessage.objects.exists()
    assert FollowUp.objects.get().email == ""


@pytest.mark.usefixtures("days_later")
def test_a_code_for_another_diary_opens_that_and_asks_nobody(ana: Client) -> None:
    wants_mail(ana)
    ben = keeper()
    ben.post("/keep/email", {"email": "ana@example.org"})
    ben.post("/my/asking/code", {"code": code_sent()})
    assert account_on(ben) == account_on(ana)
    assert OutboxMessage.objects.count() == 10
