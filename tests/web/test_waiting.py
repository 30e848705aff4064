"""Waiting for an earlier visit: the form, and the place on the list."""

from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from easeback.apps.booking import actions, queries, waiting
from easeback.apps.booking.facts import VisitFacts, WaitStatus
from easeback.apps.booking.models import Visit, Waiting
from easeback.domain.booking import Mode, Part, Severity
from easeback.web.patient.book.tokens import token_of
from easeback.web.patient.waiting.tokens import token_of_place
from tests.web.test_book import NOW, fields_of, told
from tests.web.test_relief_plan import answers_of
from tests.web.visitor import travelling
from tests.web.waiters import MONDAY, filled, frees, joined, mailed, offers, promised, the
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
        ("last", "2099-01-01", "Choose a day within a year."),
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
    assert the(id).status is WaitStatus.OFFERED
    client.post(address)
    client.post(address)
    assert "You are not on the list any more" in client.get(address).content.decode()
    assert offers() == 1
    assert the(other).status is WaitStatus.OFFERED


# When not to wait.

URGENT = {
    **answers_of("plain flare"),
    "saddle-numbness": "yes",
    "saddle-self-check": "not-same",
}


def test_who_needs_help_now_is_put_on_no_list(client: Client) -> None:
    urgent = {"steps": "9", "go": "stay", **travelling(URGENT)}
    assert client.post("/wait", urgent).status_code == 400
    ana = {"name": "Ana", "email": "ana@example.org", "part": "any", "join": "yes"}
    days = {"first": "2026-12-01", "last": "2026-12-08", "clinic": "yes"}
    assert client.post("/wait", {**urgent, **ana, **days}).status_code == 400
    assert waiting.who_waits(waiting.ALL) == []


@BOTH
def test_every_page_of_who_waits_says_when_not_to_and_leads_to_help(
    client: Client, prefix: str
) -> None:
    id = joined("Ana")
    frees()
    offers()
    place, offer = f"{prefix}/waiting/{token_of_place(id)}", prefix + mailed()
    worse = ("do not wait for us", "no nos espere")[bool(prefix)]
    form = client.post(f"{prefix}/wait", told()).content.decode()
    for page in (client.get(place).content.decode(), client.get(offer).content.decode(), form):
        assert f'href="{prefix}/emergency"' in page
        assert f'href="{prefix}/relief"' in page
    for address in (place, offer):
        assert worse in client.get(address).content.decode()
    client.post(place)
    assert worse in client.get(place).content.decode()


def test_who_must_see_a_clinician_within_days_is_told_not_to_wait_longer(client: Client) -> None:
    warned = "Take a visit within these days, or see another clinician first."
    within = "Your answers say to see a clinician within days."
    form = client.post("/wait", told("weight loss")).content.decode()
    assert warned in form
    answer = client.post("/wait", filled(form, name="Ana", email="ana@example.org"))
    assert within in client.get(answer["Location"]).content.decode()
    other = joined("Ben")
    assert within not in client.get(f"/waiting/{token_of_place(other)}").content.decode()
    assert warned not in client.post("/wait", told()).content.decode()


# Two tabs, two people, bad input.


def test_two_people_of_one_address_wait_side_by_side() -> None:
    ids = [joined(name) for name in ("Ana", "Ben")]
    for id in ids:
        Waiting.objects.filter(pk=id).update(email="home@example.org")
    again = joined("Ana", email="HOME@example.org")
    assert the(ids[0]).status is WaitStatus.ENDED
    assert the(ids[1]).status is WaitStatus.WAITING
    assert the(again).status is WaitStatus.WAITING


def test_marks_that_show_nothing_go_into_no_table(client: Client) -> None:
    page = client.post("/wait", {"zip": "10011", "mode_wanted": "home"}).content.decode()
    sent = filled(page, name="A\x00na", email="ana@exam\u200bple.org", address="1 Ex\x00 Street")
    assert client.post("/wait", sent).status_code == 302
    wish = waiting.wish_of(waiting.who_waits(waiting.OPEN)[0])
    assert (wish.contact.email, wish.address) == ("ana@example.org", "1 Ex Street")


def test_a_form_for_a_visit_that_was_cancelled_meanwhile_leads_to_its_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = promised(MONDAY)
    form = client.post("/wait", {"visit": token_of(visit.id)}).content.decode()
    sent = filled(form)
    look = queries.visit

    def cancelled_right_after(id: UUID) -> VisitFacts | None:
        monkeypatch.setattr(queries, "visit", look)
        found = look(id)
        actions.cancel(visit.id, key="c", by="patient", at=NOW)
        return found

    monkeypatch.setattr(queries, "visit", cancelled_right_after)
    answer = client.post("/wait", sent)
    assert answer.status_code == 302
    assert f"/visit/{token_of(visit.id)}" in answer["Location"]
    assert waiting.who_waits(waiting.ALL) == []


def test_nobody_waits_for_something_earlier_than_a_visit_that_has_begun(
    client: Client, full: Any
) -> None:
    visit = promised(MONDAY)
    sent = filled(client.post("/wait", {"visit": token_of(visit.id)}).content.decode())
    full.shift(MONDAY - NOW)
    days = {"first": "2026-11-30", "last": "2026-12-01"}
    answer = client.post("/wait", {**sent, **days})
    assert f"/visit/{token_of(visit.id)}" in answer["Location"]
    assert waiting.who_waits(waiting.ALL) == []


def test_an_evening_visit_is_waited_for_up_to_its_own_day(client: Client) -> None:
    """By the practice's clock: in UTC it is the next day already."""
    visit = promised(MONDAY)
    Visit.objects.filter(pk=visit.id).update(starts_at=MONDAY.replace(hour=20))
    form = client.post("/wait", {"visit": token_of(visit.id)}).content.decode()
    assert filled(form)["last"] == "2026-11-30"
