"""Booking, page by page: open slots, the held one, details, the visit's own page."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from easeback.apps.booking import actions, queries
from easeback.apps.booking.facts import Status, VisitFacts
from easeback.apps.booking.models import Resource, TherapistTime
from easeback.apps.booking.sharing import shared_with
from easeback.apps.practice.models import Therapist
from easeback.domain.booking import Severity
from easeback.ops.demo import load_demo
from tests.web.test_relief_plan import PEOPLE, answers_of
from tests.web.visitor import Reading, travelling

# A Saturday, so the first open day is a Monday.
NOW = datetime(2026, 11, 28, 15, tzinfo=UTC)
ANA = {"name": "Ana", "phone": "1-555-555-0101"}
BOTH = pytest.mark.parametrize("prefix", ["", "/es"])
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday_next")]


@pytest.fixture
def monday_next() -> Any:
    load_demo()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def told(person: str = "plain flare") -> dict[str, str]:
    return {"steps": "9", "go": "stay", **travelling(answers_of(person))}


def slots_of(page: str) -> list[str]:
    return re.findall(r'name="slot" value="([^"]+)"', page)


def fields_of(page: str, action: str) -> dict[str, str]:
    form = next(f for f in Reading(page).forms if f.action.endswith(action))
    return {f.name: f.value for f in form.fields if f.kind != "checkbox" or f.checked}


def open_slots(client: Client, prefix: str = "", **fields: str) -> str:
    answer = client.post(f"{prefix}/book", {**told(), **fields})
    assert answer.status_code == 200
    return str(answer.content.decode())


def held(client: Client, prefix: str = "", slot: str = "", pick: int = 0, **fields: str) -> str:
    page = open_slots(client, prefix, **fields)
    sent = {**fields_of(page, "/book/hold"), "slot": slot or slots_of(page)[pick]}
    answer = client.post(f"{prefix}/book/hold", sent)
    assert answer.status_code == 200
    return str(answer.content.decode())


def booked(client: Client, prefix: str = "", pick: int = 0, **typed: str) -> str:
    """The address of the booked visit's page; `pick` tells which of the slots it is in."""
    sent = {**fields_of(held(client, prefix, pick=pick), "/book/confirm"), **ANA, **typed}
    answer = client.post(f"{prefix}/book/confirm", sent)
    assert answer.status_code == 302
    return str(answer["Location"])


def the_visit(client: Client, address: str) -> VisitFacts:
    code = re.search(r'class="code">(\w+)<', client.get(address).content.decode())
    assert code
    visit = queries.visit_by_code(code[1])
    assert visit is not None
    return visit


@BOTH
def test_from_plan_to_booked(client: Client, prefix: str) -> None:
    address = booked(client, prefix)
    page = client.get(address)
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    visit = the_visit(client, address)
    assert visit.status is Status.CONFIRMED
    assert visit.contact is not None
    assert (visit.contact.name, visit.contact.language) == ("Ana", prefix[1:] or "en")


def test_it_opens_without_any_answer_and_asks_for_the_safety_check(client: Client) -> None:
    page = unescape(client.get("/book").content.decode())
    assert "Do the safety check" in page
    assert slots_of(page)


def test_the_plan_leads_here_and_an_emergency_does_not(client: Client) -> None:
    plan = client.post("/relief", told()).content.decode()
    assert 'formaction="/book"' in plan
    urgent = {
        **answers_of("plain flare"),
        "saddle-numbness": "yes",
        "saddle-self-check": "not-same",
    }
    sent = {"steps": "9", "go": "stay", **travelling(urgent)}
    assert 'formaction="/book"' not in client.post("/relief", sent).content.decode()
    assert client.post("/book", sent).status_code == 400


@pytest.mark.parametrize(
    ("person", "severity"),
    [("plain flare", 0), ("very bad pain", 1), ("leg pain", 1), ("weight loss", 2)],
)
def test_how_soon_follows_from_the_answers(client: Client, person: str, severity: int) -> None:
    page = client.post("/book", told(person)).content.decode()
    sent = {**fields_of(page, "/book/hold"), "slot": slots_of(page)[0]}
    details = client.post("/book/hold", sent).content.decode()
    sent = {**fields_of(details, "/book/confirm"), **ANA}
    address = client.post("/book/confirm", sent)["Location"]
    assert the_visit(client, address).severity is Severity(severity)


def test_who_must_see_a_clinician_within_days_is_told_so_again(client: Client) -> None:
    warned = "Take a visit within these days, or see another clinician first."
    page = client.post("/book", told("weight loss")).content.decode()
    assert warned in page
    details = client.post(
        "/book/hold", {**fields_of(page, "/book/hold"), "slot": slots_of(page)[0]}
    )
    assert warned in details.content.decode()
    assert warned not in client.post("/book", told()).content.decode()


def test_who_must_be_seen_in_person_is_offered_no_video(client: Client) -> None:
    assert "telehealth" in client.post("/book", told()).content.decode()
    assert "telehealth" not in client.post("/book", told("leg pain")).content.decode()
    assert "leg pain" in PEOPLE


def test_a_slot_that_somebody_took_is_told_at_once_with_the_next_ones(client: Client) -> None:
    page = open_slots(client)
    slot = slots_of(page)[0]
    held(Client(), slot=slot)
    late = client.post("/book/hold", {**fields_of(page, "/book/hold"), "slot": slot})
    assert late.status_code == 409
    text = unescape(late.content.decode())
    assert "Somebody else took that time." in text
    others = slots_of(text)
    assert len(others) >= 3
    assert slot not in others


def test_a_double_click_holds_one_visit_and_books_one(client: Client) -> None:
    page = open_slots(client)
    sent = {**fields_of(page, "/book/hold"), "slot": slots_of(page)[0]}
    twice = [client.post("/book/hold", sent).content.decode() for _ in range(2)]
    tokens = {fields_of(each, "/book/confirm")["visit"] for each in twice}
    assert len(tokens) == 1
    typed = {**fields_of(twice[0], "/book/confirm"), **ANA}
    places = {client.post("/book/confirm", typed)["Location"] for _ in range(2)}
    assert len(places) == 1
    assert client.post("/book/confirm", {**typed, "name": "Other"})["Location"] in places


def test_who_goes_back_and_chooses_again_holds_only_the_second(client: Client) -> None:
    page = open_slots(client)
    sent, slots = fields_of(page, "/book/hold"), slots_of(page)
    client.post("/book/hold", {**sent, "slot": slots[0]})
    client.post("/book/hold", {**sent, "slot": slots[1]})
    assert slots[0] in slots_of(open_slots(Client()))
    assert slots[1] not in slots_of(open_slots(Client()))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "", "phone": ""}, "Type a phone number or an e-mail address."),
        ({"name": "", "phone": "1-555-555-0101"}, "Type your name."),
        ({"name": "Ana", "phone": "call me"}, "This phone number has letters or is too short."),
        ({"name": "Ana", "phone": "", "email": "ana@"}, "This e-mail address is not complete."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    client: Client, typed: dict[str, str], said: str
) -> None:
    sent = {**fields_of(held(client), "/book/confirm"), **typed}
    again = client.post("/book/confirm", sent)
    assert again.status_code == 200
    page = unescape(again.content.decode())
    assert said in page
    kept = fields_of(page, "/book/confirm")
    assert {name: kept[name] for name in typed} == typed
    assert client.post("/book/confirm", {**kept, **ANA, "email": ""}).status_code == 302


def test_a_hold_that_ran_out_shows_other_times_and_keeps_what_was_typed(
    client: Client, monday_next: Any
) -> None:
    sent = {**fields_of(held(client), "/book/confirm"), **ANA}
    monday_next.shift(timedelta(minutes=11))
    late = client.post("/book/confirm", sent)
    assert late.status_code == 409
    page = late.content.decode()
    assert "What you typed is kept." in page
    again = {**fields_of(page, "/book/hold"), "slot": slots_of(page)[0]}
    details = client.post("/book/hold", again).content.decode()
    assert fields_of(details, "/book/confirm")["name"] == "Ana"


def test_a_home_visit_asks_where_and_tells_nobody_else(client: Client) -> None:
    page = open_slots(client, mode_wanted="home")
    assert "Your ZIP code" in page
    assert not slots_of(page)
    assert "We do not know that ZIP code." in open_slots(client, mode_wanted="home", zip="99999")
    details = held(client, mode_wanted="home", zip="10011")
    sent = {**fields_of(details, "/book/confirm"), **ANA}
    assert client.post("/book/confirm", sent).status_code == 200
    sent["address"] = "1 Example Street"
    address = client.post("/book/confirm", sent)["Location"]
    visit = the_visit(client, address)
    assert visit.address == "1 Example Street"
    assert visit.place is not None
    assert round(visit.place.latitude, 1) == 40.7


def test_a_place_out_of_reach_is_told_so(client: Client) -> None:
    page = open_slots(client, mode_wanted="home", zip="94103")
    assert not slots_of(page)
    assert "No therapist can come to that place" in page


def test_it_can_be_moved_with_its_therapist(client: Client) -> None:
    address = booked(client)
    before = the_visit(client, address)
    page = client.get(f"{address}/move").content.decode()
    slots = slots_of(page)
    assert {slot.split(".")[0] for slot in slots} == {str(before.therapist)}
    assert client.post(f"{address}/move", {"slot": slots[2]}).status_code == 302
    after = the_visit(client, address)
    assert after.status is Status.MOVED
    assert int(after.starts_at.timestamp()) == int(slots[2].split(".")[2])
    assert after.version == before.version + 1
    # The same button again, from the page that was open.
    client.post(f"{address}/move", {"slot": slots[2]})
    assert the_visit(client, address).starts_at == after.starts_at


def test_a_move_to_a_slot_that_is_gone_leaves_the_visit_as_it_was(client: Client) -> None:
    address = booked(client)
    before = the_visit(client, address)
    page = client.get(f"{address}/move").content.decode()
    slot = slots_of(page)[-1]
    held(Client(), slot=slot)
    late = client.post(f"{address}/move", {"slot": slot})
    assert late.status_code == 409
    assert the_visit(client, address).starts_at == before.starts_at


def test_what_is_shared_is_what_was_told_and_can_be_taken_back(client: Client) -> None:
    address = booked(client, share="yes")
    visit = the_visit(client, address)
    shared = shared_with(visit.id)
    assert shared is not None
    assert shared.given_at == NOW
    assert shared.snapshot.answers["pain-now"] == 5
    assert shared.snapshot.urgency == "self_care"
    assert shared.snapshot.plan["first"]
    assert "Stop sharing" in client.get(address).content.decode()
    for _ in range(2):
        assert client.post(f"{address}/unshare").status_code == 302
    assert shared_with(visit.id) is None
    assert "Stop sharing" not in client.get(address).content.decode()


def test_nothing_is_shared_unless_the_person_ticks_it(client: Client) -> None:
    assert shared_with(the_visit(client, booked(client)).id) is None


def test_opening_the_page_to_cancel_cancels_nothing(client: Client) -> None:
    address = booked(client)
    client.get(f"{address}/cancel")
    assert the_visit(client, address).status is Status.CONFIRMED
    client.post(f"{address}/cancel")
    client.post(f"{address}/cancel")
    page = client.get(address).content.decode()
    assert "This visit is cancelled" in page
    assert slots_of(open_slots(Client()))


def test_the_code_leads_to_the_visit(client: Client) -> None:
    address = booked(client)
    code = the_visit(client, address).code
    assert client.post("/visit", {"code": f" {code.lower()} "})["Location"] == address
    wrong = client.post("/visit", {"code": "NOSUCH00"})
    assert wrong.status_code == 404
    assert "We find no visit with this code." in wrong.content.decode()


@pytest.mark.parametrize("token", ["1", "0" * 32 + ":x", "..", "a:b:c"])
def test_a_token_that_was_made_up_opens_nothing(client: Client, token: str) -> None:
    for page in ("", "/move", "/cancel"):
        assert client.get(f"/visit/{token}{page}").status_code == 404
        assert client.post(f"/visit/{token}{page}").status_code in {404, 405}


@pytest.mark.parametrize(
    "fields",
    [
        {"slot": ""},
        {"slot": "1.clinic"},
        {"slot": "x.clinic.1796043600"},
        {"slot": "1.moon.1796043600"},
        {"slot": "1.clinic.99999999999999"},
        {"slot": "1.clinic.1796043600", "steps": "many"},
        {"slot": "1.clinic.1796043600", "mood": "odd"},
    ],
)
def test_what_no_page_sends_is_refused_in_words(client: Client, fields: dict[str, str]) -> None:
    answer = client.post("/book/hold", {**told(), **fields})
    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize("slot", ["999.clinic.1796043600", "3.clinic.1796043660", "3.home.0"])
def test_a_slot_that_was_never_offered_cannot_be_had(client: Client, slot: str) -> None:
    assert client.post("/book/hold", {**told(), "slot": slot}).status_code == 409


def test_more_days_are_shown_from_where_these_end(client: Client) -> None:
    page = open_slots(client)
    after = re.search(r'name="after" value="(\d+)"', page)
    assert after
    later = open_slots(client, after=after[1])
    days = [int(slot.split(".")[2]) for slot in slots_of(later)]
    assert min(days) >= int(after[1])


def test_a_held_slot_that_nobody_confirmed_is_offered_again(
    client: Client, monday_next: Any
) -> None:
    slot = slots_of(open_slots(client))[-1]
    held(client, slot=slot)
    assert slot not in slots_of(open_slots(Client()))
    monday_next.shift(timedelta(minutes=11))
    assert slot in slots_of(open_slots(Client()))
    assert actions.let_go_of_expired(at=NOW + timedelta(minutes=11)) == 1


def test_slots_cost_few_queries_however_many_there_are(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/book")
    with django_assert_max_num_queries(4):
        client.get("/book")


def test_who_has_just_come_is_shown_by_name_at_once(client: Client) -> None:
    open_slots(client)
    resource = Resource.objects.create(kind="therapist")
    first = TherapistTime.objects.order_by("pk")[0]
    new = Therapist.objects.create(
        name="Noor Haddad, PT", words_en="x", words_es="x", portrait="curls", place=9
    )
    TherapistTime.objects.create(
        resource=resource, therapist=new, zone=first.zone, schedule=first.schedule
    )
    Therapist.objects.exclude(pk=new.pk).update(is_shown=False)
    page = open_slots(client)
    assert "Noor Haddad" in page
    assert slots_of(page)
