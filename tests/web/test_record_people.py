"""Who reads a record and who does not, and what becomes of it with another therapist."""

from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from easeback.apps.accounts.devices import open_account
from easeback.apps.accounts.models import User
from easeback.apps.booking import actions, courses, timetables
from easeback.apps.booking import queries as booking
from easeback.apps.booking.actions import NoSuchVisit
from easeback.apps.booking.facts import CourseFacts, Status
from easeback.apps.booking.models import TherapistTime
from easeback.apps.care import drafts, history, queries
from easeback.apps.care.facts import PATIENT, About, Kind
from easeback.apps.care.roles import LEAD
from easeback.apps.notifications.models import OutboxMessage, StaffTask
from easeback.apps.selfcare import sharing as diary
from easeback.domain.booking import Mode
from easeback.domain.vocabulary import Language
from tests import cast
from tests.apps.booking.world import ANA, NOW, at, held, promised, therapist
from tests.apps.care.recording import account_with_role
from tests.web.staff_calendar import SIGN_IN, as_ann, as_other, keys_of, new_key, text_of
from tests.web.staff_calendar import world as world  # noqa: PLC0414  A fixture.
from tests.web.test_calendar_people import ANA as ANA_WITH_MAIL
from tests.web.test_record import WHY, course, note, patient, signed, visit, writing

__all__ = ["course", "visit"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def paths(visit: UUID, course: CourseFacts, document: UUID) -> list[str]:
    return [
        patient(course),
        f"{patient(course)}transfer/",
        writing(visit),
        writing(visit, "evaluation"),
        f"/staff/documents/{document}/",
    ]


@pytest.mark.parametrize("who", ["bea", "desk", "owner", "nobody"])
def test_nobody_else_reads_or_writes(
    client: Client, visit: UUID, course: CourseFacts, who: str
) -> None:
    as_ann(client)
    client.post(writing(visit), note(plan="canary"))
    (document,) = queries.documents_of([course.id])
    other = as_other(who)
    for path in paths(visit, course, document.id):
        for answer in (other.get(path), other.post(path, note())):
            assert answer.status_code in {302, 403}, path
            assert "canary" not in answer.content.decode()
            if answer.status_code == 302:
                assert who == "nobody"
                assert SIGN_IN in answer["Location"] or "/staff/sign-in/" in answer["Location"]
    assert other.post(f"{writing(visit)}save/", note()).status_code in {302, 403}
    assert signed(course) == ["visit-note"]


def test_a_lead_says_why_and_reads_but_does_not_write(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    as_ann(client)
    client.post(writing(visit), note(plan="canary"))
    (document,) = queries.documents_of([course.id])
    lead = Client()
    cast.signed_in(lead, account_with_role("lena", LEAD))
    asks = lead.get(patient(course))
    assert asks["Location"] == f"{patient(course)}open/"
    page = lead.get(asks["Location"])
    assert "canary" not in page.content.decode()
    assert lead.post(asks["Location"], {"key": new_key(), "reason": " "}).status_code == 422
    opened = lead.post(asks["Location"], {"key": keys_of(page)[0], "reason": WHY}, follow=True)
    assert "You read this as a lead" in text_of(opened)
    assert "canary" in text_of(lead.get(f"/staff/documents/{document.id}/"))
    assert lead.get(writing(visit)).status_code == 403
    assert lead.post(f"/staff/documents/{document.id}/", {"text": "x"}).status_code == 403
    assert WHY in text_of(client.get(patient(course)))


def test_a_course_is_handed_over_and_its_patient_is_told(client: Client) -> None:
    visit = promised(at(0, 11), who=ANA_WITH_MAIL)
    found = timetables.course(booking.known_visit(visit).course)
    assert found is not None
    as_ann(client)
    client.post(writing(visit), note())
    place = f"{patient(found)}transfer/"
    as_other("bea")
    page = client.get(place)
    sent = {"key": keys_of(page)[0], "therapist": str(therapist("Bea")), "reason": "I am on leave"}
    assert client.post(place, {**sent, "reason": ""}).status_code == 422
    assert client.post(place, {**sent, "therapist": "x"}).status_code == 422
    for _ in range(2):
        done = client.post(place, sent)
        assert "Handed over" in text_of(done)
    assert booking.known_visit(visit).therapist_name == "Bea"
    (letter,) = OutboxMessage.objects.filter(kind="course-handed")
    assert "Desde hoy sigue con usted Bea" in letter.body
    # What Ann has signed herself she may still read; what comes now is not hers.
    assert "goes on with another therapist" in text_of(client.get(patient(found)))
    assert client.get(writing(visit, "discharge")).status_code == 403
    assert StaffTask.objects.filter(kind="tell-transferred").count() == 0


def test_who_has_no_mail_is_called(client: Client, visit: UUID, course: CourseFacts) -> None:
    as_ann(client)
    as_other("bea")
    sent = {"key": new_key(), "therapist": str(therapist("Bea")), "reason": "I am on leave"}
    client.post(f"{patient(course)}transfer/", sent)
    (task,) = StaffTask.objects.filter(kind="tell-transferred")
    assert ANA.name not in task.words


def handed(client: Client, course: CourseFacts) -> CourseFacts:
    """Ann hands it over to Bea."""
    as_other("bea")
    place = f"{patient(course)}transfer/"
    sent = {"key": new_key(), "therapist": str(therapist("Bea")), "reason": "I am on leave"}
    assert "Handed over" in text_of(client.post(place, sent))
    further = queries.goes_on_in(course.id)
    assert further is not None
    found = timetables.course(further.goes_on)
    assert found is not None
    return found


def test_nothing_more_is_booked_with_the_therapist_of_before(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    as_ann(client)
    handed(client, course)
    with pytest.raises(NoSuchVisit):
        courses.book_course(course.id, [at(7, 9)], key=new_key(), at=NOW)
    assert booking.visits_of(course.id) == ()


def test_what_is_held_in_it_is_let_go_of(client: Client, course: CourseFacts) -> None:
    from easeback.apps.booking.models import Visit

    as_ann(client)
    waits = held(at(3, 9))
    Visit.objects.filter(pk=waits).update(course=course.id)
    handed(client, course)
    assert booking.known_visit(waits).status is Status.CANCELLED
    with pytest.raises(actions.HoldExpired):
        actions.confirm(waits, ANA, key=new_key(), at=NOW)


def test_a_hold_of_the_colleague_that_ran_out_stands_in_no_way(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    held(at(0, 9), name="Bea", when=at(-3, 9))
    as_ann(client)
    goes_on = handed(client, course)
    assert [each.id for each in booking.promised_visits(goes_on.id)] == [visit]


def test_the_link_of_a_video_visit_is_asked_for_again(client: Client) -> None:
    visit = promised(at(0, 10), mode=Mode.TELEHEALTH)
    found = timetables.course(booking.known_visit(visit).course)
    assert found is not None
    bea = TherapistTime.objects.get(pk=therapist("Bea"))
    bea.schedule["weekly"][0]["modes"] = ["clinic", "telehealth"]
    bea.save()
    as_ann(client)
    goes_on = handed(client, found)
    assert [each.id for each in booking.promised_visits(goes_on.id)] == [visit]
    tasks = StaffTask.objects.filter(kind="video-link", about=f"visit:{visit}", done=None)
    assert tasks.count() == 1


def test_an_evaluation_that_was_signed_before_stays_the_one_of_that_visit(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    as_ann(client)
    client.post(writing(visit), note())
    goes_on = handed(client, course)
    browser = Client()
    cast.signed_in(browser, User.objects.get(username="bea"))
    assert booking.known_visit(visit).course == goes_on.id
    assert browser.get(writing(visit))["Location"].startswith("/staff/documents/")


def test_the_diary_is_read_by_nobody_until_it_is_shared_again(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    account = open_account(
        opened_by=uuid4(), language=Language.ENGLISH, zone="America/New_York", at=NOW
    ).account
    diary.share(account, course.id, at=NOW)
    as_ann(client)
    handed(client, course)
    (share,) = diary.everything_of(account)
    assert share["ended_at"] == NOW


def test_the_intake_that_is_being_written_goes_along(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    about = About(course.id, course.id, Kind.INTAKE)
    drafts.save(about, {"story": ["half"]}, by=PATIENT, version=0, at=NOW)
    as_ann(client)
    goes_on = handed(client, course)
    kept = drafts.draft_of(About(goes_on.id, goes_on.id, Kind.INTAKE), by=PATIENT)
    assert kept is not None
    assert kept.posted == {"story": ["half"]}


def test_without_a_visit_to_come_somebody_is_asked_to_call(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    as_ann(client)
    actions.cancel(visit, key=new_key(), by="patient", at=NOW)
    handed(client, course)
    (task,) = StaffTask.objects.filter(kind="tell-transferred")
    assert "cancelled" not in task.words


def test_who_has_no_mail_is_told_that_a_visit_is_cancelled(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    promised(at(0, 9), name="Bea")
    as_ann(client)
    handed(client, course)
    (task,) = StaffTask.objects.filter(kind="tell-transferred")
    assert "it was cancelled" in task.words


def test_who_handed_it_on_writes_no_program_and_no_discharge_but_their_own_notes(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    with time_machine.travel(at(0, 16), tick=False):
        as_ann(client)
        handed(client, course)
        program = f"{patient(course)}program/"
        for path in (
            f"{program}write/",
            f"{program}write/save/",
            f"{program}look/",
            writing(visit, "discharge"),
            f"{writing(visit, 'discharge')}save/",
        ):
            answer = client.post(path, note(item="bridge"))
            assert answer.status_code == 409, path
            assert "goes on with Bea" in text_of(answer)
        assert client.get(writing(visit, "discharge")).status_code == 409
        assert history.programs_of(course.id) == ()
        page = client.get(patient(course)).content.decode()
        assert "/discharge/" not in page
        assert "/program/write/" not in page
        assert "/program/write/" not in client.get(program).content.decode()
        assert client.post(writing(visit), note()).status_code == 302
    (document,) = queries.documents_of([course.id])
    assert document.signed_by is not None


def test_nothing_is_handed_to_whom_nobody_signs_in_as(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    as_ann(client)
    sent = {"key": new_key(), "therapist": str(therapist("Bea")), "reason": "I am on leave"}
    place = f"{patient(course)}transfer/"
    as_other("bea")
    assert "Bea" in text_of(client.get(place))
    User.objects.filter(username="bea").update(is_active=False)
    page = client.get(place)
    assert "No colleague signs in here" in text_of(page)
    assert "Bea" not in text_of(page)
    assert client.post(place, sent).status_code == 422
    assert queries.goes_on_in(course.id) is None
