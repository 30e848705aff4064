"""A time comes free: whoever waits is asked by mail, and one button takes it."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from easeback.apps.booking import actions, queries
from easeback.apps.booking.facts import Contact, Standing, Wanted
from easeback.apps.booking.models import Blocked, Terms, TherapistTime
from easeback.apps.notifications.models import OutboxMessage
from easeback.config.due import due_work
from easeback.domain.booking import Mode
from easeback.web.patient.book.tokens import token_of
from tests.journeys.person import Person

ZONE = ZoneInfo("America/New_York")


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "timezone_id": str(ZONE)}


@pytest.fixture(autouse=True)
def by_day() -> Iterator[None]:
    """Ten in the morning where the person is: at night nobody is asked."""
    with time_machine.travel(timezone.now().astimezone(ZONE).replace(hour=10)):
        yield


@pytest.fixture
def full(practice: str) -> str:
    """Nobody has a free hour, and nothing is kept for those who are worse."""
    Terms.objects.update(releases=[])
    now = int(timezone.now().timestamp())
    for therapist in TherapistTime.objects.values_list("pk", flat=True):
        Blocked.objects.create(
            resource_id=therapist, starts=now - 86_400, ends=now + 60 * 86_400, source="full"
        )
    queries.ROSTERS.forget()
    return practice


def weekday(weeks: int) -> datetime:
    """Ten o'clock on a Wednesday that comes in so many weeks."""
    today = timezone.now().astimezone(ZONE).replace(hour=10, minute=0, second=0, microsecond=0)
    return today + timedelta(days=(2 - today.weekday()) % 7 + 7 * weeks)


def comes_free(starts_at: datetime) -> int:
    therapist = TherapistTime.objects.order_by("pk")[0].pk
    start = int(starts_at.timestamp())
    row = Blocked.objects.get(resource_id=therapist, starts__lt=start, ends__gt=start)
    Blocked.objects.create(resource_id=therapist, starts=start + 4200, ends=row.ends, source="full")
    Blocked.objects.filter(pk=row.pk).update(ends=start)
    queries.ROSTERS.forget()
    return int(therapist)


def works_for_a_moment() -> None:
    """One round of what becomes due by itself."""
    for piece in due_work():
        piece.work(timezone.now())


def offered() -> str:
    mail = OutboxMessage.objects.filter(kind="visit-offer").latest("written_at")
    found = re.search(r"http\S+/offer/\S+", mail.body)
    assert found
    return found[0]


@pytest.mark.usefixtures("full")
def test_an_earlier_time_takes_the_place_of_the_visit(
    person: Person, assert_usable: Callable[[], None]
) -> None:
    late = weekday(3)
    wanted = Wanted("first-evaluation", Mode.CLINIC, comes_free(late), late)
    visit = actions.hold(wanted, key=str(uuid4()), at=timezone.now())
    ben = Contact("Ben", "", "ben@example.org", "en", "America/New_York")
    actions.confirm(visit, ben, key=str(uuid4()), at=timezone.now())
    person.opens(f"/visit/{token_of(visit)}")
    person.touches("Tell me if an earlier time opens")
    assert person.heading == "Tell me if something sooner opens"
    assert_usable()
    person.page.get_by_role("radio", name="Mornings").check()
    person.touches("Put me on the list")
    assert person.heading == "You are on the list"
    assert_usable()
    works_for_a_moment()
    assert not OutboxMessage.objects.filter(kind="visit-offer").exists()
    comes_free(weekday(1))
    works_for_a_moment()
    person.opens("/demo/outbox")
    person.sees("A time has opened")
    person.page.goto(offered())
    assert person.heading == "A time has opened"
    person.sees("If you take it, this visit is cancelled:")
    assert_usable()
    person.page.emulate_media(color_scheme="dark")
    assert_usable()
    person.touches("Yes, I take it")
    assert person.heading == "You are booked"
    old = queries.visit(visit)
    assert old is not None
    assert old.standing is Standing.CANCELLED
    assert [one.starts_at for one in queries.promised_visits(old.course)] == [weekday(1)]


@pytest.mark.usefixtures("full")
def test_who_finds_nothing_waits_and_may_say_no(with_a_phone: Callable[..., Person]) -> None:
    person = with_a_phone(java_script_enabled=False)
    person.opens("/book")
    person.sees("There is no open time right now.")
    person.touches("Tell me if something sooner opens")
    person.touches("Put me on the list")
    person.sees("Type your name.", "Type your whole e-mail address.")
    person.page.get_by_label("Your name").fill("Ana")
    person.page.get_by_label("E-mail").fill("ana@example.org")
    person.touches("Put me on the list")
    place = person.page.url
    comes_free(weekday(1))
    works_for_a_moment()
    person.page.goto(offered())
    person.touches("No, thanks")
    assert person.page.url == place
    person.sees("You are on the list")
    works_for_a_moment()
    assert OutboxMessage.objects.filter(kind="visit-offer").count() == 1
    person.touches("Take me off the list")
    assert person.heading == "You are not on the list any more"
