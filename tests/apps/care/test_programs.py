"""A program is published once, as it was checked; what is told of it comes back as it was told."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from easeback.apps.audit.queries import done_to
from easeback.apps.booking import queries as booking
from easeback.apps.booking import sharing
from easeback.apps.booking.facts import CourseFacts, Snapshot
from easeback.apps.care import drafts, history, programs, signing
from easeback.apps.care.barriers import closed_in
from easeback.apps.care.facts import PATIENT, About, Kind, Mark
from easeback.apps.care.models import PublishedProgram, Telling
from easeback.apps.care.standing import standing
from easeback.apps.notifications.models import StaffTask, StaffTaskDone
from easeback.domain.program import Adherence, FlareDays, History, Told, Why, account, today
from easeback.domain.response import Light
from easeback.knowledge import knowledge
from tests.apps.booking.world import MONDAY, NOW
from tests.apps.care.programming import BRIDGE, WALK, explained, program, published, told
from tests.apps.care.recording import new_key, note_of, open_record_world, signer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def course(settings: Settings, tmp_path: Path) -> CourseFacts:
    settings.AUDIT_MARKS = tmp_path / "audit-marks"
    return open_record_world()


def shares(course: CourseFacts, **answers: object) -> None:
    (visit,) = booking.visits_of(course.id)
    sharing.attach(visit.id, Snapshot(answers, "self_care", (), {}, "v"), at=NOW)


def asks(course: CourseFacts, item: str, on: date) -> tuple[Why, bool]:
    found = history.program_of(course.id)
    assert found is not None
    library = knowledge().exercises
    days = today(found.program, history.history_of(course.id), on=on, library=library)
    (each,) = (each for each in days if each.item == item)
    return each.why, each.asked


def test_what_is_published_comes_back_as_it_was_written(course: CourseFacts) -> None:
    published(course)
    found = history.program_of(course.id)
    assert found is not None
    assert (found.program, found.number, found.signed_as) == (program(), 1, "Ann")
    assert [what for _, _, what in done_to(f"course:{course.id}")] == ["program.published"]


def test_every_telling_is_in_the_chain_once(course: CourseFacts) -> None:
    published(course)
    key = new_key()
    told_of = [Told(BRIDGE, MONDAY, light=Light.GREEN), Told(WALK, MONDAY, light=Light.GREEN)]
    for given in (told_of[:1], told_of, told_of, []):
        programs.tell(course.id, given, key=key, today=MONDAY, at=NOW)
    written = [(who, what) for _, who, what in done_to(f"course:{course.id}")]
    assert written.count((PATIENT, "program.told")) == 2


def test_two_clicks_publish_once_and_a_change_is_a_new_version(course: CourseFacts) -> None:
    key = new_key()
    for _ in range(2):
        published(course, key=key)
    assert PublishedProgram.objects.count() == 1
    with pytest.raises(signing.KeyReused):
        published(course, replace(program(), relief_days=2), key=key)
    published(course, replace(program(), relief_days=2), at=LATER)
    assert [each.number for each in history.programs_of(course.id)] == [2, 1]


def test_what_is_published_ends_what_was_being_written_of_it(course: CourseFacts) -> None:
    about = About(course.id, course.id, Kind.PROGRAM)
    drafts.save(about, {"relief_days": ["3"]}, by=signer().who, version=0, at=NOW)
    published(course)
    assert drafts.draft_of(about, by=signer().who) is None


def test_a_program_with_a_fault_is_refused_whole(course: CourseFacts) -> None:
    with pytest.raises(programs.ProgramRefused) as refused:
        published(course, replace(program(), items=(), relief_days=40))
    assert {fault.field for fault in refused.value.faults} == {"items", "relief_days"}
    assert history.program_of(course.id) is None


def test_a_closed_gate_asks_for_a_reason_and_then_lets_the_item_in(course: CourseFacts) -> None:
    shares(course, floor="no")
    with pytest.raises(programs.ProgramRefused) as refused:
        published(course)
    behind = [item for item, gates in refused.value.gates]
    assert behind == ["cat-cow", "bird-dog"]
    asked = program()
    for item in behind:
        asked = explained(asked, item, "m-6", "They do it on the bed")
    published(course, asked)
    assert history.program_of(course.id) is not None


def test_what_was_never_asked_closes_no_gate(course: CourseFacts) -> None:
    assert closed_in(course.id) == ()
    shares(course, age=40)
    assert closed_in(course.id) == ()


def test_not_sure_closes_a_gate(course: CourseFacts) -> None:
    shares(course, fever="not-sure")
    assert "m-7b" in {gate.id for gate in closed_in(course.id)}


@pytest.mark.parametrize(
    ("condition", "gates"),
    [("thin-bones", {"m-3"}), ("pregnant", {"m-10", "m-10b", "m-16"}), ("diabetes", set())],
)
def test_what_the_intake_tells_closes_gates(
    course: CourseFacts, condition: str, gates: set[str]
) -> None:
    signing.send_intake(course.id, {"conditions": [condition]}, key=new_key(), at=NOW)
    assert {gate.id for gate in closed_in(course.id)} == gates


def test_pain_of_an_evaluation_takes_the_place_of_an_older_answer(course: CourseFacts) -> None:
    shares(course, **{"pain-now": 9})
    assert "m-1" in {gate.id for gate in closed_in(course.id)}
    about = replace(note_of(course), kind=Kind.EVALUATION)
    signing.sign(about, {"pain-now": 3}, by=signer(), key=new_key(), at=LATER)
    assert closed_in(course.id) == ()


def test_what_is_told_comes_back_once_and_is_sealed(course: CourseFacts) -> None:
    published(course)
    said = Told(BRIDGE, MONDAY, light=Light.AMBER, before=4, during=5, after=4)
    key = new_key()
    for _ in range(2):
        programs.tell(course.id, [said], key=key, today=MONDAY, at=NOW)
    assert history.history_of(course.id).told == (said,)
    with connection.cursor() as cursor:
        cursor.execute("SELECT told FROM care_telling")
        ((kept,),) = cursor.fetchall()
    assert "amber" not in kept
    other = replace(said, light=Light.GREEN)
    with pytest.raises(signing.KeyReused):
        programs.tell(course.id, [other], key=key, today=MONDAY, at=NOW)


@pytest.mark.parametrize(
    ("item", "on"),
    [("press-up", MONDAY), (BRIDGE, MONDAY - DAY), (BRIDGE, MONDAY + DAY)],
)
def test_what_nobody_asked_is_not_kept(course: CourseFacts, item: str, on: date) -> None:
    published(course)
    said = [Told(BRIDGE, MONDAY), Told(item, on)]
    with pytest.raises(programs.NotOfThisProgram):
        programs.tell(course.id, said, key=new_key(), today=MONDAY, at=NOW)
    assert Telling.objects.count() == 0


def test_red_stops_the_item_until_the_therapist_has_looked(course: CourseFacts) -> None:
    published(course)
    told(course, light=Light.RED)
    (task,) = StaffTask.objects.all()
    assert "Ana" not in task.words
    assert asks(course, BRIDGE, MONDAY + 2 * DAY) == (Why.STOPPED, False)
    key = new_key()
    for _ in range(2):
        programs.look(course.id, BRIDGE, by=signer(), key=key, today=MONDAY, at=LATER)
    assert asks(course, BRIDGE, MONDAY + 2 * DAY) == (Why.RESUMED, True)
    assert StaffTaskDone.objects.filter(task=task).count() == 1


def test_nobody_has_looked_at_a_red_light_that_was_told_later(course: CourseFacts) -> None:
    published(course)
    told(course, light=Light.RED)
    programs.look(course.id, BRIDGE, by=signer(), key=new_key(), today=MONDAY, at=NOW)
    said = [Told(BRIDGE, MONDAY, light=Light.RED)]
    programs.tell(course.id, said, key=new_key(), today=MONDAY, at=LATER)
    assert asks(course, BRIDGE, MONDAY + 2 * DAY) == (Why.STOPPED, False)


def test_a_task_stands_while_another_exercise_is_red(course: CourseFacts) -> None:
    published(course)
    told(course, light=Light.RED)
    told(course, WALK, Light.RED)
    programs.look(course.id, BRIDGE, by=signer(), key=new_key(), today=MONDAY, at=LATER)
    assert StaffTaskDone.objects.count() == 0
    programs.look(course.id, WALK, by=signer(), key=new_key(), today=MONDAY, at=LATER)
    assert StaffTaskDone.objects.count() == 2


def test_a_new_version_on_the_same_day_knows_what_was_told_before_it(course: CourseFacts) -> None:
    published(course)
    told(course, light=Light.RED)
    published(course, at=LATER)
    assert asks(course, BRIDGE, MONDAY) == (Why.KEPT, True)
    (each,) = history.history_of(course.id).told
    assert each.done


def test_a_marked_flare_leads_to_relief_and_then_goes_on_with_less(course: CourseFacts) -> None:
    published(course)
    for began, on in ((True, MONDAY + DAY), (False, MONDAY + 3 * DAY)):
        programs.mark_flare(course.id, began=began, key=new_key(), today=on, at=NOW)
    assert history.history_of(course.id).flares == (FlareDays(MONDAY + DAY, MONDAY + 3 * DAY),)
    assert asks(course, WALK, MONDAY + 2 * DAY)[0] is Why.PAUSED
    assert asks(course, WALK, MONDAY + 4 * DAY) == (Why.RESUMED, True)


def test_a_flare_that_begins_after_the_publication_on_its_day_counts_from_the_next_day_on(
    course: CourseFacts,
) -> None:
    published(course)
    programs.mark_flare(course.id, began=True, key=new_key(), today=MONDAY, at=LATER)
    assert asks(course, WALK, MONDAY) == (Why.KEPT, True)
    assert asks(course, WALK, MONDAY + DAY) == (Why.PAUSED, False)
    # Whoever publishes after that knows of it.
    published(course, at=LATER + timedelta(hours=1))
    assert asks(course, WALK, MONDAY + DAY) == (Why.KEPT, True)


def test_a_flare_is_marked_once_however_often_it_is_said() -> None:
    begun = [Mark(MONDAY, began=True), Mark(MONDAY + DAY, began=True)]
    marks = [*begun, Mark(MONDAY + 2 * DAY, began=False)]
    assert list(history.marked_days(marks)) == [FlareDays(MONDAY, MONDAY + 2 * DAY)]
    assert list(history.marked_days(marks[:2])) == [FlareDays(MONDAY)]
    assert list(history.marked_days(marks[2:])) == []


def test_flares_that_share_a_day_are_one() -> None:
    first, second = FlareDays(MONDAY, MONDAY + 2 * DAY), FlareDays(MONDAY + DAY)
    apart = FlareDays(MONDAY - 5 * DAY, MONDAY - 4 * DAY)
    assert history.merged([second, first, apart]) == (apart, FlareDays(MONDAY))


def test_adherence_and_pain_come_back_from_what_was_told(course: CourseFacts) -> None:
    published(course)
    for day in range(5):
        told(course, WALK, on=MONDAY + day * DAY, before=5, after=2)
    found = history.program_of(course.id)
    assert found is not None
    span = (MONDAY, MONDAY + 5 * DAY)
    library = knowledge().exercises
    told_of = account(found.program, history.history_of(course.id), span=span, library=library)
    (walk,) = (each for each in told_of.items if each.item == WALK)
    assert (walk.adherence.asked, walk.adherence.done) == (6, 5)
    assert walk.pain.change == -3


def test_the_days_of_an_item_behind_a_closed_gate_are_not_counted(course: CourseFacts) -> None:
    published(course)
    for item in ("cat-cow", WALK):
        for day in range(5):
            told(course, item, on=MONDAY + day * DAY, before=5, after=2)
    shares(course, floor="no")
    stands = standing(course, at=NOW + 5 * DAY)
    assert stands is not None
    counted = {each.item: each for each in stands.account().items}
    assert counted["cat-cow"].adherence == Adherence(0, 0)
    assert counted["cat-cow"].pain.change == -3
    assert counted[WALK].adherence == Adherence(6, 5)
    counts = [each.adherence for each in counted.values() if each.item != "cat-cow"]
    assert stands.account().whole == Adherence(sum(a.asked for a in counts), 5)


def test_a_course_without_a_program_has_no_history(course: CourseFacts) -> None:
    assert history.program_of(course.id) is None
    assert history.history_of(course.id) == History()
