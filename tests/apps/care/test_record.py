"""What is signed stays as it is, once, in the chain; what is being written is never lost."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from easeback.apps.audit.queries import done_to
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import drafts, queries, signing
from easeback.apps.care.facts import Kind
from easeback.apps.care.models import Addendum, Document
from easeback.domain.outcome import Instrument
from tests.apps.booking.world import NOW
from tests.apps.care.recording import NOTE, new_key, note_of, open_record_world, signer

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def course(settings: Settings, tmp_path: Path) -> CourseFacts:
    settings.AUDIT_MARKS = tmp_path / "audit-marks"
    return open_record_world()


def test_what_is_signed_is_found_with_who_when_and_what_it_scores(course: CourseFacts) -> None:
    signing.sign(note_of(course), NOTE, by=signer(), key=new_key(), at=NOW)
    (found,) = queries.documents_of([course.id])
    assert (found.content, found.signed_as, found.at) == (NOTE, "Ann", NOW)
    (measure,) = queries.measures_of([course.id])
    assert (measure.instrument, measure.value) == (Instrument.PAIN, 6)
    assert [what for _, _, what in done_to(f"course:{course.id}")] == ["visit-note.signed"]


def test_two_clicks_sign_once(course: CourseFacts) -> None:
    key = new_key()
    for _ in range(2):
        signing.sign(note_of(course), NOTE, by=signer(), key=key, at=NOW)
    assert len(queries.documents_of([course.id])) == 1
    assert len(list(done_to(f"course:{course.id}"))) == 1


def test_a_signed_note_is_not_signed_again_in_other_words(course: CourseFacts) -> None:
    key = new_key()
    signing.sign(note_of(course), NOTE, by=signer(), key=key, at=NOW)
    with pytest.raises(signing.AlreadySigned):
        signing.sign(note_of(course), NOTE, by=signer(), key=new_key(), at=LATER)
    with pytest.raises(signing.KeyReused):
        signing.sign(note_of(course), {**NOTE, "pain-after": 1}, by=signer(), key=key, at=LATER)
    (found,) = queries.documents_of([course.id])
    assert found.content == NOTE


def test_a_signed_note_cannot_be_changed_or_taken_away(course: CourseFacts) -> None:
    signing.sign(note_of(course), NOTE, by=signer(), key=new_key(), at=NOW)
    row = Document.objects.get()
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()
    with pytest.raises(TypeError):
        Document.objects.update(kind="x")


def test_an_addendum_stands_below_what_was_signed(course: CourseFacts) -> None:
    signing.sign(note_of(course), NOTE, by=signer(), key=new_key(), at=NOW)
    (before,) = queries.documents_of([course.id])
    key = new_key()
    for _ in range(2):
        signing.add_addendum(before.id, " It was the left. ", by=signer(), key=key, at=LATER)
    (found,) = queries.documents_of([course.id])
    assert found.content == before.content
    assert [(each.text, each.signed_as) for each in found.addenda] == [("It was the left.", "Ann")]
    with pytest.raises(signing.KeyReused):
        signing.add_addendum(before.id, "Another", by=signer(), key=key, at=LATER)
    for bad in ("", " \n", "x" * 4001):
        with pytest.raises(signing.BadAddendum):
            signing.add_addendum(before.id, bad, by=signer(), key=new_key(), at=LATER)
    assert Addendum.objects.count() == 1


def test_what_a_patient_sends_again_stands_beside_the_earlier_one(course: CourseFacts) -> None:
    for pain in (7, 5):
        signing.send_intake(course.id, {"pain-now": pain}, key=new_key(), at=NOW)
    found = queries.documents_of([course.id])
    assert sorted(each.content["pain-now"] for each in found) == [5, 7]
    assert {each.signed_by for each in found} == {None}


def test_nothing_of_what_was_told_lies_open_in_the_database(course: CourseFacts) -> None:
    told = {**NOTE, "plan": "canary-in-the-plan"}
    drafts.save(note_of(course), {"plan": ["canary-in-the-draft"]}, by="x", version=0, at=NOW)
    signing.sign(note_of(course), told, by=signer(), key=new_key(), at=NOW)
    (found,) = queries.documents_of([course.id])
    signing.add_addendum(found.id, "canary-added", by=signer(), key=new_key(), at=NOW)
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            assert "canary" not in str(cursor.fetchall()), table


def test_a_draft_is_kept_version_by_version_until_it_is_signed(course: CourseFacts) -> None:
    about, by = note_of(course), signer().who
    assert drafts.draft_of(about, by=by) is None
    first = drafts.save(about, {"plan": ["W"]}, by=by, version=0, at=NOW)
    again = drafts.save(about, {"plan": ["W"]}, by=by, version=0, at=LATER)
    second = drafts.save(about, {"plan": ["Walk"]}, by=by, version=first, at=LATER)
    assert (first, again, second) == (1, 1, 2)
    kept = drafts.draft_of(about, by=by)
    assert kept is not None
    assert (kept.posted, kept.version) == ({"plan": ["Walk"]}, 2)
    assert drafts.draft_of(about, by="staff:99") is None
    signing.sign(about, NOTE, by=signer(), key=new_key(), at=LATER)
    assert drafts.draft_of(about, by=by) is None


def test_of_two_tabs_the_second_is_shown_what_the_first_has_saved(course: CourseFacts) -> None:
    about, by = note_of(course), signer().who
    drafts.save(about, {"plan": ["one"]}, by=by, version=0, at=NOW)
    with pytest.raises(drafts.ChangedElsewhere) as stopped:
        drafts.save(about, {"plan": ["two"]}, by=by, version=0, at=NOW)
    assert stopped.value.now.posted == {"plan": ["one"]}


def test_more_than_a_page_can_send_is_refused(course: CourseFacts) -> None:
    with pytest.raises(drafts.DraftTooLong):
        drafts.save(note_of(course), {"plan": ["x" * 300_000]}, by="x", version=0, at=NOW)
    assert drafts.drafts_in(course.id, by="x") == ()


def test_every_kind_of_document_has_its_outline() -> None:
    from easeback.knowledge import knowledge

    assert set(knowledge().outlines) == set(Kind) - {Kind.PROGRAM}
