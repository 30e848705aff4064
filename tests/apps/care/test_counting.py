"""A practice is counted from what happened: each thing once, without a name, in few queries."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from easeback.apps.audit.queries import done_to
from easeback.apps.booking.models import Course
from easeback.apps.care import counting, programs, signing
from easeback.apps.care.facts import About, Kind
from easeback.apps.care.models import AdverseEvent, RoutineDay, Transfer
from easeback.apps.selfcare import actions as selfcare
from easeback.apps.selfcare import sharing
from easeback.apps.selfcare.facts import Line
from easeback.domain.booking import Severity
from easeback.domain.indicator import Hidden, Indicator, Period, Result
from easeback.domain.program import Told
from tests.apps.booking.world import therapist
from tests.apps.care.practising import (
    DAY,
    LATER,
    MONDAY,
    ZONE,
    course,
    diary,
    note,
    open_counted_world,
    visit,
)
from tests.apps.care.programming import BRIDGE, program
from tests.apps.care.recording import account, new_key, signer

pytestmark = pytest.mark.django_db
FIVE = range(5)


@pytest.fixture(autouse=True)
def world(settings: Settings, tmp_path: Path) -> None:
    settings.AUDIT_MARKS = tmp_path / "audit-marks"
    open_counted_world()


def told(indicator: Indicator, group: Any = None, *, quarter: int | None = 4) -> Result:
    therapists = [therapist("Ann"), therapist("Bea")]
    found = counting.counted(2026, therapists, ZONE, apart=True, at=LATER).report
    (one,) = (e for e in found.of(indicator, group) if e.period == Period(2026, quarter))
    return one


def counts(indicator: Indicator, group: Any = None) -> tuple[int | None, int | None]:
    found = told(indicator, group)
    return found.reached, found.counted


def test_visits_are_kept_missed_or_cancelled_late() -> None:
    for number in FIVE:
        each = course(number)
        visit(each, 1)
        visit(each, 2, "confirmed", "no-show")
        visit(each, 3, "confirmed", "no-show", "confirmed")
        visit(each, 4, "confirmed", "late-cancel")
        for never_due in (("held",), ("held", "expired"), ("confirmed", "cancelled")):
            visit(each, 5, *never_due)
    assert counts(Indicator.ATTENDED) == (10, 20)
    assert counts(Indicator.ATTENDED, therapist("Ann")) == (10, 20)
    assert told(Indicator.ATTENDED, therapist("Bea")).hidden is Hidden.FEW


def test_a_visit_that_is_not_over_is_not_kept_yet() -> None:
    for number in FIVE:
        visit(course(number), (LATER - MONDAY) / DAY)
    assert told(Indicator.ATTENDED).hidden is Hidden.FEW


def test_the_first_visit_and_how_soon_it_was() -> None:
    for number in range(6):
        visit(course(number, severity=Severity.SEVERE), 2 if number < 4 else 4)
    assert counts(Indicator.IN_TIME, Severity.SEVERE) == (4, 6)
    assert told(Indicator.DAYS).value == 2


def test_a_course_that_was_handed_over_goes_on() -> None:
    for number in FIVE:
        first, second = course(number), course(number, name="Bea")
        Course.objects.filter(pk=first).update(goes_on=second)
        visit(first, 1)
        visit(first, 3)
        visit(second, 8)
    assert counts(Indicator.SAME) == (5, 10)
    assert counts(Indicator.IN_TIME) == (5, 5)


def test_somebody_who_books_twice_is_one_person() -> None:
    for number in FIVE:
        email = "ONE@example.test" if number else "one@example.test"
        visit(course(number, called=" canary  ONE ", email=email), 1)
    assert told(Indicator.ATTENDED).hidden is Hidden.FEW
    visit(course(9), 1)
    visit(course(10, email="", phone="(555) 555-0101"), 1)
    assert told(Indicator.ATTENDED).hidden is Hidden.FEW
    for number in (11, 12):
        visit(course(number), 1)
    assert counts(Indicator.ATTENDED) == (9, 9)


def test_scores_count_from_the_first_document_to_the_last() -> None:
    by = signer()
    for number in FIVE:
        each = course(number)
        for days, pain in ((1, 8), (8, 7), (15, 8 - number)):
            note(each, visit(each, days), days, by, **{"pain-before": pain})
    assert counts(Indicator.PAIN) == (3, 5)


def test_a_shared_diary_counts_and_no_other() -> None:
    for number in FIVE:
        each = course(number)
        visit(each, 1)
        sharing.share(diary(1, 2, over=9 if number else None), each, at=MONDAY)
        diary(1, over=3)
    assert counts(Indicator.SETTLED) == (4, 5)
    assert counts(Indicator.UNKNOWN) == (1, 5)


def test_a_diary_that_no_therapist_may_read_is_not_counted() -> None:
    """As on the page of a diary: where all visits were cancelled, nobody reads it."""
    for number in range(6):
        each = course(number)
        visit(each, 1, "confirmed", "confirmed" if number else "cancelled")
        sharing.share(diary(1, over=3), each, at=MONDAY)
    assert counts(Indicator.SETTLED) == (5, 5)


def test_who_stops_sharing_is_not_counted_any_more() -> None:
    shares = []
    for number in range(6):
        each = course(number)
        visit(each, 1)
        shares.append((diary(1, over=3), each))
        sharing.share(*shares[-1], at=MONDAY)
    assert counts(Indicator.SETTLED) == (6, 6)
    sharing.stop(*shares[0], at=LATER)
    assert counts(Indicator.SETTLED) == (5, 5)


def test_of_an_entry_that_was_changed_the_last_version_counts() -> None:
    for number in FIVE:
        each = course(number)
        visit(each, 1)
        whose = diary(1, over=None)
        sharing.share(whose, each, at=MONDAY)
        written = selfcare.write(
            whose,
            Line(at=MONDAY + 30 * DAY, zone=ZONE, pain=8, flare=True),
            key=new_key(),
            at=LATER,
        )
        if number:
            over = Line(at=MONDAY + 3 * DAY, zone=ZONE, pain=2, flare=False)
            key = new_key()
            selfcare.change(whose, over, entry=written.entry, version=1, key=key, at=LATER)
    assert counts(Indicator.SETTLED) == (4, 6)


def test_a_flare_marked_on_the_programs_page_counts_across_a_hand_over() -> None:
    for number in FIVE:
        first, second = course(number), course(number, name="Bea")
        Course.objects.filter(pk=first).update(goes_on=second)
        mark(first, 1, began=True)
        mark(second, 6, began=False)
    assert counts(Indicator.SETTLED) == (5, 5)
    assert counts(Indicator.SETTLED, therapist("Ann")) == (5, 5)


def mark(course: UUID, days: int, *, began: bool) -> None:
    at = MONDAY + days * DAY
    programs.mark_flare(course, began=began, key=new_key(), today=at.date(), at=at)


def test_routines_are_days_and_an_adverse_event_is_that_of_a_signed_note() -> None:
    by, first = signer(), MONDAY.date()
    for number in FIVE:
        each = course(number)
        programs.publish(each, program(first), (), by=by, key=new_key(), at=MONDAY)
        for day, done in ((1, True), (1, True), (2, True), (3, False)):
            on = first + timedelta(days=day)
            said = [Told(item, on, done=done) for item in (BRIDGE, "sit-to-stand")]
            programs.tell(each, said[:1], key=new_key(), today=on, at=MONDAY + day * DAY)
        adverse = {"adverse": "mild", "adverse-what": "canary"} if number < 2 else {}
        note(each, visit(each, 4), 4, by, **adverse)
    assert counts(Indicator.ADVERSE) == (2, 10)
    assert told(Indicator.ADVERSE).value == 200


def test_what_is_kept_for_counting_says_nothing_more_and_cannot_be_changed() -> None:
    each = course(1)
    note(each, visit(each, 1), 1, signer(), adverse="serious", **{"adverse-what": "canary"})
    (row,) = AdverseEvent.objects.values()
    assert set(row) == {"id", "document_id", "course", "at"}
    assert {field.name for field in RoutineDay._meta.fields} == {"id", "course", "on"}
    with pytest.raises(TypeError):
        AdverseEvent.objects.update(course=new_key())
    with pytest.raises(TypeError):
        AdverseEvent.objects.get().delete()


def test_a_note_that_is_signed_twice_counts_one_event() -> None:
    each, key = course(1), new_key()
    about = About(each, visit(each, 1), Kind.VISIT_NOTE)
    content = {"adverse": "mild", "adverse-what": "x"}
    for _ in range(2):
        signing.sign(about, content, by=signer(), key=key, at=MONDAY)
    assert AdverseEvent.objects.count() == 1


def test_the_number_of_queries_does_not_grow_with_the_people() -> None:
    therapists = [therapist("Ann"), therapist("Bea")]

    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            counting.counted(2026, therapists, ZONE, apart=True, at=LATER)
        return len(context)

    def lives(number: int) -> None:
        each = course(number)
        note(each, visit(each, 1), 1, signer(), adverse="mild", **{"adverse-what": "x"})
        sharing.share(diary(1, over=3), each, at=MONDAY)
        mark(each, 2, began=True)

    lives(0)
    few = asked()
    for number in range(1, 6):
        lives(number)
    assert asked() == few <= 11


def test_the_clock_of_the_practice_says_which_quarter_it_is() -> None:
    for number in FIVE:
        each = course(number)
        # Three in the morning of October 1 in London is still September in New York.
        visit(each, -4.5)
    assert (MONDAY - 4.5 * DAY).date() == date(2026, 10, 1)
    assert told(Indicator.ATTENDED).hidden is Hidden.FEW
    assert told(Indicator.ATTENDED, quarter=3).counted == 5


def test_who_looked_at_which_year_is_in_the_chain() -> None:
    counting.note_reading(counting.READ, 2026, by=account("ann").pk, at=LATER)
    (deed,) = done_to("outcomes:2026")
    assert deed[1:] == (f"staff:{account('ann').pk}", "outcomes.read")


def test_the_transfer_of_the_record_and_that_of_booking_are_one_line() -> None:
    """Scores of before a hand-over are read by the record's own word for it."""
    by = signer()
    for number in FIVE:
        first, second = course(number), course(number, name="Bea")
        Course.objects.filter(pk=first).update(goes_on=second)
        Transfer.objects.create(
            course=first, goes_on=second, reason="x", by=account("ann"), at=MONDAY
        )
        before = -10 if number else 1
        note(first, visit(first, before), before, by, **{"pain-before": 8})
        note(second, visit(second, 20), 20, by, **{"pain-before": 4})
    assert counts(Indicator.PAIN) == (5, 5)
