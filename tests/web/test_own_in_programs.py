"""The practice's own exercises in a program: asked, seen by its patient, printed, and told of."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from easeback.apps.booking import queries as booking
from easeback.apps.booking import sharing, timetables
from easeback.apps.booking.facts import CourseFacts, Snapshot
from easeback.apps.care import history, own_exercises
from easeback.apps.care.library import library_for, versions_of
from easeback.apps.care.models import Telling
from easeback.apps.practice.facts import UNKNOWN_PRACTICE
from easeback.domain.exercise import Demand
from easeback.domain.program import Amount, OwnExercise, Program
from easeback.domain.vocabulary import Language
from easeback.web.clinician.programs.card import sheet
from easeback.web.clinician.programs.posted import posted_of
from easeback.web.letters import program_token
from tests.apps.booking.world import NOW, at, promised
from tests.apps.care.filming import mp4, picture
from tests.apps.care.owning import newest_id, program_with, written
from tests.apps.care.programming import program
from tests.apps.care.recording import new_key, signer
from tests.domain.program.owning import WORDS, own, said
from tests.web.own_exercises import NEW, body_of, own_form, upload
from tests.web.staff_calendar import as_ann, text_of
from tests.web.staff_calendar import world as world  # noqa: PLC0414  A fixture.
from tests.web.test_program_staff import reading, sent_again, writing
from tests.web.test_program_today import went
from tests.web.todays_program import link

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world", "files")]


@pytest.fixture
def files(tmp_path: Path, settings: Settings) -> Path:
    settings.EXERCISE_FILES = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def visit() -> UUID:
    return promised(at(0, 9))


@pytest.fixture
def course(visit: UUID, client: Client) -> CourseFacts:
    as_ann(client)
    found = timetables.course(booking.known_visit(visit).course)
    assert found is not None
    return found


def exercise(given: OwnExercise | None = None) -> UUID:
    return written(given, name="dan")


def form_of(asked: Program, wish: str = "publish", **more: Any) -> dict[str, Any]:
    return {"key": str(new_key()), "version": "0", "wish": wish, **posted_of(asked), **more}


def publishes(client: Client, course: CourseFacts, asked: Program) -> None:
    version = sent_again(client.get(writing(course)).content.decode())
    assert client.post(writing(course), form_of(asked, **version)).status_code == 302


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_it_is_chosen_asked_and_seen_by_its_patient(
    client: Client, course: CourseFacts, prefix: str
) -> None:
    id = newest_id(exercise())
    page = client.get(prefix + writing(course)).content.decode()
    group = "Propios de su consultorio" if prefix else "Your practice&#x27;s own"
    assert f'<optgroup label="{group}"><option value="{id}">' in page
    added = client.post(prefix + writing(course), {"wish": "add", "exercise": id, "version": "0"})
    assert f'name="items.1.exercise" value="{id}"' in added.content.decode()
    assert "Alcance el estante" in text_of(added)
    publishes(client, course, program_with(id))
    patient = Client().get(prefix + link(course))
    name, how = (
        ("Alcance el estante", "Sígalo en la pantalla.")
        if prefix
        else ("Reach for the shelf", "Follow it on the screen.")
    )
    assert name in text_of(patient)
    assert how in text_of(patient)
    told = Client().post(link(course) + "/tell", went(**{id.replace("-", "_"): "green"}))
    assert told.status_code == 302
    assert Telling.objects.get().item == id
    assert name in text_of(client.get(f"{prefix}/staff/patients/{course.id}/"))
    assert "no exercise" not in text_of(client.get(prefix + reading(course)))


def test_who_reads_spanish_gets_english_with_a_note_where_that_is_all_there_is(
    client: Client, course: CourseFacts
) -> None:
    publishes(
        client, course, program_with(newest_id(exercise(own(words={Language.ENGLISH: WORDS}))))
    )
    page = Client().get("/es" + link(course))
    assert "Su terapeuta escribió este solo en inglés." in text_of(page)
    assert '<h3 lang="en">Reach for the shelf</h3>' in page.content.decode()
    assert "solo en inglés" not in text_of(Client().get(link(course)))


def test_what_was_published_stays_and_the_new_version_is_taken_by_a_button(
    client: Client, course: CourseFacts
) -> None:
    id = exercise()
    asked = program_with(newest_id(id))
    publishes(client, course, asked)
    changed = replace(WORDS, name="Reach higher")
    written(
        own(words={Language.ENGLISH: changed}, dose=Amount(reps=8, hold=4)), name="dan", exercise=id
    )
    assert "Reach for the shelf" in text_of(Client().get(link(course)))
    page = client.get(writing(course))
    assert "This exercise was written anew." in text_of(page)
    version = sent_again(page.content.decode())
    taken = client.post(writing(course), form_of(asked, "newer.2", **version))
    assert f'name="items.2.exercise" value="{newest_id(id)}"' in taken.content.decode()
    assert f'name="items.2.id" value="{asked.items[1].id}"' in taken.content.decode()
    assert 'name="items.2.dose.hold" value="4"' in taken.content.decode()
    assert "was written anew" not in text_of(taken)


def test_a_gate_that_an_answer_closes_asks_for_a_reason_and_holds_it_back(
    client: Client, visit: UUID, course: CourseFacts
) -> None:
    asked = program_with(newest_id(exercise(own(said=said(Demand.FLOOR)))))
    publishes(client, course, asked)
    sharing.attach(visit, Snapshot({"floor": "no"}, "self_care", (), {}, "v"), at=NOW)
    held = text_of(Client().get(link(course)))
    assert "waits until your therapist has looked" in held
    refused = client.post(writing(course), form_of(asked))
    assert refused.status_code == 422
    assert "Please say why, or take it out." in text_of(refused)
    (place,) = re.findall(r'name="(items\.2\.overrides\.[\w-]+)"', refused.content.decode())
    version = sent_again(refused.content.decode())
    explained = form_of(asked, **version, **{place: "On the bed"})
    assert client.post(writing(course), explained).status_code == 302
    assert "waits until your therapist has looked" not in text_of(Client().get(link(course)))


def test_a_withdrawn_one_is_offered_no_more_and_refused_by_name(
    client: Client, course: CourseFacts
) -> None:
    id = exercise()
    asked = program_with(newest_id(id))
    own_exercises.withdraw(id, by=signer("dan"), key=new_key(), at=NOW)
    page = client.get(writing(course)).content.decode()
    assert "<optgroup" not in page
    unmoved = client.post(writing(course), form_of(program(), "add", exercise=newest_id(id)))
    assert f'name="items.6.exercise" value="{newest_id(id)}"' not in unmoved.content.decode()
    refused = client.post(writing(course), form_of(asked, version="1"))
    assert refused.status_code == 422
    assert "This exercise was withdrawn." in text_of(refused)
    assert 'id="items-2-exercise"' in refused.content.decode()


def test_it_may_be_proposed_after_another(client: Client, course: CourseFacts) -> None:
    id = newest_id(exercise())
    page = client.post(writing(course), form_of(program(), "save")).content.decode()
    assert f'<option value="{id}">Reach for the shelf</option>' in page
    follows = {"items.1.progress.next.exercise": id, "version": "1"}
    assert client.post(writing(course), form_of(program(), **follows)).status_code == 302
    found = history.program_of(course.id)
    assert found is not None
    follow = found.program.items[0].progress.next
    assert follow is not None
    assert follow.exercise == id


def with_file(client: Client, content: bytes, name: str) -> str:
    before = set(library_for([]).own)
    answer = client.post(NEW, own_form() | upload(content, name))
    version = UUID(re.findall(r"own/([0-9a-f-]{36})/", answer["Location"])[0])
    found = versions_of(version)[0].id
    assert found not in before
    return found


def test_only_who_has_a_program_that_uses_it_gets_its_picture(
    client: Client, course: CourseFacts
) -> None:
    id = with_file(client, picture(), "mine.jpg")
    version = UUID(id.removeprefix("own-"))
    path = f"{link(course)}/exercises/{version}/file"
    assert Client().get(path).status_code == 404
    publishes(client, course, program_with(id))
    assert f'src="{path}"' in Client().get(link(course)).content.decode()
    answer = Client().get(path)
    assert body_of(answer).startswith(b"\xff\xd8")
    assert answer["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer
    other = timetables.course(booking.known_visit(promised(at(0, 11), name="Bea")).course)
    assert other is not None
    assert Client().get(path.replace(program_token(course.id), "x")).status_code == 404
    assert (
        Client().get(path.replace(program_token(course.id), program_token(other.id))).status_code
        == 404
    )
    for part in ("start-light", "file.svg", "..", "file/../file"):
        assert Client().get(path[:-4] + part).status_code == 404
    publishes(client, course, program())
    assert body_of(Client().get(path)).startswith(b"\xff\xd8"), "an earlier program showed it"


def test_a_drawn_one_comes_as_a_drawing(client: Client, course: CourseFacts) -> None:
    id = newest_id(exercise())
    publishes(client, course, program_with(id))
    page = Client().get(link(course)).content.decode()
    (path,) = re.findall(r'src="(/program/[^"]+/exercises/[^"]+)"', page)
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert b"<script" not in answer.content


def test_a_video_plays_on_the_page_and_is_told_of_on_paper(
    client: Client, course: CourseFacts
) -> None:
    id = with_file(client, mp4(), "me.mp4")
    publishes(client, course, program_with(id))
    page = Client().get(link(course)).content.decode()
    assert 'controls playsinline preload="metadata"' in page
    (path,) = re.findall(r'<video[^>]*src="([^"]+)"', page)
    answer = Client().get(path, headers={"Range": "bytes=0-1"})
    assert (answer.status_code, body_of(answer)) == (206, mp4()[:2])
    found = history.program_of(course.id)
    assert found is not None
    drawn = sheet(found, Language.ENGLISH, UNKNOWN_PRACTICE, "https://x.example/y", approved=True)
    assert ("Video", "There is a video of it on the page below.") in drawn.blocks[1].facts
    assert drawn.blocks[1].figures == ()


@pytest.mark.parametrize("made", ["poses", "picture", "video"])
def test_the_start_card_has_it(client: Client, course: CourseFacts, made: str) -> None:
    if made == "poses":
        id = newest_id(exercise())
    else:
        id = with_file(client, picture() if made == "picture" else mp4(), "mine")
    publishes(client, course, program_with(id))
    answer = client.get(f"{reading(course)}card.pdf")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert (b"/DCTDecode" in answer.content) is (made == "picture")


def test_a_page_asks_once_for_own_exercises_and_not_where_none_is_used(
    client: Client, course: CourseFacts
) -> None:
    def asks(browser: Client, path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(path).status_code == 200
        return sum('FROM "care_ownexercise"' in each["sql"] for each in asked.captured_queries)

    paths = [
        (Client(), link(course)),
        (client, f"/staff/patients/{course.id}/"),
        (client, reading(course)),
    ]
    exercise()
    publishes(client, course, program())
    assert [asks(*each) for each in paths] == [0, 0, 0]
    publishes(client, course, program_with(newest_id(exercise()), newest_id(exercise())))
    assert [asks(*each) for each in paths] == [1, 1, 1]
    assert asks(client, writing(course)) <= 2
