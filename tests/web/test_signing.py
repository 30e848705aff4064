"""A diary with an e-mail: a code adds the address, and opens the diary on another phone."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from easeback.apps.accounts import emails
from easeback.apps.accounts.models import DeviceKey, EmailCode
from easeback.apps.notifications.actions import send_due
from easeback.apps.notifications.channels import DemonstrationPage
from easeback.apps.notifications.models import OutboxMessage
from easeback.apps.selfcare.actions import erase, forget_old_codes
from easeback.ops.demo import load_demo
from tests.apps.selfcare.test_diary import stored_text
from tests.web.keeper import account_on, held, hidden, keeper, opened, phone, wrote
from tests.web.test_keeping import journey

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("prefix", ["", "/es"])
NOON = datetime(2027, 3, 1, 18, tzinfo=UTC)
ADDRESS = "ana@example.org"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    load_demo()
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def letters() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(kind="code").order_by("written_at"))


def code_sent() -> str:
    """The code in the last mail."""
    found = re.search(r"\d{4} \d{4}", letters()[-1].subject)
    assert found
    return found[0]


def asks(client: Client, path: str = "/keep/email", address: str = ADDRESS) -> int:
    return client.post(path, {"email": address}).status_code


def types(client: Client, code: str, path: str = "/keep/code") -> int:
    return client.post(path, {"code": code}).status_code


def adds(client: Client, address: str = ADDRESS) -> None:
    assert asks(client, "/my/keeping/email", address) == 302
    assert types(client, code_sent()) == 302


def wrong(code: str) -> str:
    return f"{(int(code.replace(' ', '')) + 1) % 10**8:08}"


@BOTH
def test_an_address_added_here_opens_the_diary_elsewhere(prefix: str) -> None:
    ana = keeper()
    wrote(account_on(ana), 6)
    assert ana.post(f"{prefix}/my/keeping/email", {"email": " Ana@Example.org "}).status_code == 302
    added = ana.post(f"{prefix}/keep/code?add=1", {"code": code_sent()})
    assert added["Location"] == f"{prefix}/my/keeping/passkey"
    assert ADDRESS in ana.get(f"{prefix}/my/keeping").content.decode()
    other = phone()
    assert asks(other, f"{prefix}/keep/email") == 302
    assert other.post(f"{prefix}/keep/code", {"code": code_sent()}).status_code == 302
    assert account_on(other) == account_on(ana)
    assert held(other) != held(ana)


def test_the_mail_tells_nothing_of_a_back_and_goes_once_it_is_typed() -> None:
    ana = keeper()
    asks(ana, "/my/keeping/email")
    assert send_due(at=NOON, send=DemonstrationPage()).sent == 1
    (letter,) = letters()
    assert letter.recipient == ADDRESS
    assert not {"back", "pain", "diary"} & set(re.findall(r"\w+", letter.body.lower()))
    assert types(ana, code_sent()) == 302
    assert not letters()


def test_starting_with_an_e_mail_keeps_the_plan_before_the_code_is_typed() -> None:
    client = phone()
    door = client.post("/keep", journey()).content.decode()
    sent = {**journey(), "key": hidden(door, "key"), "who": "mail"}
    assert client.post("/keep/open", sent)["Location"] == "/my/keeping/email"
    assert client.get("/my/").status_code == 200
    adds(client)
    assert emails.address_of(account_on(client)) == ADDRESS


def test_an_address_that_opens_nothing_is_answered_in_the_same_way() -> None:
    adds(keeper())
    known, unknown = phone(), phone()
    told = [
        client.post("/keep/email", {"email": address}, follow=True).content
        for client, address in ((known, ADDRESS), (unknown, "nobody@example.org"))
    ]
    assert told[0] == told[1]
    assert [letter.recipient for letter in letters()] == [ADDRESS]
    for client in (known, unknown):
        assert types(client, "1") == 422


def test_only_the_browser_that_asked_can_type_the_code() -> None:
    adds(keeper())
    mine, theirs = phone(), phone()
    asks(mine)
    assert types(theirs, code_sent()) == 422
    theirs.cookies[settings.CODE_COOKIE] = "guessed"
    assert types(theirs, code_sent()) == 422
    assert types(mine, code_sent()) == 302


def test_five_tries_and_ten_minutes_and_once(clock: time_machine.Traveller) -> None:
    adds(keeper())
    tired = phone()
    asks(tired)
    for _ in range(5):
        assert types(tired, wrong(code_sent())) == 422
    assert types(tired, code_sent()) == 422
    late = phone()
    asks(late)
    clock.shift(timedelta(minutes=10))
    assert types(late, code_sent()) == 422
    quick = phone()
    asks(quick)
    code = code_sent()
    assert types(quick, wrong(code)) == 422
    assert types(quick, code.replace(" ", "-")) == 302
    again = phone()
    again.cookies[settings.CODE_COOKIE] = quick.cookies[settings.CODE_COOKIE].value
    assert types(again, code) == 422


def test_one_address_gets_five_codes_an_hour(clock: time_machine.Traveller) -> None:
    adds(keeper())
    assert [asks(phone()) for _ in range(5)] == [302, 302, 302, 302, 429]
    clock.shift(timedelta(hours=1, seconds=1))
    assert asks(phone()) == 302


def test_the_address_of_another_diary_is_not_taken_away_from_it() -> None:
    ana, ben = keeper(), keeper()
    adds(ana)
    asks(ben, "/my/keeping/email")
    said = ben.post("/keep/code?add=1", {"code": code_sent()})
    assert said.status_code == 422
    assert "opens another diary already" in said.content.decode()
    assert emails.address_of(account_on(ana)) == ADDRESS
    assert emails.address_of(account_on(ben)) == ""


@pytest.mark.parametrize("typed", ["", "ana", "a@b", "ana@example.org\nBcc: x@y.org", "é@b.org"])
def test_what_is_no_address_is_said_beside_the_field(typed: str) -> None:
    answer = keeper().post("/my/keeping/email", {"email": typed})
    assert answer.status_code == 422
    assert "Type your whole e-mail address" in answer.content.decode()
    assert not EmailCode.objects.exists()


def test_a_form_from_elsewhere_sends_and_opens_nothing() -> None:
    adds(keeper())
    client = Client(headers={"origin": "https://elsewhere.example"})
    assert client.post("/keep/email", {"email": ADDRESS}).status_code == 200
    assert client.post("/keep/code", {"code": "1"}).status_code == 200
    assert not letters()


def test_taken_away_it_opens_nothing() -> None:
    ana = keeper()
    adds(ana)
    assert ana.post("/my/keeping/email/away").status_code == 302
    before = DeviceKey.objects.count()
    other = phone()
    asks(other)
    assert not letters()
    assert types(other, "12345678") == 422
    assert DeviceKey.objects.count() == before


def test_erased_the_address_its_codes_and_their_mail_are_gone() -> None:
    ana = keeper()
    adds(ana, "canary@example.org")
    asks(phone(), address="canary@example.org")
    asks(ana, "/my/keeping/email", "canary-new@example.org")
    assert "canary" in stored_text()
    erase(account_on(ana))
    assert "canary" not in stored_text()


def test_old_codes_are_forgotten_with_their_mail(clock: time_machine.Traveller) -> None:
    asks(keeper(), "/my/keeping/email")
    clock.shift(timedelta(days=1, seconds=1))
    forget_old_codes(at=datetime.now(UTC))
    assert ADDRESS not in stored_text()


def test_a_sixth_person_finds_no_room_on_a_phone() -> None:
    adds(keeper())
    full = keeper(*(opened() for _ in range(5)))
    asks(full)
    assert types(full, code_sent()) == 409
    assert len(held(full)) == 5


def test_new_words_end_a_code_that_is_on_its_way() -> None:
    ana = keeper()
    adds(ana)
    thief = phone()
    asks(thief)
    code = code_sent()
    ana.post("/my/keeping/phrase")
    assert types(thief, code) == 422


def test_a_code_shows_only_in_the_browser_that_asked() -> None:
    adds(keeper())
    mine, other = phone(), phone()
    asks(mine)
    send_due(at=NOON, send=DemonstrationPage())
    code = code_sent()
    assert code in mine.get("/demo/outbox").content.decode()
    assert code not in other.get("/demo/outbox").content.decode()
    letter = letters()[-1].pk
    assert mine.get(f"/demo/outbox/{letter}").status_code == 200
    assert other.get(f"/demo/outbox/{letter}").status_code == 404
    assert types(mine, code) == 302
