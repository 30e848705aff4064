"""The therapist's day: who comes, how they stand, where to go; and what is done with one visit."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from easeback.apps.accounts.models import User
from easeback.apps.booking import actions, changes, queries
from easeback.apps.booking.facts import Contact, Status
from easeback.apps.booking.models import VisitStatus
from easeback.domain.booking import Mode, Place, Severity, StraightLine
from easeback.domain.vocabulary import Span
from tests import cast
from tests.apps.booking.world import NEAR, NOW, at, held, promised, therapist
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
from tests.web.staff_calendar import world as world  # noqa: PLC0414  A fixture.

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
DAY = "/staff/day/"
MONDAY, TUESDAY = f"{DAY}2026-12-07/", f"{DAY}2026-12-08/"
BEN = Contact("Ben <Ito>", "+1 (555) 555-0102", "", "en", "UTC")


def status(visit: UUID) -> Status:
    found = queries.visit(visit)
    assert found is not None
    return found.status


def test_the_day_shows_who_comes_in_the_order_of_time(client: Client) -> None:
    promised(at(0, 14), who=BEN)
    promised(at(0, 9, 30))
    promised(at(1, 10), mode=Mode.HOME)
    as_ann(client)
    page = client.get(DAY)
    said = text_of(page)
    assert re.search(r"Monday .*9:30 a\.m\..*Ana Rivera.*2 p\.m\..*Ben &lt;Ito&gt;", said)
    assert said.count("At the clinic · Next visit · Bed 1") == 2
    assert "America/New_York" in said
    assert "At home" not in said
    assert 'href="tel:+15555550102"' in page.content.decode()


def test_urgent_visits_stand_on_top_and_keep_their_place_below(client: Client) -> None:
    promised(at(0, 9))
    promised(at(0, 10), severity=Severity.SOON)
    promised(at(0, 15), severity=Severity.SEVERE, who=BEN)
    as_ann(client)
    said = text_of(client.get(DAY))
    strip, _, rest = said.partition("9 a.m. to")
    assert re.search(r"See these first .*3 p\.m\. Ben.* Severe 10 a\.m\. Ana.* Soon", strip)
    assert re.search(r"10 a\.m\. to.* Soon .*3 p\.m\. to.* Severe", rest)


def test_home_visits_come_with_the_ways_between_them(client: Client) -> None:
    promised(at(1, 10), mode=Mode.HOME)
    promised(at(1, 14), mode=Mode.HOME, who=BEN)
    as_ann(client)
    way = StraightLine().minutes(Place(40.7, -74.05), NEAR)
    said = text_of(client.get(TUESDAY))
    assert said.count(f"Way there: {way} min") == 1
    assert f"Way back: {way} min" in said
    assert f"All ways: {2 * way} min" in said
    assert "5 Elm Street" in said


def test_a_visit_that_lies_outside_of_the_hours_says_so(client: Client) -> None:
    one = promised(at(0, 9))
    span = Span.of(at(0, 8), at(0, 12))
    changes.add_time_off(therapist(), span, "Dentist", although=[one], key="o", at=NOW)
    promised(at(0, 14))
    as_ann(client)
    said = text_of(client.get(DAY))
    assert said.count("Not in your hours") == 1
    assert "Not at work 8 a.m. to noon: Dentist" in said


def test_a_hold_is_shown_until_it_runs_out(client: Client) -> None:
    held(at(0, 9))
    as_ann(client)
    assert "Someone who books now" in text_of(client.get(DAY))
    with time_machine.travel(at(0, 8)):
        assert "Someone who books now" not in text_of(client.get(DAY))


def test_days_are_those_of_the_therapists_clock(client: Client) -> None:
    promised(at(4, 16))
    as_ann(client)
    assert "Ana Rivera" in text_of(client.get(f"{DAY}2026-12-11/"))
    assert "Ana Rivera" not in text_of(client.get(f"{DAY}2026-12-12/"))
    with time_machine.travel("2026-12-11T23:30:00-05:00"):
        cast.signed_in(client, User.objects.get(username="dan"))
        assert "Friday" in text_of(client.get(DAY))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "tomorrow", "1"])
def test_a_day_that_is_none_is_not_found(client: Client, day: str) -> None:
    as_ann(client)
    assert client.get(f"{DAY}{day}/").status_code == 404


@pytest.mark.parametrize("path", [DAY, MONDAY])
def test_it_needs_sign_in_and_refuses_strangers(client: Client, path: str) -> None:
    assert client.get(path)["Location"].startswith(SIGN_IN)
    cast.signed_in(client, cast.eve())
    assert client.get(path)["Location"].startswith(SIGN_IN)


def test_a_colleague_who_is_no_therapist_and_has_no_right_sees_no_day(client: Client) -> None:
    cast.signed_in(client, cast.dan())
    assert client.get(DAY).status_code == 403


def test_a_therapist_sees_no_other_day(client: Client) -> None:
    promised(at(0, 9), name="Bea")
    as_ann(client)
    assert "Ana Rivera" not in text_of(client.get(DAY))
    assert "Ana Rivera" not in text_of(client.get(f"{DAY}?therapist=all"))
    assert client.get(f"{DAY}?therapist={therapist('Bea')}").status_code == 403
    assert client.get(f"{DAY}?therapist=9999").status_code == 404


@pytest.mark.parametrize("who", [as_desk, as_lead])
def test_the_desk_and_the_lead_choose_or_see_all(
    client: Client, who: Callable[[Client], User]
) -> None:
    promised(at(0, 9), name="Bea")
    promised(at(0, 10), who=BEN)
    who(client)
    everybody = text_of(client.get(DAY))
    assert "Ana Rivera" in everybody
    assert "Ben" in everybody
    one = text_of(client.get(f"{DAY}?therapist={therapist('Bea')}"))
    assert "Ana Rivera" in one
    assert "Ben" not in one


def test_the_desk_is_not_led_to_hours_that_it_cannot_change(client: Client) -> None:
    as_desk(client)
    assert "/staff/hours/" not in client.get(DAY).content.decode()
    as_ann(client)
    assert "/staff/hours/" in client.get(DAY).content.decode()


def test_many_visits_of_many_therapists_ask_the_tables_no_more_often(
    client: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for hour in (9, 10, 11, 14, 15):
        promised(at(0, hour))
        promised(at(0, hour), name="Bea")
    as_desk(client)
    with django_assert_max_num_queries(17):  # type: ignore[attr-defined]
        client.get(DAY)


def test_it_speaks_spanish(client: Client) -> None:
    promised(at(0, 9))
    as_ann(client)
    said = text_of(client.get("/es/staff/day/"))
    assert "lunes 7 de diciembre de 2026" in said
    assert "En la clínica · Visita siguiente" in said


def test_nobody_came_is_written_once_and_only_after_the_start(client: Client) -> None:
    visit = promised(at(0, 9))
    dan = as_ann(client)
    path, key = f"/staff/visits/{visit}/no-show/", new_key()
    assert "Did not come" not in text_of(client.get(DAY))
    assert client.post(path, {"key": key}).status_code == 409
    with time_machine.travel(at(0, 9, 20)):
        client.logout()
        cast.signed_in(client, dan)
        assert "Did not come" in text_of(client.get(DAY))
        for _ in range(2):
            answer = client.post(path, {"key": key})
            assert answer["Location"] == f"{MONDAY}?therapist={therapist()}#visit-{visit}"
    assert status(visit) is Status.NO_SHOW
    assert VisitStatus.objects.filter(visit=visit, status=Status.NO_SHOW).count() == 1


def test_a_slip_of_the_thumb_is_taken_back(client: Client) -> None:
    visit = promised(at(0, 9))
    with time_machine.travel(at(0, 9, 20)):
        as_ann(client)
        assert "Came after all" not in text_of(client.get(DAY))
        assert client.post(f"/staff/visits/{visit}/came/", {"key": new_key()}).status_code == 409
        client.post(f"/staff/visits/{visit}/no-show/", {"key": new_key()})
        assert "Came after all" in text_of(client.get(DAY))
        key = new_key()
        for _ in range(2):
            answer = client.post(f"/staff/visits/{visit}/came/", {"key": key})
            assert answer.status_code == 302
        assert status(visit) is Status.CONFIRMED
        actions.cancel(visit, key="c", by="staff:1", at=at(0, 9, 20))
        answer = client.post(f"/staff/visits/{visit}/came/", {"key": new_key()})
        assert answer.status_code == 409


def test_cancelling_asks_first_and_is_done_once(client: Client) -> None:
    visit = promised(at(3, 9))
    dan = as_ann(client)
    path = f"/staff/visits/{visit}/cancel/"
    page = client.get(path)
    assert page.content.decode().count("<button") == 1
    assert "late cancel" not in text_of(page)
    assert status(visit) is Status.CONFIRMED
    (key,) = keys_of(page)
    for _ in range(2):
        assert client.post(path, {"key": key}).status_code == 302
    (row,) = VisitStatus.objects.filter(visit=visit, status=Status.CANCELLED)
    assert row.by == f"staff:{dan.pk}"
    assert client.get(path).status_code == 409


def test_a_late_cancel_says_so_before(client: Client) -> None:
    visit = promised(at(0, 9))
    as_ann(client)
    page = client.get(f"/staff/visits/{visit}/cancel/")
    assert "late cancel: the visit is less than 24 hours away" in text_of(page)
    client.post(f"/staff/visits/{visit}/cancel/", {"key": keys_of(page)[0]})
    assert status(visit) is Status.LATE_CANCEL


def test_a_visit_that_was_cancelled_meanwhile_cannot_be_missed(client: Client) -> None:
    visit = promised(at(0, 9))
    as_ann(client)
    actions.cancel(visit, key="c", by="patient", at=NOW)
    with time_machine.travel(at(0, 8, 20)):
        answer = client.post(f"/staff/visits/{visit}/no-show/", {"key": new_key()})
    assert answer.status_code == 409
    assert "has changed" in text_of(answer)


@pytest.mark.parametrize("what", ["no-show", "came", "cancel"])
@pytest.mark.parametrize("key", ["", "x", "\x00"])
def test_a_form_without_its_key_changes_nothing(client: Client, what: str, key: str) -> None:
    visit = promised(at(0, 9))
    with time_machine.travel(at(0, 9, 20)):
        as_ann(client)
        assert client.post(f"/staff/visits/{visit}/{what}/", {"key": key}).status_code == 400
    assert status(visit) is Status.CONFIRMED


@pytest.mark.parametrize("what", ["no-show", "came", "cancel"])
def test_what_is_done_with_a_visit_refuses_others(client: Client, what: str) -> None:
    visit = promised(at(0, 9), name="Bea")
    path = f"/staff/visits/{visit}/{what}/"
    assert client.post(path, {"key": new_key()})["Location"].startswith(SIGN_IN)
    cast.signed_in(client, cast.eve())
    assert client.post(path, {"key": new_key()})["Location"].startswith(SIGN_IN)
    with time_machine.travel(at(0, 9, 20)):
        as_ann(client)
        assert client.post(path, {"key": new_key()}).status_code == 403
        with_rights(client, "view_visit")
        assert client.post(path, {"key": new_key()}).status_code == 403
        assert "Cancel" not in text_of(client.get(DAY))
        for unknown in (uuid4(), "1"):
            wrong = f"/staff/visits/{unknown}/{what}/"
            assert client.post(wrong, {"key": new_key()}).status_code == 404
    assert status(visit) is Status.CONFIRMED
