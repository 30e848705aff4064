"""Waiting for an earlier visit: the form, the list, the offer, and who is offered what."""

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from easeback.apps.booking import actions, queries, waiting, waitlist
from easeback.apps.booking.facts import (
    Contact,
    Standing,
    VisitFacts,
    WaitFacts,
    WaitStanding,
    WaitWish,
    Wanted,
)
from easeback.apps.booking.models import (
    Blocked,
    Offer,
    Terms,
    TherapistTime,
    VisitStatus,
    WaitStatus,
)
from easeback.apps.notifications.models import OutboxMessage
from easeback.domain.booking import Mode, Part, Severity
from easeback.web.patient.book.tokens import token_of
from easeback.web.patient.waiting.letters import about_offer
from easeback.web.patient.waiting.tokens import token_of_place
from tests.web.test_book import NOW, fields_of, told
from tests.web.test_book import monday_next as monday_next  # noqa: PLC0414  A fixture.
from tests.web.visitor import Reading

ZONE = ZoneInfo("America/New_York")
BOTH = pytest.mark.parametrize("prefix", ["", "/es"])
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("full")]
MONDAY = datetime(2026, 11, 30, 10, tzinfo=ZONE)


@pytest.fixture
def full(monday_next: Any) -> Any:
    """Nobody is free, and nothing is kept for the worse: what is freed is all there is."""
    Terms.objects.update(releases=[])
    first = int(NOW.timestamp()) - 86_400
    for therapist in TherapistTime.objects.values_list("pk", flat=True):
        Blocked.objects.create(
            resource_id=therapist, starts=first, ends=first + 60 * 86_400, source="x"
        )
    queries.ROSTERS.forget()
    return monday_next


def frees(starts_at: datetime = MONDAY, minutes: int = 60, therapist: int | None = None) -> int:
    """A stretch of one therapist's time comes free."""
    who = therapist or TherapistTime.objects.order_by("pk")[0].pk
    start, end = int(starts_at.timestamp()), int(starts_at.timestamp()) + minutes * 60 + 600
    row = Blocked.objects.filter(resource_id=who, starts__lt=start, ends__gt=end)[0]
    Blocked.objects.create(resource_id=who, starts=end, ends=row.ends, source="x")
    row.ends = start
    row.save()
    queries.ROSTERS.forget()
    return int(who)


def joined(name: str = "Ana", severity: Severity = Severity.ROUTINE, **other: Any) -> UUID:
    contact = Contact(name, "", f"{name.lower()}@example.org", "en", "America/New_York")
    wish: dict[str, Any] = {
        "service": "first-evaluation",
        "modes": frozenset({Mode.CLINIC}),
        "part": Part.ANY,
        "first_on": NOW.date(),
        "last_on": NOW.date() + timedelta(days=14),
        "site": "https://relief.example",
    }
    at = other.pop("at", NOW)
    return waitlist.join(
        WaitWish(contact, severity=severity, **{**wish, **other}), key=str(uuid4()), at=at
    )


def offers(at: datetime = NOW) -> int:
    return waitlist.offer_freed_slots(at=at, words=about_offer)


def the(id: UUID) -> WaitFacts:
    found = waiting.waiting(id)
    assert found is not None
    return found


def promised(starts_at: datetime, **contact: str) -> VisitFacts:
    """Somebody who has a visit, booked while the time was free."""
    therapist = frees(starts_at)
    wanted = Wanted("first-evaluation", Mode.CLINIC, therapist, starts_at)
    visit = actions.hold(wanted, key=str(uuid4()), at=NOW)
    who = Contact(
        **{"name": "Ben", "phone": "", "email": "ben@example.org", **contact},
        language="en",
        zone="America/New_York",
    )
    actions.confirm(visit, who, key=str(uuid4()), at=NOW)
    found = queries.visit(visit)
    assert found is not None
    return found


def mailed() -> str:
    """Where the latest offer leads."""
    body = OutboxMessage.objects.filter(kind="visit-offer").order_by("written_at", "pk").last()
    assert body is not None
    found = re.search(r"https://relief\.example(/\S*offer/\S+)", body.body)
    found = found or re.search(r"http://testserver(/\S*offer/\S+)", body.body)
    assert found
    return found[1]


def filled(page: str, **other: str) -> dict[str, str]:
    form = next(f for f in Reading(page).forms if f.action.endswith("/wait"))
    ticks = {"radio", "checkbox"}
    sent = {f.name: f.value for f in form.fields if f.kind not in ticks or f.checked}
    return {**sent, **other}


# The form.


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
    assert "ana@example.org" in page.content.decode()
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


# Who is offered what.


def test_a_freed_slot_is_offered_to_the_worst_then_to_who_waits_longest() -> None:
    new = joined("New", at=NOW)
    old = joined("Old", at=NOW - timedelta(days=3))
    worst = joined("Worst", Severity.SEVERE, at=NOW)
    assert offers() == 0
    frees()
    order = []
    for turn in range(3):
        at = NOW + timedelta(minutes=21 * turn)
        assert offers(at) == 1
        assert offers(at) == 0
        (held,) = [id for id in (new, old, worst) if the(id).standing is WaitStanding.OFFERED]
        order.append(held)
    assert order == [worst, old, new]
    # Nobody is asked twice about one slot.
    assert offers(NOW + timedelta(minutes=90)) == 0


def test_an_offer_is_a_real_hold_of_twenty_minutes(client: Client) -> None:
    joined()
    therapist = frees()
    offers()
    wanted = Wanted("first-evaluation", Mode.CLINIC, therapist, MONDAY, Severity.SEVERE)
    with pytest.raises(actions.SlotTaken):
        actions.hold(wanted, key="x", at=NOW + timedelta(minutes=19))
    late = NOW + timedelta(minutes=20)
    assert isinstance(actions.hold(wanted, key="y", at=late), UUID)


def test_it_is_offered_by_whatever_it_was_freed() -> None:
    """A visit that is cancelled, and a hold that nobody confirmed."""
    visit = promised(MONDAY)
    id = joined()
    assert offers() == 0
    actions.cancel(visit.id, key="c", by="patient", at=NOW)
    assert offers() == 1
    assert the(id).standing is WaitStanding.OFFERED


def test_what_was_free_when_somebody_chose_to_wait_is_not_offered() -> None:
    frees()
    joined()
    assert offers() == 0
    frees(MONDAY + timedelta(hours=3))
    assert offers() == 1


@pytest.mark.parametrize(
    "wish",
    [
        {"part": Part.AFTERNOON},
        {"first_on": MONDAY.date() + timedelta(days=1)},
        {"modes": frozenset({Mode.TELEHEALTH}), "part": Part.AFTERNOON},
    ],
)
def test_what_does_not_suit_is_not_offered(wish: dict[str, Any]) -> None:
    joined(**wish)
    frees()
    assert offers() == 0


def test_two_slots_go_to_two_people_and_never_both_to_one() -> None:
    one, other = joined("One"), joined("Other")
    frees()
    frees(MONDAY + timedelta(hours=3))
    assert offers() == 2
    assert {the(id).standing for id in (one, other)} == {WaitStanding.OFFERED}
    third = joined("Third")
    assert offers() == 0
    assert the(third).standing is WaitStanding.WAITING


def test_who_lets_three_offers_pass_is_not_asked_again() -> None:
    id = joined()
    for n in range(3):
        frees(MONDAY + timedelta(days=n))
        assert offers(NOW + timedelta(hours=n)) == 1
    offers(NOW + timedelta(hours=4))
    assert the(id).standing is WaitStanding.ENDED


def test_the_wait_ends_with_its_last_day_and_with_a_visit() -> None:
    short = joined("Short", last_on=NOW.date())
    booked = joined("Ben")
    promised(MONDAY)
    offers(NOW + timedelta(days=1))
    assert the(short).standing is WaitStanding.ENDED
    assert the(booked).standing is WaitStanding.ENDED


# The offer's page.


def test_taking_it_books_it_and_a_second_click_changes_nothing(client: Client) -> None:
    id = joined()
    frees()
    offers()
    page = mailed()
    assert client.get(page).status_code == 200
    assert the(id).standing is WaitStanding.OFFERED
    answers = [client.post(page, {"answer": "take"}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert "You are booked" in client.get(answers[0]["Location"]).content.decode()
    assert the(id).standing is WaitStanding.TAKEN
    assert OutboxMessage.objects.filter(kind="visit-booked").count() == 1
    assert client.post(page, {"answer": "no"}).status_code == 302
    assert the(id).standing is WaitStanding.TAKEN
    assert client.get(page).status_code == 302


def test_no_thanks_lets_the_next_person_have_it(client: Client) -> None:
    one = joined("One", Severity.SOON)
    other = joined("Other")
    frees()
    offers()
    page = mailed()
    client.post(page, {"answer": "no"})
    client.post(page, {"answer": "no"})
    assert the(one).standing is WaitStanding.DECLINED
    assert offers() == 1
    assert the(other).standing is WaitStanding.OFFERED
    late = client.post(page, {"answer": "take"})
    assert late.status_code == 409
    assert "You are still on the list." in late.content.decode()


def test_too_late_is_said_and_nothing_is_booked(client: Client, full: Any) -> None:
    id = joined()
    frees()
    offers()
    page = mailed()
    full.shift(timedelta(minutes=21))
    late = client.post(page, {"answer": "take"})
    assert late.status_code == 409
    assert "This time is not kept any more" in late.content.decode()
    assert "This time is not kept any more" in client.get(page).content.decode()
    assert not VisitStatus.objects.filter(status=Standing.CONFIRMED).exists()
    offers(NOW + timedelta(minutes=21))
    assert the(id).standing is WaitStanding.PASSED


# With a visit that is promised.


def wait_from(client: Client, visit: VisitFacts) -> str:
    page = client.get(f"/visit/{token_of(visit.id)}").content.decode()
    form = client.post("/wait", fields_of(page, "/wait")).content.decode()
    return str(client.post("/wait", filled(form))["Location"])


def test_an_earlier_visit_takes_the_place_of_the_old_one(client: Client) -> None:
    old = promised(MONDAY + timedelta(days=7))
    address = wait_from(client, old)
    assert client.get(address).status_code == 200
    frees(MONDAY + timedelta(days=8))
    assert offers() == 0
    frees(MONDAY)
    assert offers() == 1
    page = mailed()
    assert "this visit is cancelled" in client.get(page).content.decode()
    answer = client.post(page, {"answer": "take"})
    now, before = queries.promised_visits(old.course), queries.visit(old.id)
    assert [visit.starts_at for visit in now] == [MONDAY]
    assert now[0].therapist == old.therapist
    assert before is not None
    assert before.standing is Standing.CANCELLED
    assert "You are booked" in client.get(answer["Location"]).content.decode()
    kinds = OutboxMessage.objects.values_list("kind", flat=True)
    assert {"visit-booked", "visit-cancelled"} <= set(kinds)


def test_no_thanks_leaves_the_old_visit_as_it_was(client: Client) -> None:
    old = promised(MONDAY + timedelta(days=7))
    wait_from(client, old)
    frees(MONDAY)
    offers()
    client.post(mailed(), {"answer": "no"})
    assert [visit.id for visit in queries.promised_visits(old.course)] == [old.id]


def test_too_late_leaves_the_old_visit_as_it_was(client: Client, full: Any) -> None:
    old = promised(MONDAY + timedelta(days=7))
    wait_from(client, old)
    frees(MONDAY)
    offers()
    full.shift(timedelta(minutes=21))
    assert client.post(mailed(), {"answer": "take"}).status_code == 409
    assert [visit.id for visit in queries.promised_visits(old.course)] == [old.id]


def test_another_therapist_is_not_offered_for_a_course(client: Client) -> None:
    old = promised(MONDAY + timedelta(days=7))
    wait_from(client, old)
    other = TherapistTime.objects.order_by("pk")[1].pk
    frees(MONDAY, therapist=other)
    assert offers() == 0


def test_who_cancels_their_visit_waits_no_more(client: Client) -> None:
    old = promised(MONDAY + timedelta(days=7))
    wait_from(client, old)
    actions.cancel(old.id, key="c", by="patient", at=NOW)
    frees(MONDAY)
    assert offers() == 0
    assert WaitStatus.objects.order_by("pk").last().status == WaitStanding.ENDED  # type: ignore[union-attr]
    assert not Offer.objects.exists()


def test_a_visit_without_an_address_for_mail_asks_for_one(client: Client) -> None:
    old = promised(MONDAY + timedelta(days=7), phone="1-555-555-0101", email="")
    form = client.post("/wait", {"visit": token_of(old.id)}).content.decode()
    assert client.post("/wait", filled(form)).status_code == 422
    answer = client.post("/wait", filled(form, email="ben@example.org"))
    assert "ben@example.org" in client.get(answer["Location"]).content.decode()
