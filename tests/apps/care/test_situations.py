"""How a therapist's people stand is read in as many queries for many as for one."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from easeback.apps.audit.queries import done_to
from easeback.apps.booking import actions, timetables
from easeback.apps.booking import queries as booking
from easeback.apps.booking import sharing as answers
from easeback.apps.booking.facts import CourseFacts, Snapshot
from easeback.apps.care import attending, intakes, programs, signing, transferring
from easeback.apps.care.attending import EndsByItself
from easeback.apps.care.facts import About, Kind
from easeback.apps.care.signing import HandedOn, KeyReused
from easeback.apps.care.situations import cared_for, in_care
from easeback.apps.notifications import queries as notifications
from easeback.apps.notifications.actions import finish_task
from easeback.apps.selfcare import sharing as diary
from easeback.domain.attention import Reason, calls
from easeback.domain.program import Told
from easeback.domain.response import Light
from tests.apps.booking.world import MONDAY, NOW, at, promised, therapist
from tests.apps.care.programming import published, told
from tests.apps.care.recording import NOTE, account, front_desk, new_key, open_record_world, signer
from tests.web.keeper import account_on, keeper, wrote

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def course() -> Iterator[CourseFacts]:
    with time_machine.travel(NOW, tick=False):
        yield open_record_world()


def reasons(course: CourseFacts, after: timedelta = timedelta()) -> list[Reason]:
    at = NOW + after
    (found,) = cared_for(course.therapist.id, at=at)
    return [call.reason for call in calls(found.situation, at=at)]


def signed(course: CourseFacts, kind: Kind = Kind.VISIT_NOTE, **more: object) -> None:
    about = About(course.id, visit_of(course), kind)
    signing.sign(about, {**NOTE, **more}, by=signer(), key=new_key(), at=NOW)


def signs(course: CourseFacts, kind: Kind, *, at: datetime) -> None:
    """About a visit of its own."""
    about = About(course.id, new_key(), kind)
    signing.sign(about, NOTE, by=signer(), key=new_key(), at=at)


def visit_of(course: CourseFacts) -> UUID:
    (found,) = in_care([course], at=NOW)
    return found.visits[0].id


def attends(course: CourseFacts, reason: Reason, up_to: datetime = NOW, *, by: str = "ann") -> None:
    at = max(NOW, up_to)
    attending.attend(course.id, reason, up_to=up_to, by=account(by).pk, key=new_key(), at=at)


def hands_over(course: CourseFacts, at: datetime = NOW) -> CourseFacts:
    """To Bea, who has no time when Ann's visits were."""
    goes_on = transferring.transfer(
        course.id, therapist("Bea"), "Moves away", by=account("ann").pk, key=new_key(), at=at
    )
    found = timetables.course(goes_on)
    assert found is not None
    return found


def shares_a_diary(course: CourseFacts) -> UUID:
    whose = account_on(keeper())
    diary.share(whose, course.id, at=NOW)
    return whose


def test_a_red_light_calls_until_somebody_has_looked(course: CourseFacts) -> None:
    published(course)
    told(course, light=Light.RED)
    assert reasons(course) == [Reason.STOPPED]
    programs.look(course.id, "bridge", by=signer(), key=new_key(), today=MONDAY, at=NOW)
    assert reasons(course) == []


def test_what_the_front_desk_has_seen_to_calls_the_therapist_all_the_same(
    course: CourseFacts,
) -> None:
    published(course)
    told(course, light=Light.RED)
    diary.tell_therapists(shares_a_diary(course), of=new_key(), alarmed=True, at=NOW)
    desk = front_desk().pk
    for task in notifications.open_tasks():
        finish_task(task.id, by=desk, at=NOW)
    assert notifications.open_tasks() == ()
    assert reasons(course, HOUR) == [Reason.ALARM, Reason.STOPPED]
    attends(course, Reason.ALARM, up_to=NOW)
    programs.look(course.id, "bridge", by=signer(), key=new_key(), today=MONDAY, at=NOW)
    assert reasons(course, HOUR) == []


def test_a_second_red_light_of_a_day_calls_after_the_first_was_looked_at(
    course: CourseFacts,
) -> None:
    published(course)
    told(course, light=Light.RED)
    programs.look(course.id, "bridge", by=signer(), key=new_key(), today=MONDAY, at=NOW)
    again = Told("bridge", MONDAY, light=Light.RED)
    programs.tell(course.id, [again], key=new_key(), today=MONDAY, at=NOW + HOUR)
    assert reasons(course, HOUR) == [Reason.STOPPED]


def test_a_flare_calls_until_it_is_over(course: CourseFacts) -> None:
    for hour, (began, called) in enumerate(((True, 1), (True, 1), (False, 0))):
        when = NOW + hour * HOUR
        programs.mark_flare(course.id, began=began, key=new_key(), today=MONDAY, at=when)
        assert reasons(course) == [Reason.FLARE] * called


def test_urgent_answers_call_until_they_were_examined(course: CourseFacts) -> None:
    visit = visit_of(course)
    answers.attach(visit, Snapshot({}, "same_day", (), {}, "v"), at=NOW)
    assert reasons(course) == [Reason.URGENT_ANSWERS]
    signed(course, Kind.EVALUATION)
    assert reasons(course) == []


def test_answers_that_may_wait_call_nobody(course: CourseFacts) -> None:
    answers.attach(visit_of(course), Snapshot({}, "within_days", (), {}, "v"), at=NOW)
    assert reasons(course) == []


def test_an_adverse_event_calls_for_two_weeks(course: CourseFacts) -> None:
    signed(course, adverse="mild")
    assert reasons(course) == [Reason.ADVERSE]
    assert Reason.ADVERSE not in reasons(course, 15 * DAY)


def test_an_alarm_of_a_shared_diary_is_a_task_that_seeing_to_it_ends(course: CourseFacts) -> None:
    whose = shares_a_diary(course)
    diary.tell_therapists(whose, of=new_key(), alarmed=True, at=NOW)
    assert reasons(course) == [Reason.ALARM]
    key, ann = new_key(), account("ann").pk
    for _ in range(2):
        attending.attend(course.id, Reason.ALARM, up_to=NOW, by=ann, key=key, at=NOW)
    assert reasons(course) == []
    assert notifications.open_tasks() == ()
    written = [what for _, _, what in done_to(f"course:{course.id}")]
    assert written.count("attended.alarm") == 1
    with pytest.raises(KeyReused):
        attending.attend(course.id, Reason.FLARE, up_to=NOW, by=ann, key=key, at=NOW)


def test_what_ends_by_itself_is_not_ticked_off(course: CourseFacts) -> None:
    with pytest.raises(EndsByItself):
        attends(course, Reason.STOPPED)


def test_pain_of_a_shared_diary_counts_and_of_another_does_not(course: CourseFacts) -> None:
    whose = shares_a_diary(course)
    signed(course)
    with time_machine.travel(NOW + DAY, tick=False):
        wrote(whose, 9, hours_ago=1)
    assert reasons(course, DAY) == [Reason.MORE_PAIN]
    diary.stop(whose, course.id, at=NOW + DAY)
    assert reasons(course, DAY) == []


def test_what_was_known_before_a_hand_over_goes_along(course: CourseFacts) -> None:
    published(course)
    told(course, light=Light.RED)
    goes_on = transferring.transfer(
        course.id, therapist("Bea"), "Moves away", by=account("ann").pk, key=new_key(), at=NOW
    )
    assert cared_for(course.therapist.id, at=NOW) == ()
    found = cared_for(therapist("Bea"), at=NOW)
    assert [each.course.id for each in found] == [goes_on]
    assert [call.reason for call in calls(found[0].situation, at=NOW)] == [Reason.STOPPED]


def test_as_many_queries_for_many_as_for_one(course: CourseFacts) -> None:
    counts = []
    for hour in (10, 11, 13, 14):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            cared_for(course.therapist.id, at=NOW)
        counts.append(len(asked))
        promised(at(2, hour))
    assert len(set(counts)) == 1
    assert counts[0] <= 21


def test_who_was_seen_long_ago_is_in_nobodys_care_until_something_waits(
    course: CourseFacts,
) -> None:
    whose = shares_a_diary(course)
    later = NOW + 100 * DAY
    assert cared_for(course.therapist.id, at=later) == ()
    diary.tell_therapists(whose, of=new_key(), alarmed=True, at=later)
    (found,) = cared_for(course.therapist.id, at=later)
    assert Reason.ALARM in [call.reason for call in calls(found.situation, at=later)]


def test_an_alarm_that_came_after_the_page_was_shown_is_not_seen_to(course: CourseFacts) -> None:
    whose = shares_a_diary(course)
    for minutes in (0, 20):
        when = NOW + timedelta(minutes=minutes)
        diary.tell_therapists(whose, of=new_key(), alarmed=True, at=when)
    attends(course, Reason.ALARM, up_to=NOW)
    (task,) = notifications.open_tasks()
    assert task.made_at == NOW + timedelta(minutes=20)
    assert reasons(course, HOUR) == [Reason.ALARM]


def test_who_handed_a_course_over_sees_to_nothing_of_it_any_more(course: CourseFacts) -> None:
    hands_over(course)
    with pytest.raises(HandedOn):
        attends(course, Reason.FLARE)


def test_a_red_light_after_a_hand_over_without_a_visit_is_seen_and_ends_by_looking(
    course: CourseFacts,
) -> None:
    published(course)
    later = NOW + 3 * DAY
    goes_on = hands_over(course, at=later)
    assert booking.visits_of(goes_on.id) == ()
    on = MONDAY + 3 * DAY
    programs.tell(
        goes_on.id, [Told("bridge", on, light=Light.RED)], key=new_key(), today=on, at=later
    )
    assert reasons(goes_on, 3 * DAY) == [Reason.STOPPED]
    programs.look(goes_on.id, "bridge", by=signer("bea"), key=new_key(), today=on, at=later)
    assert reasons(goes_on, 3 * DAY) == []


def test_a_new_version_ends_what_the_last_one_stopped(course: CourseFacts) -> None:
    published(course)
    told(course, light=Light.RED)
    published(course, at=NOW + HOUR)
    assert reasons(course, HOUR) == []


def test_who_was_handed_over_without_a_visit_to_come_is_on_the_list(course: CourseFacts) -> None:
    programs.mark_flare(course.id, began=True, key=new_key(), today=MONDAY, at=NOW)
    goes_on = hands_over(course, at=NOW + 3 * DAY)
    assert booking.visits_of(goes_on.id) == ()
    assert reasons(goes_on, 3 * DAY) == [Reason.FLARE]


def test_that_answers_were_urgent_outlives_the_hand_over_that_erases_them(
    course: CourseFacts,
) -> None:
    answers.attach(visit_of(course), Snapshot({}, "same_day", (), {}, "v"), at=NOW)
    goes_on = hands_over(course)
    assert reasons(goes_on) == [Reason.URGENT_ANSWERS]
    signed(goes_on, Kind.EVALUATION)
    assert reasons(goes_on) == []


def test_an_intake_to_read_ends_when_they_are_examined(course: CourseFacts) -> None:
    intakes.ask_to_read(course.id, new_key(), at=NOW)
    assert reasons(course) == [Reason.TO_READ]
    signed(course, Kind.EVALUATION)
    assert reasons(course) == []
    # What they tell after that nobody has read yet.
    intakes.ask_to_read(course.id, new_key(), at=NOW + HOUR)
    assert reasons(course, HOUR) == [Reason.TO_READ]
    attends(course, Reason.TO_READ, up_to=NOW + HOUR)
    assert reasons(course, HOUR) == []


def test_who_comes_back_after_a_discharge_is_in_care_again(course: CourseFacts) -> None:
    whose = shares_a_diary(course)
    signed(course)
    signs(course, Kind.DISCHARGE, at=NOW + 3 * DAY)
    with time_machine.travel(NOW + 5 * DAY, tick=False):
        wrote(whose, 9, hours_ago=1)
    assert reasons(course, 5 * DAY) == []
    signs(course, Kind.VISIT_NOTE, at=NOW + 4 * DAY)
    assert reasons(course, 5 * DAY) == [Reason.MORE_PAIN]


def test_a_flare_that_is_marked_long_after_the_last_visit_is_seen(course: CourseFacts) -> None:
    later = NOW + 100 * DAY
    programs.mark_flare(course.id, began=True, key=new_key(), today=later.date(), at=later)
    assert Reason.FLARE in reasons(course, 100 * DAY)


def test_who_missed_their_only_visit_is_not_lost(course: CourseFacts) -> None:
    actions.note_no_show(
        visit_of(course), key=str(new_key()), by="staff:1", at=NOW + 2 * DAY + 5 * HOUR
    )
    assert reasons(course, 30 * DAY) == [Reason.NOT_HEARD]


def test_tasks_of_others_cost_no_query(course: CourseFacts) -> None:
    counts = []
    for hour in (10, 11, 13):
        with CaptureQueriesContext(connection) as asked:
            cared_for(course.therapist.id, at=NOW)
        counts.append(len(asked))
        theirs = promised(at(2, hour), name="Bea")
        whose = account_on(keeper())
        diary.share(whose, booking.known_visit(theirs).course, at=NOW)
        diary.tell_therapists(whose, of=new_key(), alarmed=True, at=NOW)
    assert len(set(counts[1:])) == 1
