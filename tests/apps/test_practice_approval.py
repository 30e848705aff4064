"""A clinical lead's approval covers one version of the knowledge, and can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from easeback.apps.accounts.models import User
from easeback.apps.practice import queries
from easeback.apps.practice.actions import (
    VersionChanged,
    approve_knowledge,
    open_practice,
    withdraw_approval,
)
from easeback.apps.practice.facts import Approval, PracticeFacts
from easeback.apps.practice.models import ClinicalApproval
from tests import cast

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
OLD, NEW = "a" * 64, "b" * 64
pytestmark = pytest.mark.django_db


@pytest.fixture
def clara() -> User:
    open_practice(PracticeFacts(name="Harbor", phone="1-555-555-0142"), [])
    return cast.clara()


def approve(version: str, by: User, at: datetime = NOW) -> None:
    approve_knowledge(read=version, current=version, lead_name="Clara, PT", by=by.pk, at=at)


def withdraw(version: str, by: User, at: datetime = NOW) -> None:
    withdraw_approval(version=version, lead_name="Clara, PT", by=by.pk, at=at)


def test_nothing_is_approved_until_somebody_does(clara: User) -> None:
    assert queries.approval_of(OLD) is None


def test_it_names_the_version_the_person_and_the_moment(clara: User) -> None:
    approve(OLD, clara)
    assert queries.approval_of(OLD) == Approval(OLD, "Clara, PT", NOW)


def test_it_covers_no_other_version(clara: User) -> None:
    approve(OLD, clara)
    assert queries.approval_of(NEW) is None


def test_the_latest_word_counts(clara: User) -> None:
    approve(OLD, clara)
    approve(NEW, clara)
    withdraw(OLD, clara)
    assert queries.approval_of(OLD) is None
    assert queries.approval_of(NEW) is not None
    approve(OLD, clara, NOW + timedelta(days=1))
    again = queries.approval_of(OLD)
    assert again is not None
    assert again.approved_at == NOW + timedelta(days=1)


def test_a_version_that_was_not_the_one_read_is_not_approved(clara: User) -> None:
    with pytest.raises(VersionChanged):
        approve_knowledge(read=OLD, current=NEW, lead_name="Clara, PT", by=clara.pk, at=NOW)
    assert not ClinicalApproval.objects.exists()


def test_every_word_is_kept(clara: User) -> None:
    approve(OLD, clara)
    withdraw(OLD, clara)
    assert [word.decision for word in ClinicalApproval.objects.order_by("pk")] == [
        "approved",
        "withdrawn",
    ]


def test_a_word_is_never_changed_or_deleted(clara: User) -> None:
    approve(OLD, clara)
    word = ClinicalApproval.objects.get()
    word.lead_name = "Somebody else"
    with pytest.raises(TypeError):
        word.save()
    with pytest.raises(TypeError):
        word.delete()
    with pytest.raises(TypeError):
        ClinicalApproval.objects.update(lead_name="Somebody else")
    with pytest.raises(TypeError):
        ClinicalApproval.objects.all().delete()
    assert ClinicalApproval.objects.get().lead_name == "Clara, PT"


def test_a_page_asks_all_it_needs_in_one_query(
    clara: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    approve(NEW, clara)
    approve(OLD, clara)
    with django_assert_num_queries(1):
        facts, approval = queries.practice_and_approval(OLD)
    assert facts.name == "Harbor"
    assert approval == Approval(OLD, "Clara, PT", NOW)
