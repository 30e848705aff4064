"""How often one visitor may hold slots and try codes: nobody can take every slot, or guess one."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from easeback.apps.accounts import limits
from easeback.apps.accounts.limits import LIMITS
from tests.web.test_book import booked, fields_of, monday_next, open_slots, slots_of, the_visit
from tests.web.waiters import filled

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("monday_next", "few"),
]
__all__ = ["monday_next"]
ELSEWHERE: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LIMITS", dict.fromkeys(LIMITS, "2/h/key"))


def hold(client: Client, pick: int, **sender: Any) -> Any:
    page = open_slots(client)
    slot = {"slot": slots_of(page)[pick]}
    return client.post("/book/hold", {**fields_of(page, "/book/hold"), **slot}, **sender)


def test_nobody_holds_one_slot_after_the_other(client: Client) -> None:
    assert [hold(client, pick).status_code for pick in (-40, -30)] == [200, 200]
    refused = hold(client, -20)
    assert refused.status_code == 429
    page = refused.content.decode()
    assert "from your connection" in page
    assert slots_of(page)
    assert "tel:" in page
    assert hold(client, -20, **ELSEWHERE).status_code == 200


def test_codes_are_not_tried_one_after_the_other(client: Client) -> None:
    code = the_visit(client, booked(client)).code
    for wrong in ("AAAAAAAA", "BBBBBBBB"):
        assert client.post("/visit", {"code": wrong}).status_code == 404
    refused = client.post("/visit", {"code": code})
    assert refused.status_code == 429
    assert "from your connection" in refused.content.decode()
    assert client.post("/visit", {"code": code}, **ELSEWHERE).status_code == 302


def test_to_look_at_the_page_counts_for_nothing(client: Client) -> None:
    assert [client.get("/visit").status_code for _ in range(4)] == [200] * 4


def test_behind_a_proxy_that_names_nobody_all_may(client: Client, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert [hold(client, pick).status_code for pick in (-40, -30, -20)] == [200] * 3


def test_nobody_fills_the_list_of_those_who_wait(client: Client) -> None:
    form = client.get("/wait").content.decode()

    def join(name: str, **sender: Any) -> Any:
        sent = filled(form, key=str(uuid4()), name=name, email=f"{name}@example.test")
        return client.post("/wait", sent, **sender)

    assert [join(name).status_code for name in ("Ana", "Bea")] == [302, 302]
    refused = join("Cyd")
    assert refused.status_code == 429
    assert "from your connection" in refused.content.decode()
    assert "Cyd@example.test" in refused.content.decode()
    assert join("Cyd", **ELSEWHERE).status_code == 302
