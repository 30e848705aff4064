"""The page of today's program, by its link: what its tests begin with."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import pytest
import time_machine

from easeback.apps.accounts.models import User
from easeback.apps.booking import queries as booking
from easeback.apps.booking import timetables
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.booking.models import TherapistTime
from easeback.apps.care import programs
from easeback.apps.care.facts import Signer
from easeback.domain.program import Program
from easeback.web.letters import program_token
from tests.apps.booking.world import NOW, at, open_world, promised, therapist
from tests.apps.care.programming import program
from tests.web.staff_calendar import new_key


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Stands still; Ann signs in, and has a patient."""
    with time_machine.travel(NOW, tick=False) as traveller:
        open_world()
        account = User.objects.create_user("ann", is_staff=True)
        TherapistTime.objects.filter(pk=therapist("Ann")).update(account=account)
        yield traveller


@pytest.fixture
def course() -> CourseFacts:
    found = timetables.course(booking.known_visit(promised(at(0, 9))).course)
    assert found is not None
    return found


def publish(course: CourseFacts, asked: Program | None = None, *, when: datetime = NOW) -> None:
    by = Signer(User.objects.get(username="ann").pk, "Ann, PT")
    programs.publish(course.id, asked or program(), (), by=by, key=UUID(new_key()), at=when)


def link(course: CourseFacts) -> str:
    return f"/program/{program_token(course.id)}"
