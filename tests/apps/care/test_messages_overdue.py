"""A message that waits longer than promised is seen to by somebody else, once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from easeback.apps.booking import queries as booking
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import messages
from easeback.apps.care.overdue import WAITS, ask_about_overdue, promised_until
from easeback.apps.notifications.models import StaffTask
from easeback.apps.practice import queries as practice
from easeback.apps.practice.models import Practice
from tests.apps.booking.world import NOW, at
from tests.apps.care.recording import signer
from tests.apps.care.test_messages import answers, asks, handed, last
from tests.apps.care.test_messages import course as course  # noqa: PLC0414  A fixture.
from tests.web.teller import ANA

pytestmark = pytest.mark.django_db


def open_tasks() -> list[StaffTask]:
    return list(StaffTask.objects.filter(kind=WAITS, done=None))


def test_until_the_end_of_the_last_working_day_nobody_is_asked(course: CourseFacts) -> None:
    asks(course)
    assert promised_until(NOW) == at(3, 0)
    assert ask_about_overdue(at=at(3, 0) - timedelta(seconds=1)) == 0
    assert open_tasks() == []
    for _ in range(2):
        assert ask_about_overdue(at=at(3, 0)) == 1
    (task,) = open_tasks()
    (visit,) = booking.visits_of(course.id)
    assert task.about == f"visit:{visit.id}"
    assert visit.code in task.words
    assert ANA.name not in task.words


def test_a_weekend_is_no_working_day_and_the_practice_sets_how_many(course: CourseFacts) -> None:
    friday = at(4, 18)
    assert promised_until(friday) == at(9, 0)
    Practice.objects.update(reply_days=1)
    practice.forget()
    assert promised_until(friday) == at(8, 0)


def test_the_day_ends_by_the_clock_of_the_practice() -> None:
    late = datetime(2026, 12, 7, 23, 30, tzinfo=ZoneInfo("America/New_York"))
    assert promised_until(late) == at(3, 0)


@pytest.mark.parametrize("how", ["answered", "settled"])
def test_an_answer_ends_the_task(course: CourseFacts, how: str) -> None:
    asks(course)
    ask_about_overdue(at=at(3, 0))
    if how == "answered":
        answers(course, seen=last(course), when=at(3, 1))
    else:
        messages.settle(course.id, last(course), by=signer(), at=at(3, 1))
    assert open_tasks() == []
    assert ask_about_overdue(at=at(3, 2)) == 0
    asks(course, when=at(3, 3))
    assert ask_about_overdue(at=at(7, 23)) == 0
    assert ask_about_overdue(at=at(8, 0)) == 1
    assert len(open_tasks()) == 1


def test_after_a_hand_over_it_is_still_seen_to_and_ends_with_the_answer(
    course: CourseFacts,
) -> None:
    asks(course)
    goes_on = handed(course)
    assert ask_about_overdue(at=at(3, 0)) == 1
    assert len(open_tasks()) == 1
    answers(goes_on, seen=last(goes_on), who="bea")
    assert open_tasks() == []


def test_a_round_in_which_nothing_waits_asks_little(
    course: CourseFacts, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    asks(course)
    answers(course, seen=last(course))
    with django_assert_max_num_queries(3):
        assert ask_about_overdue(at=at(3, 0)) == 0


@pytest.mark.parametrize("how", ["an old page", "settled"])
def test_while_a_message_waits_the_task_stays(course: CourseFacts, how: str) -> None:
    answers(course, "Hello", seen=None, when=NOW - timedelta(days=1))
    first = last(course)
    asks(course)
    ask_about_overdue(at=at(3, 0))
    if how == "settled":
        messages.settle(course.id, first, by=signer(), at=at(3, 1))
    else:
        answers(course, "Written before it came", seen=None, when=at(3, 1))
    assert messages.unanswered([course.id])
    assert len(open_tasks()) == 1
