"""What was told of a program without a connection comes in once, for its own day, or says why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from easeback.apps.accounts.models import User
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import history, programs
from easeback.apps.care.facts import Signer
from easeback.apps.care.models import Telling
from easeback.apps.notifications.models import StaffTask
from tests.apps.booking.world import MONDAY, NOW
from tests.apps.care.programming import BRIDGE, WALK, program
from tests.web.staff_calendar import text_of
from tests.web.todays_program import clock as clock  # noqa: PLC0414  A fixture.
from tests.web.todays_program import course as course  # noqa: PLC0414  A fixture.
from tests.web.todays_program import link, publish

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def published(course: CourseFacts) -> None:
    publish(course)


def said(when: datetime = NOW, **more: str) -> dict[str, Any]:
    """What waited on the phone since a moment; unless it says otherwise, a bridge that was fine."""
    fields = {name.replace("__", "."): value for name, value in more.items()}
    told = fields or {"went.bridge": "green"}
    return {"key": str(uuid4()), "on": MONDAY.isoformat(), "at": when.isoformat(), **told}


def sends(client: Client, course: CourseFacts, fields: dict[str, Any]) -> tuple[int, Any]:
    answer = client.post(f"{link(course)}/queue", fields)
    return answer.status_code, answer.json()


def days_told() -> list[tuple[str, Any]]:
    return list(Telling.objects.order_by("item").values_list("item", "on"))


def test_it_is_kept_once_and_the_answer_names_its_key(client: Client, course: CourseFacts) -> None:
    fields = said()
    for _ in range(2):
        assert sends(client, course, fields) == (200, {"key": fields["key"]})
    assert days_told() == [(BRIDGE, MONDAY)]


def test_another_telling_under_the_same_key_changes_nothing(
    client: Client, course: CourseFacts
) -> None:
    first = said()
    sends(client, course, first)
    other = {**first, "went.bridge": "amber"}
    assert sends(client, course, other) == (409, {"key": first["key"]})
    assert days_told() == [(BRIDGE, MONDAY)]


def test_it_stands_under_the_day_on_which_it_was_told(
    client: Client, course: CourseFacts, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOW + 5 * DAY)
    sends(client, course, said(NOW))
    sends(client, course, said(NOW + 2 * DAY, went__bridge="green"))
    assert [on for _, on in days_told()] == [MONDAY, MONDAY + 2 * DAY]


def test_its_day_is_by_the_patients_own_clock(
    client: Client, course: CourseFacts, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOW + 2 * DAY)
    late = datetime(2026, 12, 8, 4, 30, tzinfo=UTC)
    sends(client, course, said(late))
    assert days_told() == [(BRIDGE, MONDAY)]


def test_a_clock_that_is_ahead_tells_of_today(client: Client, course: CourseFacts) -> None:
    assert sends(client, course, said(NOW + 3 * DAY))[0] == 200
    assert days_told() == [(BRIDGE, MONDAY)]


def test_a_clock_that_is_behind_tells_of_the_day_of_its_page(
    client: Client, course: CourseFacts
) -> None:
    assert sends(client, course, said(NOW - 30 * DAY))[0] == 200
    assert days_told() == [(BRIDGE, MONDAY)]


@pytest.mark.parametrize(("days", "is_kept"), [(30, True), (31, False)])
def test_what_comes_too_late_is_refused_and_says_so(
    client: Client, course: CourseFacts, clock: time_machine.Traveller, *, days: int, is_kept: bool
) -> None:
    clock.move_to(NOW + days * DAY)
    fields = said(NOW)
    refused = (422, {"key": fields["key"], "why": "late"})
    assert (sends(client, course, fields) == refused) is not is_kept
    assert len(days_told()) == is_kept


def test_what_came_in_time_is_not_refused_when_it_is_asked_again(
    client: Client, course: CourseFacts, clock: time_machine.Traveller
) -> None:
    fields = said(NOW)
    sends(client, course, fields)
    clock.move_to(NOW + 40 * DAY)
    assert sends(client, course, fields)[0] == 200
    assert days_told() == [(BRIDGE, MONDAY)]


def test_an_exercise_that_a_newer_program_has_no_more_is_kept_all_the_same(
    client: Client, course: CourseFacts, clock: time_machine.Traveller
) -> None:
    newer = program(MONDAY + DAY)
    without = tuple(item for item in newer.items if item.id != BRIDGE)
    clock.move_to(NOW + 2 * DAY)
    publish(course, replace(newer, items=without), when=NOW + DAY)
    assert sends(client, course, said(NOW, went__bridge="red"))[0] == 200
    assert days_told() == [(BRIDGE, MONDAY)]
    assert StaffTask.objects.filter(kind=programs.RED).count() == 1


def test_red_that_nobody_knew_of_stops_the_exercise_in_the_newer_program(
    client: Client, course: CourseFacts, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOW + 2 * DAY)
    publish(course, program(MONDAY + DAY), when=NOW + DAY)
    sends(client, course, said(NOW, went__bridge="red", **{"went__short-walk": "amber"}))
    page = client.get(link(course)).content.decode()
    assert f'name="went.{BRIDGE}"' not in page
    assert f'name="went.{WALK}"' in page
    assert "so it stays easy" not in page
    assert history.open_reds(history.history_of(course.id)).keys() == {BRIDGE}


def test_red_that_comes_after_a_look_is_a_task_of_its_own(
    client: Client, course: CourseFacts, clock: time_machine.Traveller
) -> None:
    sends(client, course, said(NOW, went__bridge="red"))
    by = Signer(User.objects.get(username="ann").pk, "Ann, PT")
    programs.look(course.id, BRIDGE, by=by, key=uuid4(), today=MONDAY, at=NOW)
    clock.move_to(NOW + DAY)
    sends(client, course, said(NOW, went__bridge="red"))
    assert StaffTask.objects.filter(kind=programs.RED, done__isnull=True).count() == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"went__press-up": "green"}, "unknown"),
        ({"went__bridge": "blue"}, "unknown"),
        ({"went__bridge": "green", "before__bridge": "11"}, "unknown"),
        ({"went__bridge": "green", "at": "yesterday"}, "unknown"),
        ({"went__bridge": "green", "at": "0001-01-01T00:00:00Z"}, "unknown"),
        ({"went__bridge": "green", "on": "now"}, "unknown"),
        (
            {"went__bridge": "green", "on": "2026-12-05", "at": "2026-12-05T12:00:00Z"},
            "unknown",
        ),
    ],
)
def test_what_nobody_asked_is_refused_and_says_so(
    client: Client, course: CourseFacts, fields: dict[str, str], why: str
) -> None:
    status, answer = sends(client, course, said(NOW, **fields))
    assert (status, answer["why"]) == (422, why)
    assert days_told() == []


def test_a_link_that_has_ended_says_so_and_names_the_key(client: Client) -> None:
    fields = said()
    answer = client.post("/program/1/queue", fields)
    assert answer.status_code == 404
    assert answer.json() == {"key": fields["key"], "why": "ended"}
    page = client.get("/program/1")
    assert page.status_code == 404
    assert "This link opens no program" in text_of(page)


def test_without_a_key_nothing_is_settled(client: Client, course: CourseFacts) -> None:
    assert sends(client, course, {"went.bridge": "green", "at": NOW.isoformat()}) == (400, {})
    assert "no-store" in client.post(f"{link(course)}/queue")["Cache-Control"]


def test_pain_afterwards_tells_without_a_word(client: Client, course: CourseFacts) -> None:
    sends(client, course, said(NOW, before__bridge="2", after__bridge="8"))
    assert StaffTask.objects.filter(kind=programs.RED).count() == 1


def test_pain_before_alone_tells_of_nothing(client: Client, course: CourseFacts) -> None:
    assert sends(client, course, said(NOW, before__bridge="2"))[0] == 200
    assert days_told() == []
