"""Whoever does not get better is shown the soonest visits, as soon as the answer calls for."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from easeback.apps.selfcare.actions import erase
from easeback.domain.booking import Severity
from easeback.ops.demo import load_demo
from tests.web.keeper import account_on, keeper
from tests.web.test_book import ANA, fields_of, slots_of, the_visit
from tests.web.test_checkin import NOON, due, followed

pytestmark = pytest.mark.django_db(transaction=True)
BOTH = pytest.mark.parametrize("prefix", ["", "/es"])
WORSE = {"compared": "worse", "pain": "8"}
NO_BETTER = {"compared": "same", "pain": "6"}


@pytest.fixture
def ana() -> Iterator[tuple[Client, time_machine.Traveller]]:
    load_demo()
    with time_machine.travel(NOON, tick=False) as clock:
        client = keeper()
        followed(client)
        yield client, clock


def answered(ana: Client, sent: dict[str, str], prefix: str = "") -> str:
    return Client().post(prefix + due(ana), sent).content.decode()


@BOTH
@pytest.mark.parametrize(
    ("day", "sent", "severity"), [(2, WORSE, Severity.SEVERE), (8, NO_BETTER, Severity.SOON)]
)
def test_the_soonest_visits_stand_below_the_advice(
    ana: tuple[Client, time_machine.Traveller],
    prefix: str,
    day: int,
    sent: dict[str, str],
    severity: Severity,
) -> None:
    client, clock = ana
    clock.move_to(NOON + timedelta(days=day, minutes=1))
    page = answered(client, sent, prefix)
    slots = slots_of(page)
    assert len(slots) == 3
    whoever = Client()
    held = whoever.post(
        f"{prefix}/book/hold", {**fields_of(page, "/book/hold"), "slot": slots[0]}
    ).content.decode()
    typed = {**fields_of(held, "/book/confirm"), **ANA}
    address = whoever.post(f"{prefix}/book/confirm", typed)["Location"]
    assert the_visit(whoever, address).severity is severity


def test_the_other_times_know_it_too(ana: tuple[Client, time_machine.Traveller]) -> None:
    client, clock = ana
    clock.move_to(NOON + timedelta(days=2, minutes=1))
    sent = fields_of(answered(client, WORSE), "/book/hold")
    page = Client().post("/book", sent).content.decode()
    assert fields_of(page, "/book/hold")["check"] == sent["check"]
    assert "Do the safety check" not in page


def test_an_old_an_erased_and_a_made_up_question_call_for_nothing(
    ana: tuple[Client, time_machine.Traveller],
) -> None:
    client, clock = ana
    clock.move_to(NOON + timedelta(days=2, minutes=1))
    sent = fields_of(answered(client, WORSE), "/book/hold")

    def knows(check: str) -> bool:
        page = Client().post("/book", {**sent, "check": check})
        assert page.status_code == 200
        return "check" in fields_of(page.content.decode(), "/book/hold")

    assert knows(sent["check"])
    assert not knows("0" * 32 + sent["check"][32:])
    assert not knows("worse")
    clock.shift(timedelta(days=15))
    assert not knows(sent["check"])
    clock.shift(-timedelta(days=15))
    assert knows(sent["check"])
    erase(account_on(client))
    assert not knows(sent["check"])
