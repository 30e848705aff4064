"""What was done together: one entry a play, which may grow until the person has changed it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from easeback.apps.accounts.devices import open_account
from easeback.apps.selfcare import actions, queries
from easeback.apps.selfcare.actions import LineRefused
from easeback.apps.selfcare.facts import Line, Source
from easeback.apps.selfcare.models import DiaryLine
from easeback.domain.diary import Verdict, effects_of, flares_of, trend_of
from easeback.domain.vocabulary import Language
from tests.apps.selfcare.test_diary import somebody

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 15, tzinfo=UTC)
ZONE = "America/Chicago"
SHORT = Line(
    at=NOW - timedelta(minutes=5),
    zone=ZONE,
    pain=6,
    remedies=("rest-90-90",),
    source=Source.ROUTINE,
    after_minutes=3,
)
MORE = replace(SHORT, remedies=("cat-cow", "rest-90-90"), after_minutes=4)
WHOLE = replace(MORE, pain_after=4, after_minutes=5)


@pytest.fixture
def ana() -> UUID:
    return open_account(opened_by=uuid4(), language=Language.ENGLISH, zone=ZONE, at=NOW).account


def the_line(account: UUID) -> Line:
    (entry,) = queries.page_of(account, limit=10)
    return entry.line


@pytest.mark.parametrize("sent", list(permutations([SHORT, MORE, WHOLE])))
def test_whatever_arrives_first_the_entry_has_all_of_it(ana: UUID, sent: tuple[Line, ...]) -> None:
    key = uuid4()
    for line in (*sent, *sent):
        actions.write_done(ana, line, key=key, at=NOW)
    found = the_line(ana)
    assert (found.pain, found.pain_after) == (6, 4)
    assert found.remedies == ("cat-cow", "rest-90-90")
    assert found.after_minutes == 5


def test_what_was_changed_by_hand_stays_as_it_was_changed(ana: UUID) -> None:
    key = uuid4()
    actions.write_done(ana, MORE, key=key, at=NOW)
    mended = replace(MORE, pain=3, remedies=("cat-cow",))
    actions.change(ana, mended, entry=key, version=1, key=uuid4(), at=NOW)
    actions.write_done(ana, WHOLE, key=key, at=NOW)
    assert the_line(ana) == mended


def test_what_was_taken_out_does_not_come_back(ana: UUID) -> None:
    key = uuid4()
    actions.write_done(ana, WHOLE, key=key, at=NOW)
    actions.take_out(ana, key)
    assert actions.write_done(ana, WHOLE, key=key, at=NOW).is_gone
    assert queries.page_of(ana, limit=10) == ()
    assert set(DiaryLine.objects.values_list("pain_after", "after_minutes")) == {(None, None)}


def test_a_play_with_the_key_of_something_else_changes_nothing(ana: UUID) -> None:
    key = uuid4()
    written = Line(at=NOW, zone=ZONE, pain=5)
    actions.write(ana, written, key=key, at=NOW)
    actions.write_done(ana, WHOLE, key=key, at=NOW)
    assert the_line(ana) == written


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("pain", replace(SHORT, pain=None, remedies=())),
        ("pain", replace(SHORT, pain=None, flare=True)),
        ("after", replace(WHOLE, after_minutes=None)),
        ("after", replace(WHOLE, after_minutes=0)),
        ("after", replace(WHOLE, pain_after=11)),
        ("after", replace(WHOLE, pain_after=-1)),
    ],
)
def test_a_line_that_cannot_be_is_refused(ana: UUID, field: str, line: Line) -> None:
    with pytest.raises(LineRefused) as refused:
        actions.write_done(ana, line, key=uuid4(), at=NOW)
    assert refused.value.field == field


@pytest.mark.parametrize("wrong", [{"pain_after": 11, "after_minutes": 5}, {"pain_after": 4}])
def test_the_database_refuses_what_the_code_forgot(ana: UUID, wrong: dict[str, int]) -> None:
    actions.write_done(ana, SHORT, key=uuid4(), at=NOW)
    row = DiaryLine.objects.get()
    row.after_minutes = None
    for name, value in wrong.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_routines_with_pain_before_and_after_tell_what_helps(ana: UUID) -> None:
    for day in range(1, 21):
        calm = Line(at=NOW - timedelta(days=day, hours=5), zone=ZONE, pain=6)
        actions.write(ana, calm, key=uuid4(), at=NOW)
    for day in range(1, 9):
        played = replace(WHOLE, at=NOW - timedelta(days=day), remedies=("cat-cow",))
        actions.write_done(ana, played, key=uuid4(), at=NOW)
    (effect,) = effects_of(queries.entries_of(ana, ZONE))
    assert (effect.uses.all, effect.uses.followed) == (8, 8)
    assert effect.verdict is Verdict.HELPS


def test_the_pain_right_after_heat_tells_of_the_heat_and_not_of_the_day(ana: UUID) -> None:
    heat = Line(
        at=NOW - timedelta(minutes=50),
        zone=ZONE,
        pain=None,
        remedies=("heat",),
        source=Source.HEAT,
        pain_after=2,
        after_minutes=30,
    )
    actions.write_done(ana, heat, key=uuid4(), at=NOW)
    actions.write(ana, Line(at=NOW - timedelta(minutes=40), zone=ZONE, pain=8), key=uuid4(), at=NOW)
    entries = queries.entries_of(ana, ZONE)
    assert [(entry.pain, entry.pain_after) for entry in entries] == [(None, 2), (8, None)]
    (day,) = trend_of(entries).days
    assert (day.low, day.high, day.entries) == (8, 8, 1)
    assert flares_of(entries) == ()


def test_a_pain_that_was_written_an_hour_later_is_an_entry_of_its_own_moment(ana: UUID) -> None:
    later = replace(SHORT, source=Source.WRITTEN, pain_after=2, after_minutes=60)
    actions.write(ana, replace(later, at=NOW - timedelta(hours=2)), key=uuid4(), at=NOW)
    actions.write(ana, Line(at=NOW - timedelta(minutes=90), zone=ZONE, pain=8), key=uuid4(), at=NOW)
    entries = queries.entries_of(ana, ZONE)
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert [entry.pain for entry in entries] == [6, 8, 2]


def test_two_routines_do_not_make_three_flares_of_one(ana: UUID) -> None:
    days = (8, 7, 6, 5, 4)
    for day, word in zip(days, (True, None, None, None, False), strict=True):
        pain = 3 if word is False else 7
        line = Line(at=NOW - timedelta(days=day), zone=ZONE, pain=pain, flare=word)
        actions.write(ana, line, key=uuid4(), at=NOW)
    for since in (6.8, 5.5):
        played = replace(WHOLE, at=NOW - timedelta(days=since), pain=7, pain_after=3)
        actions.write_done(ana, played, key=uuid4(), at=NOW)
    (flare,) = flares_of(queries.entries_of(ana, ZONE))
    assert flare.starts_at == NOW - timedelta(days=8)
    assert flare.ends_at == NOW - timedelta(days=4)


PAINS = st.integers(min_value=0, max_value=10)
WRITTEN = st.tuples(
    st.integers(min_value=1, max_value=900), PAINS, st.sampled_from([None, True, False])
)
PLAYED = st.tuples(st.integers(min_value=1, max_value=900), st.none() | PAINS, PAINS)


class GuidedPain(TestCase):
    @settings(max_examples=60)
    @given(written=st.lists(WRITTEN, max_size=14), played=st.lists(PLAYED, min_size=1, max_size=5))
    def test_the_pain_after_what_was_done_together_changes_no_flare_and_no_trend(
        self,
        written: list[tuple[int, int, bool | None]],
        played: list[tuple[int, int | None, int]],
    ) -> None:
        told, untold = somebody(), somebody()
        for hours, pain, flare in written:
            line = Line(at=NOW - timedelta(hours=hours), zone=ZONE, pain=pain, flare=flare)
            for account in (told, untold):
                actions.write(account, line, key=uuid4(), at=NOW)
        for hours, before, after in played:
            line = replace(WHOLE, at=NOW - timedelta(hours=hours), pain=before, pain_after=after)
            actions.write_done(told, line, key=uuid4(), at=NOW)
            if before is not None:
                silent = replace(line, pain_after=None)
                actions.write_done(untold, silent, key=uuid4(), at=NOW)
        one, other = (queries.entries_of(account, ZONE) for account in (told, untold))
        assert flares_of(one) == flares_of(other)
        assert trend_of(one) == trend_of(other)
