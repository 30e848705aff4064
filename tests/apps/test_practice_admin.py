"""The admin: settings for staff who may change them, approval for the clinical lead alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from easeback.apps.accounts.actions import appoint_owner
from easeback.apps.accounts.models import User
from easeback.apps.practice import queries
from easeback.apps.practice.actions import open_practice
from easeback.apps.practice.facts import PracticeFacts
from easeback.knowledge import knowledge
from tests import cast

APPROVE = "/admin/practice/clinicalapproval/add/"
TABLE = "/admin/practice/clinicalapproval/tables/rules/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def harbor(settings: Settings, tmp_path: Path) -> None:
    open_practice(PracticeFacts(name="Harbor", phone="1-555-555-0142"), [])
    (tmp_path / "rules.md").write_text("| saddle-numbness | emergency |")
    settings.GENERATED_DOCS = tmp_path


def form(**changes: str) -> dict[str, str]:
    said = {"decision": "approved", "lead_name": "Clara, PT", "confirmed": "on"}
    return {"read": knowledge().version, **said, **changes}


def test_the_lead_reads_the_version_and_its_tables(client: Client) -> None:
    cast.signed_in(client, cast.clara())
    page = client.get(APPROVE).content.decode()
    assert knowledge().version in page
    assert TABLE in page
    assert "| saddle-numbness | emergency |" in client.get(TABLE).content.decode()


def test_the_lead_approves_and_withdraws(client: Client) -> None:
    cast.signed_in(client, cast.clara())
    assert client.post(APPROVE, form()).status_code == 302
    approval = queries.approval_of(knowledge().version)
    assert approval is not None
    assert approval.lead_name == "Clara, PT"
    assert "Approved by Clara, PT" in client.get(APPROVE).content.decode()
    assert client.post(APPROVE, form(decision="withdrawn")).status_code == 302
    assert queries.approval_of(knowledge().version) is None


@pytest.mark.parametrize(
    "said",
    [
        {"confirmed": ""},
        {"lead_name": ""},
        {"lead_name": "Clara\x00"},
        {"decision": "perhaps"},
        {"read": "b" * 64},
        {"read": ""},
    ],
)
def test_a_word_that_is_not_whole_is_not_written(client: Client, said: dict[str, str]) -> None:
    cast.signed_in(client, cast.clara())
    answer = client.post(APPROVE, form(**said))
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert queries.approval_of(knowledge().version) is None


def test_nothing_can_be_approved_where_there_is_nothing_to_read(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.GENERATED_DOCS = tmp_path / "empty"
    cast.signed_in(client, cast.clara())
    assert client.post(APPROVE, form()).status_code == 200
    assert queries.approval_of(knowledge().version) is None


@pytest.mark.parametrize(("who", "status"), [(cast.dan, 403), (cast.eve, 302)])
@pytest.mark.parametrize("path", [APPROVE, TABLE])
def test_others_neither_read_nor_approve(
    client: Client, who: Callable[[], User], status: int, path: str
) -> None:
    cast.signed_in(client, who())
    assert client.get(path).status_code == status
    assert client.post(path, form()).status_code == status
    assert queries.approval_of(knowledge().version) is None


def test_an_approval_cannot_be_edited_or_deleted(client: Client) -> None:
    cast.signed_in(client, User.objects.get(pk=appoint_owner()))
    client.post(APPROVE, form())
    row = client.get("/admin/practice/clinicalapproval/").content.decode()
    assert "Clara, PT" in row
    assert (
        client.post("/admin/practice/clinicalapproval/1/delete/", {"post": "yes"}).status_code
        == 403
    )
    assert client.post("/admin/practice/clinicalapproval/1/change/", form()).status_code == 403


@pytest.mark.parametrize("name", ["none", "../private", "..%2Fprivate", "%00", "rules%00"])
def test_only_generated_tables_are_shown(client: Client, tmp_path: Path, name: str) -> None:
    (tmp_path.parent / "private.md").write_text("kept to ourselves")
    cast.signed_in(client, cast.clara())
    path = f"/admin/practice/clinicalapproval/tables/{name}/"
    page = client.get(path, follow=True)
    assert page.status_code in {200, 404}
    assert "kept to ourselves" not in page.content.decode()
    assert "saddle-numbness" not in page.content.decode()


def test_the_owner_changes_the_settings(client: Client) -> None:
    cast.signed_in(client, User.objects.get(pk=appoint_owner()))
    said = {
        "name": "Harbor Two",
        "phone": "1-555-555-0199",
        "zone": "America/Denver",
        "languages": ["en", "es"],
        "reply_days": "3",
        "emergency_number": "911",
        "crisis_line": "988",
        "poison_line": "1-800-222-1222",
    }
    answer = client.post("/admin/practice/practice/1/change/", said)
    assert answer.status_code == 302, answer.content.decode()
    assert queries.practice() == PracticeFacts(
        name="Harbor Two",
        phone="1-555-555-0199",
        zone="America/Denver",
        languages=("en", "es"),
        reply_days=3,
    )


def test_the_practice_cannot_be_doubled_or_thrown_away(client: Client) -> None:
    cast.signed_in(client, User.objects.get(pk=appoint_owner()))
    assert client.get("/admin/practice/practice/add/").status_code == 403
    assert client.post("/admin/practice/practice/1/delete/").status_code == 403


def test_a_therapist_is_shown_with_skills_and_languages(client: Client) -> None:
    cast.signed_in(client, User.objects.get(pk=appoint_owner()))
    said = {
        "name": "Imani",
        "words_en": "Hello",
        "words_es": "Hola",
        "languages": ["es"],
        "skills": ["low-back"],
        "portrait": "curls",
        "place": "0",
        "is_shown": "on",
    }
    assert client.post("/admin/practice/therapist/add/", said).status_code == 302
    (face,) = queries.therapists()
    assert (face.languages, face.skills) == (("es",), ("low-back",))
