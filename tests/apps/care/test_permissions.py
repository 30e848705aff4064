"""Who reads a record: its therapist; a lead with a reason, for a day; nobody else."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from easeback.apps.audit.queries import done_to
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import opening
from easeback.apps.care.permissions import (
    may_compare_therapists,
    may_open_any,
    may_read,
    may_see_outcomes,
    may_transfer,
    may_write,
)
from tests.apps.booking.world import NOW
from tests.apps.care.recording import (
    account,
    front_desk,
    lead,
    new_key,
    open_record_world,
    owner,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def course(settings: Settings, tmp_path: Path) -> CourseFacts:
    settings.AUDIT_MARKS = tmp_path / "audit-marks"
    return open_record_world()


def test_the_therapist_of_a_course_reads_and_writes_and_no_other(course: CourseFacts) -> None:
    ann, bea = account("ann"), account("bea")
    assert may_write(ann, course)
    assert may_read(ann, course, at=NOW)
    assert not may_write(bea, course)
    assert not may_read(bea, course, at=NOW)
    assert not may_transfer(bea, course)


def test_front_desk_and_owner_read_nothing(course: CourseFacts) -> None:
    for user in (front_desk(), owner()):
        assert not may_write(user, course)
        assert not may_read(user, course, at=NOW)
        assert not may_open_any(user)


def test_outcomes_are_seen_by_lead_and_owner_and_therapists_are_compared_by_a_lead(
    course: CourseFacts,
) -> None:
    who = {"lead": lead(), "owner": owner(), "desk": front_desk(), "ann": account("ann")}
    assert {name for name, user in who.items() if may_see_outcomes(user)} == {"lead", "owner"}
    assert {name for name, user in who.items() if may_compare_therapists(user)} == {"lead"}
    who["lead"].is_active = False
    assert not may_see_outcomes(who["lead"])


def test_an_owner_who_is_also_a_lead_was_given_that_by_name(course: CourseFacts) -> None:
    from django.contrib.auth.models import Group

    from easeback.apps.care.roles import LEAD

    otto = owner()
    otto.groups.add(Group.objects.get(name=LEAD))
    assert may_open_any(otto)
    assert not may_read(otto, course, at=NOW)


def test_a_lead_reads_after_saying_why_and_for_a_working_day(course: CourseFacts) -> None:
    lena, key = lead(), new_key()
    assert not may_read(lena, course, at=NOW)
    for _ in range(2):
        opening.open_record(course.id, " Ann is ill. ", by=lena.pk, key=key, at=NOW)
    assert may_read(lena, course, at=LATER)
    assert not may_write(lena, course)
    assert not may_read(lena, course, at=NOW + opening.OPEN_FOR)
    (opened,) = opening.openings_of(course.id)
    assert (opened.by, opened.reason) == (lena.pk, "Ann is ill.")
    assert [what for _, _, what in done_to(f"course:{course.id}")] == ["record.opened"]


def test_a_reason_is_needed(course: CourseFacts) -> None:
    for bad in ("", "  \n ", "x" * 501):
        with pytest.raises(opening.BadReason):
            opening.open_record(course.id, bad, by=lead_id(), key=new_key(), at=NOW)
    assert opening.openings_of(course.id) == ()


def lead_id() -> int:
    from easeback.apps.accounts.models import User

    found = User.objects.filter(username="lena").first() or lead()
    return int(found.pk)


def test_who_has_left_reads_nothing(course: CourseFacts) -> None:
    ann = account("ann")
    ann.is_active = False
    ann.save()
    assert not may_read(account("ann"), course, at=NOW)
