"""The drawings as files."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from easeback.domain.figure import FIGURES
from easeback.domain.vocabulary import LANGUAGES
from easeback.web.patient.relief.figures import PARTS, PEOPLE, TONES, file_path
from easeback.web.patient.relief.words import page_words

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
def test_every_pose_is_described_to_those_who_do_not_see_it(language: str) -> None:
    described = page_words()[language]["figures"]  # type: ignore[index]
    assert {f: set(poses) for f, poses in described.items()} == {
        f: set(poses) for f, poses in FIGURES.items()
    }


def test_different_people_are_drawn() -> None:
    assert set(PEOPLE) == set(FIGURES)
    assert len(set(PEOPLE.values())) >= 4


def test_parts_of_a_figure_are_poses_of_it() -> None:
    assert all(set(poses) <= set(FIGURES["cat-cow"]) for poses in PARTS.values())


def test_a_drawing_for_a_dark_page_of_its_own_has_no_stage(client: Client) -> None:
    dark, night = (
        client.get(file_path("rest-90-90", "rest", t)).content for t in ("dark", "night")
    )
    assert dark.count(b"<rect") == night.count(b"<rect") + 1
