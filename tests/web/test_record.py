"""The record for staff: begun with what is known, saved as typed, signed once, read by few."""

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from easeback.apps.audit.queries import done_to
from easeback.apps.booking import actions, sharing, timetables
from easeback.apps.booking import queries as booking
from easeback.apps.booking.facts import CourseFacts, Snapshot
from easeback.apps.booking.models import TherapistTime, Visit
from easeback.apps.care import drafts, queries, signing
from easeback.apps.care.facts import About, Kind
from easeback.apps.notifications.models import OutboxMessage
from tests import cast
from tests.apps.booking.world import ANA, NOW, at, promised, therapist
from tests.web.keeper import URL_ENCODED
from tests.web.staff_calendar import as_ann, keys_of, new_key, text_of
from tests.web.staff_calendar import world as world  # noqa: PLC0414  A fixture.

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
WHY = "Ann is ill today."


@pytest.fixture
def visit() -> UUID:
    return promised(at(0, 9))


@pytest.fixture
def course(visit: UUID) -> CourseFacts:
    found = timetables.course(booking.known_visit(visit).course)
    assert found is not None
    return found


def patient(course: CourseFacts) -> str:
    return f"/staff/patients/{course.id}/"


def writing(visit: UUID, kind: str = "visit-note") -> str:
    return f"/staff/visits/{visit}/write/{kind}/"


def note(**more: Any) -> dict[str, Any]:
    return {
        "key": new_key(),
        "version": "0",
        "pain-before": "6",
        "pain-after": "4",
        "interventions.0.intervention": "soft-tissue",
        "interventions.0.intervention-minutes": "23",
        "interventions.0.cpt": "97140",
        "response": "better",
        "adverse": "none",
        "wish": "sign",
        **more,
    }


def evaluation(**more: Any) -> dict[str, Any]:
    return {
        "key": new_key(),
        "version": "0",
        "pain-now": "6",
        "irritability": "moderate",
        "red-flags-rest": "none",
        "classification": "directional",
        "stage": "acute",
        "icd-10": "M54.50",
        "red-flag-status": "clear",
        "wish": "sign",
        **more,
    }


def signed(course: CourseFacts) -> list[str]:
    return [each.about.kind for each in queries.documents_of([course.id])]


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize("kind", ["evaluation", "visit-note", "discharge"])
def test_a_form_is_shown_in_both_languages(
    client: Client, visit: UUID, prefix: str, kind: str
) -> None:
    as_ann(client)
    answer = client.get(f"{prefix}{writing(visit, kind)}")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert ANA.name in text_of(answer)


def test_a_note_is_signed_and_read_with_its_units(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    as_ann(client)
    answer = client.post(writing(visit), note(), follow=True)
    said = text_of(answer)
    assert "Signed by Ann" in said
    assert "97140 \u00d7 2" in said
    assert "Soft-tissue mobilization; Minutes 23 min; 97140" in said
    assert signed(course) == ["visit-note"]
    again = client.get(writing(visit))
    assert again.status_code == 302
    assert again["Location"].startswith("/staff/documents/")


def test_two_clicks_sign_once(client: Client, visit: UUID, course: CourseFacts) -> None:
    as_ann(client)
    sent = note()
    for _ in range(2):
        assert client.post(writing(visit), sent).status_code == 302
    assert signed(course) == ["visit-note"]


def test_who_is_discharged_learns_by_mail_where_the_flare_plan_stands(client: Client) -> None:
    as_ann(client)
    visit = promised(at(0, 10), who=replace(ANA, email="ana@example.org"))
    client.post(writing(visit), note())
    sent = {
        "key": new_key(),
        "version": "0",
        "discharge-why": "goals-reached",
        "pain-now": "1",
        "flare-plan": "Keep moving.",
        "safety-net": "written",
        "wish": "sign",
    }
    for _ in range(2):
        assert client.post(writing(visit, "discharge"), sent).status_code == 302
    (mail,) = OutboxMessage.objects.filter(kind="flare-plan")
    assert (mail.recipient, mail.language) == ("ana@example.org", "es")
    assert "Keep moving" not in mail.body
    (link,) = re.findall(r"https?://[^/]+(/es/program/\S+)", mail.body)
    assert "Keep moving." in text_of(client.get(link))


@pytest.mark.parametrize("lacks", ["pain-before", "pain-after", "response", "adverse"])
def test_what_lacks_is_named_and_nothing_typed_is_lost(
    client: Client, visit: UUID, course: CourseFacts, lacks: str
) -> None:
    as_ann(client)
    answer = client.post(writing(visit), note(**{lacks: "", "plan": "Walk more"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'<a href="#{lacks}">' in page
    assert "Walk more" in page
    assert signed(course) == []
    assert "Walk more" in client.get(writing(visit)).content.decode()


def test_a_number_that_cannot_be_is_shown_as_it_was_typed(client: Client, visit: UUID) -> None:
    as_ann(client)
    answer = client.post(writing(visit), note(**{"pain-before": "16"}))
    assert answer.status_code == 422
    assert 'value="16"' in answer.content.decode()
    assert "This number cannot be" in text_of(answer)


def test_what_is_typed_is_kept_by_the_script_version_by_version(
    client: Client, visit: UUID
) -> None:
    as_ann(client)
    save = f"{writing(visit)}save/"
    first = client.post(save, note(plan="W"))
    assert json.loads(first.content) == {"version": 1}
    second = client.post(save, note(plan="Walk", version="1"))
    assert json.loads(second.content) == {"version": 2}
    assert client.post(save, note(plan="Other", version="1")).status_code == 409
    assert "Walk" in client.get(writing(visit)).content.decode()
    assert client.post(save, note(plan="x" * 300_000)).status_code in {400, 413}


def test_of_two_tabs_the_second_is_told_and_may_have_its_way(client: Client, visit: UUID) -> None:
    as_ann(client)
    client.post(writing(visit), note(plan="one", wish="save"))
    answer = client.post(writing(visit), note(plan="two", wish="sign"))
    assert answer.status_code == 409
    assert "Another tab saved something else" in text_of(answer)
    assert "two" in answer.content.decode()
    version = re.findall(r'name="version" value="(\d+)"', answer.content.decode())
    done = client.post(writing(visit), note(plan="two", version=version[0]), follow=True)
    assert "two" in text_of(done)


def test_a_row_more_and_all_as_usual_work_without_a_script(client: Client, visit: UUID) -> None:
    as_ann(client)
    page = client.post(writing(visit, "evaluation"), evaluation(wish="", more="injuries"))
    assert page.content.decode().count('name="injuries.0.injury-what"') == 1
    filled = {"injuries.0.injury-what": "A fall", "wish": "", "more": "injuries"}
    page = client.post(writing(visit, "evaluation"), evaluation(**filled))
    assert 'name="injuries.1.injury-what"' in page.content.decode()
    usual = {"reflexes.knee.left": "absent", "wish": "", "usual": "reflexes", "version": "1"}
    client.post(writing(visit, "evaluation"), evaluation(**usual))
    draft = drafts.draft_of(
        About(booking.known_visit(visit).course, visit, Kind.EVALUATION), by=staff()
    )
    assert draft is not None
    assert draft.posted["reflexes.knee.left"] == ["absent"]
    assert draft.posted["reflexes.ankle.right"] == ["normal"]


def staff() -> str:
    return f"staff:{TherapistTime.objects.get(pk=therapist('Ann')).account_id}"


def test_what_the_patient_told_is_not_asked_again(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    told = {"story": "I lifted a box", "injuries": [{"injury-year": 2019}], "pain-now": 7}
    signing.send_intake(course.id, told, key=UUID(new_key()), at=NOW)
    as_ann(client)
    page = client.get(writing(visit, "evaluation")).content.decode()
    assert "I lifted a box" in page
    assert 'name="injuries.0.injury-year" value="2019"' in page
    assert 'name="pain-now" value=""' in page


def test_what_is_measured_is_asked_anew_and_what_changed_is_shown(
    client: Client, visit: UUID
) -> None:
    as_ann(client)
    client.post(writing(visit), note(plan="Walk more"))
    later = promised(at(0, 11))
    # The same course goes on: the second visit is a part of it.
    Visit.objects.filter(pk=later).update(course=booking.known_visit(visit).course)
    page = client.get(writing(later)).content.decode()
    assert "Walk more" in page
    assert 'name="pain-before" value=""' in page
    assert '<option value="soft-tissue" selected>' in page
    assert 'name="interventions.0.intervention-minutes" value=""' in page
    page = text_of(client.post(writing(later), note(wish="save", plan="Walk less")))
    assert "Changed since the last one" in page
    assert "Walk more Walk less" in page


def shared(visit: UUID, *rules: str) -> None:
    snapshot = Snapshot({"pain-now": 6}, "within_days", rules, {}, "v")
    sharing.attach(visit, snapshot, at=NOW)


def test_each_alarm_of_the_safety_check_is_confirmed_or_it_is_said_why_not(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    shared(visit, "fx-1")
    as_ann(client)
    page = client.get(writing(visit, "evaluation")).content.decode()
    assert 'name="red-flags.0.red-flag" value="fx-1"' in page
    # Not even by leaving it out of the form.
    assert client.post(writing(visit, "evaluation"), evaluation()).status_code == 422
    flag = {"red-flags.0.red-flag": "fx-1", "version": "1"}
    answer = client.post(writing(visit, "evaluation"), evaluation(**flag))
    assert '<a href="#red-flags-0-red-flag-verdict">' in answer.content.decode()
    flag |= {"red-flags.0.red-flag-verdict": "overridden", "version": "2"}
    answer = client.post(writing(visit, "evaluation"), evaluation(**flag))
    assert '<a href="#red-flags-0-red-flag-reason">' in answer.content.decode()
    assert signed(course) == []
    flag |= {"red-flags.0.red-flag-reason": "X-ray of May is clear", "version": "3"}
    done = client.post(writing(visit, "evaluation"), evaluation(**flag), follow=True)
    assert "Not so; X-ray of May is clear" in text_of(done)
    assert signed(course) == ["evaluation"]


def test_an_alarm_of_an_earlier_visit_is_looked_at_too(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    shared(visit, "fx-1")
    later = promised(at(0, 11))
    Visit.objects.filter(pk=later).update(course=course.id)
    as_ann(client)
    answer = client.post(writing(later, "evaluation"), evaluation())
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="red-flags"' in page
    assert 'name="red-flags.0.red-flag" value="fx-1"' in page


@pytest.mark.parametrize(
    "found", [{"perineal": "changed"}, {"upper-motor.babinski.left": "present"}]
)
def test_a_sign_of_the_examination_that_is_serious_has_its_reasoning(
    client: Client, visit: UUID, course: CourseFacts, found: dict[str, str]
) -> None:
    as_ann(client)
    answer = client.post(writing(visit, "evaluation"), evaluation(**found))
    assert '<a href="#reasoning">' in answer.content.decode()
    assert signed(course) == []


def test_a_draft_that_no_page_of_ours_has_sent_breaks_nothing(client: Client, visit: UUID) -> None:
    as_ann(client)
    for version, digits in enumerate(("\u00b2", "9" * 5000)):
        odd = {"area": ["low-back-left"], "area.low-back-left": digits}
        rows = {f"interventions.{row}.y": "1" for row in ("x", digits)}
        sent = urlencode(note(version=str(version), **odd, **rows), doseq=True)
        kept = client.post(f"{writing(visit)}save/", sent, content_type=URL_ENCODED)
        assert kept.status_code == 200
        assert client.get(writing(visit)).status_code == 200


def test_what_the_forms_ask_no_more_is_still_read(client: Client, course: CourseFacts) -> None:
    told, key = {"pain-now": 6, "gone-by-now": "Old words"}, UUID(new_key())
    signing.send_intake(course.id, told, key=key, at=NOW)
    as_ann(client)
    assert "gone-by-now Old words" in text_of(client.get(f"/staff/documents/{key}/"))


def test_an_addendum_is_added_below(client: Client, visit: UUID, course: CourseFacts) -> None:
    about = f"course:{course.id}"
    as_ann(client)
    page = client.post(writing(visit), note(), follow=True)
    place = page.redirect_chain[-1][0]
    (key,) = keys_of(page)[-1:]
    sent = {"key": key, "text": "It was the left side."}
    client.post(place, sent)
    answer = client.post(place, sent, follow=True)
    assert text_of(answer).count("It was the left side.") == 1
    assert "Added by Ann" in text_of(answer)
    readings = len([*done_to(about)])
    assert client.post(place, {"key": new_key(), "text": " "}).status_code == 422
    assert len([*done_to(about)]) == readings + 1


def test_the_patients_page_shows_what_is_there(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    signing.send_intake(course.id, {"pain-now": 8}, key=UUID(new_key()), at=NOW)
    as_ann(client)
    client.post(writing(visit), note(plan="x", wish="save"))
    page = text_of(client.get(patient(course)))
    assert "You have not finished Visit note" in page
    assert "About your back" in page
    client.post(writing(visit), note(version="1"))
    page = text_of(client.get(patient(course)))
    assert "Signed: Visit note" in page
    assert "Pain (0 to 10) First 8 Latest 6 Change Better" in page
    assert ANA.name in text_of(client.get("/staff/patients/"))


def test_every_reading_is_in_the_chain(client: Client, visit: UUID, course: CourseFacts) -> None:
    dan = as_ann(client)
    client.get(patient(course))
    client.get(writing(visit))
    client.post(writing(visit), note(response=""))
    assert [(who, what) for _, who, what in done_to(f"course:{course.id}")] == [
        (f"staff:{dan.pk}", "record.read"),
        (f"staff:{dan.pk}", "record.read"),
        (f"staff:{dan.pk}", "record.read"),
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/staff/patients/x/",
        "/staff/patients/00000000-0000-0000-0000-000000000000/",
        "/staff/documents/x/",
        "/staff/visits/x/write/visit-note/",
    ],
)
def test_what_there_is_not_is_not_found(client: Client, path: str) -> None:
    as_ann(client)
    assert client.get(path).status_code == 404


def test_of_a_visit_to_come_or_cancelled_nothing_is_written(client: Client, visit: UUID) -> None:
    as_ann(client)
    later = promised(at(2, 9))
    assert client.get(writing(later)).status_code == 404
    course = booking.known_visit(later).course
    assert "Write:" not in text_of(client.get(f"/staff/patients/{course}/"))
    actions.cancel(visit, key=new_key(), by="patient", at=NOW)
    assert client.get(writing(visit)).status_code == 404


def test_the_day_of_a_visit_is_the_therapists(client: Client) -> None:
    """Late in the evening it is tomorrow already by UTC."""
    dan = as_ann(client)
    visit = promised(at(2, 9))
    for when, found in ((at(1, 23), 404), (at(2, 0, 1), 200)):
        with time_machine.travel(when):
            browser = Client()
            cast.signed_in(browser, dan)
            assert browser.get(writing(visit)).status_code == found


def test_no_therapist_writes_what_a_patient_tells(client: Client, visit: UUID) -> None:
    as_ann(client)
    assert client.get(writing(visit, "intake")).status_code == 404
