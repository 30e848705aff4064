"""The demonstration has ten people in different states, all by the actions of real ones."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from easeback.apps.accounts.actions import appoint_owner
from easeback.apps.accounts.models import User
from easeback.apps.audit.queries import verified
from easeback.apps.booking import queries as booking
from easeback.apps.booking import timetables
from easeback.apps.care import history, messages, queries
from easeback.apps.care.facts import Kind
from easeback.apps.care.permissions import may_write
from easeback.apps.care.situations import in_care
from easeback.apps.selfcare.sharing import courses_with_a_diary
from easeback.domain.attention import Need, calls
from easeback.domain.booking import Severity
from easeback.domain.record import posted_of, read
from easeback.knowledge import knowledge
from easeback.ops.demo import load_demo
from tests import cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 9, 15, tzinfo=UTC)


def test_every_screen_of_a_therapist_has_something_to_show(
    settings: Settings, tmp_path: Path
) -> None:
    settings.AUDIT_MARKS = tmp_path / "audit-marks"
    with time_machine.travel(NOW, tick=False):
        assert load_demo(patients=True)
        assert not load_demo(patients=True)
    courses = [each for one in timetables.colleagues() for each in timetables.courses_of(one.id)]
    assert len(courses) == 10
    assert {each.severity for each in courses} == set(Severity)
    assert {each.contact.language for each in courses if each.contact} == {"en", "es"}
    ids = [each.id for each in courses]
    documents = queries.documents_of(ids)
    kinds = Counter(each.about.kind for each in documents)
    assert kinds[Kind.INTAKE] == 9
    assert kinds[Kind.EVALUATION] == 8
    assert kinds[Kind.DISCHARGE] == 2
    assert kinds[Kind.VISIT_NOTE] > 10
    for document in documents:
        outline = knowledge().outlines[document.about.kind]
        if document.about.kind is not Kind.INTAKE:
            assert outline.missing(document.content) == ()
        again = read(outline, posted_of(outline, document.content))
        assert (again.content, again.faults) == (document.content, ())
    assert len(courses_with_a_diary(ids)) == 6
    assert sum(history.program_of(id) is not None for id in ids) == 4
    assert sum(bool(history.history_of(id).told) for id in ids) == 4
    assert sum(bool(messages.thread([id])) for id in ids) == 2
    assert len(messages.unanswered(ids)) == 1
    to_come = [v for id in ids for v in booking.promised_visits(id) if v.ends_at > NOW]
    assert len(to_come) == 8
    assert min(to_come, key=lambda v: v.starts_at).starts_at == NOW
    assert verified().faults == ()


def test_the_owner_sees_the_first_therapists_patients(settings: Settings, tmp_path: Path) -> None:
    settings.AUDIT_MARKS = tmp_path / "audit-marks"
    load_demo(patients=True)
    owner = User.objects.get(pk=appoint_owner())
    first, second, *_ = timetables.colleagues()
    assert all(may_write(owner, each) for each in timetables.courses_of(first.id))
    assert not any(may_write(owner, each) for each in timetables.courses_of(second.id))


def test_the_working_list_of_the_first_therapist_shows_most_of_what_it_can() -> None:
    with time_machine.travel(NOW, tick=False):
        assert load_demo(patients=True)
        courses = timetables.courses_of(timetables.colleagues()[0].id)
        found = in_care(courses, at=NOW)
    needs = {call.need for each in found for call in calls(each.situation, at=NOW)}
    assert needs >= {Need.SAFETY, Need.WORSE, Need.SILENT, Need.ADVERSE, Need.NOT_IMPROVING}
    assert any(not calls(each.situation, at=NOW) for each in found)


def test_the_outcomes_of_so_small_a_practice_say_why_they_show_little(
    settings: Settings, tmp_path: Path, client: Client
) -> None:
    settings.AUDIT_MARKS = tmp_path / "audit-marks"
    with time_machine.travel(NOW, tick=False):
        load_demo(patients=True)
    with time_machine.travel(NOW + timedelta(days=60), tick=False):
        cast.signed_in(client, User.objects.get(pk=appoint_owner()))
        page = client.get("/staff/outcomes/").content.decode()
    assert "Fewer than 5 people" in page
    assert "A group of fewer than 5 people is not shown." in page
    assert "Visits that were kept" in page
    assert not any(name in page for name in ("Rosa", "Brandt", "Zhao"))
