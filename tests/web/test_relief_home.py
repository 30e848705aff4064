"""The first page."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from easeback.apps.practice.actions import open_practice
from easeback.apps.practice.facts import PracticeFacts
from easeback.apps.practice.models import ClinicalApproval
from easeback.knowledge import knowledge
from tests import cast

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("path", ["/", "/es/"])
BANNER = {"/": "not yet clinically approved", "/es/": "aún sin aprobación clínica"}


def open_harbor(*, is_demo: bool = False) -> None:
    open_practice(PracticeFacts(name="Harbor", phone="1-555-555-0142", is_demo=is_demo), [])


@BOTH
def test_it_names_the_practice_and_calls_it(client: Client, path: str) -> None:
    open_harbor()
    page = client.get(path).content.decode()
    assert "Harbor" in page
    assert 'href="tel:15555550142"' in page


@BOTH
def test_it_opens_before_anybody_set_the_practice_up(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert 'href="tel:"' not in answer.content.decode()


@BOTH
def test_one_button_begins(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert page.count('class="do big"') == 1
    assert f'class="do big" href="{path}relief"' in page


@BOTH
def test_it_asks_the_database_once(
    client: Client, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        client.get(path)


@pytest.mark.parametrize(("path", "other"), [("/", "/es/"), ("/es/", "/")])
def test_the_other_language_is_one_touch_away(client: Client, path: str, other: str) -> None:
    assert f'href="{other}" lang=' in client.get(path).content.decode()


@BOTH
def test_it_says_so_until_a_clinician_has_approved_these_very_words(
    client: Client, path: str
) -> None:
    open_harbor()
    assert BANNER[path] in client.get(path).content.decode()
    ClinicalApproval.objects.create(
        practice_id=1,
        knowledge_version=knowledge().version,
        decision="approved",
        lead_name="Clara",
        decided_at="2026-11-23T12:00:00Z",
        decided_by=cast.clara(),
    )
    assert BANNER[path] not in client.get(path).content.decode()


def test_an_invented_practice_says_so_even_when_approved(client: Client) -> None:
    open_harbor(is_demo=True)
    assert "an invented practice" in client.get("/").content.decode()


def test_the_breathing_picture_stops_for_those_who_asked_for_less_motion() -> None:
    from tests.web.styles import rules_within

    assert "animation: none !important" in rules_within("prefers-reduced-motion: reduce")
