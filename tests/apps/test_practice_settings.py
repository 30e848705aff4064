"""What the house knows of the practice, and what it says while it knows nothing."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from easeback.apps.practice import queries
from easeback.apps.practice.actions import open_practice
from easeback.apps.practice.facts import UNKNOWN_PRACTICE, PracticeFacts, TherapistFace
from easeback.apps.practice.models import Practice, Therapist
from easeback.apps.practice.skills import skill_words

HARBOR = PracticeFacts(name="Harbor", phone="1-555-555-0142", zone="America/Denver")
FACE = TherapistFace("Maya", {"en": "Hello", "es": "Hola"}, ("en",), ("low-back",), "curls")
pytestmark = pytest.mark.django_db


def test_a_practice_that_nobody_set_up_still_has_its_help_lines() -> None:
    unknown = queries.practice()
    assert unknown == UNKNOWN_PRACTICE
    assert (unknown.emergency_number, unknown.crisis_line) == ("911", "988")
    assert unknown.poison_line == "1-800-222-1222"
    assert unknown.phone == ""


def test_it_is_read_as_it_was_set_up() -> None:
    assert open_practice(HARBOR, [FACE])
    assert queries.practice() == HARBOR
    assert [replace(face, id=None) for face in queries.therapists()] == [FACE]


def test_it_is_set_up_once() -> None:
    open_practice(HARBOR, [FACE])
    assert not open_practice(PracticeFacts(name="Other"), [FACE, FACE])
    assert queries.practice() == HARBOR
    assert len(queries.therapists()) == 1


def test_therapists_keep_their_order_and_the_hidden_one_stays_hidden() -> None:
    faces = [TherapistFace(name, FACE.words, ("en",), (), "curls") for name in "ZAM"]
    open_practice(HARBOR, faces)
    Therapist.objects.filter(name="A").update(is_shown=False)
    assert [face.name for face in queries.therapists()] == ["Z", "M"]


def test_there_can_be_no_second_practice() -> None:
    open_practice(HARBOR, [])
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.create(pk=2, name="Second", phone="1-555-555-0143")


@pytest.mark.parametrize("read", [queries.practice, queries.therapists])
def test_a_read_is_one_query(
    read: Callable[[], Any], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    open_practice(HARBOR, [FACE, FACE])
    with django_assert_num_queries(1):
        read()


def test_who_changes_the_settings_sees_them_at_once() -> None:
    open_practice(HARBOR, [])
    assert queries.practice() == HARBOR
    row = Practice.objects.get()
    row.phone = "1-555-555-0199"
    row.save()
    assert queries.practice().phone == "1-555-555-0199"


def test_what_another_process_wrote_is_seen_within_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_practice(HARBOR, [])
    now = 1000.0 * queries.FRESH_FOR
    monkeypatch.setattr(time, "monotonic", lambda: now)
    assert queries.practice() == HARBOR
    Practice.objects.update(phone="1-555-555-0199")  # Sends no signal, like another process.
    assert queries.practice() == HARBOR
    now += queries.FRESH_FOR
    assert queries.practice().phone == "1-555-555-0199"


@pytest.mark.parametrize(
    ("read", "safe"),
    [
        (queries.practice, UNKNOWN_PRACTICE),
        (queries.therapists, ()),
        (lambda: queries.approval_of("a" * 64), None),
    ],
)
def test_a_database_that_does_not_answer_is_survived(read: Callable[[], Any], safe: Any) -> None:
    open_practice(HARBOR, [FACE])
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE practice_practice RENAME TO gone")
            cursor.execute("ALTER TABLE practice_therapist RENAME TO also_gone")
        assert read() == safe
        transaction.set_rollback(True)
    assert queries.practice() == HARBOR


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "call us"),
        ("phone", "1-555\x00"),
        ("emergency_number", ""),
        ("zone", "Mars/Olympus"),
        ("name", ""),
        ("reply_days", "0"),
        ("reply_days", "11"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(field: str, value: str) -> None:
    practice = Practice(name="Harbor", phone="1-555-555-0142")
    practice.full_clean()
    setattr(practice, field, value)
    with pytest.raises(ValidationError) as refusal:
        practice.full_clean()
    assert list(refusal.value.message_dict) == [field]


def test_every_skill_is_said_in_both_languages() -> None:
    assert skill_words()
    assert {frozenset(words) for words in skill_words().values()} == {frozenset({"en", "es"})}
