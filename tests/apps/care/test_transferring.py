"""A course goes to a colleague: with its visits where they have time, its record, and a reason."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from easeback.apps.audit.queries import done_to
from easeback.apps.booking import queries as booking
from easeback.apps.booking import sharing, timetables
from easeback.apps.booking.facts import CourseFacts, Letter, Snapshot, Status
from easeback.apps.booking.handing import AlreadyHanded, Handed
from easeback.apps.booking.models import Claim
from easeback.apps.booking.taking import NoSuchVisit
from easeback.apps.care import history, opening, programs, queries, signing, transferring
from easeback.apps.care.facts import About, Kind
from easeback.apps.care.permissions import may_read
from easeback.apps.care.signing import HandedOn
from easeback.domain.response import Light
from tests.apps.booking.world import ANA, MONDAY, NOW, at, promised, therapist
from tests.apps.care.programming import BRIDGE, published, told
from tests.apps.care.recording import (
    NOTE,
    account,
    new_key,
    note_of,
    open_record_world,
    signer,
)

pytestmark = pytest.mark.django_db
WHY = "Ann is on leave."


@pytest.fixture
def course(settings: Settings, tmp_path: Path) -> CourseFacts:
    settings.AUDIT_MARKS = tmp_path / "audit-marks"
    return open_record_world()


def handed(course: CourseFacts, **more: object) -> CourseFacts:
    goes_on = transferring.transfer(
        course.id,
        therapist("Bea"),
        WHY,
        by=account("ann").pk,
        key=new_key(),
        at=NOW,
        **more,  # type: ignore[arg-type]
    )
    found = timetables.course(goes_on)
    assert found is not None
    return found


def test_the_visit_stands_at_its_time_with_the_new_therapist(course: CourseFacts) -> None:
    (before,) = booking.visits_of(course.id)
    goes_on = handed(course)
    (after,) = booking.visits_of(goes_on.id)
    assert (after.id, after.code, after.starts_at) == (before.id, before.code, before.starts_at)
    assert after.therapist_name == "Bea"
    assert after.status is Status.MOVED
    assert booking.visits_of(course.id) == ()
    took = Claim.objects.filter(visit=after.id).values_list("resource", flat=True)
    assert therapist("Bea") in took
    assert therapist("Ann") not in took
    assert goes_on.contact == ANA


def test_where_the_new_therapist_has_no_time_the_visit_is_cancelled(course: CourseFacts) -> None:
    promised(at(2, 9), name="Bea")
    told: list[Handed] = []

    def letters(of: Handed) -> tuple[Letter, ...]:
        told.append(of)
        return ()

    goes_on = handed(course, letters=letters)
    assert booking.promised_visits(goes_on.id) == ()
    (gone,) = booking.visits_of(course.id)
    assert gone.status.is_over
    assert [visit.id for visit in told[0].cancelled] == [gone.id]
    assert not Claim.objects.filter(visit=gone.id).exists()


def test_the_new_therapist_reads_what_was_signed_before(course: CourseFacts) -> None:
    signing.sign(note_of(course), NOTE, by=signer(), key=new_key(), at=NOW)
    goes_on = handed(course)
    assert may_read(account("bea"), goes_on, at=NOW)
    assert not may_read(account("ann"), goes_on, at=NOW)
    line = queries.line_of(goes_on.id)
    assert line == (goes_on.id, course.id)
    assert [each.content for each in queries.documents_of(line)] == [NOTE]
    transfer = queries.goes_on_in(course.id)
    assert transfer is not None
    assert transfer.reason == WHY
    assert "course.transferred" in [what for _, _, what in done_to(f"course:{course.id}")]


def test_what_was_shared_with_the_old_one_is_not_shared_with_the_new_one(
    course: CourseFacts,
) -> None:
    (visit,) = booking.visits_of(course.id)
    snapshot = Snapshot({"pain-now": 6}, "self-care", (), {}, "v")
    sharing.attach(visit.id, snapshot, at=NOW)
    handed(course)
    assert sharing.shared_with(visit.id) is None


def test_it_is_handed_once_and_never_to_oneself(course: CourseFacts) -> None:
    key, by = new_key(), account("ann").pk
    done = {
        transferring.transfer(course.id, therapist("Bea"), WHY, by=by, key=key, at=NOW)
        for _ in range(2)
    }
    assert len(done) == 1
    (goes_on,) = done
    for whose, stop in (
        (course.id, AlreadyHanded),
        (goes_on, NoSuchVisit),
    ):
        with pytest.raises(stop):
            transferring.transfer(whose, therapist("Bea"), WHY, by=by, key=new_key(), at=NOW)
    assert len(timetables.courses_of(therapist("Bea"))) == 1


def test_without_a_reason_nothing_is_handed(course: CourseFacts) -> None:
    with pytest.raises(opening.BadReason):
        transferring.transfer(course.id, therapist("Bea"), " ", by=1, key=new_key(), at=NOW)
    assert queries.goes_on_in(course.id) is None


def test_who_handed_it_on_publishes_looks_and_discharges_no_more(course: CourseFacts) -> None:
    published(course)
    told(course, light=Light.RED)
    (visit,) = booking.visits_of(course.id)
    goes_on = handed(course)
    with pytest.raises(HandedOn):
        programs.look(course.id, BRIDGE, by=signer(), key=new_key(), today=MONDAY, at=NOW)
    published(goes_on, name="bea", at=NOW + timedelta(hours=1))
    with pytest.raises(HandedOn):
        published(course)
    about = About(course.id, visit.id, Kind.DISCHARGE)
    with pytest.raises(HandedOn):
        signing.sign(about, {"flare-plan": "x"}, by=signer(), key=new_key(), at=NOW)
    found = history.program_of(goes_on.id)
    assert found is not None
    assert found.signed_as == "Bea"
    assert queries.flare_plan_of(goes_on.id) is None
