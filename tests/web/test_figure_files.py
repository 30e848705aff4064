"""The drawings as files."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from easeback.apps.practice.facts import UNKNOWN_PRACTICE
from easeback.domain.figure import CAST, FIGURES
from easeback.domain.vocabulary import LANGUAGES, Language
from easeback.knowledge import knowledge
from easeback.web.patient.relief.words import voice_of
from easeback.web.program.figures import TONES, file_path, pictures_of
from easeback.web.program.words import page_words

EVERY = [(figure, pose, tone) for figure in FIGURES for pose in FIGURES[figure] for tone in TONES]


@pytest.mark.parametrize(("figure", "pose", "tone"), EVERY)
def test_it_is_kept_for_ever_under_an_address_that_changes_with_it(
    client: Client, figure: str, pose: str, tone: str
) -> None:
    answer = client.get(file_path(figure, pose, tone))
    assert answer["Content-Type"] == "image/svg+xml"
    assert "immutable" in answer["Cache-Control"]
    assert answer.content.startswith(b"<svg")
    assert b"style=" not in answer.content


@pytest.mark.django_db
def test_it_asks_no_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get(file_path("cat-cow", "cat", "light"))


def test_an_old_address_gets_the_drawing_of_today_for_a_moment(client: Client) -> None:
    now = file_path("cat-cow", "cat", "light")
    old = client.get(re.sub(r"\.[0-9a-f]{8}\.", ".00000000.", now))
    assert old.content == client.get(now).content
    assert "immutable" not in old["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["split/left.light.0.svg", "cat-cow/jump.light.0.svg", "cat-cow/cat.neon.0.svg"]
)
def test_an_unknown_drawing_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/figures/{path}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("exercise", knowledge().exercises)
def test_every_pose_is_described_to_those_who_do_not_see_it(
    exercise: str, language: Language
) -> None:
    voice = voice_of(language, UNKNOWN_PRACTICE)
    told = [picture.alt for picture in pictures_of(knowledge().exercises[exercise], voice)]
    assert all(told)
    assert len(told) == len(set(told))


def test_only_poses_that_are_drawn_have_words() -> None:
    for words in page_words().values():
        for figure, poses in words["figures"].items():
            assert poses.keys() <= set(FIGURES[figure])


def test_different_people_are_drawn() -> None:
    assert set(FIGURES) <= set(CAST)
    assert len(set(CAST.values())) >= 4


def test_a_drawing_for_a_dark_page_of_its_own_has_no_stage(client: Client) -> None:
    dark, night = (
        client.get(file_path("rest-90-90", "rest", t)).content for t in ("dark", "night")
    )
    assert dark.count(b"<rect") == night.count(b"<rect") + 1
