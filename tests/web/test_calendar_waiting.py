"""The staff's page of those who wait: who sees whom, and taking somebody off the list."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from easeback.apps.booking import rounds, waiting, waitlist
from easeback.apps.booking.facts import Contact, Status, WaitStatus, WaitWish
from easeback.apps.booking.models import Blocked, VisitStatus, WaitingStatus
from easeback.apps.booking.offers import ROSTERS
from easeback.domain.booking import Mode, Part, Severity
from tests import cast
from tests.apps.booking.world import NOW, at, open_world, promised, therapist
from tests.web.staff_calendar import (
    SIGN_IN,
    as_ann,
    as_desk,
    as_lead,
    keys_of,
    new_key,
    text_of,
    with_rights,
)

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/staff/waiting/"
TEN = NOW + timedelta(hours=3)


@pytest.fixture(autouse=True)
def world(settings: Any) -> Iterator[None]:
    """Monday, ten in the morning, in a practice that can send mail."""
    settings.MAIL_SERVER = True
    open_world()
    with time_machine.travel(TEN, tick=False):
        yield


def joined(name: str, **other: Any) -> UUID:
    contact = Contact(name, "1-555-555-0177", f"{name.lower()}@example.test", "en", "UTC")
    wish: dict[str, Any] = {
        "service": "visit",
        "modes": frozenset({Mode.CLINIC}),
        "part": Part.MORNING,
        "first_on": NOW.date(),
        "last_on": NOW.date() + timedelta(days=14),
        "site": "https://relief.example",
    }
    key, since = str(uuid4()), other.pop("since", TEN)
    return waitlist.join(WaitWish(contact, **{**wish, **other}), key=key, at=since)


def joined_with(name: str, of: str) -> UUID:
    """With a visit that is promised, in a week."""
    return joined(name, visit=promised(at(7, 10), name=of))


def off(id: UUID) -> str:
    return f"{PAGE}{id}/off/"


def offered(name: str) -> UUID:
    """Somebody for whom a time is held."""
    start = int(NOW.timestamp()) - 86_400
    rows = [
        Blocked(resource_id=therapist(who), starts=start, ends=start + 90 * 86_400, source="x")
        for who in ("Ann", "Bea")
    ]
    Blocked.objects.bulk_create(rows)
    ROSTERS.forget()
    id = joined(name)
    Blocked.objects.all().delete()
    ROSTERS.forget()
    assert rounds.offer_freed_slots(at=TEN) == 1
    return id


def test_the_desk_sees_who_waits_since_when_for_what_and_how_it_stands(client: Client) -> None:
    offered("Cyd")
    joined("Eli", severity=Severity.SEVERE)
    joined_with("Kim", "Bea")
    as_desk(client)
    said = text_of(client.get(PAGE))
    for words in ("Cyd", "Eli", "Kim", "Severe", "Can wait", "For what", "Take off", "Waits"):
        assert words in said
    assert "cyd@example.test" in said
    assert "Next visit: clinic, in the morning" in said.replace(" ,", ",")
    assert "Asked, no answer yet" in said
    assert "None so far" in said
    assert "Has now:" in said
    assert f'href="{PAGE}' in client.get("/staff/day/").content.decode()


def test_the_worse_stand_first_then_who_has_waited_longest(client: Client) -> None:
    joined("Pam", severity=Severity.ROUTINE)
    joined("Eli", severity=Severity.SEVERE)
    joined("Cyd", severity=Severity.ROUTINE, since=TEN - timedelta(hours=1))
    as_desk(client)
    said = text_of(client.get(PAGE))
    assert sorted(("Cyd", "Eli", "Pam"), key=said.index) == ["Eli", "Cyd", "Pam"]


def test_it_speaks_spanish(client: Client) -> None:
    joined("Eli", severity=Severity.SOON)
    as_desk(client)
    said = text_of(client.get(f"/es{PAGE}"))
    assert "Lista de espera" in said
    assert "Visita siguiente" in said
    assert "Pronto" in said


def test_nobody_waits(client: Client) -> None:
    as_desk(client)
    assert "Nobody waits right now." in text_of(client.get(PAGE))


def test_it_needs_sign_in_and_refuses_eve(client: Client) -> None:
    id = joined("Eli")
    for page in (PAGE, off(id)):
        assert client.get(page)["Location"].startswith(SIGN_IN)
        assert client.post(page).status_code in {302, 405}
    cast.signed_in(client, cast.eve())
    for page in (PAGE, off(id)):
        assert client.get(page).status_code in {302, 403}
    client.post(off(id), {"key": new_key()})
    assert the(id) is WaitStatus.WAITING


def the(id: UUID) -> WaitStatus:
    found = waiting.waiting(id)
    assert found is not None
    return found.status


def test_a_therapist_sees_those_who_wait_for_them_and_nobody_else(client: Client) -> None:
    own, other, anybody = joined_with("Own", "Ann"), joined_with("Other", "Bea"), joined("Any")
    as_ann(client)
    said = text_of(client.get(PAGE))
    assert "own@" in said
    assert "other@" not in said
    assert "any@" not in said
    assert client.get(off(own)).status_code == 200
    for id in (other, anybody):
        assert client.get(off(id)).status_code == 403
        assert client.post(off(id), {"key": new_key()}).status_code == 403
        assert the(id) is WaitStatus.WAITING
    assert client.get(f"{PAGE}?therapist={therapist('Bea')}").status_code == 403


def test_who_may_only_look_has_no_button(client: Client) -> None:
    id = joined("Eli")
    with_rights(client, "view_visit")
    assert off(id) not in client.get(PAGE).content.decode()
    assert client.post(off(id), {"key": new_key()}).status_code == 403
    assert the(id) is WaitStatus.WAITING


@pytest.mark.parametrize("sign_in", [as_desk, as_lead])
def test_taking_off_asks_first_and_twice_does_it_once(client: Client, sign_in: Any) -> None:
    id = offered("Cyd")
    user = sign_in(client)
    assert off(id) in client.get(PAGE).content.decode()
    form = client.get(off(id))
    assert "free again" in text_of(form)
    assert the(id) is WaitStatus.OFFERED
    for _ in range(2):
        answer = client.post(off(id), {"key": keys_of(form)[0]})
        assert answer.status_code == 302
        assert answer["Location"] == PAGE + "?therapist=all"
    assert "Nobody waits right now." in text_of(client.get(PAGE))
    ends = WaitingStatus.objects.filter(waiting=id, status=WaitStatus.ENDED)
    assert [end.by for end in ends] == [f"staff:{user.pk}"]
    last = VisitStatus.objects.order_by("-pk")[0]
    assert (last.status, last.by) == (Status.CANCELLED, f"staff:{user.pk}")


def test_somebody_who_has_left_meanwhile_is_said_to_have_left(client: Client) -> None:
    id = joined("Eli")
    as_desk(client)
    key = keys_of(client.get(off(id)))[0]
    waitlist.leave(id, key="own", at=TEN)
    assert client.post(off(id), {"key": key}).status_code == 302
    gone = client.get(off(id))
    assert gone.status_code == 409
    assert "not on the list any more" in text_of(gone)
    assert WaitingStatus.objects.filter(waiting=id, status=WaitStatus.ENDED).count() == 1


@pytest.mark.parametrize("sent", [{}, {"key": "no"}])
def test_a_form_without_its_key_changes_nothing(client: Client, sent: dict[str, str]) -> None:
    id = joined("Eli")
    as_desk(client)
    assert client.post(off(id), sent).status_code == 400
    assert the(id) is WaitStatus.WAITING


@pytest.mark.parametrize("place", ["no", "2f1d7a52-2f5e-4c0b-9d0a-6a1f0c6f7b11"])
def test_who_never_waited_is_not_there(client: Client, place: str) -> None:
    as_desk(client)
    assert client.get(f"{PAGE}{place}/off/").status_code == 404
    assert client.post(f"{PAGE}{place}/off/", {"key": new_key()}).status_code == 404


def test_many_cost_no_more_queries_than_one(client: Client) -> None:
    as_desk(client)
    costs = []
    for number in range(12):
        joined(f"W{number}")
        with CaptureQueriesContext(connection) as seen:
            client.get(PAGE)
        costs.append(len(seen))
    assert costs[1] == costs[-1]
