"""A round of offers: what it costs, who goes on to the next time, and what must not stop it."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from easeback.apps.booking import forgetting, rounds, waitlist
from easeback.apps.booking.facts import OfferFacts, WaitFacts, WaitStatus
from easeback.apps.booking.models import (
    Offer,
    Room,
    Service,
    Terms,
    TherapistTime,
    Visit,
    Waiting,
)
from easeback.apps.booking.zips import place_of_zip
from easeback.apps.notifications.actions import send_due
from easeback.apps.notifications.channels import NotDelivered
from easeback.apps.notifications.facts import Mail, Message
from easeback.apps.notifications.models import Ending
from easeback.apps.practice.models import Practice
from easeback.apps.practice.queries import practice
from easeback.domain.booking import Mode, Severity
from tests.web.test_book import NOW
from tests.web.waiters import MONDAY, frees, joined, offers, promised, the
from tests.web.waiters import full as full  # noqa: PLC0414  A fixture.
from tests.web.waiters import monday_next as monday_next  # noqa: PLC0414  A fixture.

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("full")]
AT_HOME = {"days": ["mon"], "start": "08:00", "end": "18:00", "modes": ["home"]}
FEW = 20
"""So many queries a round may cost while nobody is offered anything."""


def queries_of_a_round(at: datetime = NOW) -> tuple[int, int]:
    """How many offers were made, and by how many queries."""
    practice()  # It is read again every few seconds, whoever asks.
    with CaptureQueriesContext(connection) as seen:
        made = offers(at, sends=False)
    return made, len(seen)


def wait_with_a_visit(number: int) -> None:
    day = MONDAY + timedelta(days=7 + number // 2, hours=3 * (number % 2))
    visit = promised(day, name=f"V{number}", email=f"v{number}@example.org")
    joined(f"V{number}", visit=visit.id)


def test_a_hundred_who_get_nothing_cost_no_more_queries_than_ten() -> None:
    costs = []
    for number in range(100):
        if number in {10, 99}:
            offers()
            costs.append(queries_of_a_round())
        if number % 10:
            joined(f"W{number}", Severity(number % 3))
        else:
            wait_with_a_visit(number // 10)
    few, many = costs
    assert few == many
    assert many[1] <= FEW


def test_those_who_come_too_late_for_the_only_time_cost_no_query_each() -> None:
    for number in range(10):
        joined(f"W{number}")
    frees()
    few = queries_of_a_round()
    for number in range(10, 100):
        joined(f"W{number}", modes=frozenset({Mode.CLINIC, Mode.TELEHEALTH}))
    frees(MONDAY + timedelta(days=1))
    many = queries_of_a_round()
    assert few[0] == many[0] == 1
    assert abs(few[1] - many[1]) <= 5


def test_held_offers_cost_no_query_each() -> None:
    costs = []
    for number in range(6):
        joined(f"W{number}")
        frees(MONDAY + timedelta(days=number % 5, hours=3 * (number // 5)))
        assert offers() == 1
        costs.append(queries_of_a_round())
    assert max(costs) <= (0, FEW)


def test_whoever_loses_a_time_to_somebody_worse_gets_the_next_in_the_same_round() -> None:
    people = [joined(f"W{n}", Severity(n % 3)) for n in range(6)]
    for n in range(6):
        frees(MONDAY + timedelta(days=n % 5, hours=3 * (n // 5)))
    assert offers() == 6
    assert {the(id).status for id in people} == {WaitStatus.OFFERED}
    worst = [the(id) for id in people if the(id).wish.severity is Severity.SEVERE]
    firsts = {o.waiting_id for o in Offer.objects.order_by("visit__starts_at")[:2]}
    assert firsts == {one.id for one in worst}


def test_nothing_is_offered_that_begins_before_the_time_to_answer_is_over() -> None:
    Service.objects.update(notice=0)
    Terms.objects.update(offer_minutes=20)
    joined()
    frees()
    assert offers(MONDAY - timedelta(minutes=19)) == 0
    assert offers(MONDAY - timedelta(minutes=20)) == 1


def test_one_letter_that_cannot_be_written_stops_nobody_elses_offer() -> None:
    first, other = joined("First", Severity.SEVERE), joined("Other")
    frees()

    def words(offer: OfferFacts) -> list[Message]:
        if offer.waiting.id == first:
            raise KeyError("no such words")
        return []

    assert rounds.offer_freed_slots(at=NOW, words=words) == 1
    assert the(first).status is WaitStatus.WAITING
    assert the(other).status is WaitStatus.OFFERED


def test_one_wish_that_cannot_be_read_stops_nobody_elses_offer() -> None:
    odd, other = joined("Odd", Severity.SEVERE), joined("Other")
    Waiting.objects.filter(pk=odd).update(part="no part of the day")
    frees()
    assert offers() == 1
    assert the(other).status is WaitStatus.OFFERED


def test_one_who_cannot_be_taken_off_the_list_stops_nobody_elses_offer() -> None:
    gone, waits = joined("Gone", last_on=NOW.date()), joined("Ben")
    frees(MONDAY)

    def farewell(who: WaitFacts) -> list[Message]:
        raise ValueError(who.wish.contact.name)

    later = NOW + timedelta(days=1)
    assert rounds.offer_freed_slots(at=later, farewell=farewell) == 1
    assert the(waits).status is WaitStatus.OFFERED
    # It is tried again.
    assert the(gone).status is WaitStatus.WAITING


def test_the_only_room_is_free_for_the_next_at_once_when_an_offer_is_declined() -> None:
    Room.objects.exclude(pk=Room.objects.order_by("pk")[0].pk).update(is_open=False)
    joined("First", Severity.SEVERE)
    other = joined("Other")
    frees()
    assert [offers(), offers()] == [1, 0]
    waitlist.decline_offer(Offer.objects.get().pk, at=NOW)
    assert offers() == 1
    assert the(other).status is WaitStatus.OFFERED


def test_what_is_held_for_somebody_bears_their_address_once_they_take_it() -> None:
    """Else the addresses of those who decline would be kept with it."""
    therapist = TherapistTime.objects.order_by("pk")[0]
    therapist.schedule = {**therapist.schedule, "weekly": [AT_HOME], "areas": []}
    therapist.save()
    near = place_of_zip("10011")
    joined("Ana", modes=frozenset({Mode.HOME}), place=near, address="5 Elm Street")
    frees(minutes=420)
    assert offers() == 1
    offer = Offer.objects.get()
    assert Visit.objects.get(pk=offer.visit_id).address == ""
    waitlist.take_offer(offer.pk, at=NOW)
    assert Visit.objects.get(pk=offer.visit_id).address == "5 Elm Street"


def test_offers_that_no_mail_told_of_were_not_let_pass() -> None:
    id = joined()
    frees()
    for n in range(5):
        # What they have never heard of is offered again.
        assert offers(NOW + timedelta(hours=n), sends=False) == 1
    assert the(id).status is WaitStatus.OFFERED
    # When the mail server is back, nobody is asked about what is gone.
    dropped = Ending.objects.filter(why=Ending.Why.DROPPED, message__kind="visit-offer")
    assert dropped.count() == 4


def test_while_no_mail_comes_through_nothing_is_held_for_anybody() -> None:
    class Down:
        name = "down"

        def __call__(self, mail: Mail) -> None:
            raise NotDelivered("ConnectionRefusedError")

    joined("Ana")
    joined("Ben")
    frees()
    assert offers(sends=False) == 1
    send_due(at=NOW, send=Down())
    frees(MONDAY + timedelta(days=1))
    assert offers(NOW + timedelta(minutes=1), sends=False) == 0
    # An hour later it is tried again.
    assert offers(NOW + timedelta(hours=2), sends=False) > 0


def test_whoever_is_out_of_days_leaves_the_list_without_a_way_out_for_mail_too() -> None:
    gone = joined("Gone", last_on=NOW.date())
    here = Practice.objects.get()
    here.is_demo = False
    here.save()
    rounds.offer_freed_slots(at=NOW + timedelta(days=1))
    assert the(gone).status is WaitStatus.ENDED


def test_where_mail_has_no_way_out_nothing_is_held_for_anybody() -> None:
    joined()
    frees()
    here = Practice.objects.get()
    here.is_demo = False
    here.save()
    assert offers() == 0
    assert not Offer.objects.exists()


def test_who_left_the_list_long_ago_is_forgotten_and_nobody_else() -> None:
    gone, here = joined("Gone"), joined("Here")
    frees()
    assert offers() == 1
    waitlist.leave(gone, key="k", at=NOW)
    visits = Visit.objects.count()
    assert forgetting.forget_who_waited(at=NOW + forgetting.WAITING_KEPT) == 0
    assert (
        forgetting.forget_who_waited(at=NOW + forgetting.WAITING_KEPT + timedelta(minutes=1)) == 1
    )
    assert not Waiting.objects.filter(name="Gone").exists()
    assert Visit.objects.count() == visits
    assert not the(here).status.is_over
