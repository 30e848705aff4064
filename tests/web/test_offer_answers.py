"""Answers to an offer: what goes along, two tabs, late answers, and the end of waiting."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from easeback.apps.booking import actions, queries, sharing, waiting, waitlist
from easeback.apps.booking.facts import (
    Contact,
    Shared,
    Snapshot,
    VisitFacts,
    WaitStatus,
    Wanted,
)
from easeback.apps.booking.models import (
    Course,
    Offer,
)
from easeback.apps.notifications.models import OutboxMessage
from easeback.domain.booking import Mode, Severity
from easeback.web.patient.book.tokens import token_of
from tests.web.test_book import NOW, fields_of
from tests.web.visitor import Reading
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


TOLD = Snapshot({"pain-now": 8}, "self_care", ("neu-4",), {"position": "rest-90-90"}, "some")


def takes_an_earlier_one(client: Client, old: VisitFacts) -> VisitFacts:
    wait_from(client, old)
    frees(MONDAY)
    offers()
    page = mailed()
    assert "goes along" in client.get(page).content.decode()
    takes(client, page)
    (new,) = queries.promised_visits(old.course)
    return new


def test_what_was_shared_with_the_therapist_goes_on_to_the_visit_in_its_place(
    client: Client, full: Any
) -> None:
    old = promised(MONDAY + timedelta(days=7))
    sharing.attach(old.id, TOLD, at=NOW - timedelta(minutes=5))
    new = takes_an_earlier_one(client, old)
    assert sharing.shared_with(old.id) is None
    shared = sharing.shared_with(new.id)
    # The person agreed once, and then.
    assert shared == Shared(TOLD, NOW - timedelta(minutes=5))


def test_stopping_on_a_page_of_the_old_visit_stops_it_for_the_new_one(client: Client) -> None:
    old = promised(MONDAY + timedelta(days=7))
    sharing.attach(old.id, TOLD, at=NOW)
    new = takes_an_earlier_one(client, old)
    client.post(f"/visit/{token_of(old.id)}/unshare")
    assert sharing.shared_with(new.id) is None


def test_it_is_not_shown_to_another_therapist() -> None:
    old = promised(MONDAY + timedelta(days=7))
    sharing.attach(old.id, TOLD, at=NOW)
    other = replace(promised(MONDAY), therapist=old.therapist + 1)
    with transaction.atomic():
        sharing.carry_over(old, other, at=NOW)
    assert sharing.shared_with(other.id) is None
    assert sharing.shared_with(old.id) is None


def test_what_is_not_shared_is_not_spoken_of(client: Client) -> None:
    wait_from(client, promised(MONDAY + timedelta(days=7)))
    frees(MONDAY)
    offers()
    assert "goes along" not in client.get(mailed()).content.decode()


# Two tabs, late answers, and the end of waiting.


def test_an_old_tab_takes_nothing_when_the_visit_has_changed_since(client: Client) -> None:
    old = promised(MONDAY + timedelta(days=7))
    wait_from(client, old)
    frees(MONDAY + timedelta(days=1))
    offers()
    page = mailed()
    (form,) = (f for f in Reading(client.get(page).content.decode()).forms if "/offer/" in f.action)
    sent = {f.name: f.value for f in form.fields if f.name == "instead"}
    # In another tab they move it to before what is offered.
    frees(MONDAY)
    actions.move(old.id, MONDAY, key="m", by="patient", at=NOW)
    answer = client.post(page, {**sent, "answer": "take"})
    assert answer.status_code == 409
    assert "Your visit has changed since you opened this page." in answer.content.decode()
    assert [visit.starts_at for visit in queries.promised_visits(old.course)] == [MONDAY]
    # Whoever has seen that may still want it.
    assert takes(client, page).status_code == 302
    (new,) = queries.promised_visits(old.course)
    assert new.starts_at == MONDAY + timedelta(days=1)


@pytest.mark.parametrize("instead", ["", "x", "-1", "9" * 400, "\u0663"])
def test_a_form_that_no_page_sends_gives_no_visit_up(client: Client, instead: str) -> None:
    old = promised(MONDAY + timedelta(days=7))
    wait_from(client, old)
    frees(MONDAY)
    offers()
    page = mailed()
    assert client.post(page, {"answer": "take", "instead": instead}).status_code == 409
    assert [visit.id for visit in queries.promised_visits(old.course)] == [old.id]


def test_a_no_that_comes_late_is_an_answer(client: Client, full: Any) -> None:
    id = joined()
    for n in range(3):
        frees(MONDAY + timedelta(days=n))
        assert offers(NOW + timedelta(hours=n)) == 1
        actions.let_go_of_expired(at=NOW + timedelta(hours=n, minutes=21))
        client.post(mailed(), {"answer": "no"})
    offers(NOW + timedelta(hours=4))
    assert the(id).status is WaitStatus.DECLINED


def test_what_staff_have_taken_back_nobody_has_let_pass() -> None:
    id = joined()
    for n in range(3):
        frees(MONDAY + timedelta(days=n))
        assert offers(NOW + timedelta(hours=n)) == 1
        held = Offer.objects.order_by("-number")[0].visit_id
        actions.cancel(held, key=f"c{n}", by="staff:1", at=NOW + timedelta(hours=n))
    offers(NOW + timedelta(hours=4))
    assert the(id).status.is_open


def test_who_gave_a_phone_only_and_takes_an_offer_gets_mail_about_it(client: Client) -> None:
    old = promised(MONDAY + timedelta(days=7), email="", phone="1-555-555-0102")
    form = client.get(f"/visit/{token_of(old.id)}").content.decode()
    form = client.post("/wait", fields_of(form, "/wait")).content.decode()
    client.post("/wait", filled(form, email="ben@example.test"))
    frees()
    offers()
    takes(client, mailed())
    kinds = OutboxMessage.objects.filter(recipient="ben@example.test").values_list(
        "kind", flat=True
    )
    assert {"visit-offer", "visit-booked", "visit-cancelled"} <= set(kinds)


def test_who_takes_an_earlier_visit_is_not_told_to_see_somebody_else_by_the_old_ones_mail(
    client: Client,
) -> None:
    old = promised(MONDAY + timedelta(days=7))
    Course.objects.update(severity=Severity.SEVERE)
    wait_from(client, old)
    frees()
    offers()
    takes(client, mailed())
    farewell, booked = (
        OutboxMessage.objects.get(kind=kind, recipient="ben@example.org").body
        for kind in ("visit-cancelled", "visit-booked")
    )
    pressing = "Your answers say to see a clinician within days."
    assert pressing not in farewell
    assert pressing in booked


def farewells() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(kind="wait-over"))


def test_whoever_is_taken_off_the_list_without_their_doing_gets_a_mail(client: Client) -> None:
    passed = joined("Passed")
    for n in range(3):
        frees(MONDAY + timedelta(days=n))
        offers(NOW + timedelta(hours=n))
    offers(NOW + timedelta(hours=4))
    assert the(passed).status is WaitStatus.ENDED
    (mail,) = farewells()
    assert mail.recipient == "passed@example.org"
    assert "three offers had no answer" in mail.body
    assert "Your visit stays as it is." not in mail.body
    for link in re.findall(r"https://relief\.example(/\S+)", mail.body):
        assert client.get(link).status_code == 200
    old = promised(MONDAY + timedelta(days=9))
    joined("Ben", visit=old.id, last_on=NOW.date())
    offers(NOW + timedelta(days=1))
    offers(NOW + timedelta(days=1, minutes=1))
    kept = farewells()[-1]
    assert len(farewells()) == 2
    assert "Your visit stays as it is." in kept.body


def test_whoever_leaves_books_or_cancels_gets_no_such_mail(client: Client) -> None:
    waitlist.leave(joined("Left"), key="l", at=NOW)
    joined("Ben")
    promised(MONDAY + timedelta(days=8))
    old = promised(MONDAY + timedelta(days=7), name="Cyd", email="cyd@example.org")
    wait_from(client, old)
    actions.cancel(old.id, key="c", by="patient", at=NOW)
    offers(NOW + timedelta(minutes=1))
    assert waiting.who_waits(waiting.ON_THE_LIST) == []
    assert farewells() == []


def test_who_held_a_time_before_joining_and_books_it_then_waits_no_more() -> None:
    therapist = frees()
    wanted = Wanted("first-evaluation", Mode.CLINIC, therapist, MONDAY)
    visit = actions.hold(wanted, key="h", at=NOW)
    id = joined("Ben", at=NOW + timedelta(minutes=1))
    ben = Contact("Ben", "", "BEN@example.org", "en", "America/New_York")
    actions.confirm(visit, ben, key="b", at=NOW + timedelta(minutes=2))
    offers(NOW + timedelta(minutes=3))
    assert the(id).status is WaitStatus.ENDED


def test_mail_about_an_offer_that_was_answered_before_it_left_is_not_sent() -> None:
    id = joined()
    frees()
    offers(sends=False)
    waitlist.leave(id, key="l", at=NOW)
    (mail,) = OutboxMessage.objects.filter(kind="visit-offer")
    assert mail.ending.why == "dropped"
