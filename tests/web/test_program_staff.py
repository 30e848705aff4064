"""A program for staff: begun with a template, checked, published, and what came back."""

import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from easeback.apps.accounts.models import User
from easeback.apps.audit.queries import done_to
from easeback.apps.booking import queries as booking
from easeback.apps.booking import sharing, timetables
from easeback.apps.booking.facts import CourseFacts, Snapshot
from easeback.apps.booking.models import TherapistTime
from easeback.apps.care import history, programs
from easeback.apps.care.facts import Signer
from easeback.apps.care.models import Draft
from easeback.apps.care.roles import FRONT_DESK, LEAD
from easeback.apps.practice.facts import UNKNOWN_PRACTICE
from easeback.domain.program import Amount, Next, Told
from easeback.domain.response import Light
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge
from easeback.web.clinician.programs.card import sheet
from easeback.web.clinician.programs.posted import least_of, posted_of, read_program
from tests import cast
from tests.apps.booking.world import MONDAY, NOW, at, promised, therapist
from tests.apps.care.programming import BRIDGE, WALK, leaves_the_library, program, told
from tests.apps.care.recording import account_with_role
from tests.web.keeper import URL_ENCODED
from tests.web.staff_calendar import SIGN_IN, as_ann, keys_of, new_key, text_of
from tests.web.staff_calendar import world as world  # noqa: PLC0414  A fixture.

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture
def visit() -> UUID:
    return promised(at(0, 9))


@pytest.fixture
def course(visit: UUID) -> CourseFacts:
    found = timetables.course(booking.known_visit(visit).course)
    assert found is not None
    return found


def reading(course: CourseFacts) -> str:
    return f"/staff/patients/{course.id}/program/"


def writing(course: CourseFacts) -> str:
    return f"{reading(course)}write/"


def form(wish: str = "publish", template: str = "rebuilding", **more: Any) -> dict[str, Any]:
    """The whole form as a browser sends it."""
    controls = posted_of(knowledge().templates[template].publish(MONDAY))
    return {"key": new_key(), "version": "0", "wish": wish, **controls, **more}


def sent_again(page: str) -> dict[str, Any]:
    """The controls of a page as it is."""
    return {"version": re.findall(r'name="version" value="(\d+)"', page)}


@pytest.mark.parametrize("template", knowledge().templates)
def test_a_form_is_read_as_it_was_written(template: str) -> None:
    asked = knowledge().templates[template].publish(MONDAY)
    found = read_program(posted_of(asked), MONDAY, knowledge().exercises)
    assert (found.program, found.unread) == (asked, ())


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_a_template_and_one_button_make_a_program(
    client: Client, course: CourseFacts, prefix: str
) -> None:
    as_ann(client)
    path = prefix + writing(course)
    empty = client.get(path)
    assert (empty.status_code, "no-store" in empty["Cache-Control"]) == (200, True)
    begun = client.post(path, {"wish": "begin", "template": "rebuilding", "version": "0"})
    page = begun.content.decode()
    assert page.count('class="exercise" id="items-') == 5
    done = client.post(path, form(**sent_again(page)), follow=True)
    assert done.status_code == 200
    found = history.program_of(course.id)
    assert found is not None
    assert found.program == program()


def test_two_clicks_publish_once(client: Client, course: CourseFacts) -> None:
    as_ann(client)
    sent = form()
    for _ in range(2):
        sent["version"] = "1"
        client.post(writing(course), sent)
        client.post(writing(course), {**sent, "version": "0"})
    assert len(history.programs_of(course.id)) == 1
    assert Draft.objects.count() == 0


def test_one_more_one_less_and_one_earlier_work_without_a_script(
    client: Client, course: CourseFacts
) -> None:
    as_ann(client)
    more = client.post(writing(course), form("add", exercise="slow-breathing"))
    page = more.content.decode()
    assert page.count('class="exercise" id="items-') == 6
    assert 'name="items.6.exercise" value="slow-breathing"' in page
    earlier = client.post(writing(course), form("earlier.2", version="1")).content.decode()
    assert 'name="items.1.exercise" value="bird-dog"' in earlier
    less = client.post(writing(course), form("remove.1", version="2")).content.decode()
    assert less.count('class="exercise" id="items-') == 4
    twice = client.post(writing(course), form("add", exercise=BRIDGE, version="3"))
    assert 'name="items.6.id" value="bridge-2"' in twice.content.decode()


def test_the_next_exercise_is_proposed_or_begins_by_itself_with_a_dose_of_its_own(
    client: Client, course: CourseFacts
) -> None:
    as_ann(client)
    follows = "items.1.progress.next"
    proposed = form("save", **{f"{follows}.exercise": BRIDGE})
    page = client.post(writing(course), proposed).content.decode()
    assert f'name="{follows}.dose.reps"' not in page
    begun = client.post(writing(course), {**proposed, "wish": "next.1", "version": "1"})
    least = least_of(knowledge().exercises[BRIDGE])
    assert f'name="{follows}.dose.reps" value="{least.reps}"' in begun.content.decode()

    dose = {f"{follows}.dose.reps": "x", f"{follows}.dose.sets": "2", f"{follows}.dose.a_day": "1"}
    refused = client.post(writing(course), {**proposed, **dose, "wish": "publish", "version": "2"})
    assert refused.status_code == 422
    assert "Next: Times: Please type a whole number." in text_of(refused)
    dose |= {f"{follows}.dose.reps": "6", f"{follows}.dose.hold": "5"}
    client.post(writing(course), {**proposed, **dose, "wish": "publish", "version": "3"})
    found = history.program_of(course.id)
    assert found is not None
    assert found.program.items[0].progress.next == Next(BRIDGE, Amount(reps=6, sets=2, hold=5))


@pytest.mark.parametrize(
    ("control", "typed", "said"),
    [
        ("items.1.dose.reps", "99", "From 1 to 30."),
        ("items.1.dose.reps", "x", "Please type a whole number."),
        ("items.1.dose.reps", "", "Please type a whole number."),
        ("items.1.progress.least", "9", "The dose is not from 9 to 10, as below."),
        ("items.1.progress.green_days", "1", "From 2 to 14."),
        ("relief_days", "0", "From 1 to 14."),
        ("items.1.cues", "x" * 301, "This is too long."),
    ],
)
def test_what_cannot_be_is_named_beside_its_field_and_nothing_typed_is_lost(
    client: Client, course: CourseFacts, control: str, typed: str, said: str
) -> None:
    as_ann(client)
    answer = client.post(writing(course), form(**{control: typed}))
    assert answer.status_code == 422
    assert said in text_of(answer)
    page = answer.content.decode()
    assert typed in page
    assert 'aria-invalid="true"' in page
    assert history.program_of(course.id) is None


@pytest.mark.parametrize("row", ["²", "1" * 5000, ""])
def test_a_row_that_no_page_of_ours_has_sent_breaks_nothing(
    client: Client, course: CourseFacts, row: str
) -> None:
    as_ann(client)
    sent = urlencode(form(**{f"items.{row}.exercise": BRIDGE}), doseq=True)
    for page in (f"{writing(course)}save/", writing(course)):
        assert client.post(page, sent, content_type=URL_ENCODED).status_code in {200, 409}
        assert client.get(writing(course)).status_code == 200
    sent = sent.replace("version=0", "version=1")
    assert client.post(writing(course), sent, content_type=URL_ENCODED).status_code == 302
    assert len(history.programs_of(course.id)[0].program.items) == 5


def test_without_a_row_of_an_unknown_exercise_the_others_keep_their_doses(
    client: Client, course: CourseFacts
) -> None:
    as_ann(client)
    asked = form(**{"items.1.exercise": "gone", "items.2.dose.reps": "1000"})
    refused = client.post(writing(course), asked)
    assert refused.status_code == 422
    assert 'href="#items-1-dose-reps"' in refused.content.decode()
    assert re.search(r'name="items.1.dose.reps"[^>]*value="1000"', refused.content.decode())


def test_an_exercise_that_has_left_the_library_breaks_no_page(
    client: Client, course: CourseFacts
) -> None:
    leaves_the_library(course, "bird-dog", by=as_ann(client))
    record = text_of(client.get(f"/staff/patients/{course.id}/"))
    assert "An exercise that left the library" in record
    assert "It is not asked. Please write the program anew." in record
    for page in (reading(course), writing(course)):
        assert "has left the library. They do not see it." in text_of(client.get(page))
    assert client.get(f"{reading(course)}card.pdf").status_code == 200
    form = client.get(writing(course)).content.decode()
    assert form.count('class="exercise" id="items-') == 4


def test_an_empty_program_is_not_published(client: Client, course: CourseFacts) -> None:
    as_ann(client)
    sent = {"key": new_key(), "wish": "publish", "relief_days": "2", "resume_percent": "50"}
    answer = client.post(writing(course), sent)
    assert answer.status_code == 422
    assert 'href="#items"' in answer.content.decode()


def test_a_closed_gate_is_shown_and_asks_for_a_reason(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    as_ann(client)
    sharing.attach(visit, Snapshot({"floor": "no"}, "self_care", (), {}, "v"), at=NOW)
    answer = client.post(writing(course), form())
    assert answer.status_code == 422
    assert "No floor moves" in text_of(answer)
    assert "Please say why, or take it out." in text_of(answer)
    places = re.findall(r'name="(items\.\d\.overrides\.[\w-]+)"', answer.content.decode())
    reasons = dict.fromkeys(places, "They do it on the bed")
    version = sent_again(answer.content.decode())
    assert client.post(writing(course), form(**reasons, **version)).status_code == 302
    assert "They do it on the bed" in client.get(writing(course)).content.decode()


def test_what_is_typed_is_kept_by_the_script_and_of_two_tabs_the_second_is_told(
    client: Client, course: CourseFacts
) -> None:
    as_ann(client)
    save = f"{writing(course)}save/"
    assert json.loads(client.post(save, form(relief_days="5")).content) == {"version": 1}
    assert 'value="5"' in client.get(writing(course)).content.decode()
    assert client.post(save, form(relief_days="6")).status_code == 409
    answer = client.post(writing(course), form("save", relief_days="6"))
    assert answer.status_code == 409
    assert "Another tab saved something else" in text_of(answer)
    assert history.program_of(course.id) is None


def test_the_patients_view_stands_beside_it_in_their_language(
    client: Client, course: CourseFacts
) -> None:
    as_ann(client)
    page = client.post(writing(course), form("save")).content.decode()
    assert '<div class="seen" lang="es">' in page
    assert "8 veces, 2 rondas al d\u00eda" in page
    assert "/figures/" in page


def test_what_is_read_is_headed_as_published(client: Client, course: CourseFacts) -> None:
    by = Signer(as_ann(client).pk, "Ann")
    programs.publish(course.id, program(), (), by=by, key=UUID(new_key()), at=NOW)
    told(course, light=Light.RED)
    for prefix, said, view in (
        ("", "As published", "As they see it"),
        ("/es", "Como se public\u00f3", "Como lo ve"),
    ):
        read = text_of(client.get(prefix + reading(course)))
        assert said in read
        assert view not in read
        assert view in text_of(client.get(prefix + writing(course)))


def test_the_patients_view_follows_what_is_typed(client: Client, course: CourseFacts) -> None:
    as_ann(client)
    sent = form("", **{"items.1.cues": "As slow as honey"})
    assert client.get(f"{writing(course)}seen/").status_code == 404
    client.post(f"{writing(course)}save/", sent)
    beside = client.get(f"{writing(course)}seen/")
    assert "As slow as honey" in text_of(beside)
    assert "<form" not in beside.content.decode()


def test_a_form_that_comes_back_is_a_reading_and_its_view_beside_shows_a_draft_alone(
    client: Client, course: CourseFacts
) -> None:
    as_ann(client)
    assert client.post(writing(course), form()).status_code == 302
    assert client.get(f"{writing(course)}seen/").status_code == 404
    for days, status in (("5", 200), ("6", 409)):
        sent = form("save", relief_days=days)
        assert client.post(writing(course), sent).status_code == status
    written = [what for _, _, what in done_to(f"course:{course.id}")]
    assert written.count("record.read") == 2


def test_adherence_and_pain_of_each_exercise_come_back(client: Client, course: CourseFacts) -> None:
    by = Signer(as_ann(client).pk, "Ann")
    programs.publish(course.id, program(), (), by=by, key=UUID(new_key()), at=NOW)
    for day in range(5):
        told(course, WALK, on=MONDAY + timedelta(days=day), before=5, after=2)
    with time_machine.travel(NOW + timedelta(days=5), tick=False):
        cast.signed_in(client, User.objects.get(pk=by.account))
        as_text = text_of(client.get(f"/staff/patients/{course.id}/"))
    assert "5 of 6 days" in as_text
    assert "5 before, 2 after: less" in as_text
    assert "Told too seldom: 5 more" in as_text


def test_what_a_closed_gate_holds_is_not_counted(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    by = Signer(as_ann(client).pk, "Ann")
    programs.publish(course.id, program(), (), by=by, key=UUID(new_key()), at=NOW)
    page = f"/staff/patients/{course.id}/"
    assert "Not counted" not in text_of(client.get(page))
    sharing.attach(visit, Snapshot({"floor": "no"}, "self_care", (), {}, "v"), at=NOW)
    assert "Not counted while a gate is closed" in text_of(client.get(page))


def test_a_red_light_is_shown_until_its_therapist_has_looked(
    client: Client, course: CourseFacts
) -> None:
    as_ann(client)
    client.post(writing(course), form())
    said = [Told(BRIDGE, MONDAY, light=Light.RED)]
    programs.tell(course.id, said, key=UUID(new_key()), today=MONDAY, at=NOW)
    page = client.get(f"/staff/patients/{course.id}/")
    assert "Stopped after a red light on" in text_of(page)
    sent = {"key": keys_of(page)[0], "item": BRIDGE}
    answer = client.post(f"{reading(course)}look/", sent, follow=True)
    assert "Stopped after a red light on" not in text_of(answer)
    assert "program.looked" in [what for _, _, what in done_to(f"course:{course.id}")]
    assert client.post(f"{reading(course)}look/", {"item": BRIDGE}).status_code == 400


def test_the_start_card_is_a_paper_that_names_nobody(client: Client, course: CourseFacts) -> None:
    as_ann(client)
    path = f"{reading(course)}card.pdf"
    assert client.get(path).status_code == 404
    client.post(writing(course), form(**{"items.1.cues": "Despacio"}))
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    found = history.program_of(course.id)
    assert found is not None
    address = "https://relief.example/es/program/x"
    drawn = sheet(found, Language.SPANISH, UNKNOWN_PRACTICE, address, approved=False)
    first = drawn.blocks[0]
    assert drawn.address == address
    assert ("Cu\u00e1nto", "8 veces, 2 rondas al d\u00eda, todos los d\u00edas") in first.facts
    assert ("De su terapeuta", "Despacio") in first.facts
    assert len(drawn.blocks) == 5
    assert all(block.figures for block in drawn.blocks)
    assert "Rivera" not in repr(drawn)


def test_nobody_else_reads_or_writes(client: Client, course: CourseFacts) -> None:
    assert client.get(reading(course))["Location"].startswith(SIGN_IN)
    as_ann(client)
    bea = cast.signed_in(Client(), account_with_role("bea"))
    TherapistTime.objects.filter(pk=therapist("Bea")).update(account=bea)
    for name, role in (("bo", ""), ("fay", FRONT_DESK), ("lena", LEAD)):
        other = Client()
        cast.signed_in(other, account_with_role(name, role))
        assert other.get(writing(course)).status_code == 403
        assert other.post(writing(course), form()).status_code == 403
        assert other.post(f"{reading(course)}look/", {}).status_code == 403
        asked = other.get(reading(course))
        assert asked.status_code == (302 if role == LEAD else 403)


def test_what_there_is_not_is_not_found(client: Client) -> None:
    as_ann(client)
    assert client.get(f"/staff/patients/{UUID(int=1)}/program/").status_code == 404
