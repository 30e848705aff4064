"""A practice that may use a questionnaire brings its words, and it is asked, scored and shown."""

from pathlib import Path

from tests.knowledge.brought import bring
from tests.ops.racing import OPEN
from tests.ops.terminal import easeback, python

ASKED = (
    OPEN
    + """
from uuid import uuid4
import time_machine
from django.test import Client
from easeback.apps.booking import queries as booking
from easeback.apps.booking.models import TherapistTime
from easeback.apps.care import signing
from tests import cast
from tests.apps.booking.world import NOW, at, open_world, promised, therapist

def pages():
    open_world()
    visit, client = promised(at(0, 9)), Client(SERVER_NAME="localhost")
    course = booking.known_visit(visit).course
    ann = cast.signed_in(client, cast.dan())
    TherapistTime.objects.filter(pk=therapist("Ann")).update(account=ann)
    for points in ("8", "4"):
        told = {"peg-1": points, "peg-2": points, "peg-3": points}
        signing.send_intake(course, told, key=uuid4(), at=NOW)
    yield client.get(f"/staff/patients/{course}/").content.decode()
    yield client.get(f"/es/staff/visits/{visit}/write/evaluation/").content.decode()

with time_machine.travel(at(0, 10)):
    patient, form = pages()
row = patient.partition("Three short questions")[2].partition("</tr>")[0]
print(all(each in row for each in (">8<", ">4<", "Better")))
print("Tres preguntas cortas" in form, 'name="peg-3"' in form, "Nivel 10" in form)
"""
)


def test_without_words_none_is_asked(tmp_path: Path) -> None:
    said = easeback("questionnaires", data=tmp_path)
    assert said.returncode == 0
    assert said.stdout.count("no words here") == 3


def test_with_words_it_is_asked_scored_and_shown(tmp_path: Path) -> None:
    folder = str(bring(tmp_path / "brought"))
    listed = easeback("questionnaires", data=tmp_path, EASEBACK_QUESTIONNAIRES=folder)
    assert "asked, by this licence: For the tests." in listed.stdout
    given = {"EASEBACK_QUESTIONNAIRES": folder, "EASEBACK_DEVELOP": "1"}
    done = python("-c", ASKED, data=tmp_path, **given)
    assert done.stdout.split() == ["True"] * 4, done.stderr


def test_a_faulty_file_stops_everything_by_name(tmp_path: Path) -> None:
    folder = str(bring(tmp_path / "brought", licence=""))
    said = easeback("questionnaires", data=tmp_path, EASEBACK_QUESTIONNAIRES=folder)
    assert said.returncode != 0
    assert "peg.yaml" in said.stderr
