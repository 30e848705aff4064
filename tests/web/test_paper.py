"""The plan on paper: one or two pages, tagged, with help first and a code that leads back."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from easeback.apps.practice.facts import UNKNOWN_PRACTICE
from easeback.domain.relief import Section
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge
from easeback.paper import Block, Sheet, pdf
from easeback.web.patient.relief.frame import setting_for
from easeback.web.patient.routine.sheet import sheet
from easeback.web.patient.routine.words import voice_of
from tests.web.test_relief_plan import BOTH, PEOPLE, answers_of, plan_of
from tests.web.test_routine import HELPED_AT_HOME, posted
from tests.web.visitor import travelling

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)
SHEET = Sheet(
    language=Language.SPANISH,
    title="Su espalda & usted",
    lead="Descanse.",
    urgency="En casa",
    urgent=("Nada urgente.",),
    practice="Consultorio #1",
    call="Llámenos: 1-555-0100",
    blocks=(Block("Gato <y> vaca", start="A gatas.", steps=("Uno", "Dos")),),
    notes=(("Horas", ("Siga.",)),),
    signs_title="Ayuda",
    signs=("Uno", "Dos", "Tres"),
    address="https://example.org/do/cat-cow",
    address_words="Código",
    standing="",
    on="28 de noviembre",
)


def pages(document: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", document))


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert pdf(SHEET, at=AT) == pdf(SHEET, at=AT)


def test_it_is_tagged_titled_and_in_its_language() -> None:
    document = pdf(SHEET, at=AT)
    assert document.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in document
    assert b"/Lang (es)" in document or b"/Lang(es)" in document
    assert b"pdfuaid:part" in document
    assert b"https://example.org/do/cat-cow" in document


@pytest.mark.django_db
@pytest.mark.parametrize("person", HELPED_AT_HOME)
@BOTH
def test_everybody_s_plan_fits_two_pages(client: Client, person: str, prefix: str) -> None:
    answer = posted(client, f"{prefix}/paper", person)
    assert answer["Content-Type"] == "application/pdf"
    assert 1 <= pages(answer.content) <= 2
    assert b"/do/" in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("person", HELPED_AT_HOME)
def test_every_sign_and_caution_of_the_plan_is_on_the_sheet(person: str) -> None:
    here = setting_for("/paper", Language.ENGLISH, UNKNOWN_PRACTICE, None)
    plan, answers = plan_of(person), answers_of(person)
    own = voice_of(Language.ENGLISH, UNKNOWN_PRACTICE)
    drawn = sheet(here, own, knowledge().triage.assess(answers), plan, ("rest-90-90",), "today")
    words = knowledge().english
    said = {*drawn.signs, *(line for _, lines in drawn.notes for line in lines)}
    wanted = [f"advice.{id}.text" for id in plan.advice[Section.GET_HELP]]
    wanted += [f"gates.{id}.text" for id in plan.movement_cautions]
    assert [key for key in wanted if words[key] not in said] == []


@pytest.mark.django_db
def test_the_longest_plan_fits_three_pages(client: Client) -> None:
    everything = sorted(knowledge().bank["aggravates"].options)
    hurts = [each for each in everything if each not in knowledge().bank["aggravates"].alone]
    answers = {**answers_of("plain flare"), "aggravates": frozenset(hurts)}
    answer = client.post("/es/paper", {"steps": "9", "go": "stay", **travelling(answers)})
    assert pages(answer.content) <= 3


@pytest.mark.django_db
@pytest.mark.parametrize("person", sorted(PEOPLE.keys() - set(HELPED_AT_HOME)))
def test_who_needs_help_first_gets_no_sheet_of_exercises(client: Client, person: str) -> None:
    assert posted(client, "/paper", person).status_code == 400
    assert client.get("/paper")["Location"] == "/relief"


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_the_code_leads_to_its_exercises_and_to_the_safety_check(
    client: Client, prefix: str
) -> None:
    page = client.get(f"{prefix}/do/rest-90-90+cat-cow+knee-to-chest")
    assert page.status_code == 200
    said = page.content.decode()
    assert "data-player" in said
    assert f'href="{prefix}/relief"' in said.split("<main")[1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "exercises",
    [
        "",
        "jump",
        "cat-cow+jump",
        "bridge",
        "side-plank",
        "+",
        "+".join(["cat-cow"] * 7),
        "%00",
        "cat-cow",
        "short-walk+cat-cow",
    ],
)
def test_a_code_that_is_no_sheet_of_ours_is_not_found(client: Client, exercises: str) -> None:
    assert client.get(f"/do/{exercises}").status_code == 404


@pytest.mark.django_db
def test_nothing_on_the_way_from_a_code_asks_for_more_than_the_sheet(client: Client) -> None:
    page = client.get("/do/rest-90-90+knee-to-chest").content.decode()
    library = knowledge().exercises
    given = library["rest-90-90"].needs | library["knee-to-chest"].needs
    played = set(re.findall(r'"exercise":"([a-z0-9-]+)"', page))
    assert {"rest-90-90", "knee-to-chest"} <= played
    assert [id for id in played if not library[id].needs <= given] == []
