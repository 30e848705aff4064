"""Waiting for an earlier visit: the form, and the place on the list."""

from html import unescape

import pytest
from django.test import Client

from easeback.apps.booking import waiting
from easeback.apps.booking.facts import (
    WaitStanding,
)
from easeback.domain.booking import Mode, Part, Severity
from easeback.web.patient.waiting.tokens import token_of_place
from tests.web.test_book import fields_of, told
from tests.web.waiters import filled, frees, joined, offers, the
from tests.web.waiters import full as full  # noqa: PLC0414  A fixture.
from tests.web.waiters import monday_next as monday_next  # noqa: PLC0414  A fixture.

BOTH = pytest.mark.parametrize("prefix", ["", "/es"])
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("full")]


@BOTH
def test_from_the_slots_to_the_list(client: Client, prefix: str) -> None:
    slots = client.post(f"{prefix}/book", told("weight loss")).content.decode()
    form = client.post(f"{prefix}/wait", fields_of(slots, "/wait")).content.decode()
    sent = filled(form, name="Ana", email="ana@example.org", part="morning")
    answer = client.post(f"{prefix}/wait", sent)
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    said = unescape(page.content.decode())
    assert "ana@example.org" in said
    assert ("You are on the list" if not prefix else "Usted está en la lista") in said
    (row,) = waiting.who_waits(waiting.OPEN)
    wish = waiting.wish_of(row)
    assert (wish.severity, wish.part) == (Severity.SEVERE, Part.MORNING)
    assert wish.contact.language == (prefix[1:] or "en")


def test_it_opens_without_answers_and_nobody_types_how_urgent_they_are(client: Client) -> None:
    page = client.get("/wait").content.decode()
    sent = filled(page, name="Ana", email="ana@example.org", severity="2")
    client.post("/wait", sent)
    assert waiting.wish_of(waiting.who_waits(waiting.OPEN)[0]).severity is Severity.ROUTINE


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Type your name."),
        ("email", "", "Type your whole e-mail address."),
        ("email", "ana@", "Type your whole e-mail address."),
        ("phone", "call me", "This phone number has letters or is too short."),
        ("first", "2026-11-01", "Choose a day from today on."),
        ("first", "soon", "Choose a day from today on."),
        ("last", "2026-11-01", "Choose a day that is not before the first one."),
        ("last", "2026-13-45", "Choose a day that is not before the first one."),
        ("part", "night", "Choose a time of day."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client: Client, field: str, typed: str, said: str
) -> None:
    sent = filled(client.get("/wait").content.decode(), name="Ana", email="ana@example.org")
    answer = client.post("/wait", {**sent, field: typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in unescape(page)
    kept = filled(page)
    unread = {field} if field == "part" else set()
    assert {k: v for k, v in kept.items() if k not in unread} == {
        k: v for k, v in {**sent, field: typed}.items() if k not in unread
    }
    assert waiting.who_waits(waiting.ALL) == []


def test_no_place_at_all_is_asked_about(client: Client) -> None:
    sent = filled(client.get("/wait").content.decode(), name="Ana", email="ana@example.org")
    for mode in Mode:
        sent.pop(mode.value, None)
    answer = client.post("/wait", sent)
    assert answer.status_code == 422
    assert "Choose at least one place." in answer.content.decode()


def test_who_waits_at_home_says_where(client: Client) -> None:
    page = client.post("/wait", {"zip": "10011", "mode_wanted": "home"}).content.decode()
    sent = filled(page, name="Ana", email="ana@example.org")
    assert client.post("/wait", {**sent, "address": ""}).status_code == 422
    client.post("/wait", {**sent, "address": "1 Example Street"})
    wish = waiting.wish_of(waiting.who_waits(waiting.OPEN)[0])
    assert wish.address == "1 Example Street"
    assert wish.place is not None


def test_a_double_click_joins_once_and_other_words_take_its_place(client: Client) -> None:
    sent = filled(client.get("/wait").content.decode(), name="Ana", email="ana@example.org")
    places = {client.post("/wait", sent)["Location"] for _ in range(2)}
    assert len(places) == 1
    client.post("/wait", {**sent, "part": "morning"})
    (row,) = waiting.who_waits(waiting.OPEN)
    assert row.part == Part.MORNING


@pytest.mark.parametrize("token", ["1", "0" * 32 + ":x", "a:b:c"])
def test_a_token_that_was_made_up_opens_nothing(client: Client, token: str) -> None:
    for page in (f"/waiting/{token}", f"/offer/{token}"):
        assert client.get(page).status_code == 404
        assert client.post(page, {"answer": "take"}).status_code == 404
    assert client.post("/wait", {"visit": token}).status_code == 404


def test_leaving_the_list_is_a_button_and_lets_go_of_an_offer(client: Client) -> None:
    id, other = joined("Ana", Severity.SOON), joined("Ben")
    frees()
    offers()
    address = f"/waiting/{token_of_place(id)}"
    assert "A time is kept for you right now." in client.get(address).content.decode()
    assert the(id).standing is WaitStanding.OFFERED
    client.post(address)
    client.post(address)
    assert "You are not on the list any more" in client.get(address).content.decode()
    assert offers() == 1
    assert the(other).standing is WaitStanding.OFFERED
