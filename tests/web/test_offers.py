"""Who is offered what comes free, and the page with its two buttons."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from easeback.apps.booking import actions, queries
from easeback.apps.booking.facts import (
    Status,
    WaitStatus,
    Wanted,
)
from easeback.apps.booking.models import (
    Offer,
    TherapistTime,
    VisitStatus,
    WaitingStatus,
)
from easeback.apps.notifications.models import OutboxMessage
from easeback.domain.booking import Mode, Part, Severity
from easeback.web.patient.book.tokens import token_of
from tests.web.test_book import NOW
from tests.web.waiters import (
    MONDAY,
    filled,
    frees,
    joined,
    mailed,
    offers,
    promised,
    takes,
    the,
    wait_from,
)
from tests.web.waiters import full as full  # noqa: PLC0414  A fixture.
from tests.web.waiters import monday_next as monday_next  # noqa: PLC0414  A fixture.

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("full")]


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
        (held,) = [id for id in (new, old, worst) if the(id).status is WaitStatus.OFFERED]
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
    assert the(id).status is WaitStatus.OFFERED


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


def test_at_night_nobody_is_asked_and_nobody_falls_off_the_list() -> None:
    id = joined()
    for n in range(4):
        frees(MONDAY + timedelta(days=n))
    night = NOW.replace(hour=8)  # Three in the morning in New York.
    assert [offers(night + timedelta(days=1, hours=n)) for n in range(5)] == [0] * 5
    assert the(id).status is WaitStatus.WAITING
    assert offers(night + timedelta(days=1, hours=5)) == 1


def test_while_one_person_sleeps_another_is_asked() -> None:
    asleep = joined("Asleep", Severity.SEVERE, zone="Pacific/Auckland")
    awake = joined("Awake")
    frees()
    assert offers() == 1
    assert the(awake).status is WaitStatus.OFFERED
    assert the(asleep).status is WaitStatus.WAITING


def test_two_slots_go_to_two_people_and_never_both_to_one() -> None:
    one, other = joined("One"), joined("Other")
    frees()
    frees(MONDAY + timedelta(hours=3))
    assert offers() == 2
    assert {the(id).status for id in (one, other)} == {WaitStatus.OFFERED}
    third = joined("Third")
    assert offers() == 0
    assert the(third).status is WaitStatus.WAITING


def test_who_lets_three_offers_pass_is_not_asked_again() -> None:
    id = joined()
    for n in range(3):
        frees(MONDAY + timedelta(days=n))
        assert offers(NOW + timedelta(hours=n)) == 1
    offers(NOW + timedelta(hours=4))
    assert the(id).status is WaitStatus.ENDED


def test_the_wait_ends_with_its_last_day_and_with_a_visit() -> None:
    short = joined("Short", last_on=NOW.date())
    booked = joined("Ben")
    promised(MONDAY)
    offers(NOW + timedelta(days=1))
    assert the(short).status is WaitStatus.ENDED
    assert the(booked).status is WaitStatus.ENDED


# The offer's page.


def test_taking_it_books_it_and_a_second_click_changes_nothing(client: Client) -> None:
    id = joined()
    frees()
    offers()
    page = mailed()
    assert client.get(page).status_code == 200
    assert the(id).status is WaitStatus.OFFERED
    answers = [client.post(page, {"answer": "take"}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert "You are booked" in client.get(answers[0]["Location"]).content.decode()
    assert the(id).status is WaitStatus.TAKEN
    assert OutboxMessage.objects.filter(kind="visit-booked").count() == 1
    assert client.post(page, {"answer": "no"}).status_code == 302
    assert the(id).status is WaitStatus.TAKEN
    assert client.get(page).status_code == 302


def test_the_page_and_the_mail_say_by_the_persons_own_clock_until_when_it_is_kept(
    client: Client,
) -> None:
    joined(zone="America/Los_Angeles")
    frees()
    assert offers(NOW + timedelta(hours=2)) == 1
    page = client.get(mailed())
    body = OutboxMessage.objects.get(kind="visit-offer").body
    assert "10:00 AM (Eastern Standard Time; 7:00 AM Pacific Standard Time)" in body
    assert "We keep it for you until 9:20 AM (Pacific Standard Time)." in body
    assert "We keep it for you until 9:20 AM." in page.content.decode()


def test_no_thanks_lets_the_next_person_have_it(client: Client) -> None:
    one = joined("One", Severity.SOON)
    other = joined("Other")
    frees()
    offers()
    page = mailed()
    client.post(page, {"answer": "no"})
    client.post(page, {"answer": "no"})
    assert the(one).status is WaitStatus.DECLINED
    assert offers() == 1
    assert the(other).status is WaitStatus.OFFERED
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
    assert not VisitStatus.objects.filter(status=Status.CONFIRMED).exists()
    offers(NOW + timedelta(minutes=21))
    assert the(id).status is WaitStatus.PASSED


# With a visit that is promised.


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
    answer = takes(client, page)
    now, before = queries.promised_visits(old.course), queries.visit(old.id)
    assert [visit.starts_at for visit in now] == [MONDAY]
    assert now[0].therapist == old.therapist
    assert before is not None
    assert before.status is Status.CANCELLED
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
    assert WaitingStatus.objects.order_by("pk").last().status == WaitStatus.ENDED  # type: ignore[union-attr]
    assert not Offer.objects.exists()


def test_a_visit_without_an_address_for_mail_asks_for_one(client: Client) -> None:
    old = promised(MONDAY + timedelta(days=7), phone="1-555-555-0101", email="")
    form = client.post("/wait", {"visit": token_of(old.id)}).content.decode()
    assert client.post("/wait", filled(form)).status_code == 422
    answer = client.post("/wait", filled(form, email="ben@example.org"))
    assert "ben@example.org" in client.get(answer["Location"]).content.decode()
