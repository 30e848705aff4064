"""An intake is sent once, asks staff to read it where they should, and is not kept half-written."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings

from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import drafts, intakes, proving, queries, signing
from easeback.apps.care.facts import PATIENT, About, Kind
from easeback.apps.care.models import IntakeCode
from easeback.apps.notifications.queries import open_tasks
from tests.apps.booking.world import NOW
from tests.apps.care.recording import new_key, open_record_world

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
LOW = {"little-interest": "more-than-half", "feeling-down": "several-days"}


@pytest.fixture
def course(settings: Settings, tmp_path: Path) -> CourseFacts:
    settings.AUDIT_MARKS = tmp_path / "audit-marks"
    return open_record_world()


def about(course: CourseFacts) -> About:
    return About(course.id, course.id, Kind.INTAKE)


def test_two_clicks_send_once_and_what_was_begun_since_stays(course: CourseFacts) -> None:
    key = new_key()
    drafts.save(about(course), {"story": ["It hurts"]}, by=PATIENT, version=0, at=NOW)
    intakes.send(course.id, {"story": "It hurts"}, by=PATIENT, key=key, at=NOW)
    assert drafts.draft_of(about(course), by=PATIENT) is None
    drafts.save(about(course), {"story": ["And more"]}, by=PATIENT, version=0, at=LATER)
    intakes.send(course.id, {"story": "It hurts"}, by=PATIENT, key=key, at=LATER)
    assert len(queries.documents_of([course.id])) == 1
    assert drafts.draft_of(about(course), by=PATIENT) is not None
    with pytest.raises(signing.KeyReused):
        intakes.send(course.id, {"story": "More"}, by=PATIENT, key=key, at=LATER)


def test_the_draft_of_another_browser_stays_when_one_is_sent(course: CourseFacts) -> None:
    for by in (PATIENT, "patient:another"):
        drafts.save(about(course), {"story": [by]}, by=by, version=0, at=NOW)
    intakes.send(course.id, {"story": "Mine"}, by="patient:another", key=new_key(), at=NOW)
    assert drafts.draft_of(about(course), by="patient:another") is None
    assert drafts.draft_of(about(course), by=PATIENT) is not None


def test_low_mood_is_a_task_that_says_nothing_of_it(course: CourseFacts) -> None:
    intakes.send(course.id, {"feeling-down": "several-days"}, by=PATIENT, key=new_key(), at=NOW)
    assert open_tasks() == ()
    key = new_key()
    for _ in range(2):
        intakes.send(course.id, LOW, by=PATIENT, key=key, at=LATER)
    (task,) = open_tasks()
    assert task.kind == intakes.TO_READ
    assert task.words.startswith("Read the intake of the visit with the code ")
    assert not {"mood", "low", "Ana", "down"} & set(task.words.split())


def test_the_latest_is_found(course: CourseFacts) -> None:
    assert (queries.has_intake(course.id), queries.latest_intake(course.id)) == (False, None)
    for minutes in range(2):
        at = NOW + timedelta(minutes=minutes)
        intakes.send(course.id, {"pain-now": minutes}, by=PATIENT, key=new_key(), at=at)
    latest = queries.latest_intake(course.id)
    assert latest is not None
    assert latest.content == {"pain-now": 1}
    assert queries.has_intake(course.id)


def test_what_nobody_comes_back_to_is_erased(course: CourseFacts) -> None:
    for by in (PATIENT, "patient:another"):
        drafts.save(about(course), {"story": [by]}, by=by, version=0, at=NOW)
    assert intakes.forget_old_drafts(at=NOW + intakes.KEPT) == 0
    assert intakes.forget_old_drafts(at=NOW + intakes.KEPT + timedelta(minutes=1)) == 2


def test_what_staff_are_writing_is_not_theirs_to_lose(course: CourseFacts) -> None:
    evaluation = About(course.id, course.id, Kind.EVALUATION)
    drafts.save(evaluation, {"plan": ["Walk"]}, by="staff:1", version=0, at=NOW)
    assert intakes.forget_old_drafts(at=NOW + 2 * intakes.KEPT) == 0


def code_for(course: UUID) -> proving.Code:
    return proving.make_code(course, at=NOW)


def test_a_code_proves_one_course_once_on_its_browser(course: CourseFacts) -> None:
    made = code_for(course.id)
    for browser, of in (("another", course.id), (made.browser, new_key())):
        with pytest.raises(proving.CodeOver):
            proving.redeem(of, browser, made.code, at=LATER)
    spaced = f"{made.code[:4]} {made.code[4:]}"
    proving.redeem(course.id, made.browser, spaced, at=LATER)
    with pytest.raises(proving.CodeOver):
        proving.redeem(course.id, made.browser, made.code, at=LATER)


def test_five_guesses_close_a_code(course: CourseFacts) -> None:
    made = code_for(course.id)
    wrong = str((int(made.code) + 1) % 10**8).zfill(8)
    for _ in range(4):
        with pytest.raises(proving.CodeWrong):
            proving.redeem(course.id, made.browser, wrong, at=LATER)
    for typed in (wrong, made.code):
        with pytest.raises(proving.CodeOver):
            proving.redeem(course.id, made.browser, typed, at=LATER)


def test_a_code_is_good_for_ten_minutes_and_five_are_made_in_an_hour(course: CourseFacts) -> None:
    made, *_ = (code_for(course.id) for _ in range(5))
    with pytest.raises(proving.CodeOver):
        proving.redeem(course.id, made.browser, made.code, at=NOW + proving.LIFETIME)
    with pytest.raises(proving.TooManyCodes):
        code_for(course.id)
    code_for(new_key())
    proving.forget_old_codes(at=NOW + timedelta(days=2))
    assert not IntakeCode.objects.exists()
