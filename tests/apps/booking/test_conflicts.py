"""What staff were asked about a conflict falls away with it."""

import pytest

from easeback.apps.booking import actions
from tests.apps.booking.elsewhere import HOUR, MONDAY, NOW, Other, booked, read
from tests.apps.booking.test_foreign_calendars import LATER, at, conflicts, hers, maya, other
from tests.interop.calendars import calendar

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["hers", "maya", "other"]


def test_staff_need_not_see_to_a_visit_that_is_elsewhere_or_over(
    maya: int, hers: int, other: Other
) -> None:
    visit = booked(maya, MONDAY)
    other.file = calendar(at(MONDAY))
    read()
    assert len(conflicts()) == 1
    actions.move(visit, MONDAY + 2 * HOUR, key="there", by="staff", at=NOW)
    assert conflicts() == []
    read(NOW + LATER)
    assert conflicts() == []
    other.file = calendar()
    read(NOW + 2 * LATER)
    actions.move(visit, MONDAY, key="back", by="staff", at=NOW)
    other.file = calendar(at(MONDAY))
    read(NOW + 3 * LATER)
    assert len(conflicts()) == 1
    actions.cancel(visit, key="over", by="staff", at=NOW)
    assert conflicts() == []
