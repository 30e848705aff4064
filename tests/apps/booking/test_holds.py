"""What is held is had by whoever confirms it in time, and by others after."""

from datetime import timedelta
from uuid import UUID

import pytest

from easeback.apps.booking import actions, changes, queries
from easeback.apps.booking.facts import Lengths, Status
from easeback.apps.booking.forgetting import HOLDS_KEPT, forget_holds
from easeback.apps.booking.models import Claim, Course, Visit, VisitStatus
from easeback.domain.booking import Mode
from easeback.domain.vocabulary import seconds
from tests.apps.booking.world import ANA, NOW, at, held, open_world, therapist

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=11)
HOUR = Lengths(length=60, preparation=0, clean_up=5, modes=frozenset(Mode))


@pytest.fixture(autouse=True)
def world() -> None:
    open_world()


def statuses(visit: UUID) -> list[str]:
    return list(
        VisitStatus.objects.filter(visit=visit).order_by("pk").values_list("status", flat=True)
    )


def test_whoever_comes_after_it_ran_out_has_its_time() -> None:
    first = held(at(0, 9))
    second = held(at(0, 9), when=LATER)
    assert statuses(first) == [Status.HELD, Status.EXPIRED]
    actions.confirm(second, ANA, key="c", at=LATER)
    with pytest.raises(actions.HoldExpired):
        actions.confirm(first, ANA, key="late", at=LATER)


def test_it_runs_out_once() -> None:
    visit = held(at(0, 9))
    assert actions.let_go_of_expired(at=LATER) == 1
    assert actions.let_go_of_expired(at=LATER) == 0
    assert statuses(visit) == [Status.HELD, Status.EXPIRED]


def test_nothing_is_let_go_of_what_is_held_or_promised() -> None:
    held(at(0, 9))
    booked = actions.confirm(held(at(0, 10)), ANA, key="c", at=NOW)
    taken = Claim.objects.filter(visit=booked).count()
    assert actions.let_go_of_expired(at=NOW + timedelta(minutes=9)) == 0
    assert actions.let_go_of_expired(at=LATER) == 1
    assert queries.known_visit(booked).status is Status.CONFIRMED
    assert Claim.objects.filter(visit=booked).count() == taken == 3


def test_what_was_never_booked_is_forgotten_and_nothing_else() -> None:
    let_go, ran_out = held(at(0, 9)), held(at(0, 10))
    actions.cancel(let_go, key="c", by="patient", at=NOW)
    actions.let_go_of_expired(at=LATER)
    booked = actions.confirm(held(at(0, 11)), ANA, key="b", at=NOW)
    given_up = actions.confirm(held(at(0, 14)), ANA, key="g", at=NOW)
    actions.cancel(given_up, key="d", by="patient", at=NOW)
    assert forget_holds(at=LATER + HOLDS_KEPT) == 1
    assert forget_holds(at=LATER + HOLDS_KEPT + timedelta(seconds=1)) == 1
    assert {visit.pk for visit in Visit.objects.all()} == {booked, given_up}
    assert Course.objects.count() == 2
    assert not VisitStatus.objects.filter(visit__in=[let_go, ran_out]).exists()


def test_who_confirms_late_has_it_if_it_is_still_free_as_long_as_it_is_now() -> None:
    visit = held(at(0, 9))
    changes.change_lengths("visit", HOUR, key="l", at=NOW)
    actions.confirm(visit, ANA, key="c", at=LATER)
    found = queries.known_visit(visit)
    assert found.ends_at == at(0, 10)
    (claim,) = Claim.objects.filter(visit=visit, resource=therapist())
    assert (claim.starts, claim.ends) == (seconds(at(0, 9)), seconds(at(0, 10, 5)))
    assert claim.held_until is None
