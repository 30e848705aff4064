"""An own exercise: versions that stay, gates that close for it, and what it costs a page."""

import os
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from easeback.apps.audit.queries import done_to
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import filing, history, own_exercises, programs
from easeback.apps.care.library import library_for, used_in, version_of, versions_of, whole_library
from easeback.apps.care.models import OwnExercise as Version
from easeback.apps.care.own_exercises import NoSuchExercise, OwnRefused, WrittenMeanwhile
from easeback.apps.care.programs import ProgramRefused
from easeback.apps.care.signing import KeyReused
from easeback.apps.care.standing import standing
from easeback.apps.care.wire import own_content, own_in
from easeback.domain.exercise import Demand
from easeback.domain.program import Amount, Filed, Next, Wrong
from easeback.knowledge import knowledge
from tests.apps.booking.world import NOW
from tests.apps.care.filming import picture
from tests.apps.care.owning import newest_id, program_with, written
from tests.apps.care.programming import program, published
from tests.apps.care.recording import new_key, open_record_world, signer
from tests.domain.program.owning import own, said

pytestmark = pytest.mark.django_db
FLOOR = next(gate for gate in knowledge().gates if gate.forbids == {Demand.FLOOR})


@pytest.fixture
def course() -> CourseFacts:
    return open_record_world()


@pytest.mark.parametrize(
    "given", [own(), own(moves=False, dose=Amount(minutes=3), picture=Filed("a.jpg", 3, 4))]
)
def test_it_is_read_as_it_was_written(given: object) -> None:
    assert own_in(own_content(given)) == given  # type: ignore[arg-type]


def test_a_change_is_another_version_and_the_first_stays(course: CourseFacts) -> None:
    first = written()
    before = versions_of(first)[0]
    written(own(dose=Amount(reps=5)), exercise=first, name="bea")
    assert [each.number for each in versions_of(first)] == [2, 1]
    assert version_of(before.version) == before
    assert [each.name for each in versions_of(first)] == ["Bea", "Ann"]
    done = [what for _, _, what in done_to(f"exercise:{first}")]
    assert done == ["exercise.written", "exercise.written"]
    with pytest.raises(TypeError):
        Version.objects.filter(exercise=first).update(number=9)


def test_two_clicks_write_once_and_a_key_is_good_for_one_thing(course: CourseFacts) -> None:
    key, by = new_key(), signer()
    for _ in range(2):
        own_exercises.write(key, own(), seen=0, by=by, key=key, at=NOW)
    assert len(versions_of(key)) == 1
    with pytest.raises(KeyReused):
        own_exercises.write(key, own(dose=Amount(reps=2)), seen=0, by=by, key=key, at=NOW)


def test_of_two_who_change_the_same_version_the_second_is_told(course: CourseFacts) -> None:
    first = written()
    written(exercise=first, name="bea")
    with pytest.raises(WrittenMeanwhile):
        own_exercises.write(first, own(), seen=1, by=signer(), key=new_key(), at=NOW)


def test_what_cannot_be_is_not_written(course: CourseFacts) -> None:
    with pytest.raises(OwnRefused):
        written(own(said={}))
    with pytest.raises(OwnRefused) as refused:
        written(own(picture=Filed(f"{'0' * 64}.jpg")))
    assert [fault.field for fault in refused.value.faults] == ["picture"]
    assert not Version.objects.exists()


def test_a_withdrawn_one_comes_in_nowhere_and_stays_where_it_is(course: CourseFacts) -> None:
    id = written()
    asked = program_with(newest_id(id))
    published(course, asked)
    for _ in range(2):
        own_exercises.withdraw(id, by=signer("bea"), key=new_key(), at=NOW)
    assert whole_library().offered() == ()
    stands = standing(course, at=NOW)
    assert stands is not None
    assert [each.exercise for each in stands.items] == ["short-walk", asked.items[1].exercise]
    published(course, replace(asked, relief_days=3))
    assert len(history.programs_of(course.id)) == 2
    elsewhere = UUID(int=7)
    with pytest.raises(ProgramRefused) as refused:
        programs.check(elsewhere, asked, ())
    (fault,) = refused.value.faults
    assert (fault.field, fault.wrong) == ("items.2.exercise", Wrong.WITHDRAWN)
    written(exercise=id)
    assert [each.number for each in whole_library().offered()] == [3]
    with pytest.raises(NoSuchExercise):
        own_exercises.withdraw(elsewhere, by=signer(), key=new_key(), at=NOW)


def test_a_gate_closes_for_it_and_a_reason_opens_it(course: CourseFacts) -> None:
    asked = program_with(newest_id(written(own(said=said(Demand.FLOOR)))))
    with pytest.raises(ProgramRefused) as refused:
        programs.check(course.id, asked, (FLOOR,))
    ((item, gates),) = refused.value.gates
    assert (item, gates) == (asked.items[1].id, (FLOOR,))
    reason = replace(asked.items[1], overrides=((FLOOR.id, "They do it on the bed"),))
    programs.check(course.id, replace(asked, items=(asked.items[0], reason)), (FLOOR,))


def test_a_demand_that_nobody_stated_closes_its_gate(course: CourseFacts) -> None:
    """As when the knowledge learns of a demand after an exercise was written."""
    silent = {demand: no for demand, no in said().items() if demand is not Demand.FLOOR}
    key = new_key()
    Version.objects.create(
        id=key,
        exercise=key,
        number=1,
        content=own_content(own(said=silent)),
        by_id=signer().account,
        name="Ann",
        at=NOW,
    )
    with pytest.raises(ProgramRefused) as refused:
        programs.check(course.id, program_with(newest_id(key)), (FLOOR,))
    assert refused.value.gates


def test_what_a_later_version_states_holds_back_programs_of_the_earlier_one(
    course: CourseFacts,
) -> None:
    id = written()
    asked = program_with(newest_id(id))
    programs.check(course.id, asked, (FLOOR,))
    written(own(said=said(Demand.FLOOR), dose=Amount(reps=3)), exercise=id)
    library = library_for(used_in(asked))
    assert library.own[asked.items[1].exercise].own.dose == Amount(reps=8)
    with pytest.raises(ProgramRefused):
        programs.check(course.id, asked, (FLOOR,))


def test_it_may_follow_another_exercise(course: CourseFacts) -> None:
    asked = program()
    first = asked.items[0]
    follows = replace(first.progress, next=Next(newest_id(written())))
    published(course, replace(asked, items=(replace(first, progress=follows), *asked.items[1:])))
    unknown = replace(first.progress, next=Next(f"own-{new_key().hex}"))
    with pytest.raises(ProgramRefused):
        published(course, replace(asked, items=(replace(first, progress=unknown),)))


def test_where_nothing_own_is_used_nothing_is_asked_of_the_database(course: CourseFacts) -> None:
    id = newest_id(written())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert library_for(used_in(program())).own == {}
    assert len(asked) == 0
    with CaptureQueriesContext(connection) as asked:
        assert set(library_for([id, "own-nothing", "cat-cow"]).own) == {id}
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        whole_library([id])
    assert len(asked) == 1


def test_relief_knows_nothing_of_it(course: CourseFacts) -> None:
    id = newest_id(written())
    assert id not in knowledge().exercises
    assert id in library_for([id]).exercises


def test_a_file_that_no_exercise_took_is_deleted_after_a_week(
    course: CourseFacts, tmp_path: Path, settings: Settings
) -> None:
    settings.EXERCISE_FILES = tmp_path
    assert own_exercises.forget_unused_files(at=NOW) == 0

    def kept(size: tuple[int, int], at: datetime) -> Filed:
        content = picture(size=size)
        found = filing.keep(BytesIO(content), len(content))
        os.utime(tmp_path / found.name, (at.timestamp(), at.timestamp()))
        return found

    long_ago, lately = NOW - timedelta(days=8), NOW - timedelta(days=6)
    once, now = kept((10, 10), long_ago), kept((20, 10), long_ago)
    unused, new = kept((30, 10), long_ago), kept((40, 10), lately)
    # The database may be the wrong one, or empty for another reason.
    assert own_exercises.forget_unused_files(at=NOW) == 0
    exercise = written(own(picture=once))
    written(own(picture=now), exercise=exercise)
    assert own_exercises.forget_unused_files(at=NOW) == 1
    assert {file.name for file in tmp_path.iterdir()} == {once.name, now.name, new.name}
    assert not filing.is_kept(unused.name)
