"""A diary: each line once, changes beside what they change, and nothing left once it is erased."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection

from easeback.apps.accounts.devices import open_account
from easeback.apps.booking.facts import Snapshot
from easeback.apps.selfcare import actions, queries
from easeback.apps.selfcare.actions import ChangedMeanwhile, KeyReused, LineRefused
from easeback.apps.selfcare.facts import Line, Source, Well
from easeback.domain.vocabulary import Language

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 15, tzinfo=UTC)
ZONE = "America/Chicago"
LINE = Line(
    at=NOW,
    zone=ZONE,
    pain=6,
    flare=True,
    remedies=("heat", "cat-cow"),
    areas={"low-back-left": 6, "buttock-left": None},
    sleep=Well.BAD,
    mood=Well.FAIR,
    doing="canary-doing",
    medicines="canary-medicines",
    note="canary-note",
)
SNAPSHOT = Snapshot({"pain-now": 6}, "self_care", ("def",), {"first": "cat-cow"}, "f" * 64)


@pytest.fixture
def ana() -> UUID:
    return somebody()


def somebody() -> UUID:
    return open_account(opened_by=uuid4(), language=Language.ENGLISH, zone=ZONE, at=NOW).account


def test_a_line_comes_back_as_it_was_written(ana: UUID) -> None:
    key = uuid4()
    written = actions.write(ana, LINE, key=key, at=NOW)
    assert (written.entry, written.version, written.is_new) == (key, 1, True)
    (entry,) = queries.page_of(ana, limit=10)
    assert (entry.id, entry.line, entry.version) == (key, LINE, 1)


def test_the_same_line_sent_again_is_written_once(ana: UUID) -> None:
    key = uuid4()
    first = actions.write(ana, LINE, key=key, at=NOW)
    again = actions.write(ana, LINE, key=key, at=NOW + timedelta(days=1))
    assert (again.entry, again.is_new) == (first.entry, False)
    assert len(queries.page_of(ana, limit=10)) == 1


def test_another_line_under_a_used_key_is_refused(ana: UUID) -> None:
    key = uuid4()
    actions.write(ana, LINE, key=key, at=NOW)
    for other in (replace(LINE, pain=5), replace(LINE, note="other"), replace(LINE, flare=None)):
        with pytest.raises(KeyReused):
            actions.write(ana, other, key=key, at=NOW)


def test_two_people_may_use_the_same_key(ana: UUID) -> None:
    key, ben = uuid4(), somebody()
    actions.write(ana, LINE, key=key, at=NOW)
    assert actions.write(ben, replace(LINE, pain=2), key=key, at=NOW).is_new
    assert queries.page_of(ana, limit=9)[0].line.pain == 6


def test_a_change_stands_beside_what_it_changes(ana: UUID) -> None:
    entry = actions.write(ana, LINE, key=uuid4(), at=NOW).entry
    milder = replace(LINE, pain=4, at=NOW - timedelta(hours=2))
    actions.change(ana, milder, entry=entry, version=1, key=uuid4(), at=NOW)
    assert [each.line.pain for each in queries.page_of(ana, limit=9)] == [4]
    assert [each.line.pain for each in queries.history_of(ana, entry)] == [4, 6]
    assert [each.pain for each in queries.entries_of(ana, ZONE)] == [4, 4]


def test_of_two_changes_from_one_page_the_second_is_told(ana: UUID) -> None:
    entry = actions.write(ana, LINE, key=uuid4(), at=NOW).entry
    actions.change(ana, replace(LINE, pain=4), entry=entry, version=1, key=uuid4(), at=NOW)
    with pytest.raises(ChangedMeanwhile):
        actions.change(ana, replace(LINE, pain=5), entry=entry, version=1, key=uuid4(), at=NOW)
    key = uuid4()
    actions.change(ana, replace(LINE, pain=3), entry=entry, version=2, key=key, at=NOW)
    again = actions.change(ana, replace(LINE, pain=3), entry=entry, version=2, key=key, at=NOW)
    assert (again.version, again.is_new) == (3, False)


def test_what_is_taken_out_is_empty_and_stays_out(ana: UUID) -> None:
    key = uuid4()
    entry = actions.write(ana, LINE, key=key, at=NOW).entry
    actions.change(ana, replace(LINE, pain=4), entry=entry, version=1, key=uuid4(), at=NOW)
    assert actions.take_out(ana, entry)
    assert not actions.take_out(ana, entry)
    assert not queries.page_of(ana, limit=9)
    assert not queries.entries_of(ana, ZONE)
    assert "canary" not in stored_text()
    # A phone that was offline sends the line once more: it does not come back.
    assert not actions.write(ana, LINE, key=key, at=NOW).is_new
    assert queries.entries_of(ana, ZONE) == ()
    with pytest.raises(ChangedMeanwhile):
        actions.change(ana, LINE, entry=entry, version=2, key=uuid4(), at=NOW)


def test_nobody_reaches_another_persons_entry(ana: UUID) -> None:
    eve = somebody()
    entry = actions.write(ana, LINE, key=uuid4(), at=NOW).entry
    assert queries.entry_of(eve, entry) is None
    assert queries.history_of(eve, entry) == queries.page_of(eve, limit=9) == ()
    assert not actions.take_out(eve, entry)
    with pytest.raises(LineRefused):
        actions.change(eve, LINE, entry=entry, version=1, key=uuid4(), at=NOW)
    assert queries.entry_of(ana, entry) is not None


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("pain", replace(LINE, pain=11)),
        ("pain", replace(LINE, pain=-1)),
        ("at", replace(LINE, at=NOW + timedelta(hours=1))),
        ("at", replace(LINE, at=NOW - timedelta(days=1000))),
        ("zone", replace(LINE, zone="Nowhere/Land")),
        ("remedies", replace(LINE, remedies=("heat", "leeches"))),
        ("areas", replace(LINE, areas={"low-back-left": 11})),
        ("areas", replace(LINE, areas={"tail": None})),
        ("words", replace(LINE, note="x" * 1001)),
    ],
)
def test_a_line_that_no_page_sends_is_refused(ana: UUID, field: str, line: Line) -> None:
    with pytest.raises(LineRefused) as refused:
        actions.write(ana, line, key=uuid4(), at=NOW)
    assert refused.value.field == field
    assert queries.entries_of(ana, ZONE) == ()


def test_a_day_is_one_by_the_clock_of_the_person(ana: UUID) -> None:
    late = datetime(2027, 3, 1, 4, tzinfo=UTC)
    actions.write(ana, replace(LINE, at=late, remedies=()), key=uuid4(), at=NOW)
    (entry,) = queries.entries_of(ana, ZONE)
    assert entry.at.date().isoformat() == "2027-02-28"


def test_pages_follow_each_other_in_time(ana: UUID) -> None:
    for hours in range(5):
        line = replace(LINE, at=NOW - timedelta(hours=hours), pain=hours, remedies=())
        actions.write(ana, line, key=uuid4(), at=NOW)
    first = queries.page_of(ana, limit=2)
    second = queries.page_of(ana, after=first[-1].id, limit=2)
    assert [each.line.pain for each in (*first, *second)] == [0, 1, 2, 3]


def test_their_own_words_are_sealed(ana: UUID) -> None:
    actions.write(ana, LINE, key=uuid4(), at=NOW)
    assert "canary" not in stored_text()


def test_erasing_leaves_nothing_behind(ana: UUID) -> None:
    ben = somebody()
    for who in (ana, ben):
        entry = actions.write(who, LINE, key=uuid4(), at=NOW).entry
        actions.change(who, replace(LINE, pain=1), entry=entry, version=1, key=uuid4(), at=NOW)
        actions.keep_plan(who, SNAPSHOT, key=uuid4(), at=NOW)
    actions.erase(ana)
    assert ana.hex not in stored_text().replace("-", "")
    assert len(queries.history_of(ben, queries.page_of(ben, limit=9)[0].id)) == 2


def test_a_plan_is_kept_once(ana: UUID) -> None:
    key = uuid4()
    for _ in range(2):
        actions.keep_plan(ana, SNAPSHOT, key=key, at=NOW)
    (plan,) = queries.plans_of(ana)
    assert plan.plan == {"first": "cat-cow"}


def test_a_line_from_a_plan_says_so(ana: UUID) -> None:
    actions.write(ana, replace(LINE, source=Source.PLAN), key=uuid4(), at=NOW)
    assert queries.page_of(ana, limit=1)[0].line.source is Source.PLAN


def stored_text() -> str:
    """Everything that the tables of these two apps hold, as the database has it."""
    found = []
    with connection.cursor() as cursor:
        for label in ("accounts", "selfcare", "notifications"):
            for model in apps.get_app_config(label).get_models():
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608
                found.append(str(cursor.fetchall()))
    return "\n".join(found)
